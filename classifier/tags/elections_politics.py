"""Elections and politics."""

from classifier.tag import Tag

tag = Tag(
    slug="elections-politics",
    title="Elections and politics",
    about="Elections, by-elections, control, leaders, defections, parties.",
    excludes="Policy decisions with a party's name in them.",
    iptc="medtop:20000574",
    floor=0.85,
)
