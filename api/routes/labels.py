"""Corrections: what a person with the right key says of an article, in force at once."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from pydantic_core import to_json
from sqlalchemy import func, select
from sqlmodel import Session, col
from starlette.responses import Response

from api import alerts
from api.access import Caller, needs
from api.assemble import moment
from api.follow_views import LabelAsked, LabelsView, LabelView, answers, sent
from api.parameters import Id
from api.problems import Problem, missing, nearest
from api.reading import house, reading
from models import correction
from models.article import Article
from models.columns import now
from models.follow import Label

router = APIRouter(prefix="/v1", tags=["corrections"])
MOST = 100  # corrections of one article: each keeps the text it was made on
Corrector = Annotated[Caller, Depends(needs("label"))]


@router.post(
    "/articles/{id}/labels",
    operation_id="labelArticle",
    status_code=201,
    responses=answers(LabelView, 403, 404, 409, status=201),
)
def label_article(
    request: Request, id: Id, who: Corrector, asked: Annotated[LabelAsked, sent("LabelAsked")]
) -> Response:
    """Correct the tags or the kind of an article. It wins over the tagger at once, and trains the next one."""
    _check(request, asked)
    at = now()
    with Session(house(request.app).engine, expire_on_commit=False) as session:
        article = session.get(Article, id)
        if article is None:
            raise missing("article", id)
        if (session.scalar(select(func.count()).where(col(Label.article_id) == id)) or 0) >= MOST:
            raise Problem(409, "too-many-labels", f"An article may have {MOST} corrections.")
        label = Label(article_id=id, title=article.title, text=article.text, by=who.name, at=at, **asked.model_dump())
        session.add(label)
        session.flush()
        correction.apply(session, [id])
        alerts.match(session, [id], at)
        session.commit()
        return Response(to_json(_view(label)), 201, {"Cache-Control": "no-store"}, "application/json")


@router.get("/articles/{id}/labels", operation_id="listLabels", responses=answers(LabelsView, 403, 404))
def list_labels(request: Request, id: Id, who: Corrector) -> Response:
    """The corrections of an article, the latest last."""
    with Session(house(request.app).engine, expire_on_commit=False) as session:
        if session.get(Article, id) is None:
            raise missing("article", id)
        held = session.scalars(select(Label).where(col(Label.article_id) == id).order_by(col(Label.id)))
        told = {"items": [_view(label) for label in held], "next": None}
    return Response(to_json(told), headers={"Cache-Control": "no-store"}, media_type="application/json")


def _check(request: Request, asked: LabelAsked) -> None:
    if not (asked.add or asked.remove or asked.kind):
        raise Problem(422, "bad-value", "A correction says something: add, remove or kind.")
    if both := sorted(set(asked.add) & set(asked.remove)):
        raise Problem(422, "bad-value", f"'{both[0]}' cannot both apply and not apply.")
    with reading(request) as reader:
        known = reader.vocabulary.tags
    for name in ("add", "remove"):
        for slug in getattr(asked, name):
            if slug not in known:
                near = nearest(slug, known)
                fault = {"in": "body", "name": name, "message": f"there is no tag '{slug}'"}
                detail = f"Did you mean '{near}'?" if near else "See /v1/tags."
                raise Problem(422, "unknown-tag", f"There is no tag '{slug}'.", detail, [fault])


def _view(label: Label) -> dict[str, object]:
    told = label.model_dump(include={"id", "add", "remove", "kind", "note", "by"})
    return {**told, "article": label.article_id, "at": moment(label.at)}
