"""Youth justice inspections."""

from classifier.tag import Tag

tag = Tag(
    slug="inspection/youth-justice",
    title="Youth justice inspections",
    about="HM Inspectorate of Probation inspected a youth justice service or reports on many of them.",
    excludes="Youth crime as such.",
    iptc="medtop:20000129",
    implies=("community-safety",),
    floor=0.9,
)
