"""County Councils Network: the counties and large unitaries of England."""

from crawler.systems.wordpress import WordPress


class CountyCouncilsNetwork(WordPress):
    name = "county-councils-network"
    title = "County Councils Network"
    home = "https://www.countycouncilsnetwork.org.uk/"
    kind = "association"
    nation = "England"
    evidence = "articles and uploads show WordPress; the feed is belief"
    weekly = 3
