"""The parameters of every list: a query, plain filters for each field, and how much of what is answered."""

import re
from typing import Annotated, Any, Literal

from fastapi import Path, Query
from pydantic import BaseModel, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from api import grammar
from api.cursor import BIGGEST
from api.grammar import Node, Not, Or, both
from api.problems import Problem, nearest
from api.reading import understood

Values = Annotated[list[str], Field(default_factory=list, max_length=50)]
Format = Literal["json", "csv", "ndjson", "rss", "atom", "feed.json"]
MOST = 200  # items on one page of a list


def _digits(told: object) -> object:
    """A number in an address is digits alone; pydantic would take `+2`, `2_0`, `2.0` and blanks of every alphabet."""
    if isinstance(told, str) and not re.fullmatch(r"-?[0-9]+", told):
        raise PydanticCustomError("digits", "Input should be a whole number, in digits alone")
    return told


DIGITS = BeforeValidator(_digits)  # stands behind the bounds of a number: what stands before them hides them
Id = Annotated[int, Path(ge=1, le=BIGGEST, examples=[1]), DIGITS]
Limit = Annotated[int | None, Field(ge=1, le=MOST), DIGITS]
Archive = Annotated[int | None, Field(ge=1, le=2**31 - 1), DIGITS]


class Filters(BaseModel):
    """What is wanted. Several values of one parameter: any of them. `_all`: all of them. `_not`: none of them."""

    q: str = Field(
        default="",
        max_length=grammar.LONGEST,
        description='a query: words, "phrase", OR, -not, (groups) and field:value; see docs/api.md',
        examples=["failing -grade:good since:90d"],
    )
    tag: Values = Field(description="tags or groups of tags, any of them", examples=[["inspection/ofsted-inadequate"]])
    tag_all: Values = Field(description="tags, all of them")
    tag_not: Values = Field(description="tags, none of them")
    authority: Values = Field(description="councils it is about, by GSS code or name", examples=[["E08000027"]])
    authority_all: Values = Field(description="councils it is about, all of them")
    authority_not: Values = Field(description="councils it is not about")
    mentions: Values = Field(description="councils named at all")
    source: Values = Field(description="sources, any of them")
    source_not: Values = Field(description="sources, none of them")
    kind: Values = Field(description="kinds, any of them: news, opinion, press-release, job-ad, sponsored, event")
    kind_not: Values = Field(description="kinds, none of them")
    region: Values = Field(description="regions of the councils it is about")
    region_not: Values = Field(description="regions, none of them")
    nation: Values = Field(description="nations of the councils it is about")
    nation_not: Values = Field(description="nations, none of them")
    grade: Values = Field(description="grades it tells, any of them")
    grade_not: Values = Field(description="grades it does not tell")
    area: Values = Field(description="areas that were judged: overall, leaders, help-and-protection, …")
    inspectorate: Values = Field(description="who judged, any of them")
    inspectorate_not: Values = Field(description="who judged, none of them")
    current: bool | None = Field(default=None, description="tells a judgement that is news now")
    failing: bool | None = Field(default=None, description="tells that a council's service fails now")
    after: str | None = Field(default=None, max_length=40, description="published on this day (UTC) or later")
    before: str | None = Field(default=None, max_length=40, description="published before this day (UTC)")
    since: str | None = Field(default=None, max_length=10, description="published in the last 7d, 12h, 3w, 6m, 1y")

    def node(self) -> Node | None:
        """All of it as one tree. Raises Problem where a value cannot be."""
        return both(understood(self.q), *(self._filter(name) for name in FILTERS), *self._single())

    def _filter(self, name: str) -> Node | None:
        values: list[str] = getattr(self, name)
        if not values:
            return None
        field = name.removesuffix("_all").removesuffix("_not")
        leaves = tuple(grammar.Field(field, _clean(name, value), name) for value in values)
        if name.endswith("_all"):
            return both(*leaves)
        any_: Node = leaves[0] if len(leaves) == 1 else Or(leaves)
        return Not(any_) if name.endswith("_not") else any_

    def _single(self) -> list[Node | None]:
        given: list[tuple[str, Any]] = [
            ("after", self.after),
            ("before", self.before),
            ("since", self.since),
            ("current", self.current),
            ("failing", self.failing),
        ]
        return [grammar.Field(name, _clean(name, str(value)), name) for name, value in given if value is not None]


def _clean(name: str, value: str) -> str:
    if not value.strip() or len(value) > 200 or grammar.CONTROL.search(value):
        raise Problem(422, "bad-value", f"This value of '{name}' cannot be.", "One to 200 characters, none of control.")
    return value.strip()


FILTERS = tuple(name for name, field in Filters.model_fields.items() if field.annotation == list[str])


class Page(Filters):
    """A filtered list, page by page."""

    limit: Limit = Field(default=None, description="items on a page (default 20; tables and streams: all)")
    cursor: str | None = Field(default=None, max_length=4000, description="`next` of the page before")
    archive: Archive = Field(
        default=None, description="feeds: the archive document that ends before this id (RFC 5005)"
    )
    fields: str | None = Field(default=None, max_length=500, description="only these fields, comma-separated")


class ArticlesAsked(Page):
    """Parameters of the list of articles."""

    sort: Literal["newest", "oldest", "relevance"] = Field(default="newest", description="order of the list")
    facets: str | None = Field(
        default=None,
        max_length=200,
        description="count the values of these: tag, source, kind, authority, region, grade, inspectorate",
    )
    include: str | None = Field(default=None, max_length=100, description="also: removed (blocks that were taken out)")
    updated_since: str | None = Field(
        default=None,
        max_length=40,
        description="what was edited, tagged, corrected or withdrawn (a tombstone) from this moment on, in that order",
        examples=["2026-11-01T00:00:00Z"],
    )


class StoriesAsked(Page):
    """Parameters of the list of stories."""

    sort: Literal["newest", "oldest"] = Field(default="newest", description="order of the list")


class JudgementsAsked(Page):
    """Parameters of the list of judgements."""

    sort: Literal["newest", "oldest"] = Field(default="newest", description="order of the list")
    bottom: bool | None = Field(default=None, description="the grade is in the bottom band of its scale")


class Wanted(BaseModel):
    """Parameters of the feed of councils newly judged inadequate."""

    region: Values = Field(description="regions of the councils", examples=[["West Midlands"]])
    nation: Values = Field(description="nations of the councils")
    authority: Values = Field(description="councils, by GSS code or name")
    area: Values = Field(description="areas judged inadequate: overall, leaders, help-and-protection, …")
    inspectorate: Values = Field(description="who judged (default Ofsted, on children's services)")
    limit: Limit = Field(default=None, description="entries of the document")
    archive: Archive = Field(default=None, description="the archive document that ends before this id (RFC 5005)")


Inadequate = Annotated[Wanted, Query()]
Articles = Annotated[ArticlesAsked, Query()]
Stories = Annotated[StoriesAsked, Query()]
Judgements = Annotated[JudgementsAsked, Query()]


def chosen(asked: str | None, known: list[str] | tuple[str, ...], what: str) -> list[str]:
    """Names out of a comma-separated parameter. Raises Problem for one that is not known."""
    names = [name.strip() for name in (asked or "").split(",") if name.strip()]
    for name in names:
        if name not in known:
            near = nearest(name, known)
            detail = f"Did you mean '{near}'?" if near else f"Known are: {', '.join(known)}."
            fault = {"in": "query", "name": what, "message": f"there is no '{name[:80]}'", "known": list(known)}
            raise Problem(422, "bad-value", f"'{what}' has no '{name[:80]}'.", detail, [fault])
    return list(dict.fromkeys(names))
