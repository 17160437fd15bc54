"""Digital and AI."""

from classifier.tag import Tag

tag = Tag(
    slug="digital-ai",
    title="Digital and AI",
    about="Online services, artificial intelligence, data platforms, connectivity.",
    excludes="Attacks and breaches.",
    iptc="medtop:20001298",
    floor=0.88,
)
