"""What an operation may answer, for the API's description: shapes, examples, problems."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from api.examples import example
from api.formats import TYPES
from api.problems import MEDIA_TYPE, ProblemView

PROBLEMS = {
    400: (
        "The body is not what its Content-Type says, or the host has no proper name.",
        "http",
        "There was an error parsing the body",
    ),
    401: ("A key is needed and none was sent, or it is not valid.", "unknown-key", "This key is not valid."),
    403: ("The key lacks a scope.", "forbidden", "This key has not the scope 'label'."),
    404: ("There is no such thing.", "not-found", "There is no article '7'."),
    409: ("It cannot be as things stand.", "too-many-alerts", "A key may have 100 alerts."),
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
    view: type[BaseModel] | None,
    *statuses: int,
    formats: bool = False,
    status: int = 200,
    new: Mapping[str, Any] | None = None,
) -> dict[int | str, dict[str, Any]]:
    """Responses of an operation: the shape it gives (None: no body), and the problems it may have.

    `formats`: it may answer in any format of a list. `new`: further examples, by the name of a shape.
    """
    told: dict[int | str, dict[str, Any]] = {status: _given(view, formats, new or {})}
    if status == 200:
        told[304] = {"description": "Unchanged since the ETag or Last-Modified that was sent."}
    for code in sorted({*ALWAYS, *statuses}):
        about, name, title = PROBLEMS[code]
        problem = {"type": f"/problems/{name}", "title": title, "status": code}
        content = {MEDIA_TYPE: {"schema": ProblemView.model_json_schema(), "example": problem}}
        told[code] = {"description": about, "content": content}
    return told


def _given(view: type[BaseModel] | None, formats: bool, new: Mapping[str, Any]) -> dict[str, Any]:
    if view is None:
        return {"description": "Done; there is nothing to say."}
    shown = new.get(view.__name__, example(view.__name__))
    content: dict[str, Any] = {"application/json": {} if shown is None else {"example": shown}}
    for kind in TYPES.values() if formats else ():
        if kind != "application/json":
            content[kind] = {"schema": {"type": "string"}, "example": example(kind)}
    return {"model": view, "content": content, "description": _about(view)}


def _about(view: type[BaseModel]) -> str:
    return (view.__doc__ or "What was asked for.").split("\n")[0]
