"""Homelessness."""

from classifier.tag import Tag

tag = Tag(
    slug="homelessness",
    title="Homelessness",
    about="Temporary accommodation, rough sleeping, prevention, hostels.",
    excludes="Asylum accommodation.",
    iptc="medtop:20000802",
    floor=0.88,
)
