"""What the classifier is given and what it gives back, as plain shapes that tables, API and command line share."""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field


class Document(BaseModel):
    """A text to read. `published` (ISO) decides which authorities existed; `kind` is what the page itself said."""

    model_config = ConfigDict(extra="ignore")

    id: str | int | None = None
    title: str = ""
    text: str = ""
    published: str | None = None
    source: str | None = None
    kind: str | None = None


class Evidence(BaseModel):
    """A sentence that carries a result: `text` stands at `start:end` of the document's `field`."""

    text: str
    start: int
    end: int
    field: str = "text"  # or "title"


class TagFound(BaseModel):
    """A tag given to a text."""

    tag: str
    probability: float
    threshold: float
    evidence: list[Evidence] = Field(default_factory=list)
    by: str = "model"


class AuthorityName(BaseModel):
    """The authority a judgement falls on; `gss` is null where no authority answers for the body judged."""

    gss: str | None
    name: str


class JudgementFound(BaseModel):
    """Who judged whom what; `grade` is null for an ungraded visit or where the text does not state the grade."""

    authority: AuthorityName
    inspectorate: str
    framework: str | None = None
    body: str = "council"
    area: str = "overall"
    grade: str | None = None
    previous_grade: str | None = None
    direction: str | None = None
    inspection_start: date | None = None
    inspection_end: date | None = None
    publication_date: date | None = None
    is_current: bool
    bottom: bool = False
    implied_failure: bool = Field(
        default=False, description="no grade is stated, but all else tells of a failing inspection"
    )
    evidence: Evidence
    probability: float


class AuthorityFound(BaseModel):
    """An authority named in a text, as its subject or in passing."""

    gss: str
    name: str
    role: str  # subject or mentioned


class Reading(BaseModel):
    """All that the classifier makes of one document; the shape `councilwire tag` prints."""

    id: str | int | None = None
    kind: str = "news"
    tags: list[TagFound] = Field(default_factory=list)
    judgements: list[JudgementFound] = Field(default_factory=list)
    authorities: list[AuthorityFound] = Field(default_factory=list)
    failing_now: bool = False
    standing_inadequate: bool = False
    contested: bool = False
