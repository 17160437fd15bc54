"""Cardiff Council: newsroom."""

from crawler.channels import Feed
from crawler.spider import SourceSpider


class CardiffCouncil(SourceSpider):
    name = "cardiff-council"
    title = "Cardiff Council"
    home = "https://www.cardiffnewsroom.co.uk/"
    channels = (Feed("https://www.cardiffnewsroom.co.uk/rss_cardiff.xml"),)
    kind = "council newsroom"
    nation = "Wales"
    match = r"/releases/(?:e|c)25/\d+\.html$"
    evidence = "feed in a public list of council newsrooms (2020), an article read"
    example = "https://www.cardiffnewsroom.co.uk/releases/e25/30010.html"
    weekly = 10
