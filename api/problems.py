"""What goes wrong, told the same way everywhere: RFC 9457 problems."""

import logging
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import Any, get_origin

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from pydantic_core import to_json
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoneFree
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import BaseRoute, Match
from starlette.types import Scope

from models.database import explain

MEDIA_TYPE = "application/problem+json"
log = logging.getLogger("councilwire.api")
FAULTS = 20  # told of one request: whoever sends sixty thousand is told no more than whoever sends one
LONGEST = 300  # characters of one sentence: names in it may be as long as an address
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")


class ProblemView(BaseModel):
    """RFC 9457: what went wrong, where, and what would have been right."""

    type: str = Field(description="a stable name of the kind of problem", examples=["/problems/unknown-parameter"])
    title: str = Field(examples=["There is no parameter 'tga'."])
    status: int = Field(examples=[422])
    detail: str | None = Field(default=None, examples=["Did you mean 'tag'?"])
    errors: list[dict[str, Any]] = Field(default_factory=list, description="each fault, with its place")


class Problem(Exception):
    """An answer that is a problem; `code` is the last part of its type and never changes meaning."""

    def __init__(
        self,
        status: int,
        code: str,
        title: str,
        detail: str | None = None,
        errors: Iterable[dict[str, Any]] = (),
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(title)
        self.status, self.code, self.title = status, code, _short(title)
        self.detail = _short(detail) if detail else None
        self.errors, self.headers = list(errors)[:FAULTS], headers or {}

    def body(self) -> dict[str, Any]:
        told: dict[str, Any] = {"type": f"/problems/{self.code}", "title": self.title, "status": self.status}
        if self.detail:
            told["detail"] = self.detail
        if self.errors:
            told["errors"] = self.errors
        return told


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= LONGEST else f"{sentence[:LONGEST]}…"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, if any is like it at all."""
    found = get_close_matches(word[:80].lower(), {k.lower(): k for k in known}, n=1, cutoff=0.55)
    return next((k for k in known if found and k.lower() == found[0]), None)


def told_as_json(problem: Problem) -> Response:
    return Response(
        to_json(problem.body()),
        problem.status,
        {"Cache-Control": "no-store", **problem.headers},
        MEDIA_TYPE,
    )


def missing(what: str, name: object, known: Iterable[str] = ()) -> Problem:
    """404 for a thing that is not there, with the nearest of those that are."""
    title = f"There is no {what} '{str(name)[:LONGEST]}'."
    near = nearest(str(name), known)
    if near is None:
        return Problem(404, "not-found", title)
    fault = {"in": "path", "message": title, "nearest": near}
    return Problem(404, "not-found", title, f"Did you mean '{near}'?", [fault])


Draw = Callable[[Request, Problem], Response | None]


def install(app: FastAPI, draw: Draw) -> None:
    """Answer every failure of `app` with a problem; `draw` makes a page of it where one is wanted, else None."""

    def respond(request: Request, problem: Problem) -> Response:
        return draw(request, problem) or told_as_json(problem)

    @app.exception_handler(Problem)
    async def told(request: Request, problem: Problem) -> Response:
        return respond(request, problem)

    @app.exception_handler(HTTPException)
    async def plain(request: Request, error: HTTPException) -> Response:
        code = {404: "not-found", 405: "method-not-allowed", 413: "too-large"}.get(error.status_code, "http")
        titles = {404: "There is nothing here.", 405: f"{request.method} is not possible here."}
        title = titles.get(error.status_code, str(error.detail))
        headers = dict(error.headers or {})
        if error.status_code == 405:
            headers["Allow"] = ", ".join(_allowed(app, request))
        return respond(request, Problem(error.status_code, code, title, headers=headers))

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        return respond(request, _invalid(error))

    @app.exception_handler(DBAPIError)
    @app.exception_handler(NoneFree)
    async def database(request: Request, error: DBAPIError | NoneFree) -> Response:
        return respond(request, unanswered(error))

    @app.exception_handler(ObjectDeletedError)
    @app.exception_handler(StaleDataError)
    async def deleted(request: Request, error: Exception) -> Response:
        return respond(request, Problem(404, "not-found", "Somebody deleted this meanwhile."))

    @app.exception_handler(Exception)
    async def bug(request: Request, error: Exception) -> Response:
        return respond(request, Problem(500, "fault", "Something is wrong here, not with your request."))


def unanswered(error: DBAPIError | NoneFree) -> Problem:
    """What a failure of the database is told as, or that no connection to it became free in time."""
    if isinstance(error, NoneFree):
        return Problem(503, "database", "The database does not answer.", "It is asked too much.", headers=_LATER)
    message = str(error.orig)
    if "interrupted" in message or "statement timeout" in message:
        return Problem(422, "too-expensive", "This query takes too long.", "Ask for less: fewer words, a shorter span.")
    log.warning(explain(error))  # for those who run it; what it is called and where it stands is nobody else's business
    return Problem(503, "database", "The database does not answer.", "Try again in a few seconds.", headers=_LATER)


_LATER = {"Retry-After": "5"}


def _allowed(app: FastAPI, request: Request) -> list[str]:
    """The methods of all routes of an address; Starlette itself names those of the first it finds."""
    asked = ({**request.scope, "method": method} for method in _METHODS)
    found = [scope["method"] for scope in asked if any(_answers(route, scope) for route in app.routes)]
    return ["GET", "HEAD", *(method for method in found if method not in ("GET", "HEAD"))] if "GET" in found else found


def _answers(route: BaseRoute, scope: Scope) -> bool:
    return route.matches(scope)[0] is Match.FULL


def _known(route: Any) -> dict[str, bool]:
    """The parameters of an operation's address, and of each whether it may be repeated."""
    names: dict[str, bool] = {}
    for parameter in getattr(getattr(route, "dependant", None), "query_params", ()):
        annotation = getattr(parameter.field_info, "annotation", None)
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            fields = annotation.model_fields.items()
            names |= {field.alias or name: get_origin(field.annotation) is list for name, field in fields}
        else:
            names[parameter.alias] = get_origin(annotation) is list
    return names


async def spelt(request: Request) -> None:
    """A dependency: no parameter of an address passes that its operation does not have, and none twice of which only
    the last would count. Raises Problem."""
    given = request.query_params
    if not given:
        return
    known = _known(request.scope.get("route"))
    faults = [_unknown(name, list(known)) for name in given if name not in known]
    if faults:
        first = faults[0]
        detail = f"Did you mean '{first['nearest']}'?" if "nearest" in first else _among(list(known))
        raise Problem(422, "unknown-parameter", f"There is no parameter '{first['name']}'.", detail, faults)
    if len(given) < len(given.multi_items()):
        twice = [name for name, many in known.items() if not many and len(given.getlist(name)) > 1]
        if twice:
            faults = [{"in": "query", "name": name, "message": f"'{name}' is given more than once"} for name in twice]
            raise Problem(422, "bad-value", f"'{twice[0]}' is given more than once.", "It takes one value.", faults)


def _unknown(name: str, known: list[str]) -> dict[str, Any]:
    name, near = name[:80], nearest(name, known)
    told = {"in": "query", "name": name, "message": f"there is no parameter '{name}'", "known": sorted(known)}
    return {**told, "nearest": near} if near else told


def _among(known: list[str]) -> str:
    return f"Known are: {', '.join(sorted(known))}." if known else "There are none here."


def _invalid(error: RequestValidationError) -> Problem:
    faults = []
    for fault in error.errors()[:FAULTS]:
        where, name = str(fault["loc"][0]), str(fault["loc"][-1])[:80]
        faults.append({"in": where, "name": name, "message": _short(fault["msg"])})
    detail = f"{faults[0]['name']}: {faults[0]['message']}" if faults else None
    return Problem(422, "invalid", "The request is not understood.", detail, faults)
