"""Adult social care."""

from classifier.tag import Tag, cues

tag = Tag(
    slug="adult-social-care",
    title="Adult social care",
    about="Care homes, home care, charges, carers, hospital discharge, the care workforce and its funding.",
    excludes="Children's social care.",
    iptc="medtop:20000817",
    cues=cues(
        "adult social care; adult* services; social care for adult*; care home*; nursing home*; homecare; home care; "
        "domiciliary; care worker*; carer*; care provider*; care package*; older people; older resident*; elderly; "
        "dementia; learning disabilit*; supported living; day centre*; day care; respite; care act; direct payment*; "
        "personal budget*; care fee*; care charge*; fees for care; care market; delayed discharge*; hospital "
        "discharge*; discharge from hospital; bed block*; reablement; intermediate care; telecare; unpaid carer*; "
        "safeguarding adult*; adult safeguarding; dols; deprivation of liberty; better care fund; integrated care; "
        "care cost*; social care precept; shared lives; extra care; sheltered; care sector; fair cost of care; care "
        "assessor*; care assessment*; adult social worker*; occupational therap*; disabled adult*; autistic adult*; "
        "mental health act; meals on wheels; care user*; people who draw on care; adass; cap on care; care levy; "
        "social care reform; residential care; care bill; adult care; disability charge*; homecare agenc*; live in "
        "care"
    ),
    floor=0.84,
)
