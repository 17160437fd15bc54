"""Housing."""

from classifier.tag import Tag, cues

tag = Tag(
    slug="housing",
    title="Housing",
    about="Council homes, building, repairs, landlords, licensing of rented homes.",
    excludes="Temporary accommodation; planning permission as such.",
    iptc="medtop:20000799",
    cues=cues(
        "housing; council house*; council home*; council housing; social housing; social rent; affordable home*; "
        "affordable housing; new homes; homes; housebuild*; house building; tenant*; tenanc*; landlord*; rent; rents; "
        "rented; private rented; selective licensing; hmo*; houses in multiple; right to buy; damp; mould; repairs; "
        "disrepair; decent homes; cladding; tower block*; high rise; estate; estate regeneration; housing "
        "association*; registered provider*; almo; housing revenue account; hra; housing company; leasehold*; "
        "allocation*; waiting list; housing register; housing stock; stock condition; council flats; flats; awaab; "
        "regulator of social housing; consumer standard*; housing ombudsman; retrofitted; empty homes; housing "
        "target*; homes england; bungalow*; sheltered; maisonette*; tenants association; housing officer*; council "
        "tenant*; rent rise; rent cap; letting*; lettings; housing minister; housing department; safety checks; gas "
        "checks; electrical; key worker homes; travellers; gypsy"
    ),
    floor=0.78,
)
