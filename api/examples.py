"""One worked example for every shape: the Dudley inspection of April 2016."""

from typing import Any

EVIDENCE = {"text": "The overall judgement is inadequate.", "start": 412, "end": 448, "field": "text"}
TAG = {
    "tag": "inspection/ofsted-inadequate",
    "title": "Ofsted failures",
    "probability": 0.98,
    "threshold": 0.62,
    "evidence": [EVIDENCE],
    "by": "model",
}
AUTHORITY = {
    "gss": "E08000027",
    "name": "Dudley Metropolitan Borough Council",
    "short_name": "Dudley",
    "type": "metropolitan district",
    "nation": "England",
    "region": "West Midlands",
    "current": True,
}
NAMED = {"gss": "E08000027", "name": "Dudley Metropolitan Borough Council", "role": "subject"}
JUDGEMENT = {
    "id": 1,
    "authority": {"gss": "E08000027", "name": "Dudley Metropolitan Borough Council"},
    "body": "council",
    "inspectorate": "Ofsted",
    "framework": "SIF",
    "area": "overall",
    "grade": "inadequate",
    "previous_grade": None,
    "direction": None,
    "inspection_start": None,
    "inspection_end": None,
    "publication_date": "2016-04-05",
    "is_current": True,
    "bottom": True,
    "evidence": EVIDENCE,
    "probability": 0.97,
}
ARTICLE = {
    "id": 1,
    "url": "https://news.example/dudley",
    "canonical_url": "https://news.example/dudley",
    "title": "Dudley: inspection of services for children",
    "byline": [],
    "published": "2016-04-05T10:00:00+01:00",
    "modified": None,
    "published_from": "json-ld",
    "first_seen": "2026-11-22T06:00:00Z",
    "updated": "2026-11-22T06:00:00Z",
    "source": "public-inspection-notices",
    "source_title": "Public Inspection Notices",
    "language": "en",
    "kind": "press-release",
    "access": "free",
    "story": 1,
    "failing_now": True,
    "excerpt": "Services are judged inadequate overall. Inspectors found failures that are serious…",
    "text": None,
    "tags": [TAG],
    "judgements": [JUDGEMENT],
    "authorities": [NAMED],
}
TOLD = {key: ARTICLE[key] for key in ("id", "title", "url", "source", "published", "first_seen")}
STORY = {
    "id": 1,
    "title": ARTICLE["title"],
    "first_seen": "2026-11-22T06:00:00Z",
    "updated": "2026-11-22T06:00:00Z",
    "sources": ["public-inspection-notices"],
    "tags": [{key: TAG[key] for key in ("tag", "title", "probability")}],
    "authorities": [NAMED],
    "judgements": [JUDGEMENT],
    "articles": [ARTICLE],
}
OUTCOME = {
    "inspectorate": "Ofsted",
    "framework": "SIF",
    "inspection_start": "2016-01-12",
    "inspection_end": "2016-02-04",
    "publication_date": "2016-04-05",
    "grades": {"overall": "inadequate"},
    "previous_grade": None,
    "report_url": "https://reports.ofsted.gov.uk/",
}
EVENT = {
    "id": "E08000027/ofsted/1",
    "authority": JUDGEMENT["authority"],
    "region": "West Midlands",
    "nation": "England",
    "inspectorate": "Ofsted",
    "grades": {"overall": "inadequate"},
    "previous_grade": None,
    "direction": None,
    "published": "2016-04-05T09:00:00Z",
    "first_seen": "2026-11-22T06:00:00Z",
    "evidence": {**EVIDENCE, "article": 1},
    "report_url": None,
    "register": {"status": "not yet in the register"},
    "story": 1,
    "articles": [{"id": 1, "title": ARTICLE["title"], "url": ARTICLE["url"], "source": "x", "grade": "inadequate"}],
}
RSS = '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>Councilwire</title>…</channel></rss>'
ATOM = '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><title>Councilwire</title>…</feed>'

EXAMPLES: dict[str, Any] = {
    "ArticleView": ARTICLE,
    "ArticlesView": {"items": [ARTICLE], "next": None},
    "StoryView": STORY,
    "StoriesView": {"items": [STORY], "next": None},
    "ToldJudgementView": {**JUDGEMENT, "article": TOLD, "story": 1},
    "JudgementsView": {"items": [{**JUDGEMENT, "article": TOLD, "story": 1}], "next": None},
    "EventsView": {"items": [EVENT], "next": None},
    "AuthoritiesView": {"items": [AUTHORITY], "next": None},
    "AuthorityDetailView": {
        **AUTHORITY,
        "aliases": ["Dudley Council"],
        "start": "1974-04-01",
        "end": None,
        "successor": None,
        "successors": [],
        "latest": [OUTCOME],
        "timeline": [
            {
                "date": "2016-04-05",
                "date_from": "register",
                "what": "outcome",
                "inspectorate": "Ofsted",
                "grades": {"overall": "inadequate"},
                "articles": [TOLD],
            }
        ],
        "neighbours": [{"gss": "E08000030", "name": "Walsall Metropolitan Borough Council", "latest": [OUTCOME]}],
    },
    "TagsView": {
        "items": [
            {"tag": "send", "title": "Special needs", "about": "Plans, deficits, …", "iptc": None, "articles": 7}
        ],
        "next": None,
    },
    "SourcesView": {
        "items": [
            {
                "name": "ofsted",
                "title": "Ofsted",
                "home": "https://www.gov.uk/government/organisations/ofsted",
                "kind": "regulator",
                "nation": "England",
                "licence": "OGL-UK-3.0",
                "access": "free",
                "state": "healthy",
                "last_success": "2026-11-22T06:00:00Z",
                "last_error": None,
                "weekly": 5,
                "articles": 120,
                "last_week": 6,
                "verified": True,
            }
        ],
        "next": None,
    },
    "SourceHealthView": {
        "name": "ofsted",
        "state": "healthy",
        "reason": "",
        "last_success": "2026-11-22T06:00:00Z",
        "expected": 5,
        "week": 6,
        "articles": 120,
        "error_rate": 0.02,
        "robots": [
            {
                "origin": "https://www.gov.uk",
                "status": 200,
                "read": "2026-11-22T05:59:00Z",
                "decision": "rules",
            }
        ],
        "layout": None,
        "channels": [
            {
                "url": "https://www.gov.uk/government/organisations/ofsted.atom",
                "kind": "feed",
                "last_success": "2026-11-22T06:00:00Z",
                "last_error": None,
                "errors": 0,
                "due": "2026-11-22T07:00:00Z",
                "interval": 3600.0,
                "retired": False,
            }
        ],
    },
    "SourceChangesView": {
        "items": [
            {
                "id": 7,
                "source": "ofsted",
                "title": "Ofsted",
                "state": "quiet",
                "reason": "1 of the 5 articles expected in a week",
                "at": "2026-11-22T06:00:00Z",
            }
        ],
        "next": None,
    },
    "SeriesView": {
        "items": [{"start": "2026-11-16", "value": "send", "count": 3}],
        "next": None,
        "group": "tag",
        "interval": "week",
    },
    "Reading": {
        "id": None,
        "kind": "news",
        "tags": [{key: TAG[key] for key in ("tag", "probability", "threshold", "evidence", "by")}],
        "judgements": [{key: value for key, value in JUDGEMENT.items() if key != "id"}],
        "authorities": [NAMED],
        "failing_now": True,
        "standing_inadequate": False,
        "contested": False,
    },
    "DumpsView": {
        "items": [
            {
                "name": "mentions",
                "about": "Every authority in every article.",
                "url": "https://wire.example/v1/dumps/mentions.parquet",
                "columns": [{"name": "gss", "kind": "text", "about": "GSS code of the authority"}],
            }
        ],
        "next": None,
    },
    "HealthView": {"status": "ok"},
    "ReadyView": {
        "status": "ready",
        "database": "ok",
        "tagger": "1f0c9e2b7a44",
        "last_crawl": "2026-11-22T06:00:00Z",
        "last_crawl_seconds": 310.5,
        "articles": 120,
    },
    "text/csv": "id,title\r\n1,Dudley: inspection of services for children\r\n",
    "application/x-ndjson": '{"id": 1, "title": "Dudley: inspection of services for children"}\n',
    "application/rss+xml": RSS,
    "application/atom+xml": ATOM,
    "application/feed+json": '{"version": "https://jsonfeed.org/version/1.1", "title": "Councilwire", "items": []}',
}


def example(name: str) -> Any:
    """The example of a shape or media type, if it has one."""
    return EXAMPLES.get(name)
