"""Judgements told by articles, and the official register of outcomes."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from models.columns import Json, Moment


class Judgement(SQLModel, table=True):
    """Who judged whom what, as one article tells it. `grade` is null where the text does not state it."""

    __table_args__ = {"sqlite_autoincrement": True}  # an id is never handed out again

    id: int | None = Field(default=None, primary_key=True)
    article_id: int = Field(foreign_key="article.id", index=True)
    gss: str | None = Field(default=None, index=True)  # the accountable authority
    name: str  # as the gazetteer writes it, or the body's own name where no authority answers for it
    body: str = "council"  # council, trust, partnership, home, school, provider, fire service
    inspectorate: str = Field(index=True)
    framework: str | None = None
    area: str = "overall"
    grade: str | None = None
    previous_grade: str | None = None
    direction: str | None = None  # up, down, same
    inspection_start: date | None = None
    inspection_end: date | None = None
    publication_date: date | None = None
    is_current: bool = False
    corrected: bool = False  # a person says that it is not news now, though it was read so
    corrected_at: datetime | None = Field(default=None, sa_type=Moment)  # when a person said so last, or took it back
    bottom: bool = False  # the grade is in the bottom band of the body's own scale
    evidence: dict = Field(default_factory=dict, sa_type=Json)  # {text, start, end, field}
    probability: float = 0.0
    at: datetime = Field(sa_type=Moment)  # since when it has been this


class Outcome(SQLModel, table=True):
    """An official result of an inspection. Joined to judgements afterwards; never an input to tagging."""

    id: int | None = Field(default=None, primary_key=True)
    gss: str = Field(index=True)
    inspectorate: str
    framework: str | None = None
    inspection_start: date | None = None
    inspection_end: date | None = None
    publication_date: date | None = None
    grades: dict = Field(default_factory=dict, sa_type=Json)  # area → grade
    previous_grade: str | None = None
    report_url: str | None = None
    origin: str = ""  # where the row was read
