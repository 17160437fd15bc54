"""Publishing systems: where their sites have channels, and that a sample page of each comes out clean."""

import importlib
import json
import pkgutil
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from dateutil.parser import isoparse
from lxml import html

import crawler.systems
from crawler.extract import extract
from crawler.sources import spiders
from crawler.spider import SourceSpider
from crawler.systems.base import System
from crawler.systems.gov_uk import GovUk
from crawler.systems.newsquest import Newsquest
from crawler.systems.recent_feed import RecentFeed
from crawler.systems.wordpress import WordPress
from models.identity import identity

PAGES = Path(__file__).parent.parent / "pages"
SOURCES = spiders()


@dataclass(frozen=True)
class Sample:
    """A sample page of our own writing, modelled on its system, and what is expected of it."""

    source: str
    slug: str
    body: bytes
    expected: dict[str, Any]


def samples() -> list[Sample]:
    """Every page in tests/pages/<source>/ that has its expectations beside it."""
    paths = sorted(PAGES.glob("*/*.json"))
    return [
        Sample(p.parent.name, p.stem, p.with_suffix(".html").read_bytes(), json.loads(p.read_text())) for p in paths
    ]


def systems() -> list[type[System]]:
    """Every class of crawler/systems/ that stands for a publishing system."""
    found: set[type[System]] = set()
    for module in pkgutil.iter_modules(crawler.systems.__path__, "crawler.systems."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, type) and issubclass(value, System) and value is not System:
                found.add(value)
    return sorted(found, key=lambda system: system.__name__)


def words(text: str) -> str:
    return " ".join(text.split())


every_sample = pytest.mark.parametrize("sample", samples(), ids=lambda sample: f"{sample.source}/{sample.slug}")
every_system = pytest.mark.parametrize("system", systems(), ids=lambda system: system.__name__)


@every_system
def test_a_system_has_a_sample_page_and_says_what_it_is(system: type[System]) -> None:
    assert system.__doc__
    assert any(issubclass(SOURCES[sample.source], system) for sample in samples())


@every_system
def test_a_system_stands_in_the_guide(system: type[System]) -> None:
    guide = Path(crawler.systems.__file__).parents[2] / "docs" / "adding-a-source.md"
    assert f"`{system.__module__.removeprefix('crawler.systems.')}.{system.__name__}`" in guide.read_text()


@every_sample
def test_the_address_of_a_sample_is_one_its_source_takes(sample: Sample) -> None:
    assert re.search(SOURCES[sample.source].match, identity(sample.expected["url"]))


@every_sample
def test_drop_rules_find_something_and_never_touch_the_story(sample: Sample) -> None:
    source: type[SourceSpider] = SOURCES[sample.source]
    page = html.fromstring(sample.body)
    dropped = [node for selector in source.drop for node in page.cssselect(selector)]
    if issubclass(source, System):
        assert dropped
    gone = words(" ".join(node.text_content() for node in dropped))
    assert not [p for p in (sample.expected["title"], *sample.expected["paragraphs"]) if words(p) in gone]


@every_sample
def test_a_sample_page_comes_out_clean(sample: Sample) -> None:
    expected = sample.expected
    draft = extract(sample.body, expected["url"], SOURCES[sample.source].drop, "text/html")
    text = words(draft.text)
    places = [text.find(words(paragraph)) for paragraph in expected["paragraphs"]]
    assert -1 not in places and places == sorted(places), "every paragraph, in order"
    assert not [foreign for foreign in expected["removed"] if words(foreign).lower() in text.lower()]
    assert (draft.title, draft.byline) == (expected["title"], expected["byline"])
    assert draft.access == expected["access"]
    assert draft.published and isoparse(draft.published) == isoparse(expected["published"])
    assert ("T" in draft.published) == ("T" in expected["published"]), "no time of day is made up, and none is lost"


def test_a_site_of_a_system_only_says_where_it_stands() -> None:
    class Site(Newsquest):
        name = "site"
        title = "Site"
        home = "https://www.site.example/"

    assert [(c.kind, c.url) for c in Site.channels] == [("feed", "https://www.site.example/news/rss/")]


def test_a_sites_own_drop_rules_come_on_top_of_its_systems() -> None:
    class Site(WordPress):
        home = "https://site.example/"
        drop = (".own", ".sharedaddy")

    assert Site.drop == (*WordPress.drop, ".own")


def test_a_site_may_have_its_channels_elsewhere() -> None:
    class Site(WordPress):
        home = "https://site.example/"
        channels = (RecentFeed("https://feeds.example/site"),)

    assert [channel.url for channel in Site.channels] == ["https://feeds.example/site"]


def test_a_gov_uk_organisation_is_known_by_its_slug() -> None:
    class Department(GovUk):
        organisation = "department-of-bridges"

    assert Department.home == "https://www.gov.uk/government/organisations/department-of-bridges"
    assert Department.channels[0].url == f"{Department.home}.atom"
    assert "organisations%5B%5D=department-of-bridges" in Department.channels[1].url


def test_of_a_feed_that_holds_an_archive_only_the_last_days_are_read() -> None:
    item = "<item><title>t</title><link>https://a.example/{0}</link><pubDate>{1}</pubDate></item>"
    items = item.format("old", "Mon, 02 Jan 2017 10:00:00 GMT") + "<item><link>https://a.example/undated</link></item>"
    body = f'<rss version="2.0"><channel>{items}</channel></rss>'.encode()
    found = RecentFeed("https://a.example/feed").read(body, "https://a.example/feed")
    assert [entry.url for entry in found.entries] == ["https://a.example/undated"]


@pytest.mark.parametrize(
    ("name", "address", "taken"),
    [
        ("ofsted", "https://www.gov.uk/government/news/a-story", True),
        ("ofsted", "https://www.gov.uk/government/organisations/ofsted", False),
        ("home-office", "https://www.gov.uk/government/publications/a-table", False),
        ("hereford-times", "https://www.herefordtimes.com/sport/25530001.match-report/", False),
        ("hereford-times", "https://www.herefordtimes.com/news/local/25530001.a-story/?ref=rss", True),
        ("wales-online", "https://www.walesonline.co.uk/news/wales-news/a-story-33200111", True),
        ("wales-online", "https://www.walesonline.co.uk/sport/a-story-33200111", False),
        ("the-scotsman", "https://www.scotsman.com/sport/football/a-story-5310022", False),
        ("the-scotsman", "https://www.scotsman.com/news/politics/a-story-5310022", True),
        ("wrexham-council", "https://news.wrexham.gov.uk/category/environment/", False),
        ("wrexham-council", "https://news.wrexham.gov.uk/a-story/", True),
        ("hackney-council", "https://news.hackney.gov.uk/tagfeed/en/tags/housing", False),
        ("brighton-and-hove-city-council", "https://www.brighton-hove.gov.uk/news?page=1", False),
    ],
)
def test_articles_are_told_from_other_pages_by_their_address(name: str, address: str, taken: bool) -> None:
    assert bool(re.search(SOURCES[name].match, identity(address))) is taken
