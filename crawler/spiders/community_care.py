"""Community Care: social work with children and adults."""

from crawler.systems.wordpress import WordPress


class CommunityCare(WordPress):
    name = "community-care"
    title = "Community Care"
    home = "https://www.communitycare.co.uk/"
    kind = "trade press"
    nation = "England"
    match = r"/\d{4}/\d{2}/\d{2}/[^/]+$"
    drop = (".wp-caption", '[class*="inform-promo"]')
    evidence = "feed in two public feed lists (2026), articles read"
    example = (
        "https://www.communitycare.co.uk/2020/09/10/evidence-machine-learning-works-well-childrens-social-"
        "care-study-finds/"
    )
    weekly = 12
