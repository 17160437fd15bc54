"""Council tax."""

from classifier.tag import Tag, cues

tag = Tag(
    slug="finance/council-tax",
    title="Council tax",
    about="Levels, bands, referendums, support schemes, premiums, collection.",
    excludes="Business rates.",
    iptc="medtop:20000344",
    cues=cues(
        "council tax; council taxpayer*; tax rise; tax rises; tax increase; precept; band d; 4 99; 4.99; 4.99%; "
        "2.99%; 1.99%; referendum; referendum limit; referendum cap; council tax support; council tax reduction; "
        "second home*; empty home*; holiday home*; premium; bailiff*; arrears; tax base; collection rate*; "
        "revaluation; council tax freeze; freeze; domestic rates; rates; district rate; regional rate; bills; "
        "household bill*; tax bill*; tax bands; discount*; single person discount; tourist tax; visitor levy; tourist "
        "levy; levy"
    ),
    floor=0.69,
)
