"""CQC inspections."""

from classifier.tag import Tag, cues

tag = Tag(
    slug="inspection/cqc",
    title="CQC inspections",
    about=(
        "The Care Quality Commission assessed a council or judged a social care provider, or changes how it does so."
    ),
    excludes="NHS hospitals.",
    iptc="medtop:20000480",
    implies=("adult-social-care",),
    cues=cues(
        "cqc; care quality commission; care regulator; care watchdog; quality statement*; care act; local authority "
        "assessment; assessment of the council; rated; requires improvement; good; outstanding; inadequate; special "
        "measures; care home rated; homecare rated; provider rated; adult social care; assessment; assessors; care "
        "act duties; inspectors; regulator; score; scored; section 29; registration cancelled; unannounced; safe "
        "effective caring; assurance; assured"
    ),
    floor=0.84,
)
