"""Cyber and data protection."""

from classifier.tag import Tag

tag = Tag(
    slug="cyber-data",
    title="Cyber and data protection",
    about="Attacks, breaches, freedom of information, data protection findings.",
    excludes="New digital services.",
    iptc="medtop:13000000",
    floor=0.88,
)
