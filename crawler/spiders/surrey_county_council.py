"""Surrey County Council: newsroom."""

from crawler.systems.wordpress import WordPress


class SurreyCountyCouncil(WordPress):
    name = "surrey-county-council"
    title = "Surrey County Council"
    home = "https://news.surreycc.gov.uk/"
    kind = "council newsroom"
    nation = "England"
    match = r"/\d{4}/\d{2}/\d{2}/[^/]+$"
    evidence = "feed in a public list of council newsrooms (2020)"
    example = "https://news.surreycc.gov.uk/2017/05/05/live-election-results-declared/"
    weekly = 6
