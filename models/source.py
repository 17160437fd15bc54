"""Sources, the channels that lead into them, the hosts they stand on, and the runs that read them."""

from datetime import datetime
from urllib.parse import urlsplit

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
    lease_by: str | None = Field(default=None, index=True)
    lease_until: datetime | None = Field(default=None, sa_type=Moment)
    walking: bool = False  # a visit began and has not come to its end: the next one takes nothing for granted
    listed: list = Field(default_factory=list, sa_type=Json)  # [[page url, moment]] of the last complete visit, bounded
    children: dict = Field(default_factory=dict, sa_type=Json)  # lastmod of each sitemap an index led to


class Turn(SQLModel, table=True):
    """Which process may talk to a host, so that no two do at once, and when the host may be asked again."""

    host: str = Field(primary_key=True)  # host name, with the port where it is neither 80 nor 443
    lease_by: str | None = Field(default=None, index=True)
    lease_until: datetime | None = Field(default=None, sa_type=Moment)
    next_at: datetime | None = Field(default=None, sa_type=Moment)  # the pause after the last request ends
    retry_at: datetime | None = Field(default=None, sa_type=Moment)  # the host itself asked for peace until then


class SourceState(SQLModel, table=True):
    """A change of a source's state, as `crawler/health.py` saw it; the feed of changes reads these."""

    id: int | None = Field(default=None, primary_key=True)
    source: str = Field(foreign_key="source.name", index=True)
    state: str
    reason: str = ""
    at: datetime = Field(sa_type=Moment, index=True)


class Host(SQLModel, table=True):
    """What a host asks of crawlers, as last read: robots.txt and TDM reservation."""

    origin: str = Field(primary_key=True)  # scheme://host:port
    robots: str | None = None
    robots_status: int | None = None
    robots_at: datetime | None = Field(default=None, sa_type=Moment)
    tdm: dict | None = Field(default=None, sa_type=Json)
    tdm_at: datetime | None = Field(default=None, sa_type=Moment)


class Crawl(SQLModel, table=True):
    """One run, with what it did. A run that was killed has no `finished`."""

    id: int | None = Field(default=None, primary_key=True)
    what: str = "crawl"  # crawl, import, reprocess
    started: datetime = Field(sa_type=Moment)
    finished: datetime | None = Field(default=None, sa_type=Moment)
    ok: bool | None = None
    counts: dict = Field(default_factory=dict, sa_type=Json)
    errors: list = Field(default_factory=list, sa_type=Json)


def origin(url: str) -> str:
    """scheme://host:port of an address."""
    split = urlsplit(url)
    return f"{split.scheme}://{split.netloc}".lower()
