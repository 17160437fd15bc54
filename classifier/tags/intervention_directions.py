"""Directions and commissioners."""

from classifier.tag import Tag, cues

tag = Tag(
    slug="intervention/directions",
    title="Directions and commissioners",
    about=(
        "Ministers step in or step back: improvement notices, statutory directions, commissioners, children's "
        "trusts, in any nation."
    ),
    excludes="Best value notices alone.",
    iptc="medtop:20000621",
    cues=cues(
        "direction*; statutory direction*; directed; commissioner; commissioners; children commissioner appointed; "
        "improvement notice; intervention; government intervention; statutory intervention; children trust; children "
        "services trust; trust; alternative delivery; stripped of; taken over; takeover; take over; removed from "
        "council control; out of council control; secretary of state; department for education; dfe; improvement "
        "adviser; improvement board; envoy*; improvement panel; assurance board; improvement and assurance; "
        "ministers; education secretary; children minister; section 497a; section 15; mhclg; dluhc; lifted; hand "
        "back; handed back; return to council; step in; powers; appointed by; independent improvement; special "
        "measures; managing director commissioner; lead commissioner; exit; end of intervention; revoked; escalat*; "
        "welsh ministers; welsh government; scottish ministers; independent company; company; sector led"
    ),
    floor=0.69,
)
