"""School inspections."""

from classifier.tag import Tag, cues

tag = Tag(
    slug="inspection/school",
    title="School inspections",
    about="A school, nursery or college was inspected, or its judgement is in dispute.",
    excludes="Councils' own children's services.",
    iptc="medtop:20000400",
    implies=("education/schools",),
    cues=cues(
        "ofsted; school; report card*; urgent improvement; needs attention; strong standard; expected standard; "
        "exceptional; special measures; serious weaknesses; requires significant improvement; school rated; school "
        "inspect*; primary rated; academy rated; headteacher; inspectors; nursery rated; rated outstanding; rated "
        "good; rated inadequate; requires improvement; pupils; safeguarding met; academy order; termination warning; "
        "rebrokered; estyn; college; one word; single word; inspection framework; sixth form; early years; "
        "childminder*; quality of education; behaviour and attitudes; inspection; hmi; eti; ruth perry"
    ),
    floor=0.71,
)
