"""Children's social care."""

from classifier.tag import Tag

tag = Tag(
    slug="children/social-care",
    title="Children's social care",
    about=(
        "The service itself: child protection as a system, children in care, fostering, adoption, care "
        "leavers, their staff and costs."
    ),
    excludes="Schools; a single case of harm without the service.",
    iptc="medtop:20000817",
    floor=0.85,
)
