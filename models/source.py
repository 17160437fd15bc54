"""Sources, the channels that lead into them, the hosts they stand on, and the runs that read them."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.columns import Json, Moment


class Source(SQLModel, table=True):
    """A publisher we read; the row mirrors its file in `crawler/spiders/` and adds what we have seen of it."""

    name: str = Field(primary_key=True)
    title: str
    home: str
    kind: str = ""  # trade press, regulator, council newsroom, local paper, …
    nation: str = ""
    licence: str = ""  # SPDX name or "all rights reserved"; only open ones allow full text to be served
    access: str = "free"
    weekly: int | None = None  # new articles expected in a week
    verified: bool = False
    last_success: datetime | None = Field(default=None, sa_type=Moment)
    last_error: str | None = None
    layout: dict = Field(default_factory=dict, sa_type=Json)  # what its pages usually look like (layout monitor)
    template: dict = Field(default_factory=dict, sa_type=Json)  # blocks its pages repeat (template memory)
    state: str = "new"  # new, healthy, quiet, failing, retired


class Channel(SQLModel, table=True):
    """One way into a source: a feed, a sitemap or a listing page."""

    id: int | None = Field(default=None, primary_key=True)
    source: str = Field(foreign_key="source.name", index=True)
    url: str = Field(unique=True)
    kind: str
    etag: str | None = None
    last_modified: str | None = None
    signature: str | None = None  # digest of the entries last seen
    interval: float = 3600.0  # seconds between visits
    due: datetime | None = Field(default=None, sa_type=Moment, index=True)
    last_success: datetime | None = Field(default=None, sa_type=Moment)
    last_error: str | None = None
    errors: int = 0  # in a row
    retired: bool = False
    lease_by: str | None = None
    lease_until: datetime | None = Field(default=None, sa_type=Moment)


class Host(SQLModel, table=True):
    """What a host asks of crawlers, as last read: robots.txt, TDM reservation, and when it may be asked again."""

    origin: str = Field(primary_key=True)  # scheme://host:port
    robots: str | None = None
    robots_status: int | None = None
    robots_at: datetime | None = Field(default=None, sa_type=Moment)
    tdm: dict | None = Field(default=None, sa_type=Json)
    tdm_at: datetime | None = Field(default=None, sa_type=Moment)
    retry_at: datetime | None = Field(default=None, sa_type=Moment)


class Crawl(SQLModel, table=True):
    """One run, with what it did. A run that was killed has no `finished`."""

    id: int | None = Field(default=None, primary_key=True)
    what: str = "crawl"  # crawl, import, reprocess
    started: datetime = Field(sa_type=Moment)
    finished: datetime | None = Field(default=None, sa_type=Moment)
    ok: bool | None = None
    counts: dict = Field(default_factory=dict, sa_type=Json)
    errors: list = Field(default_factory=list, sa_type=Json)
