"""Budgets."""

from classifier.tag import Tag

tag = Tag(
    slug="finance/budget",
    title="Budgets",
    about="Budget decisions, gaps, overspends, settlements, bailouts and reserves.",
    excludes="Any sum spent or saved in passing.",
    iptc="medtop:20000593",
    floor=0.82,
)
