"""Articles, stories, judgements and events → entries of a feed."""

from datetime import UTC, datetime, timedelta
from html import escape

from api.assemble import View, day, moment, quoted
from api.events import Event
from api.feeds import Entry, clean, uri, web
from models.settings import Settings

WEB = datetime(1990, 1, 1, tzinfo=UTC)
AREAS = {
    "overall": "Overall",
    "leaders": "Impact of leaders",
    "help-and-protection": "Help and protection",
    "in-care": "Children in care",
    "care-leavers": "Care leavers",
    "area-send": "Area SEND",
}
DIRECTIONS = {"up": "better than before", "down": "worse than before", "same": "as before"}


def permanent(settings: Settings, what: str) -> str:
    """A `tag:` id (RFC 4151), which survives edits and host moves."""
    return f"tag:{settings.feed_authority},2026:{what}"


def area_name(area: str) -> str:
    """An area as a reader calls it."""
    return AREAS.get(area, area.replace("-", " ").capitalize())


def _moment(told: str | None) -> datetime:
    return datetime.fromisoformat(told) if told else datetime.now(UTC)


def article(view: View, settings: Settings, base: str) -> Entry:
    """An article as its publisher's headline, an excerpt, the sentences that carry its tags, and a link."""
    quotes = _quotes(view)
    html = f"<p>{escape(view['excerpt'])}</p>" + "".join(
        f"<blockquote>{escape(quote)}</blockquote>" for quote in quotes
    )
    if view["judgements"]:
        html += "<ul>" + "".join(f"<li>{escape(sentence(one))}</li>" for one in view["judgements"]) + "</ul>"
    html += _link(view["url"], f"Read it at {view['source_title']}")
    return Entry(
        id=permanent(settings, f"article/{view['id']}"),
        number=view["id"],
        url=view["url"],
        title=view["title"] or "Untitled",
        html=html,
        summary=view["excerpt"],
        published=_when(view["published"], view["first_seen"], view["updated"]),
        updated=_moment(view["updated"]),
        authors=[name for name in view["byline"] if clean(name).strip()],
        categories=[(tag["tag"], tag["title"]) for tag in view["tags"]],
        source=(view["source_title"], view["url"]),
        language=view["language"],
        related=f"{base}/articles/{view['id']}",
        data={key: view[key] for key in ("id", "source", "kind", "story", "judgements", "authorities", "first_seen")},
    )


def _when(published: str | None, first_seen: str, updated: str) -> datetime:
    """When an article was published; first seen where its page does not say, or says what cannot be: a day before
    there was a web, or one after we read it."""
    seen = _moment(first_seen)
    try:
        told = datetime.fromisoformat(published or first_seen)
    except ValueError:
        return seen
    told = told if told.tzinfo else told.replace(tzinfo=UTC)
    return told if WEB <= told <= _moment(updated) + timedelta(days=1) else seen


def _quotes(view: View) -> list[str]:
    """The evidence, each sentence once, of the likeliest results."""
    found = [one["evidence"]["text"] for one in view["judgements"] if one.get("evidence")]
    found += [evidence["text"] for tag in view["tags"][:3] for evidence in tag["evidence"][:1]]
    return [quote for quote in dict.fromkeys(found) if quote not in view["excerpt"]][:3]


def sentence(one: View) -> str:
    """A judgement in one line."""
    grade = one["grade"] or "grade not stated"
    before = f", before: {one['previous_grade']}" if one["previous_grade"] else ""
    now = "" if one["is_current"] else " (background)"
    return f"{one['authority']['name']}: {area_name(one['area'])}: {grade}{before}; {one['inspectorate']}{now}"


def _link(url: str, words: str) -> str:
    return f'<p><a href="{escape(uri(url))}">{escape(words)}</a></p>' if web(url) else ""


def _told(links: list[tuple[str, str, str]]) -> str:
    """Articles as list items: address, headline, source."""
    return "".join(
        f'<li><a href="{escape(uri(url))}">{escape(title)}</a> ({escape(source)})</li>' for url, title, source in links
    )


def story(view: View, settings: Settings, base: str) -> Entry:
    """A story as its lead, with links to everybody who tells it."""
    lead = view["articles"][0]
    told = _told([(one["url"], one["title"], one["source_title"]) for one in view["articles"]])
    judged = "".join(f"<li>{escape(sentence(one))}</li>" for one in view["judgements"])
    html = f"<p>{escape(lead['excerpt'])}</p>" + (f"<ul>{judged}</ul>" if judged else "") + f"<ul>{told}</ul>"
    return Entry(
        id=permanent(settings, f"story/{view['id']}"),
        number=view["id"],
        url=f"{base}/stories/{view['id']}",
        title=view["title"] or lead["title"] or "Untitled",
        html=html,
        summary=lead["excerpt"],
        published=_moment(view["first_seen"]),
        updated=_moment(view["updated"]),
        categories=[(tag["tag"], tag["title"]) for tag in view["tags"]],
        related=lead["url"],
        data={key: view[key] for key in ("id", "judgements", "authorities", "sources")},
    )


def judgement(view: View, settings: Settings, base: str) -> Entry:
    """One judgement as one article tells it."""
    told = view["article"]
    evidence = view["evidence"]["text"] if view["evidence"] else ""
    html = f"<p>{escape(sentence(view))}</p>" + (f"<blockquote>{escape(evidence)}</blockquote>" if evidence else "")
    when = _when(told["published"], told["first_seen"], told["first_seen"])
    return Entry(
        id=permanent(settings, f"judgement/{view['id']}"),
        number=view["id"],
        url=told["url"],
        title=sentence(view),
        html=html + _link(told["url"], told["title"]),
        summary=evidence or sentence(view),
        published=when,
        updated=_moment(told["first_seen"]),
        related=f"{base}/articles/{told['id']}",
        data=view,
    )


def headline(event: Event) -> str:
    """Who was judged what by whom, in one line."""
    worst = event.grades.get("overall") or event.lead.grade or ""
    failed = [area_name(area).lower() for area, grade in event.grades.items() if grade == worst and area != "overall"]
    where = "" if "overall" in event.grades or not failed else f" for {' and '.join(failed)}"
    return f"{event.name} judged {worst}{where} by {event.lead.inspectorate}"


def event(told: Event, settings: Settings, base: str, titles: dict[str, str]) -> Entry:
    """An event: council, areas, grades, what was before, the sentence that says so, the report, who else tells it."""
    lead = told.lead
    quote = str(quoted(told.telling.evidence).get("text", ""))
    grades = "".join(f"<li>{escape(area_name(area))}: {escape(grade)}</li>" for area, grade in told.grades.items())
    html = f"<p>{escape(headline(told))}.</p>" + (f"<ul>{grades}</ul>" if grades else "")
    if told.previous:
        direction = f" ({DIRECTIONS[told.direction]})" if told.direction in DIRECTIONS else ""
        html += f"<p>Before: {escape(told.previous)}{direction}</p>"
    if quote:
        html += f"<blockquote>{escape(quote)}</blockquote>"
    html += _link(lead.url, f"{lead.title} ({titles.get(lead.source, lead.source)})")
    report = told.outcome.report_url if told.outcome else None
    html += _link(report, "The official report") if report else ""
    others = [one for one in told.articles if one.article != lead.article]
    if others:
        links = _told([(one.url, one.title, titles.get(one.source, one.source)) for one in others])
        html += f"<p>Also told by</p><ul>{links}</ul>"
    return Entry(
        id=permanent(settings, f"event/{told.key}"),
        number=told.first,
        url=lead.url,
        title=headline(told),
        html=html,
        summary=clean(quote or headline(told)),
        published=told.told if WEB <= told.told <= told.updated + timedelta(days=1) else told.first_seen,
        updated=told.updated,
        categories=[("inspection/ofsted-inadequate", "Ofsted failures")] if lead.inspectorate == "Ofsted" else [],
        source=(titles.get(lead.source, lead.source), lead.url),
        related=f"{base}/authorities/{lead.gss}",
        data=event_view(told),
    )


def event_view(told: Event) -> View:
    """An event as JSON and tables show it."""
    lead, best, outcome = told.lead, told.telling, told.outcome
    return {
        "id": told.key,
        "authority": {"gss": lead.gss, "name": told.name},
        "region": told.council.region if told.council else None,
        "nation": told.council.nation if told.council else None,
        "inspectorate": lead.inspectorate,
        "grades": told.grades,
        "previous_grade": told.previous,
        "direction": told.direction,
        "published": moment(told.told),
        "first_seen": moment(told.first_seen),
        "evidence": {**quoted(best.evidence), "article": best.article} if best.evidence else None,
        "report_url": outcome.report_url if outcome else None,
        "register": _register(told),
        "story": lead.story,
        "articles": [
            {"id": one.article, "title": one.title, "url": one.url, "source": one.source, "grade": one.grade}
            for one in told.articles
        ],
    }


def _register(told: Event) -> View:
    """How the official register and the news meet: agree, disagree, or not yet in it; days the news was ahead."""
    if told.outcome is None or told.outcome.publication_date is None:
        return {"status": "not yet in the register"}
    official = {area: str(grade).lower() for area, grade in told.outcome.grades.items()}
    same = [official[area] == grade.lower() for area, grade in told.grades.items() if area in official]
    return {
        "status": "agree" if all(same) else "disagree",
        "published": day(told.outcome.publication_date),
        "lead_days": (told.outcome.publication_date - told.told.date()).days,
        "grades": told.outcome.grades,
    }


def change(view: View, settings: Settings, base: str) -> Entry:
    """A change of a source's state."""
    title = f"{view['title']}: {view['state']}"
    return Entry(
        id=permanent(settings, f"source-state/{view['id']}"),
        number=view["id"],
        url=f"{base}/sources#{view['source']}",
        title=title,
        html=f"<p>{escape(view['reason'] or title)}</p>",
        summary=view["reason"] or title,
        published=_moment(view["at"]),
        updated=_moment(view["at"]),
        data=view,
    )
