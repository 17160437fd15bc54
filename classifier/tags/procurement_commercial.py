"""Procurement and commercial."""

from classifier.tag import Tag, cues

tag = Tag(
    slug="procurement-commercial",
    title="Procurement and commercial",
    about="Contracts let or ended, outsourcing and insourcing, council companies, sale and purchase of assets.",
    excludes="A contract mentioned in passing.",
    iptc="medtop:20000170",
    cues=cues(
        "contract*; contractor*; procure*; procurement; tender*; tendering; bid; bidder*; outsourc*; outsource*; "
        "insourc*; in house; brought back in; bring back; supplier*; framework; capita; serco; veolia; carillion; "
        "interserve; pfi; private finance; joint venture; company; council owned company; arms length; arms length "
        "company; trading company; wholly owned; ltd; subsidiary; wound up; liquidation; administration; commercial; "
        "investment; property portfolio; investment properties; shopping centre; asset*; asset sale*; land sale; "
        "sell; sold; sale; disposal; lease; freehold; deal; award*; retender; awarded; social value; local suppliers; "
        "partnership; shared service*; energy company; robin hood energy; brick by brick; housing company; "
        "shareholder*; board of the company; loan to; buy; bought; purchase; consultant*; value for money; "
        "termination; terminate; preferred; teckal; commission*; spin out; mutual; social enterprise; procurement "
        "act; strategic partner"
    ),
    floor=0.59,
)
