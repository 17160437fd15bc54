"""Devolution and reorganisation."""

from classifier.tag import Tag

tag = Tag(
    slug="devolution-reorganisation",
    title="Devolution and reorganisation",
    about="New unitaries, mergers, combined authorities, mayors' powers, devolution deals.",
    excludes="Elections of mayors.",
    iptc="medtop:20000621",
    floor=0.88,
)
