"""Planning."""

from classifier.tag import Tag

tag = Tag(
    slug="planning",
    title="Planning",
    about="Applications, appeals, local plans, green belt, planning reform.",
    excludes="Housing management.",
    iptc="medtop:20000593",
    floor=0.87,
)
