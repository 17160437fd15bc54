"""What people told us: corrections, saved searches, deliveries and keys."""

from datetime import datetime

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
    secrets: list = Field(default_factory=list, sa_type=Json)  # Standard Webhooks secrets, newest first
    active: bool = True
    created: datetime = Field(sa_type=Moment)
    sent: datetime | None = Field(default=None, sa_type=Moment)  # when its last digest went out


class Delivery(SQLModel, table=True):
    """One event owed to one alert; sent at most once, with its attempts."""

    id: int | None = Field(default=None, primary_key=True)
    search_id: int = Field(foreign_key="savedsearch.id", index=True)
    event: str  # the event's key: never sent twice to the same alert
    article_id: int = Field(foreign_key="article.id")
    created: datetime = Field(sa_type=Moment)
    due: datetime = Field(sa_type=Moment, index=True)
    attempts: int = 0
    message_id: str | None = None
    sent: datetime | None = Field(default=None, sa_type=Moment)
    failed: datetime | None = Field(default=None, sa_type=Moment)  # given up
    log: list = Field(default_factory=list, sa_type=Json)  # [{at, status, error}]
