"""Schools."""

from classifier.tag import Tag, cues

tag = Tag(
    slug="education/schools",
    title="Schools",
    about="Places, admissions, closures, buildings, attendance, meals, transport and academies.",
    excludes="Special educational needs alone.",
    iptc="medtop:05000000",
    cues=cues(
        "school*; pupil*; academ*; academy trust*; multi academy; headteacher*; head teacher*; teacher*; teaching; "
        "classroom*; primary; secondary; sixth form; college*; nursery; nurseries; early years; childcare; school "
        "place*; admission*; catchment; exclusion*; excluded; suspension*; attendance; absence*; truan*; school "
        "meal*; free school meal*; breakfast club*; gcse*; a level*; exam*; curriculum; estyn; school transport; "
        "school bus*; home education; elective home; raac; school building*; governors; maintained school*; schools "
        "forum; dedicated schools grant; falling rolls; closure of school*; grammar; faith school*; education "
        "department; education minister; education secretary; education authority; regional schools; uniform*; pupil "
        "referral; alternative provision; holiday activities; apprentices*; skills; further education; welsh medium; "
        "gaelic; attainment"
    ),
    floor=0.79,
)
