"""Delivery: what alerts owe becomes messages, one for each place, which are sent until they have arrived."""

import json
import random
import secrets
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Set
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, case, select, update
from sqlmodel import Session, col

from api import alerts, assemble, mail, webhooks
from api.reading import Reader
from api.vocabulary import read as read_vocabulary
from api.webhooks import Attempt
from models.database import alone
from models.follow import ApiKey, Delivery, Message, SavedSearch
from models.guard import Door
from models.settings import Settings, settings

MOST = 100  # events one message tells
WORKERS = 8  # webhooks on their way at once
LEASE = timedelta(minutes=10)  # a message whose sender died is taken up again after this
# Waits before the second, third, … attempt: those of Standard Webhooks, three days in all.
WAITS = tuple(timedelta(seconds=s) for s in (5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400))

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Place:
    """Where a message goes, and on whose behalf."""

    key_id: int
    channel: str
    address: str


def deliver(on: Engine, now: datetime, doors: Set[Door] = frozenset()) -> dict[str, int]:
    """Send what is due: compose messages from what is owed, and try every message whose time has come.

    Safe to run any number of times, beside itself too. `doors` are addresses on loopback that the guard lets through;
    only tests and the demo have any. Returns counts: messages composed, sent, put off and given up.
    """
    begun = time.monotonic()

    def clock() -> datetime:
        return now + timedelta(seconds=time.monotonic() - begun)

    counts = {"composed": compose(on, now), "sent": 0, "put off": 0, "given up": 0}
    due = _due(on, now)
    with ThreadPoolExecutor(WORKERS) as pool:
        sending = [pool.submit(_webhook, on, m, clock, doors) for m in due if m.channel == "webhook"]
        told = [*_mails(on, [m for m in due if m.channel == "email"], clock), *(one.result() for one in sending)]
    for word in told:
        if word is not None:
            counts[word] += 1
    return counts


def compose(on: Engine, now: datetime) -> int:
    """Put together the messages that are due; returns how many. What two runs at once compose, only one does."""
    made = 0
    with Session(on) as session:
        places = list(_places(session, now))
    for place in places:
        while _compose(on, place, now):
            made += 1
    return made


def _places(session: Session, now: datetime) -> Iterator[Place]:
    address = case((col(Delivery.channel) == "email", col(SavedSearch.email)), else_=col(SavedSearch.webhook))
    wanted = select(col(SavedSearch.key_id), col(Delivery.channel), address).distinct()
    wanted = wanted.join(SavedSearch, col(SavedSearch.id) == col(Delivery.search_id))
    wanted = wanted.join(ApiKey, col(ApiKey.id) == col(SavedSearch.key_id))
    waiting = (col(Delivery.message_id).is_(None), col(Delivery.told).is_(False), col(Delivery.due) <= now)
    wanted = wanted.where(*waiting, col(SavedSearch.active), col(ApiKey.revoked).is_(None), address.is_not(None))
    for key_id, channel, to in session.execute(wanted):
        yield Place(key_id, channel, to)


def _compose(on: Engine, place: Place, now: datetime) -> bool:
    """One message for a place, if anything is owed there. The write comes first, so that no two runs share a row."""
    with Session(on) as session:
        message = Message(id=f"msg_{secrets.token_hex(16)}", created=now, due=now, **place.__dict__)
        session.add(message)
        session.flush()
        owed = _claim(session, place, message.id, now)
        events = _events(session, place, message.id, owed, now)
        if not events:
            session.delete(message)
            session.commit()
            return False
        shown = events[:MOST]
        message.body = {"alerts": _alerts(session, owed), "events": shown, "more": len(events) - len(shown)}
        session.add(message)
        session.commit()
        return True


def _claim(session: Session, place: Place, message_id: str, now: datetime) -> list[Delivery]:
    address = col(SavedSearch.email if place.channel == "email" else SavedSearch.webhook)
    searches = select(col(SavedSearch.id)).where(
        col(SavedSearch.key_id) == place.key_id, address == place.address, col(SavedSearch.active)
    )
    waiting = (
        col(Delivery.search_id).in_(searches),
        col(Delivery.channel) == place.channel,
        col(Delivery.message_id).is_(None),
        col(Delivery.told).is_(False),
        col(Delivery.due) <= now,
    )
    some = select(col(Delivery.id)).where(*waiting).order_by(col(Delivery.id))
    if place.channel == "webhook":  # a program wants every event: those beyond the first hundred get a message more
        some = some.limit(MOST)
    claimed = update(Delivery).where(col(Delivery.id).in_(some), col(Delivery.message_id).is_(None))
    session.execute(claimed.values(message_id=message_id), execution_options={"synchronize_session": False})
    mine = select(Delivery).where(col(Delivery.message_id) == message_id).order_by(col(Delivery.id))
    return list(session.scalars(mine))


def _events(
    session: Session, place: Place, message_id: str, owed: list[Delivery], now: datetime
) -> list[dict[str, Any]]:
    """The events of a message, newest first, each once with the alerts it fits; without those told before."""
    names = {delivery.id: _names(session, delivery) for delivery in owed}
    before = _told(session, place, message_id, {name for some in names.values() for name in some})
    fits: dict[str, list[Delivery]] = defaultdict(list)
    for delivery in owed:
        if before.intersection(names[delivery.id]):
            delivery.told, delivery.message_id = True, None
            session.add(delivery)
        else:
            fits[names[delivery.id][0]].append(delivery)
    connection = session.connection()
    reader = Reader(connection, read_vocabulary(connection), now)
    views = {view["id"]: view for view in assemble.articles(reader, [d[0].article_id for d in fits.values()])}
    events = []
    for event, deliveries in fits.items():
        view = views.get(deliveries[0].article_id)
        if view is None or "gone" in view:  # withdrawn by its publisher in the meantime
            for delivery in deliveries:
                delivery.told, delivery.message_id = True, None
                session.add(delivery)
        else:
            told = {key: value for key, value in view.items() if key != "text"}
            searches = dict.fromkeys(d.search_id for d in deliveries)
            events.append({"event": event, "alerts": list(searches), "article": told})
    session.flush()
    return sorted(events, key=lambda told: (told["article"]["first_seen"], told["event"]), reverse=True)


def _names(session: Session, delivery: Delivery) -> list[str]:
    """What an event is called by now, and what it was called before: its story may have turned out to be another."""
    family = alerts.family(session, delivery.article_id)
    return list(dict.fromkeys([*(f"story:{story}" for story in family), delivery.event]))


def _told(session: Session, place: Place, message_id: str, events: set[str]) -> set[str]:
    """Which events this place was told of before, by whichever of its owner's alerts."""
    wanted = select(col(Delivery.event)).join(Message, col(Message.id) == col(Delivery.message_id))
    wanted = wanted.where(
        col(Message.key_id) == place.key_id,
        col(Message.channel) == place.channel,
        col(Message.address) == place.address,
        col(Message.id) != message_id,
    )
    found: set[str] = set()
    listed = sorted(events)
    for start in range(0, len(listed), 400):
        found |= set(session.scalars(wanted.where(col(Delivery.event).in_(listed[start : start + 400]))))
    return found


def _alerts(session: Session, owed: list[Delivery]) -> list[dict[str, Any]]:
    ids = {delivery.search_id for delivery in owed if delivery.message_id}
    rows = select(SavedSearch).where(col(SavedSearch.id).in_(ids)).order_by(col(SavedSearch.id))
    return [{"id": one.id, "name": one.name, "query": one.query} for one in session.scalars(rows)]


def _due(on: Engine, now: datetime) -> list[Message]:
    with Session(on, expire_on_commit=False) as session:
        wanted = select(Message).join(ApiKey, col(ApiKey.id) == col(Message.key_id))
        wanted = wanted.where(col(Message.due) <= now, col(ApiKey.revoked).is_(None))  # what was owed ends with its key
        wanted = wanted.order_by(col(Message.due), col(Message.id))
        return list(session.scalars(wanted.limit(10_000)))


def _take(on: Engine, message: Message, now: datetime) -> bool:
    """Whether this run, and no other, sends the message now; it is taken up again if this run dies on the way.

    Asked when its turn comes, not before: a long line must not outlast the lease."""
    with Session(on) as session:
        mine = update(Message).where(col(Message.id) == message.id, col(Message.due) == message.due)
        done: Any = session.execute(mine.values(due=now + LEASE, attempts=col(Message.attempts) + 1))
        session.commit()
        return bool(done.rowcount == 1)


def _webhook(on: Engine, message: Message, clock: Clock, doors: Set[Door]) -> str | None:
    now = clock()  # signed with this: who waited in line long would else be refused as too old
    if not _take(on, message, now):
        return None
    with Session(on) as session:
        searches = alerts.of_message(session, message.id)
        keys = [key for search in searches for key in webhooks.in_force(search.secrets, now)]
    if not keys:
        return _record(on, message, Attempt(False, error="no alert of this message is there any more", final=True), now)
    ports = settings().allowed_ports
    attempt = webhooks.send(message.address, message.id, payload(message), keys, now, ports, doors)
    return _record(on, message, attempt, now)


def payload(message: Message) -> str:
    """A webhook's body: the same bytes at every attempt."""
    kind = str(message.body.get("type", "alert.matched"))
    told = {key: value for key, value in message.body.items() if key in ("alerts", "events")}
    body = {"type": kind, "timestamp": message.created.isoformat().replace("+00:00", "Z"), "data": told}
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def base(given: Settings) -> str:
    """The address of this Councilwire as its readers know it."""
    return given.public_url.rstrip("/") or f"http://{given.host}:{given.port}"


def _mails(on: Engine, messages: list[Message], clock: Clock) -> Iterator[str]:
    found = mail.server(settings())
    mailer = mail.Mailer(found) if found else None
    try:
        for message in messages:
            now = clock()
            if not _take(on, message, now):
                continue
            attempt = Attempt(False, error="COUNCILWIRE_SMTP_URL is not set")
            if found and mailer:
                made = mail.compose(message.id, message.address, message.body, found.sender, base(settings()), now)
                attempt = mailer.send(made)
            yield _record(on, message, attempt, now)
    finally:
        if mailer:
            mailer.close()


def _record(on: Engine, message: Message, attempt: Attempt, now: datetime) -> str:
    """Write down how an attempt went and when the next is due; returns the word it is counted under."""
    with Session(on) as session:
        alone(session.connection())  # as alerts.leave asks
        held = session.get_one(Message, message.id)
        held.log = [*held.log, attempt.entry(now)][-50:]
        word, ended = "sent", held.due is None  # by its owner, who stopped the alert while it was on its way
        if attempt.ok:
            held.sent, held.due, held.failed = now, None, None
        elif attempt.final or ended or held.attempts > len(WAITS):
            held.due, held.failed, word = None, now, "given up"
            if not held.sent and not ended:  # a replay that fails says nothing new about the address
                told = alerts.of_message(session, held.id)
                alerts.leave(session, told, held.channel, f"{held.address}: {attempt.error}")
        else:
            held.due, word = now + _wait(held.attempts, attempt), "put off"
        session.add(held)
        session.commit()
    return word


def _wait(attempts: int, attempt: Attempt) -> timedelta:
    usual = WAITS[min(attempts, len(WAITS)) - 1] * random.uniform(1.0, 1.2)  # apart, lest all come back at once
    return max(usual, min(timedelta(seconds=attempt.wait or 0), timedelta(days=1)))


def replay(session: Session, message: Message, now: datetime) -> None:
    """Send a message again: the same id and body, attempts counted anew. Does not commit."""
    message.due, message.attempts, message.failed = now, 0, None
    session.add(message)
