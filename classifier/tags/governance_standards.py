"""Governance and standards."""

from classifier.tag import Tag, cues

tag = Tag(
    slug="governance-standards",
    title="Governance and standards",
    about="Conduct, standards findings, call-ins, secrecy, monitoring officers, petitions, inquiries into a council.",
    excludes="A scrutiny committee that merely heard something.",
    iptc="medtop:20000649",
    cues=cues(
        "governance; standards; standards committee; code of conduct; conduct; misconduct; monitoring officer; "
        "complaint against councillor*; councillor* suspended; suspend*; suspended; sanction*; censure*; apolog*; "
        "bully*; bullying; harass*; call in; called in; scrutiny; scrutiny committee; overview and scrutiny; exempt; "
        "behind closed doors; secret*; secrecy; in private; confidential; gagg*; non disclosure; transparen*; "
        "declare* an interest; declaration of interest; register of interests; conflict of interest; petition*; "
        "judicial review; unlawful; high court; whistleblow*; independent review; independent inquiry; inquiry; "
        "investigation; constitution; committee system; cabinet system; leader and cabinet; peer review; peer "
        "challenge; corporate peer; code; abuse of councillors; intimidat*; threats; misogyn*; racist; racism; social "
        "media post*; tweet*; facebook post*; breach* of the code; disqualif*; attendance; expenses; gifts; "
        "hospitality; remote meetings; hybrid meetings; quorum; chief executive suspended; culture; cronyism; lobby*; "
        "dismissed; nolan; oflog; best value; democracy; consultation; adjourned; webcast; minutes; officers and "
        "members"
    ),
    floor=0.69,
)
