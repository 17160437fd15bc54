"""Housing."""

from classifier.tag import Tag

tag = Tag(
    slug="housing",
    title="Housing",
    about="Council homes, building, repairs, landlords, licensing of rented homes.",
    excludes="Temporary accommodation; planning permission as such.",
    iptc="medtop:20000799",
    floor=0.83,
)
