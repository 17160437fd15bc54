"""Waste and recycling."""

from classifier.tag import Tag, cues

tag = Tag(
    slug="waste-recycling",
    title="Waste and recycling",
    about="Collections, recycling centres, disposal, litter and fly-tipping.",
    excludes="Strikes of refuse workers where the dispute is all.",
    iptc="medtop:20000424",
    cues=cues(
        "waste; bin; bins; bin collection*; binmen; bin lorr*; refuse; rubbish; recycl*; recycling centre*; household "
        "waste; tip; tips; food waste; garden waste; green bin*; black bin*; brown bin*; caddy; caddies; wheelie; "
        "kerbside; landfill; incinerat*; incinerator; energy from waste; energy recovery; fly tip*; flytip*; litter*; "
        "litter; litter bin*; street clean*; street sweep*; sweeper*; bulky; missed collection*; three weekly; "
        "fortnightly; four weekly; deposit return; extended producer; packaging; simpler recycling; biffa; veolia; "
        "suez; viridor; serco; collections; dump*; contaminated; glass; plastic*; sacks; composting; refuse "
        "collector*; nappies; fly tippers"
    ),
    floor=0.87,
)
