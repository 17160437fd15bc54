"""Devon County Council: news centre."""

from crawler.systems.wordpress import WordPress


class DevonCountyCouncil(WordPress):
    name = "devon-county-council"
    title = "Devon County Council"
    home = "https://www.devonnewscentre.info/"
    kind = "council newsroom"
    nation = "England"
    evidence = "feed in a public list of council newsrooms (2020)"
    weekly = 6
