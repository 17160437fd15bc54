"""Events: a judgement of the bottom band as one thing that happened, however many articles tell it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, exists, or_, select
from sqlmodel import SQLModel, col

from api.reading import Reader
from api.vocabulary import Council, slug
from models.article import Article
from models.judgement import Judgement, Outcome
from models.story import StoryArticle
from models.tag import Tagging

TABLES = SQLModel.metadata.tables
# One report is told within weeks; the same service is not inspected again within months.
WINDOW = timedelta(days=60)
REGISTER = timedelta(days=45)  # between the register's date and the news
CHILDREN = ("overall", "leaders", "help-and-protection", "in-care", "care-leavers")
NO_OVERALL = date(2026, 4, 1)  # since then Ofsted grades areas of a council's services, and nothing overall
BODIES = ("council", "trust", "partnership", "fire service")
TAG = "inspection/ofsted-inadequate"


@dataclass(frozen=True)
class Telling:
    """A judgement as one article tells it."""

    judgement: int
    gss: str
    name: str
    inspectorate: str
    area: str
    grade: str | None
    previous: str | None
    direction: str | None
    published: date | None
    bottom: bool
    evidence: dict[str, Any]
    probability: float
    article: int
    title: str
    url: str
    source: str
    told: datetime
    first_seen: datetime
    updated: datetime
    gone: datetime | None
    corrected: bool
    corrected_at: datetime | None
    story: int | None

    @property
    def left(self) -> bool:
        """Whether its publisher has not withdrawn it, nor a person corrected it."""
        return self.gone is None and not self.corrected

    @property
    def changed(self) -> datetime:
        """When it became what it is, or was withdrawn or corrected."""
        return max(self.updated, self.gone or self.updated, self.corrected_at or self.updated)

    @property
    def day(self) -> date:
        return self.published or self.told.date()


@dataclass(frozen=True)
class Event:
    """A council, an inspectorate and its window, with every telling, the best first.

    `first` is the article seen first, which names the event for ever, whether or not its publisher withdrew it or a
    person corrected it; `updated` is when anything of it changed last, that included.
    """

    tellings: Sequence[Telling]
    first: int
    updated: datetime
    council: Council | None = None
    outcome: Outcome | None = None
    grades: dict[str, str] = field(default_factory=dict)

    @property
    def lead(self) -> Telling:
        return self.tellings[0]

    @property
    def key(self) -> str:
        return f"{self.lead.gss}/{slug(self.lead.inspectorate)}/{self.first}"

    @property
    def told(self) -> datetime:
        return min(telling.told for telling in self.tellings)

    @property
    def first_seen(self) -> datetime:
        return min(telling.first_seen for telling in self.tellings)

    @property
    def telling(self) -> Telling:
        """The telling whose evidence reads best: a sentence rather than a row of a table."""
        graded = [telling for telling in self.tellings if telling.bottom and telling.evidence]
        return next((telling for telling in graded if "|" not in telling.evidence["text"]), self.lead)

    @property
    def previous(self) -> str | None:
        return self._grown.previous if self._grown else None

    @property
    def direction(self) -> str | None:
        return self._grown.direction if self._grown else None

    @property
    def _grown(self) -> Telling | None:
        """The telling that says what the failing grade replaced; what another area was before is no matter of it."""
        return next((told for told in self.tellings if told.previous and (told.bottom or told.grade is None)), None)

    @property
    def name(self) -> str:
        return self.council.name if self.council else self.lead.name

    @property
    def articles(self) -> list[Telling]:
        """One telling for each article, the best first: the one whose sentence is shown, under whose link it stands."""
        best: dict[int, Telling] = {}
        for telling in (self.telling, *self.tellings):
            best.setdefault(telling.article, telling)
        return list(best.values())


def bottom(reader: Reader, inspectorates: Sequence[str] = ("Ofsted",)) -> list[Event]:
    """Current judgements of the bottom band on authorities, as events, newest first.

    Ofsted's are those on a council's children's services. A telling that states no grade belongs to the event when
    its story has another telling that does, or when it is tagged as a failure of the same council at the same time.
    """
    tellings = list(_tellings(reader, inspectorates))
    events = []
    for group in _grouped(tellings):
        if any(telling.bottom and telling.left for telling in group):
            events.append(_event(reader, group))
    _join_register(reader, events)
    return sorted(events, key=lambda event: (event.told, event.first), reverse=True)


def _tellings(reader: Reader, inspectorates: Sequence[str]) -> Iterable[Telling]:
    columns = (
        *(col(c) for c in (Judgement.id, Judgement.gss, Judgement.name, Judgement.inspectorate, Judgement.area)),
        *(col(c) for c in (Judgement.grade, Judgement.previous_grade, Judgement.direction)),
        *(col(c) for c in (Judgement.publication_date, Judgement.bottom, Judgement.evidence, Judgement.probability)),
        *(col(c) for c in (Article.id, Article.title, Article.url, Article.source, Article.sort_at)),
        *(col(c) for c in (Article.first_seen, Article.updated, Article.gone)),
        *(col(c) for c in (Judgement.corrected, Judgement.corrected_at)),
        col(StoryArticle.story_id),
    )
    wanted = select(*columns).join(Article, col(Article.id) == col(Judgement.article_id))
    wanted = wanted.outerjoin(StoryArticle, col(StoryArticle.article_id) == col(Article.id))
    wanted = wanted.where(
        col(Judgement.inspectorate).in_(inspectorates),
        or_(col(Judgement.is_current).is_(True), col(Judgement.corrected).is_(True)),
        col(Judgement.gss).is_not(None),
        col(Judgement.body).in_(BODIES),
        or_(col(Judgement.inspectorate) != "Ofsted", col(Judgement.area).in_(CHILDREN)),
        or_(col(Judgement.grade).is_not(None), col(Judgement.corrected).is_(True), _tagged(), _graded_elsewhere()),
    )
    for row in reader.connection.execute(wanted.order_by(col(Judgement.id))):
        yield Telling(*row)


def _tagged() -> Any:
    tagged = and_(col(Tagging.article_id) == col(Article.id), col(Tagging.slug) == TAG)
    return exists().where(tagged)


def _graded_elsewhere() -> Any:
    """The story has another telling of a judgement by the same inspectorate on the same council, with its grade."""
    other, place = TABLES["judgement"].alias(), TABLES["storyarticle"].alias()
    return exists().where(
        place.c.story_id == col(StoryArticle.story_id),
        other.c.article_id == place.c.article_id,
        other.c.gss == col(Judgement.gss),
        other.c.inspectorate == col(Judgement.inspectorate),
        other.c.bottom.is_(True),
        other.c.is_current.is_(True),
    )


def _grouped(tellings: Iterable[Telling]) -> Iterable[list[Telling]]:
    """Tellings of one council by one inspectorate: by story, and stories by the window they began in."""
    by_council: dict[tuple[str, str], list[Telling]] = defaultdict(list)
    for telling in tellings:
        by_council[telling.gss, telling.inspectorate].append(telling)
    for _, told in sorted(by_council.items()):
        by_story: dict[Any, list[Telling]] = defaultdict(list)
        for telling in told:
            by_story[telling.story if telling.story is not None else ("article", telling.article)].append(telling)
        stories = sorted(by_story.values(), key=lambda group: (min(t.day for t in group), group[0].article))
        current: list[Telling] = []
        anchor = date.min
        for group in stories:
            begins = min(telling.day for telling in group)
            if current and begins - anchor > WINDOW:
                yield current
                current = []
            if not current:
                anchor = begins
            current = [*current, *group]
        yield current


def _event(reader: Reader, group: list[Telling]) -> Event:
    """The best telling first: one that states a grade, in the sense of the event, likely and early."""
    first = min(telling.article for telling in group)
    updated = max(telling.changed for telling in group)
    group = [telling for telling in group if telling.left]
    ordered = sorted(group, key=lambda t: (not t.bottom, t.grade is None, t.area != "overall", -t.probability, t.told))
    grades: dict[str, str] = {}
    for telling in ordered:
        if telling.grade is not None:
            grades.setdefault(telling.area, telling.grade)
    if len(grades) > 1 and ordered[0].inspectorate == "Ofsted" and min(t.day for t in group) >= NO_OVERALL:
        grades.pop("overall", None)  # said of the whole by somebody who reports the areas
    order = {area: place for place, area in enumerate(CHILDREN)}
    grades = dict(sorted(grades.items(), key=lambda pair: (order.get(pair[0], 99), pair[0])))
    return Event(ordered, first, updated, reader.vocabulary.councils.get(ordered[0].gss), None, grades)


def _join_register(reader: Reader, events: list[Event]) -> None:
    """Put the official outcome beside each event whose date it fits."""
    councils = {event.lead.gss for event in events}
    if not councils:
        return
    wanted = select(TABLES["outcome"]).where(col(Outcome.gss).in_(councils))
    outcomes: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in reader.connection.execute(wanted):
        if row.publication_date:
            outcomes[row.gss, row.inspectorate].append(row)
    for place, event in enumerate(events):
        near = [
            row
            for row in outcomes[event.lead.gss, event.lead.inspectorate]
            if abs(row.publication_date - event.told.astimezone(UTC).date()) <= REGISTER
        ]
        if near:
            best = min(near, key=lambda row: abs(row.publication_date - event.told.date()))
            events[place] = replace(event, outcome=best)
