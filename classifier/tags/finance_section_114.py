"""Section 114."""

from classifier.tag import Tag, cues

tag = Tag(
    slug="finance/section-114",
    title="Section 114",
    about="A section 114 notice is issued, lifted, warned of or avoided.",
    excludes="Savings without talk of a notice.",
    iptc="medtop:20000593",
    implies=("finance/budget",),
    cues=cues(
        "section 114; s114; s 114; 114 notice; section 114 notice; 114; effectively bankrupt; bankrupt*; bankruptcy; "
        "declare itself; issue a notice; spending freeze; freeze on spending; non essential; spending controls; "
        "section 151; s151; chief finance officer; balance its budget; unable to balance; cannot balance; insolven*; "
        "brink; on the brink; financial collapse; financial distress; local government finance act; 21 days; going "
        "bust; bust; broke; financial ruin; unlawful expenditure; new spending; panel"
    ),
    floor=0.69,
)
