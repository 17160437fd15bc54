"""Highways and transport."""

from classifier.tag import Tag

tag = Tag(
    slug="highways-transport",
    title="Highways and transport",
    about="Roads, potholes, parking, buses, cycling, low-traffic schemes, rail and trams.",
    excludes="Home-to-school transport of pupils with SEND.",
    iptc="medtop:04000000",
    floor=0.87,
)
