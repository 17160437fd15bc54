"""Alerts: which saved searches a new tagging fits, and what that owes to whom. Sending is deliver.py's."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Update, and_, exists, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col

from api import assemble, lists
from api.conditions import Compiler
from api.events import WINDOW
from api.grammar import Node, QueryError, parse
from api.reading import Reader
from api.vocabulary import read as read_vocabulary
from models.article import Article
from models.columns import now
from models.follow import ApiKey, Delivery, Message, SavedSearch
from models.judgement import Judgement
from models.settings import settings
from models.story import Story, StoryArticle

log = logging.getLogger("councilwire.alerts")

CHANNELS = ("webhook", "email")
CHUNK = 400  # article ids in one statement
LOOKED_BACK = timedelta(weeks=8)  # how far a preview looks back to say how often an alert would speak
PREVIEWED = 10_000  # articles a preview counts at most


def match(session: Session, article_ids: Sequence[int], at: datetime | None = None) -> int:
    """Note what every alert owes for articles that were just tagged; returns how many events were new to an alert.

    Called inside the transaction that stores the taggings and does not commit: an article is tagged and its alerts
    are owed, or neither. An article counts for an alert when it was first seen after the alert was made. An event is
    owed once to an alert, whichever of its articles comes first, see `_told_before`.
    """
    at = at or now()
    searches = list(session.scalars(_in_force()))
    if not searches or not article_ids:
        return 0
    connection = session.connection()
    reader = Reader(connection, read_vocabulary(connection), at)
    owed = 0
    for search in searches:
        try:
            condition = reader.compiler.condition(parse(search.query))
            with session.begin_nested():
                owed += sum(_owe(session, search, hit, at) for hit in _hits(session, search, condition, article_ids))
        except QueryError as error:  # such as a tag that was renamed; the alert's owner sees it when reading it
            log.warning("alert %s does not fit the vocabulary any more: %s", search.id, error.message)
        except DBAPIError as error:  # one alert must not keep articles from being tagged
            log.error("alert %s could not be matched: %s", search.id, error)
    return owed


def _in_force() -> Any:
    wanted = select(SavedSearch).join(ApiKey, col(ApiKey.id) == col(SavedSearch.key_id))
    return wanted.where(col(SavedSearch.active), col(ApiKey.revoked).is_(None)).order_by(col(SavedSearch.id))


def _hits(
    session: Session, search: SavedSearch, condition: ColumnElement[bool], article_ids: Sequence[int]
) -> Iterator[int]:
    for start in range(0, len(article_ids), CHUNK):
        wanted = select(col(Article.id)).where(
            col(Article.id).in_(article_ids[start : start + CHUNK]),
            col(Article.first_seen) >= search.created,
            col(Article.gone).is_(None),
            condition,
        )
        found = session.scalars(wanted.order_by(col(Article.sort_at), col(Article.id))).all()
        yield from (id_ for id_ in found if id_ is not None)


def _owe(session: Session, search: SavedSearch, article: int, at: datetime) -> bool:
    stories = family(session, article)
    if _told_before(session, search, article, stories):
        return False
    event = f"story:{stories[0]}" if stories else f"article:{article}"
    due = due_at(search.frequency, at)
    new = 0
    for channel in channels(search):
        row = {"search_id": search.id, "channel": channel, "event": event, "article_id": article, "told": False}
        insert: Any = (sqlite if session.get_bind().dialect.name == "sqlite" else postgresql).insert(Delivery)
        made = insert.values(**row, created=at, due=due).on_conflict_do_nothing().returning(col(Delivery.id))
        new += len(session.execute(made).all())
    return new > 0


def family(session: Session, article: int) -> list[int]:
    """The story an article tells, as it is known now, then those that were merged into it."""
    story = session.scalar(select(col(StoryArticle.story_id)).where(col(StoryArticle.article_id) == article))
    seen: list[int] = []
    while story is not None and story not in seen:
        seen.append(story)
        story = session.scalar(select(col(Story.merged_into)).where(col(Story.id) == story))
    known = seen[-1:]
    level = known
    while level:
        wanted = select(col(Story.id)).where(col(Story.merged_into).in_(level), col(Story.id).not_in(known))
        level = list(session.scalars(wanted))
        known = known + level
    return known


def _told_before(session: Session, search: SavedSearch, article: int, family: list[int]) -> bool:
    """Whether the alert owes or has sent this event: by the same story, under whatever id it had, by an article that
    has joined the story since, or by another story that tells the same judgement within its window."""
    same = [
        col(Delivery.event).in_([f"article:{article}", *(f"story:{id_}" for id_ in family)]),
        col(Delivery.article_id) == article,
        *_same_judgement(session, article),
    ]
    if family:
        together = select(col(StoryArticle.article_id)).where(col(StoryArticle.story_id).in_(family))
        same.append(col(Delivery.article_id).in_(together))
    wanted = select(col(Delivery.id)).where(col(Delivery.search_id) == search.id, or_(*same)).limit(1)
    return session.scalar(wanted) is not None


def _same_judgement(session: Session, article: int) -> Iterator[ColumnElement[bool]]:
    wanted = select(col(Judgement.gss), col(Judgement.inspectorate), col(Article.sort_at)).distinct()
    wanted = wanted.join(Article, col(Article.id) == col(Judgement.article_id))
    wanted = wanted.where(col(Article.id) == article, col(Judgement.is_current), col(Judgement.gss).is_not(None))
    for gss, inspectorate, told in session.execute(wanted):
        yield exists().where(
            col(Judgement.article_id) == col(Delivery.article_id),
            col(Article.id) == col(Delivery.article_id),
            and_(col(Judgement.gss) == gss, col(Judgement.inspectorate) == inspectorate, col(Judgement.is_current)),
            col(Article.sort_at).between(told - WINDOW, told + WINDOW),
        )


def channels(search: SavedSearch) -> list[str]:
    """Over which channels an alert speaks."""
    return [name for name in CHANNELS if getattr(search, name)]


def due_at(frequency: str, at: datetime) -> datetime:
    """When what is found at a moment is to be sent: at once, at the next digest hour, or on the next Monday's."""
    if frequency == "instant":
        return at
    due = at.replace(hour=settings().digest_hour, minute=0, second=0, microsecond=0)
    if due <= at:
        due += timedelta(days=1)
    return due if frequency == "daily" else due + timedelta(days=-due.weekday() % 7)


def preview(reader: Reader, node: Node | None, frequency: str) -> dict[str, Any]:
    """What an alert would have said of late: its last hits, and how many messages a week they would have made."""
    hits = lists.articles(reader, node, "newest", 10)
    moments = _first_tellings(reader, node)
    weeks = _weeks_known(reader)
    ripe = {due_at(frequency, moment) for moment in moments}
    return {
        "items": [{**view, "text": None} for view in assemble.articles(reader, hits.ids)],
        "events_per_week": round(len(moments) / weeks, 1),
        "messages_per_week": round(len(ripe) / weeks, 1),
        "weeks": round(weeks, 1),
    }


def _first_tellings(reader: Reader, node: Node | None) -> list[datetime]:
    """When each event that fits was first told, within the time looked back over."""
    wanted = select(col(Article.id), col(Article.sort_at), col(StoryArticle.story_id))
    wanted = wanted.outerjoin(StoryArticle, col(StoryArticle.article_id) == col(Article.id))
    wanted = wanted.where(
        reader.compiler.condition(node),
        col(Article.gone).is_(None),
        col(Article.sort_at) >= reader.now - LOOKED_BACK,
        col(Article.sort_at) <= reader.now,
    )
    first: dict[Any, datetime] = {}
    for article, moment, story in reader.connection.execute(wanted.limit(PREVIEWED)):
        event = ("article", article) if story is None else ("story", story)
        first[event] = min(moment, first.get(event, moment))
    return list(first.values())


def _weeks_known(reader: Reader) -> float:
    """For how many of the weeks looked back over there is any news at all; at least one."""
    oldest = reader.connection.scalar(select(func.min(col(Article.sort_at))))
    span = min(LOOKED_BACK, reader.now - oldest) if oldest else timedelta(0)
    return max(1.0, span / timedelta(weeks=1))


def compiler(session: Session, at: datetime) -> Compiler:
    """What understands queries, with the words of the database as it stands."""
    connection = session.connection()
    return Reader(connection, read_vocabulary(connection), at).compiler


def stop(session: Session, searches: Iterable[SavedSearch], why: str | None = None) -> int:
    """End alerts, and what they still owe; returns how many were active. Does not commit."""
    ended = 0
    for search in searches:
        ended += search.active
        search.active, search.stopped = False, why
        _owe_no_more(session, search, CHANNELS)
    return ended


def leave(session: Session, searches: Iterable[SavedSearch], channel: str, why: str) -> None:
    """No more over one channel; an alert that speaks over another goes on there. Does not commit.

    To be called by who holds the writer's lock since before the alerts were read: both channels may end at once.
    """
    for search in searches:
        if channels(search) == [channel]:
            stop(session, [search], why)
        else:
            setattr(search, channel, None)
            search.stopped = why
            _owe_no_more(session, search, (channel,))


def move(session: Session, search: SavedSearch, channel: str) -> None:
    """What is on its way to the address that an alert had is owed to the one it has now, if any. Does not commit."""
    if getattr(search, channel) is None:
        _owe_no_more(session, search, (channel,))
        return
    mine = _of(search, (channel,))
    waiting = col(Message.due).is_not(None), col(Message.sent).is_(None)
    told = select(col(Message.id)).where(col(Message.id).in_(select(col(Delivery.message_id)).where(*mine)), *waiting)
    ids = list(session.scalars(told))
    _cancel(session, search, (channel,))
    _set(session, update(Delivery).where(*mine, col(Delivery.message_id).in_(ids)).values(message_id=None))


def _owe_no_more(session: Session, search: SavedSearch, over: Sequence[str]) -> None:
    waiting = *_of(search, over), col(Delivery.message_id).is_(None), col(Delivery.told).is_(False)
    _cancel(session, search, over)
    _set(session, update(Delivery).where(*waiting).values(told=True))


def _cancel(session: Session, search: SavedSearch, over: Sequence[str]) -> None:
    """Messages that have not arrived, and are none of another alert's that speaks there, are not tried again."""
    session.add(search)
    session.flush()
    others = select(col(SavedSearch.id)).join(Delivery, col(Delivery.search_id) == col(SavedSearch.id))
    there = or_(col(SavedSearch.email) == col(Message.address), col(SavedSearch.webhook) == col(Message.address))
    others = others.where(col(Delivery.message_id) == col(Message.id), col(SavedSearch.active), there)
    mine = col(Message.id).in_(select(col(Delivery.message_id)).where(*_of(search, over)))
    ended = update(Message).where(mine, col(Message.due).is_not(None), col(Message.sent).is_(None), ~others.exists())
    _set(session, ended.values(due=None, failed=now()))


def _of(search: SavedSearch, over: Sequence[str]) -> tuple[ColumnElement[bool], ...]:
    return col(Delivery.search_id) == search.id, col(Delivery.channel).in_(over)


def _set(session: Session, change: Update) -> None:
    session.execute(change, execution_options={"synchronize_session": False})


def of_message(session: Session, message_id: str) -> list[SavedSearch]:
    """The alerts whose hits a message tells."""
    owed = select(col(Delivery.search_id)).where(col(Delivery.message_id) == message_id)
    return list(session.scalars(select(SavedSearch).where(col(SavedSearch.id).in_(owed)).order_by(col(SavedSearch.id))))


def messages(session: Session, search: SavedSearch, limit: int = 100) -> list[tuple[Message, list[str]]]:
    """The messages that told of an alert's hits, newest first, each with the events it told for this alert."""
    rows = select(col(Delivery.message_id), col(Delivery.event)).where(col(Delivery.search_id) == search.id)
    events: dict[str, list[str]] = defaultdict(list)
    for message_id, event in session.execute(rows.where(col(Delivery.message_id).is_not(None))):
        events[message_id].append(event)
    wanted = select(Message).join(Delivery, col(Delivery.message_id) == col(Message.id))
    wanted = wanted.where(col(Delivery.search_id) == search.id).distinct()
    wanted = wanted.order_by(col(Message.created).desc(), col(Message.id)).limit(limit)
    return [(message, sorted(events[message.id])) for message in session.scalars(wanted)]
