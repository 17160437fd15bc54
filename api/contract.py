"""The API's description (OpenAPI): what FastAPI makes of the routes, completed and made smaller."""

import json
from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI

from api.problems import MEDIA_TYPE, ProblemView
from api.responses import PROBLEMS

TAGS = {
    "articles": "What was published, cleaned and tagged.",
    "stories": "Events, each with the articles that tell it.",
    "judgements": "Who judged whom what, as the news tells it.",
    "authorities": "Councils: what was judged of them, when, and what came of it.",
    "tags": "What there is to find, and what each tag means.",
    "sources": "Where articles come from, and how each source is doing.",
    "stats": "How much of what was published when.",
    "dumps": "Whole tables, for those who reckon with them.",
    "tagging": "Texts of your own, read by the tagger.",
    "feeds": "Feeds that are more than a query.",
    "alerts": "Queries that speak up: by webhook or e-mail, each event once.",
    "corrections": "What people say of articles; it wins over the tagger.",
    "operations": "For those who run it.",
}
_METHODS = ("get", "post", "put", "patch", "delete")
_PROBLEM = {"$ref": "#/components/schemas/ProblemView"}
_LIMITED = {
    "RateLimit-Policy": ("requests (q) in so many seconds (w)", '"default";q=600;w=60'),
    "RateLimit": ("requests left (r), and seconds until there are more (t)", '"default";r=599;t=1'),
}


def describe(app: FastAPI, server: str = "/") -> None:
    """Let `app` describe itself by this module. `server` is its address, for those who read the file elsewhere."""
    plain = app.openapi

    def complete() -> dict[str, Any]:
        if app.openapi_schema is None or "servers" not in app.openapi_schema:
            app.openapi_schema = None
            app.openapi_schema = completed(plain(), server)
        return app.openapi_schema

    app.openapi = complete  # type: ignore[method-assign]  # the way FastAPI's documentation names


def completed(told: dict[str, Any], server: str) -> dict[str, Any]:
    """The description with servers, tags, security, limits, and every problem by reference."""
    used = {tag for operation in operations(told) for tag in operation["tags"]}
    told["servers"] = [{"url": server}]
    told["tags"] = [{"name": name, "description": TAGS.get(name, f"{name.capitalize()}.")} for name in _ordered(used)]
    components = told.setdefault("components", {})
    schema = ProblemView.model_json_schema(ref_template="#/components/schemas/{model}")
    components.setdefault("schemas", {})["ProblemView"] = schema
    for unused in ("HTTPValidationError", "ValidationError"):
        components["schemas"].pop(unused, None)
    key = next(iter(components.setdefault("securitySchemes", {"HTTPBearer": {"type": "http", "scheme": "bearer"}})))
    for operation in operations(told):
        responses = operation["responses"]
        responses.setdefault("429", {})
        needed = "403" in responses
        operation["security"] = [{key: []}] if needed else [{}, {key: []}]
        if "requestBody" in operation:
            responses.setdefault("400", {})
            responses.setdefault("413", {})
        for response in responses.values():
            _feeds(response)
            _only(response)
        for status, response in responses.items():
            if int(status) >= 400:
                _complete(response, int(status))
        responses["429"]["headers"] = _headers()
    return told


def operations(told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every operation of a description."""
    for path in told["paths"].values():
        yield from (path[method] for method in _METHODS if method in path)


def _ordered(used: set[str]) -> list[str]:
    return [name for name in TAGS if name in used] + sorted(used - set(TAGS))


def _complete(response: dict[str, Any], status: int) -> None:
    """A problem's shape by reference, and an example; what FastAPI says of its own errors does not hold here."""
    about, name, title = PROBLEMS[status]
    held = response.get("content", {}).get(MEDIA_TYPE, {}).get("example")
    example = held or {"type": f"/problems/{name}", "title": title, "status": status}
    response["description"] = about
    response["content"] = {MEDIA_TYPE: {"schema": dict(_PROBLEM), "example": example}}


def _only(response: dict[str, Any]) -> None:
    """FastAPI adds JSON of any shape to what answers in another type alone."""
    content = response.get("content", {})
    if len(content) > 1 and content.get("application/json") == {"schema": {}}:
        del content["application/json"]


def _feeds(response: dict[str, Any]) -> None:
    """A JSON Feed is an object."""
    content = response.get("content", {}).get("application/feed+json", {})
    if isinstance(content.get("example"), str):
        content |= {"schema": {"type": "object"}, "example": json.loads(content["example"])}


def _headers() -> dict[str, Any]:
    headers: dict[str, Any] = {
        name: {"description": about, "schema": {"type": "string"}, "example": example}
        for name, (about, example) in _LIMITED.items()
    }
    after = {"description": "seconds to wait", "schema": {"type": "integer", "minimum": 1}, "example": 12}
    return {**headers, "Retry-After": after}
