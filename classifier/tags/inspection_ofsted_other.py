"""Ofsted on children's services."""

from classifier.tag import Tag

tag = Tag(
    slug="inspection/ofsted-other",
    title="Ofsted on children's services",
    about=(
        "Any other news of Ofsted and children's social care: better grades, focused and monitoring visits, "
        "joint inspections, homes and fostering, its framework and its statistics."
    ),
    excludes="A new inadequate judgement of a council; schools.",
    iptc="medtop:20000817",
    implies=("children/social-care",),
    floor=0.85,
)
