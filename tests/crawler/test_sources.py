"""Every source file: complete, parsable, and true to what is known of its addresses."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import cssselect
import pytest
from sqlalchemy import Engine
from sqlmodel import Session

import crawler.spiders
from councilwire import app
from crawler import catalogue
from crawler.channels import KINDS, Feed, Listing, Sitemap
from crawler.identity import site
from crawler.sources import WORDS, SourceError, expect, spiders
from crawler.spider import SourceSpider
from models.identity import identity
from models.source import Source

FOLDER = Path(crawler.spiders.__file__).parent
FILES = sorted(path for path in FOLDER.glob("*.py") if path.stem != "__init__")
SOURCES = list(spiders().values())
LICENCES = {"all rights reserved", "OGL-UK-3.0", "OPL-UK-3.0"}
every_source = pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)


def own_sites(source: type[SourceSpider]) -> set[str]:
    """The sites a source's articles may stand on, as the frontier decides it."""
    return {site(url) for url in (source.home, *source.hosts)}


def test_there_are_sources_of_every_kind_in_all_four_nations() -> None:
    assert len(SOURCES) >= 64
    assert {source.kind for source in SOURCES} == set(WORDS["kind"])
    assert {source.nation for source in SOURCES} == set(WORDS["nation"])


def test_no_two_sources_share_a_name_or_a_channel() -> None:
    urls = [channel.url for source in SOURCES for channel in source.channels]
    assert len({source.name for source in SOURCES}) == len(FILES)
    assert len(urls) == len(set(urls))


@every_source
def test_a_source_says_what_it_is(source: type[SourceSpider]) -> None:
    assert source.kind and source.licence in LICENCES
    assert source.weekly is not None and source.weekly > 0


@every_source
def test_a_source_says_what_speaks_for_its_addresses(source: type[SourceSpider]) -> None:
    assert bool(source.verified) != bool(source.evidence), "either verified, or evidence of what is known"
    assert not source.verified or re.match(r"20\d\d-\d\d-\d\d: ", source.verified), "verified begins with its date"


@every_source
def test_addresses_are_https_and_channels_are_of_a_known_kind(source: type[SourceSpider]) -> None:
    for url in (source.home, *(channel.url for channel in source.channels)):
        split = urlsplit(url)
        assert split.scheme == "https" and split.hostname and not split.fragment and " " not in url, url
        assert identity(url)
    for channel in source.channels:
        assert isinstance(channel, KINDS[channel.kind])


@every_source
def test_patterns_and_selectors_compile(source: type[SourceSpider]) -> None:
    re.compile(source.match)
    selectors = list(source.drop)
    for channel in source.channels:
        if isinstance(channel, Listing):
            selectors += [channel.links, channel.next]
        if isinstance(channel, Sitemap):
            re.compile(channel.match)
    for selector in selectors:
        assert cssselect.HTMLTranslator().css_to_xpath(selector), selector
    assert len(set(source.drop)) == len(source.drop)


@every_source
def test_a_listing_is_not_taken_for_an_article(source: type[SourceSpider]) -> None:
    for channel in source.channels:
        if source.match and not isinstance(channel, Feed):
            assert not re.search(source.match, identity(channel.url)), channel.url
    assert not source.match or not re.search(source.match, identity(source.home))


@pytest.mark.parametrize("source", [s for s in SOURCES if s.example], ids=lambda source: source.name)
def test_an_address_that_was_seen_is_taken_for_an_article(source: type[SourceSpider]) -> None:
    address = identity(source.example)
    assert site(address) in own_sites(source)
    assert re.search(source.match, address)


@every_source
def test_a_listings_links_stay_on_a_site_the_source_owns(source: type[SourceSpider]) -> None:
    listings = [channel.url for channel in source.channels if isinstance(channel, Listing)]
    assert {site(url) for url in listings} <= own_sites(source)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_source_file_is_short_and_named_in_full(path: Path) -> None:
    lines = path.read_text().splitlines()
    assert 8 <= len(lines) <= 40
    assert lines[0].startswith('"""') and lines[0].endswith('."""'), "one line that says what it is"
    classes = [line for line in lines if line.startswith("class ")]
    assert len(classes) == 1
    words = re.sub(r"[^a-z0-9]", "", classes[0].removeprefix("class ").split("(")[0].lower())
    assert words == path.stem.replace("_", "")


def test_the_table_of_sources_is_up_to_date() -> None:
    assert catalogue.FILE.read_text() == catalogue.markdown(), "run python -m crawler.catalogue"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('match = r"/news/[("', "no regular expression"),
        ('drop = (".x[[",)', "no CSS selector"),
        ('drop = ".newsletter-box"', "must be a tuple"),
        ('access = "fre"', "access is 'fre'"),
        ('nation = "Walse"', "nation is 'Walse'"),
        ('kind = "locl paper"', "kind is 'locl paper'"),
        ("wekly = 3", "did you mean 'weekly'"),
        ('channels = (Listing("https://paper.example/", links="h3 >"),)', "no CSS selector"),
        ('channels = (Sitemap("https://paper.example/map.xml", match="["),)', "no regular expression"),
        ('name = "Exämple Gazette!"', "must be lower-case"),
    ],
)
def test_a_source_that_cannot_work_is_refused_with_what_is_wrong(tmp_path: Path, line: str, said: str) -> None:
    (tmp_path / "paper.py").write_text(
        "from crawler.channels import Feed, Listing, Sitemap\nfrom crawler.spider import SourceSpider\n\n\n"
        "class Paper(SourceSpider):\n    name = 'paper'\n    title = 'Paper'\n    home = 'https://paper.example/'\n"
        f"    channels = (Feed('https://paper.example/feed'),)\n    {line}\n"
    )
    with pytest.raises(SourceError, match=re.escape(said)):
        spiders(tmp_path)


@pytest.mark.parametrize(
    "command",
    [
        *("crawl ofstd", "sources check ofstd", "sources accept ofstd", "reprocess --source ofstd"),
        *("refused --source ofstd", "archive out.warc --source ofstd"),
        *("quarantine list --source ofstd", "quarantine retry --source ofstd"),
    ],
)
def test_a_misspelt_source_is_refused_with_the_nearest_name(
    database: Engine, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr("crawler.commands.database", lambda: database)
    with pytest.raises(SourceError, match="no source is called 'ofstd'; did you mean ofsted"):
        app(command.split(), standalone_mode=False)


def test_a_source_that_only_the_database_knows_may_be_named_where_its_pages_are_read(database: Engine) -> None:
    with Session(database) as session:
        session.add(Source(name="news.example.org", title="Imported", home="https://news.example.org/"))
        session.commit()
    expect(["news.example.org"], database)
    with pytest.raises(SourceError, match="no source is called"):
        expect(["news.example.org"])
