"""Social housing regulator."""

from classifier.tag import Tag, cues

tag = Tag(
    slug="inspection/housing-regulator",
    title="Social housing regulator",
    about="The Regulator of Social Housing graded a landlord or found a breach of its standards.",
    excludes="Findings of the Housing Ombudsman.",
    iptc="medtop:20000799",
    implies=("housing",),
    cues=cues(
        "regulator of social housing; rsh; social housing regulator; housing regulator; c1; c2; c3; c4; g1; v2; g2; "
        "v1; consumer grade; consumer grading; consumer standard*; safety and quality standard; transparency "
        "influence; tenancy standard; neighbourhood standard; regulatory judgement*; regulatory grade*; regulatory "
        "notice; serious failings; very serious failings; failings; stock condition; decent homes; self refer*; "
        "referred itself; home standard; breach* of; landlord; fire remedial; electrical; gas safety; overdue; homes "
        "and communities agency; tenant services authority; hca; social housing act; graded; grading; regulator"
    ),
    floor=0.88,
)
