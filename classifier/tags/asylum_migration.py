"""Asylum and migration."""

from classifier.tag import Tag

tag = Tag(
    slug="asylum-migration",
    title="Asylum and migration",
    about="Asylum hotels and dispersal, unaccompanied children, refugees, resettlement.",
    excludes="Overseas recruitment.",
    iptc="medtop:20000771",
    floor=0.9,
)
