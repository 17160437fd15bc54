"""Devon County Council: bulletins by e-mail, published as pages."""

from crawler.systems.govdelivery import GovDelivery


class DevonCountyCouncilBulletins(GovDelivery):
    name = "devon-county-council-bulletins"
    title = "Devon County Council bulletins"
    account = "UKDEVONCC"
    evidence = "a bulletin read; the listing is belief"
    weekly = 3
