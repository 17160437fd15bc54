"""Waste and recycling."""

from classifier.tag import Tag

tag = Tag(
    slug="waste-recycling",
    title="Waste and recycling",
    about="Collections, recycling centres, disposal, litter and fly-tipping.",
    excludes="Strikes of refuse workers where the dispute is all.",
    iptc="medtop:20000424",
    floor=0.9,
)
