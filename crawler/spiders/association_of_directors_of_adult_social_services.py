"""Association of Directors of Adult Social Services."""

from crawler.systems.wordpress import WordPress


class AssociationOfDirectorsOfAdultSocialServices(WordPress):
    name = "directors-of-adult-social-services"
    title = "Association of Directors of Adult Social Services"
    home = "https://www.adass.org.uk/"
    kind = "association"
    nation = "England"
    evidence = "uploads show WordPress (2025); the feed is belief"
    weekly = 3
