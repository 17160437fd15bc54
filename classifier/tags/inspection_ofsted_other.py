"""Ofsted on children's services."""

from classifier.tag import Tag, cues

tag = Tag(
    slug="inspection/ofsted-other",
    title="Ofsted on children's services",
    about=(
        "Any other news of Ofsted and children's social care: better grades, focused and monitoring visits, "
        "joint inspections, homes and fostering, its framework and its statistics."
    ),
    excludes="A new inadequate judgement of a council; schools.",
    iptc="medtop:20000817",
    implies=("children/social-care",),
    cues=cues(
        "ofsted; good; outstanding; requires improvement; requires improvement to be good; focused visit; monitoring "
        "visit; visit; letter; ungraded; jtai; joint targeted area inspection; joint targeted; annual conversation; "
        "no longer inadequate; out of inadequate; lifted; upgraded; climbs; improved; improving; progress; strides; "
        "praise*; inspectors praise*; children home rated; framework; ilacs; social care common inspection; single "
        "word; headline grade*; overall grade*; area for priority action; registration; unregistered; inspectorate; "
        "chief inspector; fostering agency; adoption agency; children homes; statistics; rated good; rated "
        "outstanding; sccif; short inspection; consult*; self evaluation; judgement"
    ),
    floor=0.67,
)
