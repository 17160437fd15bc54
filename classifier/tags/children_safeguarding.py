"""Safeguarding of children."""

from classifier.tag import Tag, cues

tag = Tag(
    slug="children/safeguarding",
    title="Safeguarding of children",
    about=(
        "Children were harmed or at risk: abuse, neglect, exploitation, serious case and practice reviews, inquiries."
    ),
    excludes="Adults; the service where no harm is told.",
    iptc="medtop:20000780",
    cues=cues(
        "safeguarding; child protection; serious case review*; safeguarding practice review*; practice review; child* "
        "death; death of a baby; baby; babies; toddler; murder*; killed; abuse; abused; neglect*; neglected; "
        "exploit*; exploitation; grooming; groom*; csa; cse; county lines; harm; harmed; significant harm; at risk of "
        "harm; risk of harm; unsafe; left at risk; danger*; sexual abuse; sexually; abuser*; gang*; mash; multi "
        "agency safeguarding; safeguarding hub; front door; missing child*; went missing; missing from home; injur*; "
        "violence; rape*; paedophile*; historic* abuse; survivor*; victim*; non accidental; nspcc; iicsa; section 47; "
        "strategy meeting*; strategy discussion*; child protection plan*; lscb; safeguarding board; safeguarding "
        "partnership; child cruelty; rapid review; radicalis*; female genital; unprotected; not protected; not safe; "
        "safety of children; children safe; lado; referrals; threshold*; criminal exploitation; trafficking; drift; "
        "unregistered"
    ),
    floor=0.67,
)
