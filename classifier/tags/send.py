"""Special educational needs."""

from classifier.tag import Tag, cues

tag = Tag(
    slug="send",
    title="Special educational needs",
    about=(
        "Education, health and care plans, tribunals, high-needs deficits, specialist places, transport of "
        "pupils with SEND."
    ),
    excludes="Disability services for adults.",
    iptc="medtop:20001338",
    cues=cues(
        "send; special educational needs; special needs; sen; ehcp*; ehc; education health and care; education health "
        "care; statement of special; high needs; high needs block; special school*; send tribunal; send transport; "
        "tribunal; safety valve; delivering better value; statutory override; inclusion; additional learning needs; "
        "aln; additional support needs; asn; asl; autis*; autistic; disabled children; disabilit*; home to school "
        "transport; educational psychologist*; speech and language; independent special; resource base*; resourced "
        "provision; parent carer*; parent carer forum; send reform*; sendiass; neurodivers*; adhd; dyslexi*; twenty "
        "weeks; 20 weeks; annual review*; local offer; send deficit; mainstream school*; out of school; camhs"
    ),
    floor=0.86,
)
