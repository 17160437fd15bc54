"""Drafts → articles, stored with the state of their pages; an edit keeps the old text as a revision."""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from hashlib import sha256
from typing import Any

from dateutil.parser import isoparse
from sqlalchemy import or_, select
from sqlmodel import Session, col

from crawler.identity import site
from crawler.trap import LONGEST
from models.article import Article, Revision
from models.draft import Draft, Refused
from models.identity import identity
from models.page import Page

FIELDS = ("title", "byline", "published", "published_from", "modified", "text", "language", "kind", "access", "removed")


@dataclass(frozen=True)
class Extracted:
    """A page and what extraction made of it."""

    page: Page
    outcome: Draft | Refused


def digest(draft: Draft) -> str:
    """Names what the classifier reads of a draft: title and text."""
    return sha256(f"{draft.title or ''}\n{draft.text}".encode("utf-8", "replace")).hexdigest()


def moment(published: str | None) -> datetime | None:
    """An ISO date or moment in UTC; a bare date counts as its midnight."""
    if not published:
        return None
    try:
        parsed = isoparse(published)
    except ValueError:
        return None
    return (parsed if parsed.tzinfo else datetime.combine(parsed.date(), parsed.time() or time(), UTC)).astimezone(UTC)


def store(session: Session, batch: list[Extracted], at: datetime) -> dict[str, int]:
    """Write a batch and move its pages on; the caller commits. Returns how many were new, edited, same or refused."""
    counts: dict[str, int] = {}
    ids = [extracted.page.id for extracted in batch]
    pages = {page.id: page for page in session.execute(select(Page).where(col(Page.id).in_(ids))).scalars()}
    held = select(Article).where(col(Article.page_id).in_(ids))
    articles = {article.page_id: article for article in session.execute(held).scalars()}
    told = _alike(session, batch)
    for extracted in batch:
        page = pages[extracted.page.id]
        if page.lease_by != extracted.page.lease_by:
            continue  # the lease ran out and another worker has it now
        word = _place(session, page, articles.get(page.id or 0), extracted.outcome, told, at)
        page.lease_by = page.lease_until = None
        page.extracted = at
        counts[word] = counts.get(word, 0) + 1
    return counts


def _alike(session: Session, batch: list[Extracted]) -> list[Article]:
    """Stored articles that share a canonical address or their words with any of a batch; one question for all."""
    drafts = [(extracted.page, extracted.outcome) for extracted in batch if isinstance(extracted.outcome, Draft)]
    addresses = {_canonical(page, draft) for page, draft in drafts}
    words = {digest(draft) for _, draft in drafts}
    same = or_(col(Article.canonical_url).in_(addresses), col(Article.digest).in_(words))
    return list(session.execute(select(Article).where(same).order_by(col(Article.id))).scalars()) if drafts else []


def _place(
    session: Session, page: Page, held: Article | None, outcome: Draft | Refused, told: list[Article], at: datetime
) -> str:
    if isinstance(outcome, Refused):
        page.state = "quarantined" if outcome.reason == "crashed" else "refused"
        page.reason = str(outcome)[:500].replace("\x00", "")
        if outcome.reason == "soft-404" and held is not None and held.gone is None:
            held.gone = held.updated = at  # withdrawn by a server that will not say so in its status
        return page.state
    canonical = _canonical(page, outcome)
    twin = _twin(told, page, canonical, digest(outcome))
    if twin is not None:
        page.state, page.reason = "refused", f"duplicate: the same article as {twin.url}"
        return "duplicate"
    page.state, page.reason, page.attempts = "extracted", None, 0
    if held is None:
        fresh = article(page, outcome, canonical, at)
        session.add(fresh)
        told.append(fresh)
        return "new"
    return _update(session, page, held, outcome, canonical, at)


def _twin(told: list[Article], page: Page, canonical: str, name: str) -> Article | None:
    """Another page's article that is this one: under the same canonical address, or the same words at one source."""
    others = [article for article in told if article.page_id != page.id]
    by_address = (article for article in others if article.canonical_url == canonical)
    by_words = (a for a in others if a.source == page.source and a.digest == name and a.gone is None)
    return next(by_address, None) or next(by_words, None)


def _canonical(page: Page, draft: Draft) -> str:
    """The page's own canonical link, where it stands on the page's own site; else the page's address."""
    try:
        told = identity(draft.canonical_url) if draft.canonical_url else page.url
    except ValueError:
        return page.url
    return told if site(told) == site(page.url) and len(told) <= LONGEST else page.url


def article(page: Page, draft: Draft, canonical: str, at: datetime) -> Article:
    """The row a draft makes, for a page that had none."""
    published = moment(draft.published)
    return Article(
        page_id=page.id or 0,
        source=page.source,
        url=page.url,
        canonical_url=canonical,
        **_values(draft),
        published_at=published,
        digest=digest(draft),
        body_digest=page.digest,
        first_seen=page.found,
        updated=at,
        sort_at=published or page.found,
    )


def _values(draft: Draft) -> dict[str, Any]:
    values = draft.model_dump(include=set(FIELDS))
    return values | {"title": draft.title or ""}


def _update(session: Session, page: Page, held: Article, draft: Draft, canonical: str, at: datetime) -> str:
    values = _values(draft)
    stands = held.gone is None and held.url == page.url
    if stands and all(getattr(held, name) == value for name, value in values.items()):
        held.body_digest = page.digest
        return "same"
    edited = held.digest != digest(draft) and held.body_digest != page.digest
    if edited:
        session.add(
            Revision(
                article_id=held.id or 0,
                number=held.revisions,
                title=held.title,
                text=held.text,
                published=held.published,
                modified=held.modified,
                digest=held.digest,
                body_digest=held.body_digest,
                replaced=at,
            )
        )
        held.revisions += 1
    for name, value in values.items():
        setattr(held, name, value)
    held.published_at = moment(draft.published)
    held.sort_at = held.published_at or held.first_seen
    held.url, held.canonical_url, held.digest, held.body_digest = page.url, canonical, digest(draft), page.digest
    held.gone, held.updated = None, at
    return "edited" if edited else "changed"
