"""What is sent and answered about alerts, their messages, and corrections."""

from typing import Annotated, Any, Literal

from fastapi import Body
from pydantic import BaseModel, ConfigDict, Field, StrictBool

from api.examples import ARTICLE
from api.grammar import LONGEST
from api.responses import documented
from api.views import ArticleView, ListView, View

# No control characters, no ends of lines, nothing that turns the direction of what is read.
PLAIN = r"^[^\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]*$"
Name = Annotated[str, Field(min_length=1, max_length=100, pattern=PLAIN, description="what its owner calls it")]
Query = Annotated[
    str, Field(min_length=1, max_length=LONGEST, pattern=PLAIN, description="a query in the search grammar")
]
Frequency = Annotated[
    Literal["instant", "daily", "weekly"],
    Field(description="at once, every morning, or on Mondays (06:00 UTC, unless the operator chose another hour)"),
]
Email = Annotated[str, Field(max_length=254, description="where e-mail goes", json_schema_extra={"format": "email"})]
Webhook = Annotated[
    str,
    Field(
        max_length=2000,
        description="where signed requests go: a public http or https address",
        json_schema_extra={"format": "uri"},
    ),
]
Slug = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[a-z0-9/-]+$")]
Slugs = Annotated[list[Slug], Field(default_factory=list, max_length=20)]


class Asked(BaseModel):
    """What every body that is sent shares: nothing unknown passes silently."""

    model_config = ConfigDict(extra="forbid")


class PreviewAsked(Asked):
    """An alert as it might be."""

    query: Query
    frequency: Frequency = "instant"


class AlertAsked(PreviewAsked):
    """An alert to be: what for, how often, and where to."""

    name: Name
    email: Email | None = None
    webhook: Webhook | None = None


class AlertChanged(Asked):
    """What is to change of an alert; what is left out stays as it is."""

    name: Name | None = None
    query: Query | None = None
    frequency: Frequency | None = None
    email: Email | None = None
    webhook: Webhook | None = None
    active: StrictBool | None = None


class AlertView(View):
    """An alert. `secret` is shown when it is made and when it is replaced, and never again."""

    id: int
    name: str
    query: str
    frequency: str
    email: str | None = None
    webhook: str | None = None
    active: bool
    stopped: str | None = Field(default=None, description="why it or one of its addresses was stopped, if not by you")
    problem: str | None = Field(default=None, description="why its query is not understood any more")
    created: str
    waiting: int = Field(description="events found and not yet told")
    secret: str | None = Field(default=None, description="signs webhooks, see standardwebhooks.com")


class AlertsView(ListView):
    """All alerts of a key."""

    items: list[AlertView]


class PreviewView(View):
    """What an alert would have said of late."""

    items: list[ArticleView] = Field(description="its last hits")
    events_per_week: float
    messages_per_week: float = Field(description="e-mails or webhook requests to expect in a week")
    weeks: float = Field(description="how many weeks these figures rest on")


class AttemptView(View):
    """One attempt to send a message."""

    at: str
    status: int | None = None
    error: str | None = None
    seconds: float


class MessageView(View):
    """One e-mail or webhook request, and how it went."""

    id: str = Field(description="the webhook-id; the same at every attempt and replay")
    channel: str
    address: str
    state: str = Field(description="waiting, sent or failed")
    created: str
    due: str | None = Field(default=None, description="of the next attempt")
    sent: str | None = None
    attempts: int
    events: list[str] = Field(description="what it told for this alert")
    log: list[AttemptView]


class MessagesView(ListView):
    """The delivery log of an alert, newest first."""

    items: list[MessageView]


class LabelAsked(Asked):
    """A correction: tags that apply, tags that do not, and the kind."""

    add: Slugs = Field(description="tags that apply")
    remove: Slugs = Field(description="tags that do not")
    kind: Literal["news", "opinion", "press-release", "job-ad", "sponsored", "event"] | None = None
    note: str = Field(default="", max_length=1000, pattern=r"^[^\x00]*$", description="why, for those who train")


class LabelView(View):
    """A correction that is in force."""

    id: int
    article: int
    add: list[str]
    remove: list[str]
    kind: str | None = None
    note: str
    by: str
    at: str


class LabelsView(ListView):
    """The corrections of an article, the latest last."""

    items: list[LabelView]


_ALERT = {
    "id": 1,
    "name": "Failures in the West Midlands",
    "query": 'tag:inspection/ofsted-inadequate region:"West Midlands"',
    "frequency": "instant",
    "email": "desk@paper.example",
    "webhook": "https://paper.example/hooks/councilwire",
    "active": True,
    "stopped": None,
    "problem": None,
    "created": "2026-11-22T06:00:00Z",
    "waiting": 0,
    "secret": None,
}
_MESSAGE = {
    "id": "msg_0f343b0931126a20f133d67c2b018a3b",
    "channel": "webhook",
    "address": "https://paper.example/hooks/councilwire",
    "state": "sent",
    "created": "2026-11-22T06:00:00Z",
    "due": None,
    "sent": "2026-11-22T06:00:05Z",
    "attempts": 2,
    "events": ["story:1"],
    "log": [
        {"at": "2026-11-22T06:00:00+00:00", "status": 503, "error": "answered 503", "seconds": 0.21},
        {"at": "2026-11-22T06:00:05+00:00", "status": 204, "error": None, "seconds": 0.12},
    ],
}
_LABEL = {
    "id": 1,
    "article": 1,
    "add": ["inspection/ofsted-other"],
    "remove": ["inspection/ofsted-inadequate"],
    "kind": None,
    "note": "a monitoring visit; nothing was graded",
    "by": "desk",
    "at": "2026-11-22T06:00:00Z",
}
EXAMPLES: dict[str, Any] = {
    "PreviewAsked": {"query": _ALERT["query"], "frequency": "daily"},
    "AlertAsked": {name: _ALERT[name] for name in ("name", "query", "frequency", "email", "webhook")},
    "AlertChanged": {"frequency": "weekly"},
    "LabelAsked": {name: _LABEL[name] for name in ("add", "remove", "note")},
    "AlertView": _ALERT,
    "AlertsView": {"items": [_ALERT], "next": None},
    "PreviewView": {"items": [ARTICLE], "events_per_week": 1.4, "messages_per_week": 1.3, "weeks": 8.0},
    "MessageView": _MESSAGE,
    "MessagesView": {"items": [_MESSAGE], "next": None},
    "LabelView": _LABEL,
    "LabelsView": {"items": [_LABEL], "next": None},
}


def answers(view: type[View] | None, *statuses: int, status: int = 200) -> dict[int | str, dict[str, Any]]:
    """Responses of an operation of this part: never kept, so never unchanged; `view` None: no body."""
    told = documented(view or View, *statuses, status=status)
    told.pop(304, None)
    if view is None:
        told[status] = {"description": "It is done."}
    else:
        told[status]["content"] = {"application/json": {"example": EXAMPLES[view.__name__]}}
    return told


def sent(name: str) -> Any:
    """A request's body, with its example."""
    return Body(openapi_examples={"example": {"summary": "An example", "value": EXAMPLES[name]}})
