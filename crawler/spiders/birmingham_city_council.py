"""Birmingham City Council: news."""

from crawler.systems.jadu import Jadu


class BirminghamCityCouncil(Jadu):
    name = "birmingham-city-council"
    title = "Birmingham City Council"
    home = "https://www.birmingham.gov.uk/"
    evidence = "articles read at addresses of this system (2026); the feed has its standard form"
    example = "https://www.birmingham.gov.uk/news/article/1664/commissioners_statement_on_section_114_declaration"
    weekly = 10
