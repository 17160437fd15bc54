"""Fire inspections."""

from classifier.tag import Tag

tag = Tag(
    slug="inspection/fire",
    title="Fire inspections",
    about="The fire inspectorate judged a fire and rescue service, raised or closed a cause of concern.",
    excludes="Fires and operations.",
    iptc="medtop:20000168",
    implies=("fire-rescue",),
    floor=0.88,
)
