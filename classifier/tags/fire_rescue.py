"""Fire and rescue."""

from classifier.tag import Tag

tag = Tag(
    slug="fire-rescue",
    title="Fire and rescue",
    about="Fire services: incidents, stations, crews, governance.",
    excludes="Fire doors and cladding as a housing matter.",
    iptc="medtop:20000168",
    floor=0.9,
)
