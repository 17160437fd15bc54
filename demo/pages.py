"""From stories to everything a demo site serves: pages, listings, feeds, sitemaps, robots.txt, pictures."""

import hashlib
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from random import Random
from typing import Any
from zlib import crc32

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from demo.content import HERE, Article, Block, articles, withdrawn

EDITIONS = {1: datetime(2026, 11, 21, 12, tzinfo=UTC), 2: datetime(2026, 11, 21, 18, 30, tzinfo=UTC)}
OLDEST = datetime(2026, 10, 1, 6, tzinfo=UTC)  # Last-Modified of a page that says no date
IN_FEED = 25
NEWS_DAYS = 30  # how far the news sitemap reaches back

Resources = dict[str, "Resource"]


@dataclass(frozen=True)
class Resource:
    """The bytes at one address."""

    body: bytes
    content_type: str
    last_modified: datetime
    status: int = 200

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.body).hexdigest()[:20]


@dataclass(frozen=True)
class Desk:
    """What every page of a site needs: its facts, its templates, its edition."""

    site: str
    base: str
    edition: int
    facts: dict[str, Any]
    templates: Environment

    @property
    def stamp(self) -> datetime:
        return EDITIONS[self.edition]

    def page(self, template: str, at: datetime, encoding: str = "utf-8", status: int = 200, **words: Any) -> Resource:
        words |= {"site": self.facts, "base": self.base, "charset": encoding}
        text = self.templates.get_template(template).render(words)
        body = text.encode(encoding, errors="xmlcharrefreplace")
        return Resource(body, f"text/html; charset={encoding}", at, status)

    def xml(self, template: str, content_type: str, **words: Any) -> Resource:
        words |= {"site": self.facts, "base": self.base, "stamp": self.stamp}
        text = self.templates.get_template(template).render(words)
        return Resource(text.encode(), content_type, self.stamp)


def build_site(site: str, base: str, edition: int) -> Resources:
    """Path → resource, for one site in one edition."""
    facts = tomllib.loads(_text(HERE / site / "site.toml"))
    desk = Desk(site, base, edition, facts, _templates(site))
    carried = articles(site, edition)
    built: Resources = {}
    for article in carried:
        built |= _article_pages(desk, article)
    for article in withdrawn(site, edition):
        built[article.path] = desk.page("message.html", desk.stamp, status=410, **facts["gone"])
    built |= _listings(desk, carried) | _fixed(desk) | _channels(desk, carried)
    return built | _pictures(facts, carried)


@cache
def _templates(site: str) -> Environment:
    env = Environment(
        loader=FileSystemLoader([HERE / site, HERE]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters |= {
        "rfc822": format_datetime,
        "iso": lambda at: at.isoformat(),
        "day": lambda at: at.strftime("%d %B %Y"),
        "plainday": lambda at: f"{at.day} {at:%B %Y}",
        "american": lambda at: f"{at:%A, %B} {at.day}, {at:%Y}",
        "slug": lambda words: re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-"),
    }
    return env


@cache
def _pool(site: str, name: str) -> list[dict[str, Any]]:
    pools: dict[str, list[dict[str, Any]]] = tomllib.loads(_text(HERE / site / f"{name}.toml"))
    return pools[name]


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


# One story


def _article_pages(desk: Desk, article: Article) -> Resources:
    """The story's own page and its print and AMP variants."""
    at = _changed(article)
    words: dict[str, Any] = {"article": article, "chunks": chunks(article.blocks)}
    words |= _modules(desk, article) | {"canonical": desk.base + article.path}
    template = {"live": "live.html", "job": "job.html"}.get(article.label.lower(), "article.html")
    built = {article.path: desk.page(template, at, article.encoding, **words)}
    if "print" in article.variants:
        built[f"/print{article.path}"] = desk.page("print.html", at, **words)
    if "amp" in article.variants:
        built[f"/amp{article.path}"] = desk.page("amp.html", at, **words)
    return built


def _changed(article: Article) -> datetime:
    at = (article.modified or article.published) if article.show_date else None
    return at.astimezone(UTC) if at else OLDEST


def _modules(desk: Desk, article: Article) -> dict[str, Any]:
    """What stands around the story: drawn from the site's pools, always the same for the same story."""
    draw = Random(crc32(article.slug.encode()))
    found: dict[str, Any] = {"turn": draw.randrange(12)}
    for name, size in desk.facts["modules"].items():
        fit = [entry for entry in _pool(desk.site, name) if entry.get("gss") not in article.expect.subjects]
        found[name] = draw.sample(fit, size)
    return found


def chunks(blocks: tuple[Block, ...]) -> list[Markup]:
    """The story as HTML, one piece per paragraph, subhead, list or table."""
    pieces: list[Markup] = []
    rest = list(blocks)
    while rest:
        kind = rest[0].kind
        run = [rest.pop(0)]
        while kind in ("item", "row") and rest and rest[0].kind == kind:
            run.append(rest.pop(0))
        pieces.append(_piece(kind, run))
    return pieces


def _piece(kind: str, run: list[Block]) -> Markup:
    if kind == "item":
        items = (Markup("<li>{}</li>").format(_marked(block.text)) for block in run)
        return Markup("<ul>{}</ul>").format(Markup("").join(items))
    if kind == "row":
        head, *rows = (_row(block, "th" if n == 0 else "td") for n, block in enumerate(run))
        return Markup("<table><thead>{}</thead><tbody>{}</tbody></table>").format(head, Markup("").join(rows))
    shape = {"subhead": "<h2>{}</h2>", "quote": "<blockquote><p>{}</p></blockquote>"}.get(kind, "<p>{}</p>")
    return Markup(shape).format(_marked(run[0].text))


def _row(block: Block, tag: str) -> Markup:
    cells = Markup("").join(Markup(f"<{tag}>{{}}</{tag}>").format(cell) for cell in block.cells)
    return Markup("<tr>{}</tr>").format(cells)


def _marked(text: str) -> Markup:
    return Markup(re.sub(r"\[([^\]]+)\]\(([^)\s]+)\)", r'<a href="\2">\1</a>', str(escape(text))))


# Ways in


def _entries(desk: Desk, carried: list[Article]) -> list[dict[str, Any]]:
    """What a listing shows of each story; some sites add a tracked link or one that leads nowhere."""
    found = [_entry(article) for article in carried]
    for article in carried:
        if "tracked" in article.variants:
            place = next(n for n, entry in enumerate(found) if entry["path"] == article.path)
            tracked = [_entry(article) | {"path": article.path + tail} for tail in desk.facts["trackers"]]
            found[place + 1 : place + 1] = tracked
    for stray in desk.facts.get("strays", ()):
        found.insert(stray["place"], {"teaser": "", "published": None, "label": ""} | stray)
    return found


def _entry(article: Article) -> dict[str, Any]:
    dated = article.feed_date and article.published is not None
    return {
        "path": article.path,
        "title": article.title,
        "teaser": article.teaser,
        "label": article.label,
        "section": article.section,
        "published": article.published if dated and article.show_date else None,
    }


def _listings(desk: Desk, carried: list[Article]) -> Resources:
    """The home page, the list of everything, and one list per section; each in pages that end."""
    facts = desk.facts
    entries = _entries(desk, carried)
    front = entries[: facts["per_page"]]
    built = {"/": desk.page("home.html", desk.stamp, title=facts["title"], entries=front)}
    built |= dict(_paged(desk, facts["listing"], facts["listing_title"], entries))
    for section in facts["sections"]:
        mine = [entry for entry in entries if entry.get("section") == section["slug"]]
        built |= dict(_paged(desk, f"{facts['section_path']}/{section['slug']}", section["title"], mine))
    return built


def _paged(desk: Desk, path: str, title: str, entries: list[dict[str, Any]]) -> Iterator[tuple[str, Resource]]:
    size = desk.facts["per_page"]
    last = max(1, -(-len(entries) // size))
    for n in range(1, last + 1):
        words = {"title": title, "path": path, "number": n, "last": last}
        shown = entries[(n - 1) * size : n * size]
        page = desk.page("listing.html", desk.stamp, entries=shown, **words)
        yield (path if n == 1 else f"{path}?page={n}"), page


def _fixed(desk: Desk) -> Resources:
    """About, robots.txt, the not-found page, and what the site's own file adds (a soft 404, a preview)."""
    built = {"404": desk.page("message.html", desk.stamp, status=404, **desk.facts["missing"])}
    for page in desk.facts["pages"]:
        built[page["path"]] = desk.page("message.html", OLDEST, title=page["title"], text=page["text"])
    robots = "\n".join([*desk.facts["robots"], f"Sitemap: {desk.base}/sitemap.xml", ""])
    built["/robots.txt"] = Resource(robots.encode(), "text/plain; charset=utf-8", OLDEST)
    return built


def _channels(desk: Desk, carried: list[Article]) -> Resources:
    """Feed and sitemaps. A story whose date the site does not tell stands in them without one."""
    feed = desk.facts["feed"]
    newest = sorted(carried, key=_news_order, reverse=True)[:IN_FEED]
    built = {feed["path"]: desk.xml("feed.xml", feed["type"], articles=newest)}
    if not desk.facts.get("sitemap_index"):
        return built | {"/sitemap.xml": _sitemap(desk, "sitemap.xml", carried)}
    recent = [a for a in carried if a.published and a.published > desk.stamp - timedelta(days=NEWS_DAYS)]
    built["/sitemap.xml"] = _sitemap(desk, "sitemap-index.xml", [])
    built["/sitemap-news.xml"] = _sitemap(desk, "sitemap-news.xml", recent)
    built["/sitemap-articles.xml"] = _sitemap(desk, "sitemap.xml", carried)
    return built


def _sitemap(desk: Desk, template: str, carried: list[Article]) -> Resource:
    return desk.xml(template, "application/xml; charset=utf-8", articles=carried)


def _news_order(article: Article) -> str:
    at = article.modified or article.published
    return at.astimezone(UTC).isoformat() if at else article.day.isoformat()


def _pictures(facts: dict[str, Any], carried: list[Article]) -> Resources:
    """A plain drawing per story, so that pages looked at by hand are whole."""
    names = [a.slug for a in carried] + facts["pictures"]
    return {f"/images/{name}.svg": _picture(name) for name in names}


def _picture(name: str) -> Resource:
    hue = crc32(name.encode()) % 360
    text = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360" role="img">'
        f'<rect width="640" height="360" fill="hsl({hue} 28% 82%)"/>'
        f'<path d="M0 300 160 {150 + hue % 90} 330 270 470 {120 + hue % 70} 640 300V360H0Z" '
        f'fill="hsl({hue} 30% 46%)"/>'
        f'<circle cx="{120 + hue}" cy="86" r="34" fill="hsl({(hue + 40) % 360} 62% 70%)"/></svg>'
    )
    return Resource(text.encode(), "image/svg+xml", OLDEST)
