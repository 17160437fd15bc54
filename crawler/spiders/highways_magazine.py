"""Highways Magazine: roads, for the councils and contractors who keep them."""

from crawler.systems.hemming import Hemming


class HighwaysMagazine(Hemming):
    name = "highways-magazine"
    title = "Highways Magazine"
    home = "https://www.highwaysmagazine.co.uk/"
    evidence = "articles read at addresses of this shape; feed and listing as at its sister LocalGov, by belief"
    example = "https://www.highwaysmagazine.co.uk/4.7bn-Local-Transport-Fund-under-review-DfT-says/14335"
    weekly = 15
