"""Who asks, and what they may: anybody reads; a key given as `Authorization: Bearer …` may more."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated

from fastapi import Request, Security
from fastapi.security import HTTPBearer
from sqlalchemy import Text, bindparam, select
from sqlmodel import col

from api.prepared import Prepared
from api.problems import Problem
from api.reading import house, look_up
from models.follow import ApiKey

SCOPES = {
    "read-full-text": "read the full text of every article, whatever its licence",
    "label": "correct tags and kinds",
    "alerts": "keep alerts of your own",
    "admin": "everything, and other people's keys",
}


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


class Key(HTTPBearer):
    """The dependency that names the caller: one, because every request passes it."""

    async def __call__(self, request: Request) -> Caller:  # type: ignore[override]  # the caller in place of what was sent
        """The caller by the key given, or anybody where none is. Raises Problem (401) for a key that is not valid."""
        if "authorization" not in request.headers:
            return ANYBODY
        given = await super().__call__(request)
        if given is None:
            raise _unknown("Keys are given as 'Authorization: Bearer …'.")
        return await known(request, given.credentials)


_KEY = Prepared(
    lambda _among: select(col(ApiKey.id), col(ApiKey.name), col(ApiKey.scopes)).where(
        col(ApiKey.hash) == bindparam("hash", type_=Text), col(ApiKey.revoked).is_(None)
    )
)


async def known(request: Request, key: str) -> Caller:
    """The caller whose key this is. Raises Problem (401)."""
    home = house(request.app)
    found = (await look_up(home, (_KEY,), hash=hashed(key)))[0]
    home.limits.trust(key, bool(found))
    if not found:
        raise _unknown("It was never made, or it was revoked.")
    id_, name, scopes = found[0]
    return Caller(id_, name, frozenset(scopes))


KEY = Key(
    auto_error=False,
    scheme_name="HTTPBearer",
    description="A key made by `councilwire keys`. Reading needs none.",
)
Who = Annotated[Caller, Security(KEY)]


def needs(scope: str) -> Callable[..., Awaitable[Caller]]:
    """A dependency: the caller, who must have `scope`."""

    async def allowed(who: Who) -> Caller:
        if who.id is None:
            raise _keyless(scope)
        if not who.may(scope):
            raise Problem(403, "forbidden", f"This key has not the scope '{scope}'.", SCOPES.get(scope))
        return who

    return allowed


def _unknown(detail: str, title: str = "This key is not valid.") -> Problem:
    challenge = {"WWW-Authenticate": 'Bearer realm="councilwire"'}
    return Problem(401, "unknown-key", title, detail, headers=challenge)


def _keyless(scope: str) -> Problem:
    made = f"Who runs this server makes one: councilwire keys new NAME --scope {scope}"
    return _unknown(f"Send it as 'Authorization: Bearer …'. {made}", f"This needs a key with the scope '{scope}'.")
