"""School inspections."""

from classifier.tag import Tag

tag = Tag(
    slug="inspection/school",
    title="School inspections",
    about="A school, nursery or college was inspected, or its judgement is in dispute.",
    excludes="Councils' own children's services.",
    iptc="medtop:20000400",
    implies=("education/schools",),
    floor=0.88,
)
