"""Schools."""

from classifier.tag import Tag

tag = Tag(
    slug="education/schools",
    title="Schools",
    about="Places, admissions, closures, buildings, attendance, meals, transport and academies.",
    excludes="Special educational needs alone.",
    iptc="medtop:05000000",
    floor=0.85,
)
