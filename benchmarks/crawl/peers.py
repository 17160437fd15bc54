"""The peers, each run by itself in an environment that has it: `python peers.py NAME BASE PAGES`; prints pages read."""

import sys


def bare_scrapy(base: str, pages: int) -> int:
    """Scrapy as it comes: fetch, count, forget."""
    return _scrapy(base, pages, extract=False)


def scrapy_trafilatura(base: str, pages: int) -> int:
    """Scrapy with trafilatura in the callback, as most tutorials have it."""
    return _scrapy(base, pages, extract=True)


def _scrapy(base: str, pages: int, extract: bool) -> int:
    import scrapy
    import trafilatura
    from scrapy.crawler import CrawlerProcess

    read: list[str] = []

    class Plain(scrapy.Spider):
        name = "plain"
        custom_settings = {"LOG_LEVEL": "ERROR", "CONCURRENT_REQUESTS_PER_DOMAIN": 8, "DOWNLOAD_DELAY": 0}  # noqa: RUF012
        start_urls = [f"{base}/news/{n}" for n in range(pages)]  # noqa: RUF012

        def parse(self, response):  # type: ignore[no-untyped-def]
            read.append(trafilatura.extract(response.text, url=response.url) or "" if extract else response.url)

    process = CrawlerProcess()
    process.crawl(Plain)
    process.start()
    return len(read)


def news_please(base: str, pages: int) -> int:
    """news-please's own function for a list of addresses."""
    from newsplease import NewsPlease

    return len(NewsPlease.from_urls([f"{base}/news/{n}" for n in range(pages)]))


if __name__ == "__main__":
    print(globals()[sys.argv[1]](sys.argv[2], int(sys.argv[3])))
