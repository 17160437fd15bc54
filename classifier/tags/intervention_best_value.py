"""Best value notices."""

from classifier.tag import Tag

tag = Tag(
    slug="intervention/best-value",
    title="Best value notices",
    about="A best value notice or inspection is served, reissued, lifted or left to lapse.",
    excludes="Directions of the education ministry.",
    iptc="medtop:20000621",
    floor=0.88,
)
