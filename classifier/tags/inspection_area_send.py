"""Area SEND inspections."""

from classifier.tag import Tag, cues

tag = Tag(
    slug="inspection/area-send",
    title="Area SEND inspections",
    about=(
        "The outcome of a joint inspection of a local area's services for special educational needs, or what "
        "must follow from it."
    ),
    excludes="SEND news without an inspection.",
    iptc="medtop:20001338",
    implies=("send",),
    cues=cues(
        "area send; send inspection; local area partnership; area partnership; local area; joint inspection; joint "
        "send; ofsted and the care quality; ofsted and cqc; two inspectorates; both inspectorates; systemic failings; "
        "widespread; widespread and systemic; widespread and or systemic; systemic; inconsistent experiences; "
        "inconsistent; typically positive; priority action plan; priority action*; written statement of action; "
        "significant weakness*; areas for improvement; send partnership; send; special educational; integrated care "
        "board; icb; ehc; monitoring inspection; reinspect*; revisit; outcome; lived experiences; full inspection; "
        "local offer"
    ),
    floor=0.87,
)
