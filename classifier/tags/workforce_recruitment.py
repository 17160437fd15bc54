"""Recruitment and retention."""

from classifier.tag import Tag

tag = Tag(
    slug="workforce/recruitment",
    title="Recruitment and retention",
    about="Vacancies, agency staff, turnover, training, senior appointments and departures; every job ad.",
    excludes="Pay.",
    iptc="medtop:20000509",
    floor=0.82,
)
