"""A database for load: texts of our corpus recombined into as many articles as asked for. Of no use for quality."""

import json
import random
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, Table, insert
from sqlmodel import SQLModel

CORPUS = Path(__file__).parent.parent.parent / "classifier" / "corpus"
BEGIN = datetime(2020, 1, 1, tzinfo=UTC)
BATCH = 2000
TABLES = ("page", "article", "annotation", "story", "storyarticle", "tagging", "mention", "judgement")


def corpus() -> list[dict[str, Any]]:
    return [json.loads(line) for path in sorted(CORPUS.glob("*.jsonl")) for line in path.open() if line.strip()]


def sentences(texts: list[dict[str, Any]]) -> list[str]:
    return [s for text in texts for p in text["text"].split("\n") for s in p.split(". ") if len(s) > 30]


def table(name: str) -> Table:
    return SQLModel.metadata.tables[name]


def fill(engine: Engine, count: int, seed: int = 1) -> None:
    """Write `count` articles with tags, mentions, judgements and stories."""
    draw = random.Random(seed)
    texts = corpus()
    pool = sentences(texts)
    sources = [f"source-{number}" for number in range(30)]
    slugs = sorted({tag for text in texts for tag in text["tags"]})
    with engine.begin() as connection:
        base = {"licence": "", "access": "free", "kind": "", "nation": "", "verified": False, "layout": {}}
        rows = [
            {"name": n, "title": n, "home": "https://x.example", "state": "new", "template": {}, **base}
            for n in sources
        ]
        connection.execute(insert(table("source")), rows)
        connection.execute(insert(table("tag")), [{"slug": s, "title": s, "about": s} for s in slugs])
        codes = sorted({code for text in texts for code in text["subjects"]})
        council = {"type": "council", "nation": "England", "region": "North", "aliases": [], "neighbours": []}
        connection.execute(
            insert(table("authority")), [{"gss": c, "name": c, "short_name": c, **council} for c in codes]
        )
    for start in range(0, count, BATCH):
        write(engine, draw, texts, pool, sources, range(start + 1, min(start + BATCH, count) + 1))


def write(
    engine: Engine, draw: random.Random, texts: list[dict[str, Any]], pool: list[str], sources: list[str], ids: range
) -> None:
    """One batch in one transaction, as a crawl and a tagging would write it."""
    rows: dict[str, list[dict[str, Any]]] = {
        name: []
        for name in ("page", "article", "annotation", "story", "storyarticle", "tagging", "mention", "judgement")
    }
    for id_ in ids:
        _article(draw, draw.choice(texts), pool, sources, id_, rows)
    with engine.begin() as connection:
        for name, values in rows.items():
            if values:
                connection.execute(insert(table(name)), values)


def _article(
    draw: random.Random, text: dict[str, Any], pool: list[str], sources: list[str], id_: int, rows: dict[str, Any]
) -> None:
    at = BEGIN + timedelta(minutes=draw.randrange(60 * 24 * 365 * 6))
    body = text["text"] + "\n\n" + "\n\n".join(". ".join(draw.choices(pool, k=4)) + "." for _ in range(4))
    source, url = draw.choice(sources), f"https://x.example/{id_}"
    moments = {"first_seen": at, "updated": at}
    rows["page"].append(
        {
            "id": id_,
            "url": url,
            "fetch_url": url,
            "source": source,
            "state": "extracted",
            "attempts": 0,
            "hint": {},
            "found": at,
        }
    )
    rows["article"].append(
        {
            **{"id": id_, "page_id": id_, "source": source, "url": url, "canonical_url": url, "byline": ["A. Writer"]},
            **{"title": text["headline"], "published": at.isoformat(), "published_at": at, "text": body},
            **{"language": "en", "kind": text["kind"], "access": "free", "removed": [], "revisions": 1, "sort_at": at},
            **{"digest": sha256(f"{id_}{body}".encode()).hexdigest(), **moments},
        }
    )
    flags = {"failing_now": text["failing_now"], "standing_inadequate": False, "contested": False}
    rows["annotation"].append(
        {"article_id": id_, "digest": "d", "tagger": "t", "kind": text["kind"], "at": at, **flags}
    )
    rows["story"].append({"id": id_, "title": text["headline"], "lead_id": id_, "sort_at": at, **moments})
    rows["storyarticle"].append({"article_id": id_, "story_id": id_})
    evidence = {"text": body[:80], "start": 0, "end": 80, "field": "text"}
    for slug in text["tags"]:
        probable = {"probability": 0.9, "threshold": 0.5, "by": "model"}
        rows["tagging"].append({"article_id": id_, "slug": slug, "evidence": [evidence], **probable})
    for code in text["subjects"]:
        rows["mention"].append({"article_id": id_, "gss": code, "name": code, "role": "subject", "by": "model"})
    for one in text["inspections"]:
        gss = one["authority_gss"]
        rows["judgement"].append(
            {
                **{"article_id": id_, "gss": gss, "name": gss or "x", "body": one["body"], "area": one["area"]},
                **{"inspectorate": one["inspectorate"], "grade": one["judgement"], "evidence": evidence, "at": at},
                **{
                    "corrected": False,
                    "is_current": one["is_current_news"],
                    "bottom": one["judgement"] == "inadequate",
                },
                "probability": 0.9,
            }
        )
