"""Section 114."""

from classifier.tag import Tag

tag = Tag(
    slug="finance/section-114",
    title="Section 114",
    about="A section 114 notice is issued, lifted, warned of or avoided.",
    excludes="Savings without talk of a notice.",
    iptc="medtop:20000593",
    implies=("finance/budget",),
    floor=0.9,
)
