"""Homelessness."""

from classifier.tag import Tag, cues

tag = Tag(
    slug="homelessness",
    title="Homelessness",
    about="Temporary accommodation, rough sleeping, prevention, hostels.",
    excludes="Asylum accommodation.",
    iptc="medtop:20000802",
    cues=cues(
        "homeless*; homelessness; rough sleep*; rough sleeper*; sleeping rough; temporary accommodation; bed and "
        "breakfast; b&b*; b and b; hostel*; night shelter*; shelter*; nightly paid; out of area placement*; evict*; "
        "eviction*; section 21; no fault; housing first; everyone in; sofa surf*; street homeless; streets; "
        "prevention duty; homelessness reduction; crisis; homeless families; tents; tent; hotel rooms; emergency "
        "accommodation; emergency housing; winter shelter; housing options; intentionally homeless; unsuitable "
        "accommodation; six weeks; local housing allowance; care leavers homeless; statutory homeless; supported "
        "housing; exempt accommodation; st mungo; housing benefit subsidy; travelodge; nightly"
    ),
    floor=0.72,
)
