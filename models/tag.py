"""Tags, the taggings on articles, and what the classifier decided about an article as a whole."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from models.columns import Json, Moment


class Tag(SQLModel, table=True):
    """A definition, mirrored from `classifier/tags/`."""

    slug: str = Field(primary_key=True)
    title: str
    about: str
    iptc: str | None = None


class Tagging(SQLModel, table=True):
    """A tag on an article, with the sentences that carry it."""

    __table_args__ = (Index("ix_tagging_slug", "slug", "article_id"),)  # whoever asks for a tag wants its articles

    article_id: int = Field(foreign_key="article.id", primary_key=True)
    slug: str = Field(primary_key=True)
    probability: float
    threshold: float
    evidence: list = Field(default_factory=list, sa_type=Json)  # [{text, start, end, field}]
    by: str = "model"  # or "person"


class Annotation(SQLModel, table=True):
    """One per article: which text was read by which tagger, and the single-valued results."""

    # The kinds of many articles are counted without reading the rows.
    __table_args__ = (Index("ix_annotation_article_id_kind", "article_id", "kind"),)

    article_id: int = Field(foreign_key="article.id", primary_key=True)
    digest: str  # Article.digest that was read
    tagger: str = Field(index=True)  # digest of the tagger that read it
    kind: str = Field(default="news", index=True)
    failing_now: bool = Field(default=False, index=True)
    standing_inadequate: bool = False
    contested: bool = False
    at: datetime = Field(sa_type=Moment)
