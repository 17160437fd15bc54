"""CQC inspections."""

from classifier.tag import Tag

tag = Tag(
    slug="inspection/cqc",
    title="CQC inspections",
    about=(
        "The Care Quality Commission assessed a council or judged a social care provider, or changes how it does so."
    ),
    excludes="NHS hospitals.",
    iptc="medtop:20000480",
    implies=("adult-social-care",),
    floor=0.88,
)
