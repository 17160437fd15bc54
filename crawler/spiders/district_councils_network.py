"""District Councils' Network: the districts of England."""

from crawler.systems.wordpress import WordPress


class DistrictCouncilsNetwork(WordPress):
    name = "district-councils-network"
    title = "District Councils' Network"
    home = "https://www.districtcouncils.info/"
    kind = "association"
    nation = "England"
    evidence = "addresses are belief"
    weekly = 2
