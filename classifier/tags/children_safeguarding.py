"""Safeguarding of children."""

from classifier.tag import Tag

tag = Tag(
    slug="children/safeguarding",
    title="Safeguarding of children",
    about=(
        "Children were harmed or at risk: abuse, neglect, exploitation, serious case and practice reviews, inquiries."
    ),
    excludes="Adults; the service where no harm is told.",
    iptc="medtop:20000780",
    floor=0.85,
)
