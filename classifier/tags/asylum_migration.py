"""Asylum and migration."""

from classifier.tag import Tag, cues

tag = Tag(
    slug="asylum-migration",
    title="Asylum and migration",
    about="Asylum hotels and dispersal, unaccompanied children, refugees, resettlement.",
    excludes="Overseas recruitment.",
    iptc="medtop:20000771",
    cues=cues(
        "asylum; asylum seeker*; refugee*; migrant*; home office hotel*; dispersal; dispersed; serco; mears; "
        "clearsprings; unaccompanied; uasc; resettle*; resettlement; afghan*; ukrain*; homes for ukraine; syrian*; "
        "small boat*; no recourse to public funds; nrpf; immigration; refused asylum; barge; bibby stockholm; hotel* "
        "for asylum; bell hotel; visa*; host famil*; sponsor*; national transfer scheme; lone child*; sanctuary; "
        "deport*; settled status; eu settlement; modern slavery; trafficked; barracks; contingency accommodation; "
        "hmo* for asylum; arrivals; refugee council; home secretary"
    ),
    floor=0.79,
)
