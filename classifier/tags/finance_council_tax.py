"""Council tax."""

from classifier.tag import Tag

tag = Tag(
    slug="finance/council-tax",
    title="Council tax",
    about="Levels, bands, referendums, support schemes, premiums, collection.",
    excludes="Business rates.",
    iptc="medtop:20000344",
    floor=0.88,
)
