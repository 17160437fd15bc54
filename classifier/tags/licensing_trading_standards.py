"""Licensing and trading standards."""

from classifier.tag import Tag

tag = Tag(
    slug="licensing-trading-standards",
    title="Licensing and trading standards",
    about="Alcohol, taxis, gambling, food hygiene, markets, counterfeit and under-age sales.",
    excludes="Licensing of rented homes.",
    iptc="medtop:20000621",
    floor=0.88,
)
