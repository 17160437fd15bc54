"""Ofsted failures."""

from classifier.tag import Tag

tag = Tag(
    slug="inspection/ofsted-inadequate",
    title="Ofsted failures",
    about=(
        "Ofsted has newly judged a council's children's services inadequate: overall while it gave overall "
        "grades, in any one of its four areas since April 2026."
    ),
    excludes="Children's homes, schools, ungraded visits, ratings that are only background.",
    iptc="medtop:20000817",
    implies=("children/social-care",),
    floor=0.97,
)
