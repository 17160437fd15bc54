"""Who asks, and what they may: anybody reads; a key given as `Authorization: Bearer …` may more."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy import select
from sqlmodel import col

from api.problems import Problem
from api.reading import house
from models.follow import ApiKey

SCOPES = {
    "read-full-text": "read the full text of every article, whatever its licence",
    "label": "correct tags and kinds",
    "alerts": "keep alerts of your own",
    "admin": "everything, and other people's keys",
}
_bearer = HTTPBearer(auto_error=False, description="A key made by `councilwire keys`. Reading needs none.")


@dataclass(frozen=True)
class Caller:
    """Who asks. Anonymous callers have neither name nor scopes."""

    id: int | None = None
    name: str = ""
    scopes: frozenset[str] = frozenset()

    def may(self, scope: str) -> bool:
        return scope in self.scopes or "admin" in self.scopes

    @property
    def full(self) -> bool:
        """May read every text in full."""
        return self.may("read-full-text")


ANYBODY = Caller()


def hashed(key: str) -> str:
    """What is kept of a key. Keys hold 256 random bits, so that a plain hash cannot be turned round."""
    return sha256(key.encode()).hexdigest()


async def caller(
    request: Request, given: Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)] = None
) -> Caller:
    """The caller by the key given, or anybody where none is. Raises Problem (401) for a key that is not valid."""
    if given is None:
        if "authorization" in request.headers:
            raise _unknown("Keys are given as 'Authorization: Bearer …'.")
        return ANYBODY
    # A look-up by a unique index, short enough to stay on the event loop: another thread would cost more.
    with house(request.app).engine.connect() as connection:
        wanted = select(col(ApiKey.id), col(ApiKey.name), col(ApiKey.scopes), col(ApiKey.revoked))
        row = connection.execute(wanted.where(col(ApiKey.hash) == hashed(given.credentials))).one_or_none()
    valid = row is not None and row.revoked is None
    house(request.app).limits.trust(given.credentials, valid)
    if row is None or not valid:
        raise _unknown("It was never made, or it was revoked.")
    return Caller(row.id, row.name, frozenset(row.scopes))


Who = Annotated[Caller, Depends(caller)]


def needs(scope: str) -> Callable[..., Caller]:
    """A dependency: the caller, who must have `scope`."""

    def allowed(who: Who) -> Caller:
        if who.id is None:
            raise _unknown(f"This needs a key with the scope '{scope}'.")
        if not who.may(scope):
            raise Problem(403, "forbidden", f"This key has not the scope '{scope}'.", SCOPES.get(scope))
        return who

    return allowed


def _unknown(detail: str) -> Problem:
    challenge = {"WWW-Authenticate": 'Bearer realm="councilwire"'}
    return Problem(401, "unknown-key", "This key is not valid.", detail, headers=challenge)
