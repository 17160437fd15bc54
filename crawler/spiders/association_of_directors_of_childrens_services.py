"""Association of Directors of Children's Services."""

from crawler.systems.wordpress import WordPress


class AssociationOfDirectorsOfChildrensServices(WordPress):
    name = "directors-of-childrens-services"
    title = "Association of Directors of Children's Services"
    home = "https://www.adcs.org.uk/"
    kind = "association"
    nation = "England"
    evidence = "articles read at its root; the feed is belief"
    example = "https://www.adcs.org.uk/adcs-response-to-the-childrens-wellbeing-bill/"
    weekly = 3
