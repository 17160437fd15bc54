"""Elections and politics."""

from classifier.tag import Tag, cues

tag = Tag(
    slug="elections-politics",
    title="Elections and politics",
    about="Elections, by-elections, control, leaders, defections, parties.",
    excludes="Policy decisions with a party's name in them.",
    iptc="medtop:20000574",
    cues=cues(
        "election*; by election*; byelection*; elected; vote*; voters; voting; poll; polls; polling; ballot paper*; "
        "turnout; candidate*; reform uk; labour; conservative*; tory; tories; liberal democrat*; lib dem*; green "
        "party; greens; snp; plaid; independents; defect*; coalition; minority administration; no overall control; "
        "overall control; hung council; new leader; leadership contest; leadership challenge; ousted; leader resign*; "
        "resigns as leader; steps down as leader; stand down; no confidence; vote of no confidence; group leader; "
        "majority; seat*; ward; returning officer; electoral commission; electoral; voter id; count; gains; party; "
        "politics; political; manifesto; campaign*; mayoral election; control of the council; cabinet reshuffle; "
        "reshuffle; suspended from the party; whip; opposition; local elections; hustings; referendum; purdah; may "
        "elections; sinn fein; dup; alliance; recall"
    ),
    floor=0.74,
)
