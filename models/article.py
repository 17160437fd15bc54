"""Articles as last seen, and the revisions they went through."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from models.columns import Json, Moment

_LIVE, _GONE = text("gone IS NULL"), text("gone IS NOT NULL")


class Article(SQLModel, table=True):
    """A stored draft. Keeps its id when the publisher edits it; `gone` is set when the publisher withdraws it."""

    # Lists read these instead of rows, whose texts lie before `gone` and spill over many disk pages. `gone` is in each,
    # though it is empty there: SQLite looks at the row for a column that the index has not.
    __table_args__ = (
        Index("ix_article_live", "sort_at", "id", "gone", sqlite_where=_LIVE, postgresql_where=_LIVE),
        Index("ix_article_live_source", "source", "gone", sqlite_where=_LIVE, postgresql_where=_LIVE),
        Index("ix_article_source", "source", "gone", "sort_at", "id"),
        Index("ix_article_gone", "gone", sqlite_where=_GONE, postgresql_where=_GONE),
    )

    id: int | None = Field(default=None, primary_key=True)
    page_id: int = Field(foreign_key="page.id", unique=True)
    source: str = Field(foreign_key="source.name")
    url: str
    canonical_url: str = Field(unique=True)
    title: str
    byline: list = Field(default_factory=list, sa_type=Json)
    published: str | None = None  # ISO 8601 as the page gives it
    published_at: datetime | None = Field(default=None, sa_type=Moment)  # the same in UTC, for order
    published_from: str | None = None
    modified: str | None = None
    text: str
    language: str | None = None
    kind: str | None = None  # what the page itself says it is; the final kind is Annotation.kind
    access: str = "free"
    removed: list = Field(default_factory=list, sa_type=Json)
    digest: str = Field(index=True)  # of title and text: what the classifier has to read again when it changes
    body_digest: str | None = None  # the archived body it was extracted from; a new one makes a revision
    first_seen: datetime = Field(sa_type=Moment)
    updated: datetime = Field(sa_type=Moment, index=True)  # last edit or withdrawal; what we say of it: Annotation.at
    sort_at: datetime = Field(sa_type=Moment, index=True)  # published_at, else first_seen: newest first
    gone: datetime | None = Field(default=None, sa_type=Moment)
    revisions: int = 1


class Revision(SQLModel, table=True):
    """An article as it stood before an edit."""

    id: int | None = Field(default=None, primary_key=True)
    article_id: int = Field(foreign_key="article.id", index=True)
    number: int
    title: str
    text: str
    published: str | None = None
    modified: str | None = None
    digest: str
    body_digest: str | None = None
    replaced: datetime = Field(sa_type=Moment)
