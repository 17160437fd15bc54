"""Everything that is new: each article without a reading by the tagger in use is read, and what it means is stored.

One transaction a batch: annotation, taggings, mentions, judgements and story stand together or not at all. A process
that is killed loses at most the batch it was at; one that runs beside another finds its articles done and goes on.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Engine, delete, insert, text
from sqlmodel import Session, col, or_, select

from classifier import group
from classifier.gazetteer import places
from classifier.register import outcomes
from classifier.tag import tags
from models import correction
from models.article import Article
from models.authority import Authority, Mention
from models.follow import Label
from models.judgement import Judgement, Outcome
from models.reading import Document, Reading
from models.tag import Annotation, Tag, Tagging

BATCH = 64
_LOCK = 4_210_733  # any number that nothing else in the database uses as an advisory lock

Stored = Callable[[Session, Sequence[int]], object]


class Reads(Protocol):
    """Whatever reads texts, and the digest that names it."""

    digest: str

    def read(self, documents: Sequence[Document]) -> list[Reading]:
        """A reading of each text, in order."""


def labels(engine: Engine) -> list[Label]:
    """Every correction by a person, oldest first."""
    with Session(engine, expire_on_commit=False) as session:
        return list(session.exec(select(Label).order_by(col(Label.at), col(Label.id))).all())


def annotate(
    engine: Engine,
    reader: Reads,
    now: datetime,
    progress: Callable[[int, int], object] | None = None,
    stored: Stored | None = None,
) -> dict[str, int]:
    """Read and store every article that has no reading of its present text by this reader.

    `stored(session, article_ids)` is called inside each batch's transaction. Returns what was done, counted.
    """
    counts = {"tagged": 0, "taggings": 0, "judgements": 0}
    mirror(engine)
    waiting = pending(engine, reader.digest)
    for start in range(0, len(waiting), BATCH):
        ids = waiting[start : start + BATCH]
        documents, digests = _documents(engine, ids)
        readings = reader.read(documents)
        with Session(engine) as session:
            _alone(session)
            fresh = _still_waiting(session, digests, reader.digest)
            read = {int(d.id or 0): reading for d, reading in zip(documents, readings, strict=True)}
            done = sorted(fresh)
            _replace(session, {i: read[i] for i in done}, digests, reader.digest, now)
            counts["tagged"] += len(done)
            counts["taggings"] += sum(len(read[i].tags) for i in done)
            counts["judgements"] += sum(len(read[i].judgements) for i in done)
            if done:
                correction.apply(session, done)
                group.assign(session, done, now)
                if stored:
                    stored(session, done)
            session.commit()
        if progress:
            progress(min(start + BATCH, len(waiting)), len(waiting))
    return counts


def pending(engine: Engine, tagger: str) -> list[int]:
    """The articles that this tagger has not read in their present text, in order of id."""
    with Session(engine) as session:
        found = session.exec(
            select(Article.id)
            .join(Annotation, col(Annotation.article_id) == col(Article.id), isouter=True)
            .where(
                or_(
                    col(Annotation.article_id).is_(None),
                    col(Annotation.digest) != col(Article.digest),
                    col(Annotation.tagger) != tagger,
                )
            )
            .order_by(col(Article.id))
        ).all()
    return [article_id for article_id in found if article_id is not None]


def _documents(engine: Engine, ids: Sequence[int]) -> tuple[list[Document], dict[int, str]]:
    """The texts to read, and the digest of each."""
    with Session(engine) as session:
        rows = session.exec(select(Article).where(col(Article.id).in_(ids)).order_by(col(Article.id))).all()
        documents = [
            Document(id=a.id, title=a.title, text=a.text, published=a.published, source=a.source, kind=a.kind)
            for a in rows
        ]
        return documents, {a.id: a.digest for a in rows if a.id is not None}


def _alone(session: Session) -> None:
    """From here to the end of the transaction no other process writes readings."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    else:
        session.execute(delete(Annotation).where(col(Annotation.article_id) < 0))  # a write takes SQLite's lock


def _still_waiting(session: Session, digests: dict[int, str], tagger: str) -> set[int]:
    """Those articles whose text is as it was read, and that no other process has read meanwhile."""
    ids = list(digests)
    now = dict(session.exec(select(Article.id, Article.digest).where(col(Article.id).in_(ids))).all())
    done = session.exec(select(Annotation).where(col(Annotation.article_id).in_(ids))).all()
    read = {a.article_id for a in done if a.tagger == tagger and a.digest == now.get(a.article_id)}
    return {i for i in ids if now.get(i) == digests[i] and i not in read}


def _replace(
    session: Session, readings: Mapping[int, Reading], digests: Mapping[int, str], tagger: str, now: datetime
) -> None:
    """Put the readings of articles, by their ids, in the place of older ones."""
    annotations = [
        {
            "article_id": i,
            "digest": digests[i],
            "tagger": tagger,
            "kind": reading.kind,
            "failing_now": reading.failing_now,
            "standing_inadequate": reading.standing_inadequate,
            "contested": reading.contested,
            "at": now,
        }
        for i, reading in readings.items()
    ]
    taggings = [
        {
            "article_id": i,
            "slug": tag.tag,
            "probability": tag.probability,
            "threshold": tag.threshold,
            "evidence": [evidence.model_dump() for evidence in tag.evidence],
        }
        for i, reading in readings.items()
        for tag in reading.tags
    ]
    mentions = [
        {"article_id": i, "gss": one.gss, "name": one.name, "role": one.role}
        for i, reading in readings.items()
        for one in reading.authorities
    ]
    judgements = [
        found.model_dump(include=set(Judgement.model_fields) - {"evidence"})
        | {"article_id": i, "gss": found.authority.gss, "name": found.authority.name}
        | {"evidence": found.evidence.model_dump(), "corrected": False, "at": now}
        for i, reading in readings.items()
        for found in reading.judgements
    ]
    for table, rows in ((Tagging, taggings), (Mention, mentions), (Annotation, annotations)):
        session.execute(delete(table).where(col(table.article_id).in_(list(readings))))
        if rows:
            session.execute(insert(table), rows)
    _judge(session, list(readings), judgements)


def _judge(session: Session, articles: Sequence[int], rows: Sequence[dict[str, Any]]) -> None:
    """Replace the judgements of articles; one that is read again keeps its id, which callers know it by, and where
    nothing of it changed also the moment since when it has been so."""
    held: dict[tuple[Any, ...], list[Judgement]] = defaultdict(list)
    for one in session.scalars(
        select(Judgement).where(col(Judgement.article_id).in_(articles)).order_by(col(Judgement.id))
    ):
        held[one.article_id, one.gss or one.name, one.inspectorate, one.area].append(one)
    new = []
    for row in rows:
        known = held[row["article_id"], row["gss"] or row["name"], row["inspectorate"], row["area"]]
        if not known:
            new.append(row)
            continue
        one = known.pop(0)
        one.is_current, one.corrected = one.is_current or one.corrected, False  # as it was read before
        if any(getattr(one, name) != value for name, value in row.items() if name != "at"):
            one.sqlmodel_update(row)
        session.add(one)
    for one in (one for rest in held.values() for one in rest):
        session.delete(one)
    session.flush()
    if new:
        session.execute(insert(Judgement), new)


# ---- what the database holds of our own files --------------------------------------------------------------------


def mirror(engine: Engine) -> None:
    """Bring the tables of tags, authorities and outcomes in line with our files; no write where nothing changed."""
    with Session(engine) as session:
        _alone(session)
        _mirror_tags(session)
        _mirror_authorities(session)
        _mirror_outcomes(session)
        session.commit()


def _mirror_tags(session: Session) -> None:
    kept = {tag.slug: tag for tag in session.exec(select(Tag)).all()}
    for tag in tags():
        row = Tag(slug=tag.slug, title=tag.title, about=tag.about, iptc=tag.iptc)
        if tag.slug not in kept or kept[tag.slug].model_dump() != row.model_dump():
            session.merge(row)
    for slug in set(kept) - {tag.slug for tag in tags()}:
        session.delete(kept[slug])


def _mirror_authorities(session: Session) -> None:
    kept = {row.gss: row.model_dump() for row in session.exec(select(Authority)).all()}
    for place in places().values():
        row = Authority(
            gss=place.gss,
            name=place.name,
            short_name=place.short_name,
            type=place.type,
            nation=place.nation,
            region=place.region,
            aliases=list(place.aliases),
            start=place.start,
            end=place.end,
            successor="|".join(place.successor) or None,
            neighbours=list(place.neighbours),
        )
        if kept.get(place.gss) != row.model_dump():
            session.merge(row)


def _mirror_outcomes(session: Session) -> None:
    wanted = [outcome.model_dump(exclude={"id"}) for outcome in outcomes()]
    kept = [row.model_dump(exclude={"id"}) for row in session.exec(select(Outcome).order_by(col(Outcome.id))).all()]
    if kept == wanted:
        return
    session.execute(delete(Outcome))
    session.add_all([Outcome(**row) for row in wanted])
