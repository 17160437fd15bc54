"""Regeneration."""

from classifier.tag import Tag

tag = Tag(
    slug="regeneration",
    title="Regeneration",
    about="Town centres, high streets, development schemes, growth funds.",
    excludes="A single planning application.",
    iptc="medtop:20000344",
    floor=0.83,
)
