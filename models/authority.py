"""Local authorities, and where articles mention them."""

from datetime import date

from sqlmodel import Field, SQLModel

from models.columns import Json


class Authority(SQLModel, table=True):
    """A UK authority, current or abolished; mirrored from `classifier/gazetteer/`."""

    gss: str = Field(primary_key=True)
    name: str
    short_name: str
    type: str
    nation: str = Field(index=True)
    region: str = Field(index=True)
    aliases: list = Field(default_factory=list, sa_type=Json)
    start: date | None = None
    end: date | None = None
    successor: str | None = None
    neighbours: list = Field(default_factory=list, sa_type=Json)  # GSS of its statistical neighbours


class Mention(SQLModel, table=True):
    """An authority in an article: what the story is about (`subject`) or named in passing (`mentioned`)."""

    article_id: int = Field(foreign_key="article.id", primary_key=True)
    gss: str = Field(primary_key=True, index=True)
    name: str
    role: str
    by: str = "model"
