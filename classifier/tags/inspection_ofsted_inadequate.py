"""Ofsted failures."""

from classifier.tag import Tag, cues

tag = Tag(
    slug="inspection/ofsted-inadequate",
    title="Ofsted failures",
    about=(
        "Ofsted has newly judged a council's children's services inadequate: overall while it gave overall "
        "grades, in any one of its four areas since April 2026."
    ),
    excludes="Children's homes, schools, ungraded visits, ratings that are only background.",
    iptc="medtop:20000817",
    implies=("children/social-care",),
    cues=cues(
        "ofsted; inadequate; rated inadequate; judged inadequate; branded inadequate; lowest rating; lowest grade; "
        "bottom grade; bottom rating; worst rating; worst possible; lowest possible; lowest of; bottom of; serious "
        "failures; serious and widespread; widespread failures; widespread failings; failing; fails; failed; damning; "
        "scathing; downgraded; plunge*; plummet*; dropped; slumped; from good to inadequate; requires improvement to "
        "inadequate; again inadequate; still inadequate; remains inadequate; children left at risk; at risk of harm; "
        "fails ofsted; ofsted verdict; ofsted failure; inspection verdict; children services; inspectors found; "
        "sorry; apologised; improvement notice; deteriorat*; declined; leaders; help and protection; watchdog; "
        "systemic; ilacs; lowest band"
    ),
    floor=0.9,
)
