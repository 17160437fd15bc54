"""Recruitment and retention."""

from classifier.tag import Tag, cues

tag = Tag(
    slug="workforce/recruitment",
    title="Recruitment and retention",
    about="Vacancies, agency staff, turnover, training, senior appointments and departures; every job ad.",
    excludes="Pay.",
    iptc="medtop:20000509",
    cues=cues(
        "recruit*; recruitment; vacanc*; vacancy; appointed; appointment; appoint; appoints; chief executive; "
        "interim; new chief; new director; director of; retention; turnover; staff turnover; agency staff; agency "
        "worker*; agency social; locum*; staff shortage*; shortage*; shortages; workforce; hire; hiring; hired; "
        "leave*; leaving; departs; departure; steps down; stepping down; quits; resigns; resigned; retire*; retiring; "
        "retirement; successor; joins; overseas; international recruitment; visa sponsorship; apprentice*; "
        "apprenticeship*; graduate*; academy for social; trainee*; unfilled; apply; closing date; salary; headhunt*; "
        "job; jobs; permanent staff; newly qualified; redundanc*; post; role; acting; managing director; head of paid "
        "service; four day week; sickness; sickness absence; recruits; hard to fill; career*; training; skills; "
        "staffing; posts"
    ),
    floor=0.73,
)
