"""Industrial action."""

from classifier.tag import Tag

tag = Tag(
    slug="workforce/strike",
    title="Industrial action",
    about="Ballots, strikes, overtime bans, deals that end them.",
    excludes="Pay talks without a ballot.",
    iptc="medtop:20000524",
    floor=0.9,
)
