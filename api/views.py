"""Every response shape, as the API's documentation shows it."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class View(BaseModel):
    """What every shape shares: a later version may add fields, never take one away."""

    model_config = ConfigDict(extra="allow")


class EvidenceView(View):
    """A sentence that carries a result, and where it stands in the article's `field`."""

    text: str
    start: int | None = None
    end: int | None = None
    field: str = "text"


class TagView(View):
    """A tag on an article, with the sentences that carry it."""

    tag: str
    title: str | None = None
    probability: float
    threshold: float | None = None
    evidence: list[EvidenceView] = Field(default_factory=list)
    by: str = "model"


class NamedView(View):
    """An authority in an article: what it is about (subject) or named in passing (mentioned)."""

    gss: str
    name: str
    role: str


class JudgedView(View):
    """The authority a judgement falls on; `gss` is null where no authority answers for the body judged."""

    gss: str | None = None
    name: str


class JudgementView(View):
    """Who judged whom what. `grade` is null where the text does not state it."""

    id: int
    authority: JudgedView
    body: str
    inspectorate: str
    framework: str | None = None
    area: str
    grade: str | None = None
    previous_grade: str | None = None
    direction: str | None = Field(default=None, description="up, down or same")
    inspection_start: str | None = None
    inspection_end: str | None = None
    publication_date: str | None = None
    is_current: bool = Field(description="the judgement is news now; false: it is background")
    bottom: bool = Field(description="the grade is in the bottom band of the inspectorate's own scale")
    evidence: EvidenceView | None = None
    probability: float


class ToldView(View):
    """The article that tells a judgement."""

    id: int
    title: str
    url: str
    source: str
    published: str | None = None
    first_seen: str


class ToldJudgementView(JudgementView):
    """A judgement with the article that tells it."""

    article: ToldView
    story: int | None = None


class RemovedView(View):
    """A block that was taken out of the page, and why."""

    why: str
    text: str


class ArticleView(View):
    """An article. `text` is there only where its licence or your key allows it; `excerpt` always."""

    id: int
    url: str
    canonical_url: str
    title: str
    byline: list[str] = Field(default_factory=list)
    published: str | None = Field(default=None, description="as the page gives it, with time and zone where it does")
    modified: str | None = None
    published_from: str | None = Field(default=None, description="where the date came from")
    first_seen: str
    updated: str
    source: str
    source_title: str
    language: str | None = None
    kind: str
    access: str
    story: int | None = None
    failing_now: bool = False
    excerpt: str
    text: str | None = None
    tags: list[TagView] = Field(default_factory=list)
    judgements: list[JudgementView] = Field(default_factory=list)
    authorities: list[NamedView] = Field(default_factory=list)
    removed: list[RemovedView] | None = Field(default=None, description="only with include=removed")
    snippet: str | None = Field(default=None, description="the passage that fits the query, matches in **stars**")
    gone: str | None = Field(default=None, description="when the publisher withdrew it")
    revisions: int | None = None


class TombstoneView(View):
    """An article that was withdrawn; only in answers to updated_since."""

    id: int
    gone: str


class StoryTagView(View):
    tag: str
    title: str
    probability: float


class StoryView(View):
    """One event and the articles that tell it, the lead first."""

    id: int
    title: str
    first_seen: str
    updated: str
    sources: list[str]
    tags: list[StoryTagView]
    authorities: list[NamedView]
    judgements: list[JudgementView]
    articles: list[ArticleView]


class FacetView(View):
    value: str
    title: str
    count: int


class ListView(View):
    next: str | None = Field(default=None, description="pass as `cursor` for the next page; null on the last")


class ArticlesView(ListView):
    items: list[ArticleView]
    facets: dict[str, list[FacetView]] | None = None


class StoriesView(ListView):
    items: list[StoryView]


class JudgementsView(ListView):
    items: list[ToldJudgementView]


class OutcomeView(View):
    """A result in an inspectorate's own register."""

    inspectorate: str
    framework: str | None = None
    inspection_start: str | None = None
    inspection_end: str | None = None
    publication_date: str | None = None
    grades: dict[str, Any]
    previous_grade: str | None = None
    report_url: str | None = None


class AuthorityView(View):
    """A council or other authority."""

    gss: str
    name: str
    short_name: str
    type: str
    nation: str
    region: str
    current: bool


class EventView(View):
    """Something that happened to an authority: a result in the register, or a judgement as the news told it."""

    date: str | None = None
    date_from: str = Field(
        description="what tells the date: register, text or article; first_seen where none does, and we saw it that day"
    )
    what: str = Field(description="outcome or judgement")
    inspectorate: str
    grades: dict[str, Any] = Field(default_factory=dict)
    articles: list[ToldView] = Field(default_factory=list)


class AuthorityDetailView(AuthorityView):
    """An authority with what is known of it."""

    aliases: list[Any] = Field(default_factory=list)
    start: str | None = None
    end: str | None = None
    successor: str | None = Field(
        default=None, description="the same codes as `successors`, parted by |", json_schema_extra={"deprecated": True}
    )
    successors: list[str] = Field(default_factory=list, description="GSS codes of what followed it")
    latest: list[OutcomeView] = Field(description="the last result of each inspectorate and framework")
    timeline: list[EventView]
    neighbours: list[dict[str, Any]] = Field(description="its statistical neighbours, with their latest grades")


class AuthoritiesView(ListView):
    items: list[AuthorityView]


class TagDefinitionView(View):
    tag: str
    title: str
    about: str
    iptc: str | None = None
    articles: int


class TagsView(ListView):
    items: list[TagDefinitionView]


class SourceView(View):
    """A source and how it is doing."""

    name: str
    title: str
    home: str
    kind: str
    nation: str
    licence: str
    access: str
    state: str
    last_success: str | None = None
    last_error: str | None = None
    weekly: int | None = Field(default=None, description="new articles expected in a week")
    articles: int
    last_week: int
    verified: bool


class SourcesView(ListView):
    items: list[SourceView]


class RobotsView(View):
    origin: str
    status: int | None = Field(default=None, description="HTTP status of robots.txt")
    read: str | None = Field(default=None, description="when it was last read")
    decision: str = Field(description="rules: kept as they stand; allowed: there are none; unread: nothing is fetched")


class ChannelView(View):
    """A way into a source."""

    url: str
    kind: str
    last_success: str | None = None
    last_error: str | None = None
    errors: int = Field(description="failures in a row")
    due: str | None = None
    interval: float = Field(description="seconds between visits")
    retired: bool


class SourceHealthView(View):
    """How one source does."""

    name: str
    state: str = Field(description="new, healthy, quiet, failing or retired")
    reason: str
    last_success: str | None = None
    expected: int | None = Field(default=None, description="articles expected in a week")
    week: int = Field(description="articles first seen in the last seven days")
    articles: int
    error_rate: float = Field(description="share of the week's pages that gave no article")
    robots: list[RobotsView]
    layout: str | None = Field(default=None, description="how its pages' layout seems to have changed")
    channels: list[ChannelView]


class SourceChangeView(View):
    """A source's state became another one."""

    id: int
    source: str
    title: str
    state: str
    reason: str
    at: str


class SourceChangesView(ListView):
    """Changes of sources' states, newest first."""

    items: list[SourceChangeView]


class PointView(View):
    start: str
    value: str
    count: int


class SeriesView(ListView):
    items: list[PointView]
    group: str
    interval: str


class ColumnView(View):
    """A column of a dump."""

    name: str
    kind: str = Field(description="integer, number, text, true or false, moment (UTC) or day")
    about: str


class DumpView(View):
    """A whole table, to be had as Parquet."""

    name: str
    about: str
    url: str
    columns: list[ColumnView]


class DumpsView(ListView):
    items: list[DumpView]


class HealthView(View):
    status: str


class ReadyView(View):
    status: str
    database: str
    tagger: str | None = None
    last_crawl: str | None = None
    last_crawl_seconds: float | None = None
    articles: int


class InadequateView(View):
    """An event: a council, who judged it, and everybody who tells it."""

    id: str
    authority: JudgedView
    region: str | None = None
    nation: str | None = None
    inspectorate: str
    grades: dict[str, Any]
    previous_grade: str | None = None
    direction: str | None = None
    published: str
    first_seen: str
    evidence: dict[str, Any] | None = None
    report_url: str | None = None
    official: dict[str, Any] = Field(
        alias="register", description="agree, disagree or not yet in the official register, and days of lead"
    )
    story: int | None = None
    articles: list[dict[str, Any]]


class EventsView(ListView):
    """Events, newest first."""

    items: list[InadequateView]
