"""Pages for people. Each works without JavaScript, and shows what the API gives under the same address."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Path, Request
from sqlalchemy import select
from sqlmodel import col
from starlette.responses import RedirectResponse, Response

from api import assemble, charts, councils, cursor, entries, events, formats, lists, statistics
from api.assemble import View
from api.events import Event
from api.grammar import Field
from api.html import highlighted, page
from api.parameters import Id, Wanted
from api.problems import Problem, missing
from api.reading import Reader, house, reading
from api.routes.feeds import wanted
from api.routes.operations import last_crawl
from api.routes.search import search_page
from api.routes.stories import merged
from models.story import StoryArticle

router = APIRouter(include_in_schema=False)
PAGE = 15


@router.get("/")
def home(request: Request) -> Response:
    """The wire: latest stories, who was newly judged inadequate, what the news is about."""
    if set(request.query_params) - {"cursor"}:
        return search_page(request)
    place = cursor.read(request.query_params.get("cursor"), "newest")
    with reading(request) as reader:
        found = lists.stories(reader, None, "newest", PAGE, place)
        told = [story for story in assemble.stories(reader, found.ids) if story["articles"]]
        latest = [event_view(reader, event) for event in events.bottom(reader)[:6]]
        titles = reader.vocabulary.tags
        counts = [(slug, titles.get(slug, slug), count) for slug, count in lists.facet(reader, None, "tag", 14)]
        chart = charts.bars(statistics.monthly(reader, None), "Articles in each of the last 24 months", 270)
    return page(
        request,
        "home.html",
        stories=told,
        events=latest,
        counts=counts,
        chart=chart,
        next=turned("/", found.next),
        prev=turned("/", found.prev),
    )


def turned(path: str, place: cursor.Cursor | None) -> str | None:
    """The address of the next or previous page."""
    return f"{path}?cursor={cursor.write(place)}" if place else None


def event_view(reader: Reader, event: Event) -> View:
    view = entries.event_view(event)
    for told in view["articles"]:
        told["source_title"] = reader.vocabulary.sources.get(told["source"], told["source"])
    return {**view, "headline": entries.headline(event)}


@router.get("/search")
def search(request: Request) -> Response:
    """Search with facets."""
    return search_page(request)


@router.get("/articles/{id}")
def article(request: Request, id: Id) -> Response:
    """One article: why each tag, what was removed, who else tells it."""
    with reading(request) as reader:
        views = assemble.articles(reader, [id], removed=True)
        if not views:
            raise missing("article", id)
        one = views[0]
        same = select(col(StoryArticle.article_id)).where(
            col(StoryArticle.story_id) == one["story"], col(StoryArticle.article_id) != id
        )
        others = assemble.articles(reader, [row[0] for row in reader.connection.execute(same)], light=True)
    return page(request, "article.html", one=_complete(one), others=others, paragraphs=_paragraphs(one))


def _complete(one: View) -> View:
    return {"gone": None, "revisions": None, **one}


def _paragraphs(one: View) -> list[object]:
    if one["text"] is None:
        return []
    found = [evidence for tag in one["tags"] for evidence in tag["evidence"]]
    found += [judgement["evidence"] for judgement in one["judgements"] if judgement["evidence"]]
    spans = [(e["start"], e["end"]) for e in found if e.get("field", "text") == "text" and "start" in e]
    return list(highlighted(one["text"], spans))


@router.get("/stories/{id}")
def story(request: Request, id: Id) -> Response:
    """One story with its articles."""
    with reading(request) as reader:
        older = merged(reader, id)
        if older:
            return RedirectResponse(f"/stories/{older}", 308)
        views = assemble.stories(reader, [id])
    if not views or not views[0]["articles"]:
        raise missing("story", id)
    return page(request, "story.html", one=views[0])


@router.get("/authorities")
def authorities(request: Request) -> Response:
    """Every authority, by region."""
    with reading(request) as reader:
        known = reader.vocabulary.councils
        counts = councils.in_the_news(reader)
    regions: dict[str, list[tuple[object, int]]] = {}
    for council in sorted(known.values(), key=lambda c: (c.nation != "England", c.nation, c.region, c.name)):
        regions.setdefault(council.region or council.nation, []).append((council, counts.get(council.gss, 0)))
    return page(request, "authorities.html", regions=list(regions.items()), total=len(known))


@router.get("/authorities/{gss}")
def authority(request: Request, gss: Annotated[str, Path(max_length=60)]) -> Response:
    """One authority: results, timeline, neighbours, latest articles."""
    with reading(request) as reader:
        gss = councils.code(reader.vocabulary, gss)
        one = councils.detail(reader, gss)
        told, known = councils.articles(reader, gss, 12), reader.vocabulary
    overall = [
        (event["date"], event["grades"]["overall"])
        for event in one["timeline"]
        if event["inspectorate"] == "Ofsted"
        and event["date"]
        and event["grades"].get("overall")
        and event["date_from"] != "first_seen"  # a point cannot say that its day is only ours
    ]
    chart = charts.grades(overall, f"Ofsted's overall grades of {one['name']} over time")
    feeds = [(f"{one['name']} · Councilwire", f"/v1/articles.atom?authority={gss}", "application/atom+xml")]
    return page(request, "authority.html", one=one, articles=told, known=known, chart=chart, feeds=feeds)


@router.get("/tags")
def tags(request: Request) -> Response:
    """Every tag, what it means."""
    with reading(request) as reader:
        found = statistics.tags(reader)
    return page(request, "tags.html", tags=found)


@router.get("/tags/{slug:path}")
def tag(request: Request, slug: str) -> Response:
    """One tag: what it means, how much of it there was, the latest articles."""
    place = cursor.read(request.query_params.get("cursor"), "newest")
    with reading(request) as reader:
        one = next((known for known in statistics.tags(reader) if known["tag"] == slug), None)
        if one is None:
            raise missing("tag", slug[:80], reader.vocabulary.tags)
        node = Field("tag", slug)
        found = lists.articles(reader, node, "newest", PAGE, place)
        told = assemble.articles(reader, found.ids)
        chart = charts.bars(statistics.monthly(reader, node), f"{one['title']}: articles in each of 24 months")
    query = f"tag={quote(slug, safe='')}"
    return page(
        request,
        "tag.html",
        one=one,
        articles=told,
        chart=chart,
        next=turned(f"/tags/{slug}", found.next),
        prev=turned(f"/tags/{slug}", found.prev),
        formats=[(name, f"/v1/articles.{name}?{query}") for name in formats.FORMATS],
        feeds=[(f"{one['title']} · Councilwire", f"/v1/articles.atom?{query}", "application/atom+xml")],
    )


@router.get("/sources")
def sources(request: Request) -> Response:
    """Every source and how it does."""
    with reading(request) as reader:
        found, crawled = statistics.sources(reader), last_crawl(reader)
    return page(request, "sources.html", sources=found, crawled=assemble.moment(crawled))


@router.get("/inadequate")
def inadequate(request: Request) -> Response:
    """Councils newly judged inadequate, one item for each event."""
    asked = Wanted.model_validate(
        {name: request.query_params.getlist(name) for name in ("region", "area", "authority", "nation", "inspectorate")}
    )
    query = f"?{request.url.query}" if request.url.query else ""
    problem, found = None, list[View]()
    try:
        with reading(request) as reader:
            found = [event_view(reader, event) for event in wanted(reader, asked)[:200]]
    except Problem as fault:
        problem = fault
    offered = [(name, f"/feeds/inadequate.{name}{query}") for name in formats.FORMATS]
    return page(
        request,
        "inadequate.html",
        422 if problem else 200,
        events=found,
        problem=problem,
        query=query,
        formats=offered,
        feeds=[("Councils newly judged inadequate", f"/feeds/inadequate.rss{query}", "application/rss+xml")],
    )


@router.get("/feeds")
def feeds(request: Request) -> Response:
    """The feeds there are."""
    with reading(request) as reader:
        known = reader.vocabulary
    return page(request, "feeds.html", tags=list(known.tags.items()), regions=known.regions)


@router.get("/about")
def about(request: Request) -> Response:
    """What this is."""
    return page(request, "about.html")


@router.get("/about/crawler")
def crawler(request: Request) -> Response:
    """For publishers whose sites we visit."""
    settings = house(request.app).settings
    return page(request, "crawler.html", agent=settings.agent, contact=settings.contact)
