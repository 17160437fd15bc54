"""Children & Young People Now: trade press of children's services; registration wall after a few articles."""

from crawler.systems.mark_allen import MarkAllen


class ChildrenYoungPeopleNow(MarkAllen):
    name = "cypnow"
    title = "Children & Young People Now"
    home = "https://www.cypnow.co.uk/"
    evidence = (
        "articles read at all three shapes of address; a register found that it answers 403 to feed readers (2026-09)"
    )
    example = "https://www.cypnow.co.uk/content/news/childrens-wellbeing-and-schools-act-becomes-law"
    weekly = 20
