"""Pages and bodies: the only frontier, and the archive."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.columns import Json, Moment


class Page(SQLModel, table=True):
    """One canonical address and how far it has come: new, fetched, extracted; or quarantined, gone, refused."""

    id: int | None = Field(default=None, primary_key=True)
    url: str = Field(unique=True)  # canonical, see models/identity.py
    fetch_url: str  # the address as found, for the request
    source: str = Field(index=True)
    state: str = Field(default="new", index=True)
    reason: str | None = None  # why refused, quarantined or gone
    attempts: int = 0  # failures in a row that were seen
    lease_by: str | None = Field(default=None, index=True)
    lease_until: datetime | None = Field(default=None, sa_type=Moment)
    etag: str | None = None
    last_modified: str | None = None
    status: int | None = None
    content_type: str | None = None
    digest: str | None = Field(default=None, index=True)  # Body.digest of the last archived body
    hint: dict = Field(default_factory=dict, sa_type=Json)  # what its channels told, and lines a person put back
    found: datetime = Field(sa_type=Moment)
    due: datetime | None = Field(default=None, sa_type=Moment, index=True)  # when to fetch (again); null: only if told
    fetched: datetime | None = Field(default=None, sa_type=Moment)
    extracted: datetime | None = Field(default=None, sa_type=Moment)


class Body(SQLModel, table=True):
    """A raw body, zstd-compressed, kept once under the sha256 of its bytes."""

    digest: str = Field(primary_key=True)
    data: bytes
    size: int  # bytes before compression
    stored: datetime = Field(sa_type=Moment)
