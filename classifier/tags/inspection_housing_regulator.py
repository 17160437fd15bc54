"""Social housing regulator."""

from classifier.tag import Tag

tag = Tag(
    slug="inspection/housing-regulator",
    title="Social housing regulator",
    about="The Regulator of Social Housing graded a landlord or found a breach of its standards.",
    excludes="Findings of the Housing Ombudsman.",
    iptc="medtop:20000799",
    implies=("housing",),
    floor=0.9,
)
