"""Tag my text: what the classifier makes of a text that somebody sends."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Request
from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import to_json
from starlette.responses import Response

from api.access import Who
from api.problems import Problem
from api.reading import house
from api.responses import documented
from models.reading import Document, Reading

router = APIRouter(prefix="/v1", tags=["tagging"])


class TextSent(BaseModel):
    """A text to tag. `published` (ISO) decides which councils existed."""

    model_config = ConfigDict(extra="forbid")

    id: str | None = Field(default=None, max_length=200)
    title: str = Field(default="", max_length=1000)
    text: str = Field(min_length=1, max_length=200_000)
    published: str | None = Field(default=None, max_length=40, pattern=r"^\d{4}-\d{2}-\d{2}([T ][0-9:.+Z-]+)?$")
    source: str | None = Field(default=None, max_length=100)


EXAMPLE: dict[str, Any] = {
    "title": "Dudley children’s services judged inadequate",
    "text": "Ofsted has rated Dudley Council's children's services inadequate.",
    "published": "2016-04-05",
}


@router.post("/tag", operation_id="tagText", responses=documented(Reading, 413))
def tag_text(request: Request, sent: Annotated[TextSent, Body(examples=[EXAMPLE])], who: Who) -> Response:
    """Kind, tags, judgements and authorities of a text, each with its evidence. Nothing is kept."""
    tagger = house(request.app).tag
    if tagger is None:
        raise Problem(503, "no-tagger", "No tagger is loaded here.", "Start the server by `councilwire serve`.")
    document = Document(**sent.model_dump())
    return Response(
        to_json(tagger([document])[0]), headers={"Cache-Control": "no-store"}, media_type="application/json"
    )
