"""Fills databases through the models: articles of a test's own, or the demo newsroom as it should come out."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from sqlalchemy import Engine
from sqlmodel import Session

from classifier.tag import tags as taxonomy
from demo.content import SITES, articles
from demo.content import Article as Written
from models.article import Article
from models.authority import Authority, Mention
from models.judgement import Judgement
from models.page import Page
from models.source import Crawl, Source
from models.story import Story, StoryArticle
from models.tag import Annotation, Tag, Tagging

ARRIVED = datetime(2026, 11, 22, 6, tzinfo=UTC)
BOTTOM = {"inadequate", "C3", "C4", "outcome 3"}
COUNCILS = {
    "E08000027": ("Dudley Metropolitan Borough Council", "Dudley", "West Midlands"),
    "E08000025": ("Birmingham City Council", "Birmingham", "West Midlands"),
    "E08000009": ("Trafford Metropolitan Borough Council", "Trafford", "North West"),
    "E06000026": ("Plymouth City Council", "Plymouth", "South West"),
    "E10000012": ("Essex County Council", "Essex", "East of England"),
    "W06000001": ("Isle of Anglesey County Council", "Ynys Môn", ""),
}


@dataclass
class Filler:
    """Writes rows as crawler and classifier would."""

    session: Session
    number: int = 0
    stories: int = 0

    def start(self) -> None:
        for tag in taxonomy():
            self.session.add(Tag(slug=tag.slug, title=tag.title, about=tag.about, iptc=tag.iptc))
        for gss, (name, short, region) in COUNCILS.items():
            nation = {"E": "England", "W": "Wales"}[gss[0]]
            self.session.add(
                Authority(gss=gss, name=name, short_name=short, type="council", nation=nation, region=region)
            )
        self.session.add(Crawl(started=ARRIVED, finished=ARRIVED + timedelta(minutes=1), ok=True))

    def source(self, name: str, licence: str = "all rights reserved") -> None:
        home = f"https://{name}.example/"
        self.session.add(
            Source(name=name, title=name.replace("-", " ").title(), home=home, licence=licence, state="healthy")
        )
        self.session.flush()

    def article(
        self,
        source: str,
        title: str,
        text: str,
        published: datetime | None = None,
        tags: tuple[str, ...] = (),
        story: int | None = None,
        kind: str = "news",
        failing: bool = False,
        byline: tuple[str, ...] = (),
    ) -> Article:
        """One article with its tags, in a story of its own unless one is named. Evidence is its first sentence."""
        self.number += 1
        url = f"https://{source}.example/{self.number}"
        page = Page(url=url, fetch_url=url, source=source, state="extracted", found=ARRIVED)
        self.session.add(page)
        self.session.flush()
        made = Article(
            page_id=page.id or 0,
            source=source,
            url=url,
            canonical_url=url,
            title=title,
            byline=list(byline),
            published=published.isoformat() if published else None,
            published_at=published,
            published_from="json-ld" if published else None,
            text=text,
            language="en",
            removed=[{"why": "jobs", "text": "Head of Service, £70,000"}],
            digest=sha256(f"{title}\n{text}".encode()).hexdigest(),
            first_seen=ARRIVED,
            updated=ARRIVED,
            sort_at=published or ARRIVED,
        )
        self.session.add(made)
        self.session.flush()
        id_ = made.id or 0
        evidence = self.evidence(text)
        for tag in tags:
            self.session.add(Tagging(article_id=id_, slug=tag, probability=0.9, threshold=0.5, evidence=[evidence]))
        self.session.add(
            Annotation(article_id=id_, digest=made.digest, tagger="t1", kind=kind, failing_now=failing, at=ARRIVED)
        )
        if story is None:
            told = Story(title=title, lead_id=id_, first_seen=ARRIVED, sort_at=made.sort_at, updated=ARRIVED)
            self.session.add(told)
            self.session.flush()
            story = told.id
        self.session.add(StoryArticle(article_id=id_, story_id=story or 0))
        self.session.flush()
        return made

    @staticmethod
    def evidence(text: str) -> dict[str, object]:
        sentence = text.split("\n")[0].split(". ")[0]
        return {"text": sentence, "start": 0, "end": len(sentence), "field": "text"}

    def judged(self, article: Article, gss: str, grade: str | None, **more: object) -> Judgement:
        """A judgement on an article, and the mention that goes with it."""
        name = self.council(gss)
        if self.session.get(Mention, (article.id, gss)) is None:
            self.session.add(Mention(article_id=article.id or 0, gss=gss, name=name, role="subject"))
        values: dict[str, object] = {
            "inspectorate": "Ofsted",
            "area": "overall",
            "is_current": True,
            "bottom": grade in BOTTOM,
            "evidence": self.evidence(article.text),
            "probability": 0.95,
            "at": ARRIVED,
        }
        made = Judgement(article_id=article.id or 0, gss=gss, name=name, grade=grade, **{**values, **more})
        self.session.add(made)
        self.session.flush()
        return made

    def council(self, gss: str) -> str:
        if self.session.get(Authority, gss) is None:
            nation = {"E": "England", "W": "Wales", "S": "Scotland", "N": "Northern Ireland"}[gss[0]]
            self.session.add(
                Authority(gss=gss, name=f"Council {gss}", short_name=gss, type="council", nation=nation, region=nation)
            )
            self.session.flush()
        found = self.session.get(Authority, gss)
        return found.name if found else gss


def fill(engine: Engine) -> None:
    """The demo newsroom as a perfect classifier would leave it."""
    with Session(engine, expire_on_commit=False) as session:
        filler = Filler(session)
        filler.start()
        for site in SITES:
            filler.source(site, "OGL-UK-3.0" if site == "public-inspection-notices" else "all rights reserved")
        stories: dict[str, list[tuple[datetime, int]]] = {}
        written = [one for site in SITES for one in articles(site, 2) if one.expect.stored]
        for one in sorted(written, key=lambda one: (one.day, one.key)):
            _store(filler, one, stories)
        session.commit()


def _store(filler: Filler, one: Written, stories: dict[str, list[tuple[datetime, int]]]) -> None:
    day = datetime.combine(one.day, datetime.min.time(), UTC)
    now = [judged for judged in one.expect.judgements if judged.is_current and judged.gss]
    held = next((s for j in now for d, s in stories.get(str(j.gss), []) if abs(d - day) < timedelta(days=14)), None)
    text = "\n\n".join(block.plain for block in one.blocks) or one.teaser
    made = filler.article(
        one.site, one.title, text, one.published, one.expect.tags, held, one.kind, one.expect.failing_now, one.byline
    )
    for judged in one.expect.judgements:
        if judged.gss:
            filler.judged(
                made,
                judged.gss,
                judged.grade,
                inspectorate=judged.inspectorate,
                area=judged.area,
                is_current=judged.is_current,
            )
    for gss in one.expect.subjects:
        if filler.session.get(Mention, (made.id, gss)) is None:
            name = filler.council(gss)
            filler.session.add(Mention(article_id=made.id or 0, gss=gss, name=name, role="subject"))
    place = filler.session.get(StoryArticle, made.id)
    for judged in now:
        stories.setdefault(str(judged.gss), []).append((day, place.story_id if place else 0))
