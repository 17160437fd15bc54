"""Adult social care."""

from classifier.tag import Tag

tag = Tag(
    slug="adult-social-care",
    title="Adult social care",
    about="Care homes, home care, charges, carers, hospital discharge, the care workforce and its funding.",
    excludes="Children's social care.",
    iptc="medtop:20000817",
    floor=0.87,
)
