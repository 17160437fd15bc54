"""Alerts with their delivery log, and corrections: what people with a key may ask for and say."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request
from pydantic_core import to_json
from sqlalchemy import delete, func, select
from sqlmodel import Session, col
from starlette.responses import Response

from api import alerts, deliver, mail, webhooks
from api.access import Caller, Who, needs
from api.assemble import moment
from api.follow_views import (
    EXAMPLES,
    AlertAsked,
    AlertChanged,
    AlertsView,
    AlertView,
    MessagesView,
    MessageView,
    PreviewAsked,
    PreviewView,
    answers,
    sent,
)
from api.grammar import QueryError, parse
from api.parameters import Id
from api.problems import Problem, missing
from api.reading import house, reading, unread
from models.columns import now
from models.database import alone
from models.follow import Delivery, Message, SavedSearch
from models.guard import Door

router = APIRouter(prefix="/v1", tags=["alerts"])
pages = APIRouter(include_in_schema=False)
Owner = Annotated[Caller, Depends(needs("alerts"))]
MessageId = Annotated[str, Path(pattern=r"^msg_[0-9a-f]{32}$", examples=[EXAMPLES["MessageView"]["id"]])]


@router.post("/alerts/preview", operation_id="previewAlert", responses=answers(PreviewView))
def preview_alert(request: Request, who: Who, asked: Annotated[PreviewAsked, sent("PreviewAsked")]) -> Response:
    """What an alert would have told of late, and how many messages a week to expect. Nothing is kept."""
    node = _node(asked.query)
    with reading(request) as reader, _in_body():
        return _json(alerts.preview(reader, node, asked.frequency))


@router.get("/alerts", operation_id="listAlerts", responses=answers(AlertsView, 403))
def list_alerts(request: Request, who: Owner) -> Response:
    """The alerts of this key."""
    with _session(request) as session:
        wanted = select(SavedSearch).where(col(SavedSearch.key_id) == who.id).order_by(col(SavedSearch.id))
        at = now()
        return _json({"items": [_view(session, one, at) for one in session.scalars(wanted)], "next": None})


@router.post(
    "/alerts",
    operation_id="createAlert",
    status_code=201,
    responses=answers(AlertView, 403, 409, status=201),
)
def create_alert(request: Request, who: Owner, asked: Annotated[AlertAsked, sent("AlertAsked")]) -> Response:
    """Make an alert. The answer shows the webhook's secret, this once."""
    if asked.email is None and asked.webhook is None:
        raise Problem(422, "bad-value", "An alert needs an e-mail address or a webhook.")
    at = now()
    with _session(request) as session:
        most = house(request.app).settings.alerts_per_key
        held = session.scalar(select(func.count()).where(col(SavedSearch.key_id) == who.id)) or 0
        if held >= most:
            raise Problem(409, "too-many-alerts", f"A key may have {most} alerts.", "Delete one of them first.")
        _fits(session, asked.query, at)
        made = SavedSearch(key_id=who.id or 0, created=at, **asked.model_dump(exclude={"email", "webhook"}))
        secret = _place(request, made, asked.email, asked.webhook, at)
        session.add(made)
        session.commit()
        told = {**_view(session, made, at), "secret": secret}
    return _json(told, 201, {"Location": f"/v1/alerts/{told['id']}"})


@router.get("/alerts/{id:int}", operation_id="getAlert", responses=answers(AlertView, 403, 404))
def get_alert(request: Request, id: Id, who: Owner) -> Response:
    """One alert."""
    with _session(request) as session:
        return _json(_view(session, _own(session, id, who), now()))


@router.patch("/alerts/{id:int}", operation_id="changeAlert", responses=answers(AlertView, 403, 404))
def change_alert(
    request: Request, id: Id, who: Owner, asked: Annotated[AlertChanged, sent("AlertChanged")]
) -> Response:
    """Change an alert; what is left out stays. A new webhook gets a new secret, shown this once."""
    at = now()
    with _session(request) as session:
        held = _own(session, id, who)
        given = asked.model_dump(exclude_unset=True)
        anew = not given.keys().isdisjoint(("active", "email", "webhook"))
        if any(given.get(name, "") is None for name in ("name", "query", "frequency", "active")):
            raise Problem(422, "bad-value", "Only an address may be null.")
        if "query" in given:
            _fits(session, given["query"], at)
        before = {name: getattr(held, name) for name in alerts.channels(held)}
        secret = _place(request, held, given.pop("email", held.email), given.pop("webhook", held.webhook), at)
        if not alerts.channels(held):
            raise Problem(422, "bad-value", "An alert needs an e-mail address or a webhook.")
        for name, address in before.items():
            if getattr(held, name) != address:
                alerts.move(session, held, name)
        if given.get("active") is False:
            alerts.stop(session, [held])
        if anew:
            held.stopped = None
        for name, value in given.items():
            setattr(held, name, value)
        session.add(held)
        session.commit()
        return _json({**_view(session, held, at), "secret": secret})


@router.delete(
    "/alerts/{id:int}",
    operation_id="deleteAlert",
    status_code=204,
    response_class=Response,
    responses=answers(None, 403, 404, status=204),
)
def delete_alert(request: Request, id: Id, who: Owner) -> Response:
    """End an alert, and forget it and what it still owes."""
    with _session(request) as session:
        held = _own(session, id, who)
        alerts.stop(session, [held])
        session.execute(delete(Delivery).where(col(Delivery.search_id) == held.id))
        session.delete(held)
        session.commit()
    return Response(status_code=204)


@router.post("/alerts/{id:int}/secret", operation_id="rotateSecret", responses=answers(AlertView, 403, 404, 409))
def rotate_secret(request: Request, id: Id, who: Owner) -> Response:
    """A new secret for the webhook, shown this once. The old one goes on signing beside it for a day."""
    at = now()
    with _session(request) as session:
        held = _own(session, id, who)
        if not held.webhook:
            raise Problem(409, "no-webhook", "This alert has no webhook, and so no secret.")
        held.secrets = webhooks.rotated(held.secrets, at)
        session.add(held)
        session.commit()
        return _json({**_view(session, held, at), "secret": held.secrets[0]["secret"]})


@router.get("/alerts/{id:int}/deliveries", operation_id="listDeliveries", responses=answers(MessagesView, 403, 404))
def list_deliveries(request: Request, id: Id, who: Owner) -> Response:
    """The last hundred messages of an alert, each with its attempts."""
    with _session(request) as session:
        told = alerts.messages(session, _own(session, id, who))
        return _json({"items": [_message(message, events) for message, events in told], "next": None})


@router.post(
    "/deliveries/{id}/replay",
    operation_id="replayDelivery",
    status_code=202,
    responses=answers(MessageView, 403, 404, status=202),
)
def replay_delivery(request: Request, id: MessageId, who: Owner) -> Response:
    """Send a message again, at the next delivery: same id, same body, so that a receiver knows it for a repeat."""
    with _session(request) as session:
        held = session.get(Message, id)
        if held is None or (held.key_id != who.id and not who.may("admin")):
            raise missing("delivery", id)
        deliver.replay(session, held, now())
        session.commit()
        return _json(_message(held, sorted(one["event"] for one in held.body.get("events", []))), 202)


@pages.get("/alerts/stop/{id}")
def stop_asked(request: Request, id: MessageId) -> Response:
    """The page behind a mail's link. It only asks: mail programs follow links by themselves."""
    with _session(request) as session:
        return _page(mail.stop_page(_of_mail(session, id), False))


@pages.post("/alerts/stop/{id}")
def stop(request: Request, id: MessageId) -> Response:
    """Stop the alerts of a mail, from the page or by one click in a mail program (RFC 8058)."""
    with _session(request) as session:
        alone(session.connection())
        held = _of_mail(session, id)
        alerts.leave(session, held, "email", "stopped by a link in an e-mail")
        session.commit()
        return _page(mail.stop_page(held, True))


def _of_mail(session: Session, id_: str) -> list[SavedSearch]:
    message = session.get(Message, id_)
    held = alerts.of_message(session, id_) if message and message.channel == "email" else []
    if not held:
        raise missing("message", id_)
    return held


def _page(html: str) -> Response:
    return Response(html, headers={"Cache-Control": "no-store"}, media_type="text/html")


def _session(request: Request) -> Session:
    return Session(house(request.app).engine, expire_on_commit=False)


def _own(session: Session, id_: int, who: Caller) -> SavedSearch:
    held = session.get(SavedSearch, id_)
    if held is None or (held.key_id != who.id and not who.may("admin")):
        raise missing("alert", id_)
    return held


def _node(query: str) -> Any:
    with _in_body():
        node = parse(query)
    if node is None:
        raise Problem(422, "bad-query", "An alert needs a query.", "Words, or a field such as tag:send.")
    return node


def _fits(session: Session, query: str, at: datetime) -> None:
    """Raises Problem where a query, or a value in it, is not understood."""
    with _in_body():
        alerts.compiler(session, at).condition(_node(query))


@contextmanager
def _in_body() -> Iterator[None]:
    """A query's fault is told as one of the body's."""
    try:
        yield
    except QueryError as error:
        raise unread(error, "body", "query") from error


def _place(request: Request, held: SavedSearch, email: str | None, webhook: str | None, at: datetime) -> str | None:
    """Set where an alert goes; returns the secret of a webhook that is new. Raises Problem for a bad address."""
    settings = house(request.app).settings
    doors: frozenset[Door] = getattr(request.app.state, "doors", frozenset())  # tests alone have any
    try:
        if email is not None and email != held.email:
            if not settings.smtp_url:
                raise ValueError("this Councilwire sends no e-mail; its operator has set no COUNCILWIRE_SMTP_URL")
            email = mail.recipient(email)
        new = webhook is not None and webhook != held.webhook
        if webhook is not None and new:
            webhook = str(webhooks.address(webhook, settings.allowed_ports, doors))
    except ValueError as error:
        raise Problem(422, "bad-address", "This address cannot be used.", str(error)) from error
    held.email, held.webhook = email, webhook
    if webhook is None:
        held.secrets = []
    elif new:
        held.secrets = webhooks.rotated([], at)
        return str(held.secrets[0]["secret"])
    return None


def _view(session: Session, held: SavedSearch, at: datetime) -> dict[str, Any]:
    waiting = select(func.count(func.distinct(col(Delivery.event)))).where(
        col(Delivery.search_id) == held.id, col(Delivery.message_id).is_(None), col(Delivery.told).is_(False)
    )
    return {
        **held.model_dump(include={"id", "name", "query", "frequency", "email", "webhook", "active", "stopped"}),
        "problem": _problem(session, held, at),
        "created": moment(held.created),
        "waiting": session.scalar(waiting) or 0,
        "secret": None,
    }


def _problem(session: Session, held: SavedSearch, at: datetime) -> str | None:
    try:
        alerts.compiler(session, at).condition(parse(held.query))
    except QueryError as error:
        return error.message
    return None


def _message(held: Message, events: list[str]) -> dict[str, Any]:
    state = "waiting" if held.due else "failed" if held.failed else "sent"
    return {
        **held.model_dump(include={"id", "channel", "address", "attempts", "log"}),
        "state": state,
        "created": moment(held.created),
        "due": moment(held.due),
        "sent": moment(held.sent),
        "events": events,
    }


def _json(told: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(to_json(told), status, {"Cache-Control": "no-store", **(headers or {})}, "application/json")
