"""Climate and environment."""

from classifier.tag import Tag

tag = Tag(
    slug="climate-environment",
    title="Climate and environment",
    about="Net zero, energy, flooding, air, water, trees, nature.",
    excludes="Waste collection.",
    iptc="medtop:20000418",
    floor=0.86,
)
