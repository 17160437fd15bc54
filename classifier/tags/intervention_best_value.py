"""Best value notices."""

from classifier.tag import Tag, cues

tag = Tag(
    slug="intervention/best-value",
    title="Best value notices",
    about="A best value notice or inspection is served, reissued, lifted or left to lapse.",
    excludes="Directions of the education ministry.",
    iptc="medtop:20000621",
    cues=cues(
        "best value; best value notice; best value inspection; best value duty; best value inspector*; best value "
        "intervention; notice issued; mhclg; dluhc; dclg; section 10; local government act 1999; inspection team; "
        "inspectors sent; sent in; housing secretary; local government minister; local government secretary; "
        "communities secretary; notice lifted; reissued; not reissued; lapse*; culture and governance; statutory "
        "inspection; statutory guidance; continuous improvement; lead inspector; non statutory; serious concerns; "
        "department for levelling up; jim mcmahon; eric pickles"
    ),
    floor=0.65,
)
