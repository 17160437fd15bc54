"""docs/openapi.json: what the API promised. `python -m tests.api.contract.snapshot` writes it anew, unless that would
break a promise; `--breaking` writes it even then, for a new major version."""

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from api.app import create_app
from models.database import engine, migrate
from models.settings import Settings

KEPT = Path(__file__).parents[3] / "docs" / "openapi.json"
METHODS = ("get", "post", "put", "patch", "delete")
Told = dict[str, Any]


def current() -> Told:
    """The description as the code tells it now."""
    with tempfile.TemporaryDirectory() as folder:
        on = engine(f"sqlite:///{folder}/empty.sqlite")
        migrate(on)
        told: Told = json.loads(json.dumps(create_app(on, settings=Settings(public_url="")).openapi()))
        on.dispose()
    return told


def breaking(old: Told, new: Told) -> list[str]:
    """What a client of `old` may miss in `new`, one line each."""
    return sorted(set(_operations(old, new)))


def _operations(old: Told, new: Told) -> Iterator[str]:
    for path, held in old["paths"].items():
        for method in (method for method in METHODS if method in held):
            name = f"{method.upper()} {path}"
            now = new["paths"].get(path, {}).get(method)
            if now is None:
                yield f"{name}: gone"
                continue
            if held[method]["operationId"] != now["operationId"]:
                yield f"{name}: operation id {held[method]['operationId']} became {now['operationId']}"
            yield from _parameters(name, held[method], now, old, new)
            yield from _body(name, held[method], now, old, new)
            yield from _responses(name, held[method], now, old, new)
            if held[method].get("security", [{}])[0] == {} and now.get("security", [{}])[0] != {}:
                yield f"{name}: needs a key now"


def _parameters(name: str, held: Told, now: Told, old: Told, new: Told) -> Iterator[str]:
    before = {(one["in"], one["name"]): one for one in held.get("parameters", ())}
    after = {(one["in"], one["name"]): one for one in now.get("parameters", ())}
    for key, one in before.items():
        if key not in after:
            yield f"{name}: parameter {key[1]} gone"
        else:
            yield from _narrower(f"{name}: parameter {key[1]}", one["schema"], after[key]["schema"], old, new)
    for key, one in after.items():
        if one.get("required") and not before.get(key, {}).get("required"):
            yield f"{name}: parameter {key[1]} is required now"


def _body(name: str, held: Told, now: Told, old: Told, new: Told) -> Iterator[str]:
    for kind, one in held.get("requestBody", {}).get("content", {}).items():
        other = now.get("requestBody", {}).get("content", {}).get(kind)
        if other is None:
            yield f"{name}: a body of {kind} is not taken any more"
            continue
        before, after = _resolved(one["schema"], old), _resolved(other["schema"], new)
        for field in set(after.get("required", ())) - set(before.get("required", ())):
            yield f"{name}: body field {field} is required now"
        for field, schema in before.get("properties", {}).items():
            if field not in after.get("properties", {}):
                yield f"{name}: body field {field} gone"
            else:
                yield from _narrower(f"{name}: body field {field}", schema, after["properties"][field], old, new)


def _responses(name: str, held: Told, now: Told, old: Told, new: Told) -> Iterator[str]:
    for status, response in held["responses"].items():
        if not status.startswith("2"):
            continue
        if status not in now["responses"]:
            yield f"{name}: no {status} any more"
            continue
        for kind, one in response.get("content", {}).items():
            other = now["responses"][status].get("content", {}).get(kind)
            if other is None:
                yield f"{name}: no {kind} any more"
            else:
                yield from _fields(f"{name}: {kind}", one.get("schema", {}), other.get("schema", {}), old, new, ())


def _fields(place: str, held: Told, now: Told, old: Told, new: Told, seen: tuple[str, ...]) -> Iterator[str]:
    """Fields of an answer that went away or became something else."""
    if held.get("$ref", "") in seen:
        return
    seen = (*seen, held["$ref"]) if "$ref" in held else seen
    before, after = _resolved(held, old), _resolved(now, new)
    if _types(before, old) - _types(after, new) and _types(after, new) - _types(before, old):
        yield f"{place}: {sorted(_types(before, old))} became {sorted(_types(after, new))}"
    for field, schema in before.get("properties", {}).items():
        if field not in after.get("properties", {}):
            yield f"{place}.{field}: gone"
        else:
            yield from _fields(f"{place}.{field}", schema, after["properties"][field], old, new, seen)
            if field in before.get("required", ()) and field not in after.get("required", ()):
                yield f"{place}.{field}: may be left out now"
    if "items" in before and "items" in after:
        yield from _fields(f"{place}[]", before["items"], after["items"], old, new, seen)
    choices = [one for one in before.get("anyOf", ()) if one.get("type") != "null"]
    others = [one for one in after.get("anyOf", [after]) if one.get("type") != "null"]
    if len(choices) == 1 and len(others) == 1:
        yield from _fields(place, choices[0], others[0], old, new, seen)


def _narrower(place: str, held: Told, now: Told, old: Told, new: Told) -> Iterator[str]:
    """Values that were taken and are not any more."""
    before, after = _resolved(held, old), _resolved(now, new)
    if lost := _types(before, old) - _types(after, new):
        yield f"{place}: {', '.join(sorted(lost))} not taken any more"
    if lost_values := set(map(str, before.get("enum", ()))) - set(map(str, after.get("enum", before.get("enum", ())))):
        yield f"{place}: {', '.join(sorted(lost_values))} not taken any more"
    if "enum" in after and "enum" not in before:
        yield f"{place}: only some values are taken now"
    for bound, worse in (("maxLength", -1), ("maximum", -1), ("maxItems", -1), ("minLength", 1), ("minimum", 1)):
        was, became = before.get(bound), after.get(bound)
        if became is not None and (was is None or (became - was) * worse > 0):
            yield f"{place}: {bound} became {became}"


def _types(schema: Told, whole: Told) -> set[str]:
    if "anyOf" in schema:
        return {kind for one in schema["anyOf"] for kind in _types(_resolved(one, whole), whole)}
    return {str(schema["type"])} if "type" in schema else set()


def _resolved(schema: Told, whole: Told) -> Told:
    while "$ref" in schema:
        schema = whole["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def written(told: Told) -> str:
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def main() -> None:
    told = current()
    lost = breaking(json.loads(KEPT.read_text()), told) if KEPT.exists() else []
    for line in lost:
        print(line, file=sys.stderr)
    if lost and "--breaking" not in sys.argv:
        sys.exit("docs/openapi.json stays as it was: this would break what was promised (see docs/api-stability.md)")
    KEPT.write_text(written(told))


if __name__ == "__main__":
    main()
