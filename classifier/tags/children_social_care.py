"""Children's social care."""

from classifier.tag import Tag, cues

tag = Tag(
    slug="children/social-care",
    title="Children's social care",
    about=(
        "The service itself: child protection as a system, children in care, fostering, adoption, care "
        "leavers, their staff and costs."
    ),
    excludes="Schools; a single case of harm without the service.",
    iptc="medtop:20000817",
    cues=cues(
        "children services; children social care; children social work*; social work*; social worker*; fostering; "
        "foster*; adopt*; adoption; children home*; looked after; children in care; in care; care leaver*; leaving "
        "care; corporate parent*; child* placement*; placement*; kinship; special guardian*; early help; family hub*; "
        "children centre*; child in need; children in need; caseload*; front door; children trust; young people; "
        "youngsters; vulnerable children; director of children; lead member for children; care order*; care "
        "proceedings; family court; secure accommodation; residential child*; unregulated; supported accommodation; "
        "families first; troubled families; family group; staying put; personal adviser*; independent reviewing; "
        "children department; adcs; cafcass; frontline; assessed year; ilacs; family safeguarding; signs of safety; "
        "edge of care; deprivation of liberty; child protection; children minister; sure start; children commissioner"
    ),
    floor=0.85,
)
