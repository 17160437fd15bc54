"""What people told us: corrections, saved searches, deliveries and keys."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import Json, Moment


class ApiKey(SQLModel, table=True):
    """A key's sha256; the key itself is shown once and never kept."""

    id: int | None = Field(default=None, primary_key=True)
    name: str
    hash: str = Field(unique=True)
    prefix: str
    scopes: list = Field(default_factory=list, sa_type=Json)  # read-full-text, label, alerts, admin
    created: datetime = Field(sa_type=Moment)
    revoked: datetime | None = Field(default=None, sa_type=Moment)


class Label(SQLModel, table=True):
    """A person's correction of an article; wins over the tagger at once and trains the next one."""

    id: int | None = Field(default=None, primary_key=True)
    article_id: int = Field(foreign_key="article.id", index=True)
    add: list = Field(default_factory=list, sa_type=Json)  # tag slugs that apply
    remove: list = Field(default_factory=list, sa_type=Json)  # tag slugs that do not
    kind: str | None = None
    title: str = ""  # the text that was labelled, so that it can train after the article changes
    text: str = ""
    note: str = ""
    by: str = ""  # name of the key
    at: datetime = Field(sa_type=Moment)


class SavedSearch(SQLModel, table=True):
    """An alert: a query in the search grammar, and where and how often its hits are sent."""

    id: int | None = Field(default=None, primary_key=True)
    key_id: int = Field(foreign_key="apikey.id", index=True)
    name: str
    query: str
    frequency: str = "instant"  # instant, daily, weekly
    email: str | None = None
    webhook: str | None = None
    secrets: list = Field(default_factory=list, sa_type=Json)  # [{secret, until}], newest first; until null: in force
    active: bool = True
    stopped: str | None = None  # why it is not active, where its owner did not say so
    created: datetime = Field(sa_type=Moment)


class Message(SQLModel, table=True):
    """One e-mail or webhook request, with the hits of all alerts that go to the same place; sent once."""

    id: str = Field(primary_key=True)  # the webhook-id, and the left part of an e-mail's Message-ID
    key_id: int = Field(foreign_key="apikey.id", index=True)
    channel: str  # email, webhook
    address: str
    body: dict = Field(default_factory=dict, sa_type=Json)  # what is told, as it was when it was put together
    created: datetime = Field(sa_type=Moment)
    due: datetime | None = Field(default=None, sa_type=Moment, index=True)  # of the next attempt; null: done with
    attempts: int = 0
    sent: datetime | None = Field(default=None, sa_type=Moment)
    failed: datetime | None = Field(default=None, sa_type=Moment)  # given up
    log: list = Field(default_factory=list, sa_type=Json)  # [{at, status, error, seconds}], one an attempt


class Delivery(SQLModel, table=True):
    """One event owed to one alert over one channel; the key makes sure that it is never owed twice."""

    __table_args__ = (UniqueConstraint("search_id", "channel", "event"),)

    id: int | None = Field(default=None, primary_key=True)
    search_id: int = Field(foreign_key="savedsearch.id", index=True)
    channel: str  # email, webhook
    event: str  # such as story:17
    article_id: int = Field(foreign_key="article.id", index=True)
    created: datetime = Field(sa_type=Moment)
    due: datetime = Field(sa_type=Moment, index=True)
    message_id: str | None = Field(default=None, foreign_key="message.id", index=True)
    told: bool = False  # nothing to send: the same place was told of the event by another alert
