"""What an operation may answer, for the API's description: shapes, examples, problems."""

from typing import Any

from pydantic import BaseModel

from api.examples import example
from api.formats import TYPES
from api.problems import MEDIA_TYPE, ProblemView

PROBLEMS = {
    401: ("The key is not valid.", "unknown-key", "This key is not valid."),
    403: ("The key lacks a scope.", "forbidden", "This key has not the scope 'label'."),
    404: ("There is no such thing.", "not-found", "There is no article '7'."),
    413: ("The body is too large.", "too-large", "This body is too large."),
    422: (
        "The request is not understood; the problem says where.",
        "unknown-parameter",
        "There is no parameter 'tga'.",
    ),
    429: ("Too many requests; Retry-After says when to come back.", "too-many", "Too many requests."),
    503: ("The database does not answer.", "database", "The database does not answer."),
}
ALWAYS = (401, 422, 429, 503)


def documented(
    view: type[BaseModel], *statuses: int, formats: bool = False, only: bool = False, status: int = 200
) -> dict[int | str, dict[str, Any]]:
    """Responses of an operation: the shape it gives, and the problems it may have.

    `formats`: any format of a list; `only`: the JSON shape is one among them.
    """
    shown = example(view.__name__)
    content: dict[str, Any] = {"application/json": {"example": shown} if shown is not None else {}}
    if formats:
        content |= {
            kind: {"schema": {"type": "string"}, "example": example(kind)}
            for kind in TYPES.values()
            if kind != "application/json"
        }
    told: dict[int | str, dict[str, Any]] = {status: {"model": view, "content": content, "description": _about(view)}}
    if status == 200:
        told[304] = {"description": "Unchanged since the ETag or Last-Modified that was sent."}
    for code in sorted({*ALWAYS, *statuses}):
        about, name, title = PROBLEMS[code]
        problem = {"type": f"/problems/{name}", "title": title, "status": code}
        told[code] = {
            "description": about,
            "content": {MEDIA_TYPE: {"schema": ProblemView.model_json_schema(), "example": problem}},
        }
    return told


def _about(view: type[BaseModel]) -> str:
    return (view.__doc__ or "What was asked for.").split("\n")[0]
