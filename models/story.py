"""A story: the articles that tell of one event."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.columns import Moment


class Story(SQLModel, table=True):
    """One event. The id is permanent: when two stories turn out to be one, the younger points to the older."""

    id: int | None = Field(default=None, primary_key=True)
    title: str
    lead_id: int = Field(foreign_key="article.id")
    first_seen: datetime = Field(sa_type=Moment)
    sort_at: datetime = Field(sa_type=Moment, index=True)
    updated: datetime = Field(sa_type=Moment, index=True)
    merged_into: int | None = None


class StoryArticle(SQLModel, table=True):
    """Which story an article tells; every tagged article tells exactly one."""

    article_id: int = Field(foreign_key="article.id", primary_key=True)
    story_id: int = Field(foreign_key="story.id", index=True)
