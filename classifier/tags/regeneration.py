"""Regeneration."""

from classifier.tag import Tag, cues

tag = Tag(
    slug="regeneration",
    title="Regeneration",
    about="Town centres, high streets, development schemes, growth funds.",
    excludes="A single planning application.",
    iptc="medtop:20000344",
    cues=cues(
        "regenerat*; regeneration; town centre*; city centre; high street*; shopping centre; mall; levelling up; "
        "levelling up fund; towns fund; town deal; town board; pride in place; plan for neighbourhoods; future high "
        "streets; shared prosperity; ukspf; masterplan; redevelop*; redevelopment; demolish*; demolition; waterfront; "
        "dock*; quayside; enterprise zone; freeport; investment zone; growth deal; city deal; economic development; "
        "inward investment; jobs; economy; economic; growth; market hall; vacant shop*; empty shop*; former "
        "department store; debenhams; bhs; derelict; mixed use; transform*; scheme; estate regeneration; cultural "
        "quarter; heritage action; local enterprise partnership; lep; eden project; arena; public realm; "
        "neighbourhood*; coastal communities; stronger towns; growth fund; bid for; development corporation; renewal"
    ),
    floor=0.58,
)
