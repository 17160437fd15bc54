"""Pay."""

from classifier.tag import Tag

tag = Tag(
    slug="workforce/pay",
    title="Pay",
    about="Pay offers and awards, allowances, equal pay, severance and redundancy terms.",
    excludes="Working hours as such.",
    iptc="medtop:20000518",
    floor=0.87,
)
