"""Planning."""

from classifier.tag import Tag, cues

tag = Tag(
    slug="planning",
    title="Planning",
    about="Applications, appeals, local plans, green belt, planning reform.",
    excludes="Housing management.",
    iptc="medtop:20000593",
    cues=cues(
        "planning; planning permission; planning application*; planning committee; planners; planner; applicant; "
        "local plan*; development plan; planning inspector*; planning inspectorate; appeal*; refused; refuse "
        "permission; approved plans; green belt; greenbelt; grey belt; brownfield; developer*; development; housing "
        "target*; nppf; national planning; section 106; s106; community infrastructure levy; cil; permitted "
        "development; listed building*; conservation area*; outline application; reserved matters; public inquiry; "
        "called in; objector*; objection*; neighbourhood plan; article 4; enforcement notice; planning enforcement; "
        "planning fee*; sites; site; houses on; storey; turbine*; solar farm; quarry; supermarket; data centre; "
        "nutrient neutrality; five year; land supply; demolish; biodiversity net gain; tree preservation; design "
        "code; heritage; inspector; masterplan; nsip; development consent; countryside; warehouses; gypsy; caravan"
    ),
    floor=0.75,
)
