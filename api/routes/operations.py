"""For those who look after it: is it alive, is it ready, what has it done."""

from datetime import datetime

import orjson
from fastapi import APIRouter, Request
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import func, select
from sqlmodel import col
from starlette.responses import Response

from api.assemble import moment
from api.reading import Reader, reading
from api.responses import documented
from api.views import HealthView, ReadyView
from models.article import Article
from models.source import Crawl
from models.tag import Annotation

router = APIRouter(tags=["operations"])
FRESH = {"Cache-Control": "no-store"}


@router.get("/health", operation_id="getHealth", responses=documented(HealthView))
async def health() -> Response:
    """The process answers."""
    return Response(b'{"status":"ok"}', headers=FRESH, media_type="application/json")


@router.get("/ready", operation_id="getReady", responses=documented(ReadyView))
def ready(request: Request) -> Response:
    """The database answers; which tagger read last, and how old the last crawl is."""
    with reading(request) as reader:
        crawled = last_crawl(reader)
        latest = select(col(Annotation.tagger)).order_by(col(Annotation.article_id).desc()).limit(1)
        tagger = reader.connection.execute(latest).scalar()
        articles = reader.connection.execute(select(func.count()).select_from(Article)).scalar()
        age = (reader.now - crawled).total_seconds() if crawled else None
    told = {
        "status": "ready",
        "database": "ok",
        "tagger": tagger,
        "last_crawl": moment(crawled),
        "last_crawl_seconds": age,
        "articles": articles,
    }
    return Response(orjson.dumps(told), headers=FRESH, media_type="application/json")


@router.get(
    "/metrics",
    operation_id="getMetrics",
    responses={200: {"content": {"text/plain": {"example": "councilwire_articles 120.0"}}, "description": "Figures"}},
)
def metrics(request: Request) -> Response:
    """Figures for Prometheus."""
    counts = request.app.state.counts
    with reading(request) as reader:
        counts.articles.set(reader.connection.execute(select(func.count()).select_from(Article)).scalar() or 0)
        crawled = last_crawl(reader)
        if crawled:
            counts.crawl_age.set((reader.now - crawled).total_seconds())
    return Response(generate_latest(counts.registry), headers={**FRESH, "Content-Type": CONTENT_TYPE_LATEST})


def last_crawl(reader: Reader) -> datetime | None:
    """When the last run ended."""
    wanted = select(func.max(col(Crawl.finished))).where(col(Crawl.finished).is_not(None))
    return reader.connection.execute(wanted).scalar()
