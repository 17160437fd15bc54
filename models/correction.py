"""People's corrections win over the tagger: the one piece of code that applies them, to taggings as they stand."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlmodel import Session, col

from models.follow import Label
from models.judgement import Judgement
from models.tag import Annotation, Tagging

PERSON = "person"
# The one tag that says the same as judgements do: a person who takes it off says that they are not news now.
OFSTED = "inspection/ofsted-inadequate"


def apply(session: Session, article_ids: Sequence[int]) -> set[int]:
    """Put all corrections of these articles in force, the later over the earlier; returns the articles touched.

    Called by the API when a correction comes in, and by the classifier whenever it has tagged an article anew; both
    end in the same rows. Works inside the caller's transaction and does not commit.
    """
    labels = session.scalars(select(Label).where(col(Label.article_id).in_(article_ids)).order_by(col(Label.id)))
    touched: dict[int, tuple[dict[str, bool], list[str]]] = {}
    said_at: dict[int, datetime] = {}
    for label in labels:
        said_at[label.article_id] = label.at
        said, kinds = touched.setdefault(label.article_id, ({}, []))
        said.update(dict.fromkeys(label.remove, False) | dict.fromkeys(label.add, True))
        kinds += [label.kind] if label.kind else []
    for article_id, (said, kinds) in touched.items():
        _tags(session, article_id, said, said_at[article_id])
        annotation = session.get(Annotation, article_id)
        if annotation is not None:
            annotation.at = max(annotation.at, said_at[article_id])
            if kinds:
                annotation.kind = kinds[-1]
            if OFSTED in said:
                annotation.failing_now = said[OFSTED] or _fails_otherwise(session, article_id)
            session.add(annotation)
    session.flush()
    return set(touched)


def _fails_otherwise(session: Session, article_id: int) -> bool:
    """Whether another judgement of the bottom band is the news."""
    judged = select(col(Judgement.id)).where(col(Judgement.article_id) == article_id, col(Judgement.is_current))
    return session.scalar(judged.where(col(Judgement.bottom), col(Judgement.gss).is_not(None)).limit(1)) is not None


def _tags(session: Session, article_id: int, said: dict[str, bool], at: datetime) -> None:
    unwanted = [slug for slug, applies in said.items() if not applies]
    if unwanted:
        session.execute(delete(Tagging).where(col(Tagging.article_id) == article_id, col(Tagging.slug).in_(unwanted)))
    if OFSTED in said:
        judged = select(Judgement).where(col(Judgement.article_id) == article_id, col(Judgement.bottom))
        judged = judged.where(col(Judgement.inspectorate) == "Ofsted", col(Judgement.body) == "council")
        for judgement in session.scalars(judged):
            if said[OFSTED] if judgement.corrected else not said[OFSTED] and judgement.is_current:
                judgement.is_current, judgement.corrected = said[OFSTED], not said[OFSTED]
                judgement.corrected_at = at
                session.add(judgement)
    for slug in (slug for slug, applies in said.items() if applies):
        held = session.get(Tagging, (article_id, slug))
        tagging = held or Tagging(article_id=article_id, slug=slug, probability=1.0, threshold=0.0)
        tagging.probability, tagging.by = 1.0, PERSON
        session.add(tagging)
