"""Public health."""

from classifier.tag import Tag, cues

tag = Tag(
    slug="public-health",
    title="Public health",
    about="Directors of public health, grants, smoking, drugs, obesity, vaccination, outbreaks, pests.",
    excludes="Hospitals and GPs.",
    iptc="medtop:20001358",
    cues=cues(
        "public health; director of public health; public health grant; health inequalit*; smok*; smoking; tobacco; "
        "stop smoking; vaping; vape*; obes*; obesity; junk food; takeaways; sexual health; hiv; drug and alcohol; "
        "drug treatment; addict*; alcohol; naloxone; overdose; health visit*; school nurs*; vaccin*; immunis*; "
        "measles; covid*; coronavirus; pandemic; outbreak; test and trace; lockdown; infection*; flu; norovirus; "
        "legionella; suicide; mental health; wellbeing; health and wellbeing; life expectancy; healthy; physical "
        "activity; fluorid*; dentist*; dental; tooth; infant mortality; breastfeed*; marmot; ukhsa; public health "
        "england; public health wales; damp; air; rats; pest*; vermin; heat; health checks; nhs; loneliness; gambling "
        "harm*; weight; gonorrhoea; tb; e coli; deprivation; health"
    ),
    floor=0.85,
)
