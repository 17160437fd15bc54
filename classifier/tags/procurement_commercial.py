"""Procurement and commercial."""

from classifier.tag import Tag

tag = Tag(
    slug="procurement-commercial",
    title="Procurement and commercial",
    about="Contracts let or ended, outsourcing and insourcing, council companies, sale and purchase of assets.",
    excludes="A contract mentioned in passing.",
    iptc="medtop:20000170",
    floor=0.82,
)
