"""Special educational needs."""

from classifier.tag import Tag

tag = Tag(
    slug="send",
    title="Special educational needs",
    about=(
        "Education, health and care plans, tribunals, high-needs deficits, specialist places, transport of "
        "pupils with SEND."
    ),
    excludes="Disability services for adults.",
    iptc="medtop:20001338",
    floor=0.88,
)
