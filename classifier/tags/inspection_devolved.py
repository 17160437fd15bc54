"""Inspections in Wales, Scotland and Northern Ireland."""

from classifier.tag import Tag

tag = Tag(
    slug="inspection/devolved",
    title="Inspections in Wales, Scotland and Northern Ireland",
    about="An inspectorate or auditor of a devolved nation reports on a council's own services.",
    excludes="Single schools; health trusts.",
    iptc="medtop:20000593",
    floor=0.85,
)
