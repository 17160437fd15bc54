"""API keys: made, listed and revoked by the operator. What is kept cannot be turned back into a key."""

import secrets
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlmodel import Session, col

from api.access import SCOPES, hashed
from api.problems import nearest
from models.follow import ApiKey

START = "cw_"  # so that a key that leaked into a public place is found by a search, and known for what it is
SHOWN = len(START) + 6  # characters of a key by which its owner knows it again


class KeysError(ValueError):
    """What was asked for cannot be done; the message is one line for the operator."""


def new(session: Session, name: str, scopes: Iterable[str], now: datetime) -> str:
    """Make a key and return it: 256 random bits, shown this once. Raises KeysError."""
    wanted = list(dict.fromkeys(scopes))
    for scope in wanted:
        if scope not in SCOPES:
            near = nearest(scope, SCOPES)
            raise KeysError(f"there is no scope '{scope}'; " + (f"did you mean '{near}'?" if near else _known()))
    name = " ".join(name.split())
    if not 0 < len(name) <= 100:
        raise KeysError("a key needs a name of one to 100 characters, to know it by")
    if session.scalar(select(col(ApiKey.id)).where(col(ApiKey.name) == name, col(ApiKey.revoked).is_(None))):
        raise KeysError(f"there is a key '{name}' already; revoke it first, or choose another name")
    key = START + secrets.token_urlsafe(32)
    session.add(ApiKey(name=name, hash=hashed(key), prefix=key[:SHOWN], scopes=wanted, created=now))
    session.commit()
    return key


def listed(session: Session) -> list[ApiKey]:
    """Every key, the newest last; those that were revoked too."""
    return list(session.scalars(select(ApiKey).order_by(col(ApiKey.id))))


def revoke(session: Session, name: str, now: datetime) -> ApiKey:
    """End a key, known by its name, its number or its first characters, at once. Raises KeysError."""
    known = [col(ApiKey.name) == name]
    if name.isdecimal() and len(name) < 10:
        known.append(col(ApiKey.id) == int(name))
    if name.startswith(START) and len(name) >= SHOWN:
        known += [col(ApiKey.prefix) == name, col(ApiKey.hash) == hashed(name)]
    found = list(session.scalars(select(ApiKey).where(col(ApiKey.revoked).is_(None), or_(*known))))
    if len(found) != 1:
        raise KeysError(f"there is no key '{name}' in force" if not found else f"'{name}' fits {len(found)} keys")
    found[0].revoked = now
    session.add(found[0])
    session.commit()
    return found[0]


def table(session: Session) -> str:
    """The keys as text for a terminal."""
    lines = [f"{'id':>4}  {'key':{SHOWN + 1}}  {'made':10}  {'state':18}  {'scopes':32}  name"]
    for key in listed(session):
        state = f"revoked {key.revoked:%Y-%m-%d}" if key.revoked else "in force"
        scopes = ", ".join(key.scopes) or "-"
        lines.append(f"{key.id:>4}  {key.prefix}…  {key.created:%Y-%m-%d}  {state:18}  {scopes:32}  {key.name}")
    return "\n".join(lines)


def in_force(session: Session) -> int:
    """How many keys are in force."""
    return session.scalar(select(func.count()).select_from(ApiKey).where(col(ApiKey.revoked).is_(None))) or 0


def _known() -> str:
    return f"there are {', '.join(SCOPES)}"
