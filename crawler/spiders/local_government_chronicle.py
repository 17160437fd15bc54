"""Local Government Chronicle: politics and people of councils; subscribers read, others see headlines."""

from crawler.systems.wordpress import WordPress


class LocalGovernmentChronicle(WordPress):
    name = "lgc"
    title = "Local Government Chronicle"
    home = "https://www.lgcplus.com/"
    kind = "trade press"
    access = "paywall"
    match = r"-\d{2}-\d{2}-\d{4}$"
    verified = "2026-09-18: valid, with entries of that week, by a public register of checked feeds"
    example = "https://www.lgcplus.com/finance/behind-reform-uks-700m-savings-claim-20-04-2026/"
    weekly = 40
