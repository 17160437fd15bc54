"""Ombudsman findings."""

from classifier.tag import Tag, cues

tag = Tag(
    slug="inspection/ombudsman",
    title="Ombudsman findings",
    about="An ombudsman decided on complaints about a council, a landlord or a care provider, anywhere in the UK.",
    excludes="The housing regulator's grades.",
    iptc="medtop:20000649",
    cues=cues(
        "ombudsman; lgsco; lgo; local government and social care ombudsman; local government ombudsman; housing "
        "ombudsman; public services ombudsman; psow; spso; nipso; maladministration; severe maladministration; "
        "service failure; fault; at fault; found fault; injustice; remedy; remed*; apolog*; compensation; pay £; pay "
        "the family; complaint*; complainant; upheld; complaint handling; special report; spotlight report; public "
        "interest report; investigator; uphold rate; distress; time and trouble; learning from complaints; redress; "
        "mr x; mrs x; ms y; miss c; mr b"
    ),
    floor=0.88,
)
