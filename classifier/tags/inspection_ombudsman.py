"""Ombudsman findings."""

from classifier.tag import Tag

tag = Tag(
    slug="inspection/ombudsman",
    title="Ombudsman findings",
    about="An ombudsman decided on complaints about a council, a landlord or a care provider, anywhere in the UK.",
    excludes="The housing regulator's grades.",
    iptc="medtop:20000649",
    floor=0.88,
)
