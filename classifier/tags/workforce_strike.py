"""Industrial action."""

from classifier.tag import Tag, cues

tag = Tag(
    slug="workforce/strike",
    title="Industrial action",
    about="Ballots, strikes, overtime bans, deals that end them.",
    excludes="Pay talks without a ballot.",
    iptc="medtop:20000524",
    cues=cues(
        "strike*; strikes; striking; walkout*; walk out*; walked out; industrial action; ballot*; balloted; picket*; "
        "picket line; dispute; unite; unison; gmb; fbu; neu; eis; nasuwt; union; unions; action short; work to rule; "
        "overtime ban; bin strike; all out; stoppage*; strike called off; suspended strike; days of action; acas; "
        "members voted; vote for action; mandate; turnout; strikers; agency cover; lock out; reps; general secretary; "
        "regional officer; escalat*"
    ),
    floor=0.79,
)
