"""Which articles tell one event. A story keeps its id: when two turn out to be one, the younger points to the older."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, cached_property

from sqlalchemy import insert, update
from sqlmodel import Session, col, select

from classifier.corpus import records
from classifier.gazetteer import places
from models.article import Article
from models.authority import Mention
from models.judgement import Judgement
from models.story import Story, StoryArticle

WINDOW = timedelta(days=30)  # two tellings of one inspection stand no further apart
CLOSE = timedelta(days=7)  # two tellings of any other event
COPY = 0.35  # shared runs of four words, of the shorter text: one text, edited
QUOTED = 0.04  # shared runs that only quotations of one report explain
ALIKE = 0.30  # likeness of headline and first sentences; chosen on pairs of the demo newsroom and the corpus
_ENOUGH = 12  # runs a text must have before its runs say anything
_RUN = 4
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_CARE = frozenset({"overall", "leaders", "help-and-protection", "in-care", "care-leavers"})
_IN_ONE_QUERY = 400


@dataclass(frozen=True)
class Judged:
    """A judgement that an article tells as news."""

    gss: str
    inspectorate: str
    area: str  # Ofsted's areas of a council count as one
    grade: str | None


@dataclass(frozen=True)
class Telling:
    """What grouping needs to know of an article."""

    id: int
    title: str
    at: datetime
    dated: bool  # whether the publisher says when it was published
    subjects: frozenset[str]
    judged: frozenset[Judged]
    text: str

    @cached_property
    def runs(self) -> frozenset[int]:
        """The runs of four words in its text."""
        return runs(self.text)

    @cached_property
    def words(self) -> dict[str, float]:
        """Weights of the words of its headline and opening, of length 1."""
        return weights(self.title, self.text, self.subjects)


@cache
def _rarity() -> tuple[dict[str, float], float]:
    """How telling a word is: inverse document frequency in the corpus; and the value of a word it never saw."""
    seen: Counter[str] = Counter()
    texts = records()
    for record in texts:
        seen.update(set(_words(f"{record['headline']} {record['text'][:1500]}")))
    total = len(texts) + 1
    return {word: math.log(total / (1 + count)) for word, count in seen.items()}, math.log(total)


def _words(text: str) -> list[str]:
    return [word.lower().replace("’", "'").removesuffix("'s") for word in _WORD.findall(text)]


def runs(text: str) -> frozenset[int]:
    """The runs of four words in a text, hashed."""
    words = _words(text[:20_000])
    return frozenset(hash(tuple(words[n : n + _RUN])) for n in range(len(words) - _RUN + 1))


def weights(title: str, text: str, subjects: Iterable[str]) -> dict[str, float]:
    """Headline and opening as weighted words of length 1; the subjects' names, which all share, left out."""
    rarity, unseen = _rarity()
    own = {word for gss in subjects for word in _words(places()[gss].name)} if subjects else set()
    counts = Counter(_words(title)) + Counter(_words(title)) + Counter(_words(text[:700]))
    found = {
        word: (1 + math.log(count)) * rarity.get(word, unseen)
        for word, count in counts.items()
        if word not in own and rarity.get(word, unseen) > 2.0
    }
    norm = math.sqrt(sum(value * value for value in found.values())) or 1.0
    return {word: value / norm for word, value in found.items()}


def _likeness(one: Telling, two: Telling) -> float:
    small, large = sorted((one.words, two.words), key=len)
    return sum(value * large.get(word, 0.0) for word, value in small.items())


def _shared(one: Telling, two: Telling) -> float:
    least = min(len(one.runs), len(two.runs))
    return len(one.runs & two.runs) / least if least >= _ENOUGH else 0.0


def _conflict(one: Telling, two: Telling) -> bool:
    """Whether both tell judgements, and of no inspection in common."""
    return bool(one.judged and two.judged) and not _same_inspection(one, two)


def _same_inspection(one: Telling, two: Telling) -> bool:
    for a in one.judged:
        for b in two.judged:
            same = (a.gss, a.inspectorate, a.area) == (b.gss, b.inspectorate, b.area)
            if same and (a.grade == b.grade or a.grade is None or b.grade is None):
                return True
    return False


def same_event(one: Telling, two: Telling) -> bool:
    """Whether two articles tell one event.

    A copy of the text does so; so do two tellings of one inspection of one authority within a month, or at any distance
    where one of them has no date and both quote the same report; and so do two reports on the same authority within a
    week whose headlines and openings are alike. Articles that tell of different inspections never do.
    """
    gap = abs(one.at - two.at)
    dated = one.dated and two.dated
    shared = _shared(one, two)
    if shared >= COPY and (gap <= WINDOW or not dated):
        return not _conflict(one, two)
    if _conflict(one, two):
        return False
    likeness = _likeness(one, two)
    if _same_inspection(one, two):
        ungraded = all(j.grade is None for t in (one, two) for j in t.judged)
        if not dated:
            return shared >= QUOTED or likeness >= ALIKE
        return gap <= WINDOW and (not ungraded or shared >= QUOTED or likeness >= ALIKE / 2)
    if not one.subjects & two.subjects:
        return False
    return dated and gap <= CLOSE and (likeness >= ALIKE or shared >= 2 * QUOTED)


def _tellings(session: Session, articles: Sequence[Article]) -> dict[int, Telling]:
    ids = [a.id for a in articles if a.id is not None]
    subjects: dict[int, set[str]] = {}
    judged: dict[int, set[Judged]] = {}
    for start in range(0, len(ids), _IN_ONE_QUERY):
        part = ids[start : start + _IN_ONE_QUERY]
        for mention in session.exec(
            select(Mention).where(col(Mention.article_id).in_(part), col(Mention.role) == "subject")
        ):
            subjects.setdefault(mention.article_id, set()).add(mention.gss)
        for j in session.exec(select(Judgement).where(col(Judgement.article_id).in_(part), col(Judgement.is_current))):
            if j.gss:
                area = "care" if j.inspectorate == "Ofsted" and j.area in _CARE else j.area
                grade = j.grade if area != "care" or j.area == "overall" else None
                judged.setdefault(j.article_id, set()).add(Judged(j.gss, j.inspectorate, area, grade))
    found = {}
    for article in articles:
        if article.id is None:
            continue
        own = frozenset(subjects.get(article.id, ()))
        found[article.id] = Telling(
            id=article.id,
            title=article.title,
            at=article.sort_at,
            dated=article.published_at is not None,
            subjects=own,
            judged=frozenset(judged.get(article.id, ())),
            text=article.text,
        )
    return found


def _neighbours(session: Session, batch: Sequence[Article], tellings: dict[int, Telling]) -> list[Article]:
    """Stored articles that may tell the same events: near in time, or without a date, with a subject in common."""
    known = {gss for t in tellings.values() for gss in t.subjects | {j.gss for j in t.judged}}
    ids = {a.id for a in batch}
    found: dict[int, Article] = {}
    earliest = min(a.sort_at for a in batch) - WINDOW
    latest = max(a.sort_at for a in batch) + WINDOW
    near = (col(Article.sort_at) >= earliest) & (col(Article.sort_at) <= latest)
    loose = [t for t in tellings.values() if not t.dated]
    if known:
        query = (
            select(Article).join(Mention, col(Mention.article_id) == col(Article.id)).where(col(Mention.gss).in_(known))
        )
        if not loose:
            query = query.where(near | col(Article.published_at).is_(None))
        for article in session.exec(query):
            if article.id is not None and article.id not in ids:
                found[article.id] = article
    titles = {a.title for a in batch}
    for article in session.exec(select(Article).where(col(Article.title).in_(titles), near)):
        if article.id is not None and article.id not in ids:
            found[article.id] = article
    return list(found.values())


def _roots(session: Session, article_ids: Sequence[int]) -> dict[int, Story]:
    """The story of each of these articles that has one; of a story that was merged into another, that other."""
    found = {}
    for start in range(0, len(article_ids), _IN_ONE_QUERY):
        part = article_ids[start : start + _IN_ONE_QUERY]
        told = select(StoryArticle.article_id, Story).join(Story, col(Story.id) == col(StoryArticle.story_id))
        for article_id, story in session.exec(told.where(col(StoryArticle.article_id).in_(part))):
            while story.merged_into is not None and (into := session.get(Story, story.merged_into)) is not None:
                story = into
            found[article_id] = story
    return found


def _merge(session: Session, stories: Iterable[Story], now: datetime) -> Story:
    """Make one story of several; the oldest stays, and is returned."""
    session.flush()  # the youngest may have no id yet
    oldest, *younger = sorted(stories, key=lambda story: story.id or 0)
    for gone in younger:
        session.execute(
            update(StoryArticle).where(col(StoryArticle.story_id) == gone.id).values(story_id=oldest.id),
            execution_options={"synchronize_session": False},
        )
        gone.merged_into, gone.updated = oldest.id, now
    return oldest


def assign(session: Session, article_ids: Sequence[int], now: datetime) -> dict[int, int]:
    """Give every one of these articles its story, and return the stories by article.

    To be called inside the transaction that wrote their mentions and judgements. An article that has a story keeps it,
    whatever becomes of its text; only a merge moves it.
    """
    batch: list[Article] = []
    for start in range(0, len(article_ids), _IN_ONE_QUERY):
        part = article_ids[start : start + _IN_ONE_QUERY]
        batch += session.exec(select(Article).where(col(Article.id).in_(part))).all()
    if not batch:
        return {}
    batch.sort(key=lambda a: (a.sort_at, a.id or 0))
    tellings = _tellings(session, batch)
    neighbours = _neighbours(session, batch, tellings)
    tellings |= _tellings(session, neighbours)
    place = _roots(session, list(tellings))
    placed = set(place)
    by_subject: dict[str, list[Telling]] = {}
    for telling in tellings.values():
        for key in _keys(telling):
            by_subject.setdefault(key, []).append(telling)
    for article in batch:
        if article.id is not None:
            _assign_one(session, article, tellings[article.id], by_subject, place, now)
    session.flush()
    found = {a.id: place[a.id].id or 0 for a in batch if a.id is not None}
    new = [{"article_id": article, "story_id": story} for article, story in found.items() if article not in placed]
    if new:
        session.execute(insert(StoryArticle), new)
    return found


def _keys(telling: Telling) -> set[str]:
    return set(telling.subjects) | {j.gss for j in telling.judged} | {f"title {telling.title.casefold()}"}


def _assign_one(
    session: Session,
    article: Article,
    telling: Telling,
    by_subject: dict[str, list[Telling]],
    place: dict[int, Story],
    now: datetime,
) -> None:
    """Put an article's story into `place`: one that it has, or shares, or a new one."""
    others = {other.id: other for key in _keys(telling) for other in by_subject.get(key, ())}
    others.pop(telling.id, None)
    mine = place.get(telling.id)
    told = [place[other.id] for other in others.values() if other.id in place and same_event(telling, other)]
    stories = list({id(story): story for story in (*told, *([mine] if mine else []))}.values())
    if stories:
        chosen = stories[0]
        if len(stories) > 1:
            chosen = _merge(session, stories, now)
            for other, story in place.items():
                if any(story is one for one in stories):
                    place[other] = chosen
        chosen.first_seen = min(chosen.first_seen, article.first_seen)
        if mine is None or len(stories) > 1:
            chosen.updated = now
        if chosen.lead_id == telling.id:
            chosen.title = article.title
    else:
        chosen = Story(
            title=article.title,
            lead_id=telling.id,
            first_seen=article.first_seen,
            sort_at=article.sort_at,
            updated=now,
        )
        session.add(chosen)
    place[telling.id] = chosen
