"""Community safety."""

from classifier.tag import Tag, cues

tag = Tag(
    slug="community-safety",
    title="Community safety",
    about="Antisocial behaviour, CCTV, wardens, protection orders, domestic abuse, youth offending.",
    excludes="Police operations without a council.",
    iptc="medtop:20000129",
    cues=cues(
        "anti social; antisocial; asb; crime; crime commissioner; police; policing; pcc; pspo; public spaces "
        "protection; cctv; camera*; warden*; domestic abuse; domestic violence; refuge*; knife; knives; stabb*; "
        "violence reduction; hate crime; prevent; extremis*; radicalis*; terror*; protect duty; martyn law; riot*; "
        "disorder; vandal*; drug deal*; drug*; gang*; youth justice; youth offending; offend*; reoffend*; probation; "
        "community payback; street drink*; begging; beggar*; spit*; off road bike*; e scooter*; fireworks; curfew; "
        "dispersal order*; closure order*; injunction*; nuisance; street light*; violence against women; women "
        "safety; night time economy; safer streets; community safety; enforcement officer*; fixed penalt*; fine*; "
        "cohesion; serious violence; arson; crack house*; cuckoo*; robber*; burglar*; shoplift*; dog fouling; public "
        "order"
    ),
    floor=0.84,
)
