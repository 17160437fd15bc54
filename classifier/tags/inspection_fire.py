"""Fire inspections."""

from classifier.tag import Tag, cues

tag = Tag(
    slug="inspection/fire",
    title="Fire inspections",
    about="The fire inspectorate judged a fire and rescue service, raised or closed a cause of concern.",
    excludes="Fires and operations.",
    iptc="medtop:20000168",
    implies=("fire-rescue",),
    cues=cues(
        "hmicfrs; fire inspect*; inspectorate of constabulary; inspectorate; inspectors; his majesty inspectorate; "
        "her majesty inspectorate; cause of concern; causes of concern; engage phase; enhanced monitoring; "
        "effectiveness; efficiency; looking after its people; people; values and culture; fire service; fire and "
        "rescue service; brigade; rated; requires improvement; adequate; good; diagnostic; fire inspectorate; hmi; "
        "watchdog; inspection report; protection; prevention; state of fire; revisit"
    ),
    floor=0.82,
)
