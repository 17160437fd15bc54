"""Directions and commissioners."""

from classifier.tag import Tag

tag = Tag(
    slug="intervention/directions",
    title="Directions and commissioners",
    about=(
        "Ministers step in or step back: improvement notices, statutory directions, commissioners, children's "
        "trusts, in any nation."
    ),
    excludes="Best value notices alone.",
    iptc="medtop:20000621",
    floor=0.85,
)
