"""Inspections in Wales, Scotland and Northern Ireland."""

from classifier.tag import Tag, cues

tag = Tag(
    slug="inspection/devolved",
    title="Inspections in Wales, Scotland and Northern Ireland",
    about="An inspectorate or auditor of a devolved nation reports on a council's own services.",
    excludes="Single schools; health trusts.",
    iptc="medtop:20000593",
    cues=cues(
        "estyn; care inspectorate wales; ciw; audit wales; auditor general; wales audit office; care inspectorate; "
        "education scotland; accounts commission; audit scotland; controller of audit; best value audit; best value "
        "report; joint inspection; hie; healthcare inspectorate; cssiw; hmie; education services; local government "
        "education; causing significant concern; significant concern; special measures; priority action notice; "
        "statutory recommendation*; unsatisfactory; weak; adequate; very good; excellent; quality indicator*; "
        "integration joint board; health and social care partnership; child protection committee; inspectorate; "
        "inspectors; rqia; eti; education and training inspectorate; section 102; thematic"
    ),
    floor=0.66,
)
