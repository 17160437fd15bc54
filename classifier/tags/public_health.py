"""Public health."""

from classifier.tag import Tag

tag = Tag(
    slug="public-health",
    title="Public health",
    about="Directors of public health, grants, smoking, drugs, obesity, vaccination, outbreaks, pests.",
    excludes="Hospitals and GPs.",
    iptc="medtop:20001358",
    floor=0.87,
)
