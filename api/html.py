"""How pages are drawn: templates, and the few words they need beyond what the API gives."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import Response

from api import charts, clock
from api.entries import area_name
from api.feeds import web
from api.problems import Problem

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=StrictUndefined,
    auto_reload=False,
)
WORST = ("bad", "warn", "good", "best")


def marked(snippet: str) -> Markup:
    """A snippet with its matches marked; everything else is escaped."""
    return Markup(str(escape(snippet)).replace("\x02", "<mark>").replace("\x03", "</mark>"))


def highlighted(text: str, spans: Iterable[tuple[int, int]]) -> list[Markup]:
    """Paragraphs of a text with the evidence marked. Spans are character offsets; those that overlap are joined."""
    marks: list[list[int]] = []
    for start, end in sorted((s, e) for s, e in spans if 0 <= s < e <= len(text)):
        if marks and start <= marks[-1][1]:
            marks[-1][1] = max(marks[-1][1], end)
        else:
            marks.append([start, end])
    paragraphs, at = [], 0
    for paragraph in text.split("\n"):
        end = at + len(paragraph)
        if paragraph.strip():
            paragraphs.append(_marked(text, at, end, marks))
        at = end + 1
    return paragraphs


def _marked(text: str, start: int, end: int, marks: list[list[int]]) -> Markup:
    parts, at = [], start
    for first, last in marks:
        first, last = max(first, start), min(last, end)
        if first < last:
            parts += [escape(text[at:first]), Markup("<mark>"), escape(text[first:last]), Markup("</mark>")]
            at = last
    return Markup("").join([*parts, escape(text[at:end])])


def worst(grades: dict[str, Any]) -> str:
    """The colour of the worst of several grades."""
    tones = {charts.tone(str(grade)) for grade in grades.values()}
    return next((tone for tone in WORST if tone in tones), "")


TEMPLATES.filters |= {
    "web": web,
    "when": clock.when,
    "day": clock.day,
    "marked": marked,
    "tone": charts.tone,
    "worst": worst,
    "area": area_name,
    "bar": charts.probability,
}


def page(request: Request, name: str, status: int = 200, **values: Any) -> Response:
    """A drawn page. `feeds`: (title, address, media type) of what a feed reader may find on it."""
    values = {"q": "", "feeds": STANDARD, "path": request.url.path, **values}
    body = TEMPLATES.get_template(name).render(values).encode()
    return Response(body, status, media_type="text/html; charset=utf-8")


STANDARD = [
    ("Councils newly judged inadequate", "/feeds/inadequate.rss", "application/rss+xml"),
    ("Councilwire", "/v1/articles.atom", "application/atom+xml"),
]


def wants_page(request: Request) -> bool:
    """A browser asks for a page: what it is told of problems is a page, too."""
    api = request.url.path.startswith(("/v1/", "/feeds/", "/opml"))
    return not api and "text/html" in request.headers.get("accept", "")


def problem_page(request: Request, problem: Problem) -> Response:
    return page(request, "problem.html", problem.status, problem=problem)
