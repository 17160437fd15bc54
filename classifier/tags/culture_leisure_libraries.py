"""Culture, leisure and libraries."""

from classifier.tag import Tag

tag = Tag(
    slug="culture-leisure-libraries",
    title="Culture, leisure and libraries",
    about="Libraries, museums, theatres, leisure centres, pools, parks, festivals.",
    excludes="Regeneration with a theatre in it.",
    iptc="medtop:20000038",
    floor=0.88,
)
