"""Devolution and reorganisation."""

from classifier.tag import Tag, cues

tag = Tag(
    slug="devolution-reorganisation",
    title="Devolution and reorganisation",
    about="New unitaries, mergers, combined authorities, mayors' powers, devolution deals.",
    excludes="Elections of mayors.",
    iptc="medtop:20000621",
    cues=cues(
        "reorganis*; local government reorganisation; lgr; unitary; unitaries; unitarisation; devolution; devolved "
        "powers; combined authorit*; combined county; mayoral; metro mayor*; mayor of greater; strategic authorit*; "
        "merger of council*; merge*; merging; abolish*; abolition; two tier; single tier; shadow authorit*; shadow "
        "council*; vesting day; boundary; boundaries; boundary commission; devolution deal; deal; deal signed; county "
        "deal; trailblazer; structural change; district council*; new council; split the county; break up; breakup; "
        "city region; northern powerhouse; parish council*; town council; community governance review; priority "
        "programme; white paper; english devolution; cities and local government; mayor powers; integrated "
        "settlement; successor council*; local government boundary; public administration"
    ),
    floor=0.8,
)
