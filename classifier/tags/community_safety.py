"""Community safety."""

from classifier.tag import Tag

tag = Tag(
    slug="community-safety",
    title="Community safety",
    about="Antisocial behaviour, CCTV, wardens, protection orders, domestic abuse, youth offending.",
    excludes="Police operations without a council.",
    iptc="medtop:20000129",
    floor=0.84,
)
