"""Area SEND inspections."""

from classifier.tag import Tag

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
    floor=0.9,
)
