"""Audit."""

from classifier.tag import Tag

tag = Tag(
    slug="finance/audit",
    title="Audit",
    about="External and internal audit: opinions, disclaimers, backlogs, public interest reports, fraud.",
    excludes="Inspections of services.",
    iptc="medtop:20000593",
    floor=0.87,
)
