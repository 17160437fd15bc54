"""Youth justice inspections."""

from classifier.tag import Tag, cues

tag = Tag(
    slug="inspection/youth-justice",
    title="Youth justice inspections",
    about="HM Inspectorate of Probation inspected a youth justice service or reports on many of them.",
    excludes="Youth crime as such.",
    iptc="medtop:20000129",
    implies=("community-safety",),
    cues=cues(
        "youth justice; youth justice service; youth offending; yot; youth offending team; youth offending service; "
        "hmi probation; inspectorate of probation; hm inspectorate of probation; his majesty inspectorate of "
        "probation; chief inspector of probation; probation inspect*; probation inspectorate; youth justice board; "
        "out of court; court disposals; bail; remand; resettlement; management board; offending; children who offend; "
        "young offenders; rated; work with children; victims; inspectors; turnaround"
    ),
    floor=0.83,
)
