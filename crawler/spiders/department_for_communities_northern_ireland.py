"""Department for Communities, Northern Ireland: housing, councils, culture."""

from crawler.systems.northern_ireland_executive import NorthernIrelandExecutive


class DepartmentForCommunitiesNorthernIreland(NorthernIrelandExecutive):
    name = "department-for-communities-ni"
    title = "Department for Communities (Northern Ireland)"
    department = "communities"
    evidence = "articles read; the feed has the form that works for its sister department (2026-09)"
    example = "https://www.communities-ni.gov.uk/news/communities-minister-lyons-launches-historic-environment-fund"
    weekly = 12
