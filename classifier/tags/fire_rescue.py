"""Fire and rescue."""

from classifier.tag import Tag, cues

tag = Tag(
    slug="fire-rescue",
    title="Fire and rescue",
    about="Fire services: incidents, stations, crews, governance.",
    excludes="Fire doors and cladding as a housing matter.",
    iptc="medtop:20000168",
    cues=cues(
        "fire; fires; firefighter*; fire fighter*; fire and rescue; fire service; fire authority; fire brigade; "
        "brigade; brigades; blaze; fire engine*; fire station*; fire crew*; crews; retained; on call; wholetime; fire "
        "chief; chief fire officer; hmicfrs; fbu; fire brigades union; fire safety; smoke alarm*; sprinkler*; "
        "cladding; grenfell; appliance*; fire cover; response times; rescue service; control room; fire minister; "
        "fire inspect*; arson; wildfire*; aerial ladder; fire station closure*; risk management plan; fire and rescue "
        "plan; pumps; watch; kerslake; nfcc; false alarm*"
    ),
    floor=0.89,
)
