"""Stories: one event, one id, for ever."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from classifier.group import assign
from models.article import Article
from models.authority import Mention
from models.judgement import Judgement
from models.page import Page
from models.source import Source
from models.story import Story, StoryArticle

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
DAY = datetime(2016, 4, 6, 9, tzinfo=UTC)
DUDLEY = "E08000027"
LEAD = (
    "Council cabinet members agreed on Monday night to close three branch libraries in the north "
    "of the borough and sell the buildings, "
    "in spite of a petition signed by more than four thousand residents who said the decision would "
    "leave villages without a meeting place."
)


def _article(
    session: Session,
    number: int,
    title: str,
    text: str,
    at: datetime = DAY,
    gss: str = DUDLEY,
    judged: tuple[str, str, str | None] | None = None,
    dated: bool = True,
) -> int:
    if session.get(Source, "demo") is None:
        session.add(Source(name="demo", title="Demo", home="https://demo.test"))
        session.flush()
    url = f"https://demo.test/{number}"
    page = Page(url=url, fetch_url=url, source="demo", found=NOW)
    session.add(page)
    session.flush()
    article = Article(
        page_id=page.id or 0,
        source="demo",
        url=url,
        canonical_url=url,
        title=title,
        published=at.isoformat() if dated else None,
        published_at=at if dated else None,
        text=text,
        digest=str(number),
        first_seen=NOW,
        updated=NOW,
        sort_at=at if dated else NOW,
    )
    session.add(article)
    session.flush()
    assert article.id is not None
    session.add(Mention(article_id=article.id, gss=gss, name="x", role="subject"))
    if judged:
        inspectorate, area, grade = judged
        session.add(
            Judgement(
                article_id=article.id,
                gss=gss,
                name="x",
                inspectorate=inspectorate,
                area=area,
                grade=grade,
                is_current=True,
                at=NOW,
            )
        )
    session.flush()
    return article.id


def test_two_tellings_of_one_inspection_are_one_story(database: Engine) -> None:
    with Session(database) as session:
        one = _article(
            session, 1, "Borough rated inadequate", "Ofsted has spoken.", judged=("Ofsted", "overall", "inadequate")
        )
        two = _article(
            session,
            2,
            "Children let down",
            "A commissioner comes.",
            DAY + timedelta(days=2),
            judged=("Ofsted", "overall", None),
        )
        found = assign(session, [one, two], NOW)
        assert found[one] == found[two]


def test_different_inspections_of_one_council_are_two_stories(database: Engine) -> None:
    with Session(database) as session:
        one = _article(session, 1, "Dudley rated inadequate", LEAD, judged=("Ofsted", "overall", "inadequate"))
        two = _article(
            session, 2, "Dudley rated inadequate again", LEAD, judged=("Regulator of Social Housing", "consumer", "C3")
        )
        found = assign(session, [one, two], NOW)
        assert found[one] != found[two]


def test_an_inspection_years_later_is_another_story(database: Engine) -> None:
    with Session(database) as session:
        one = _article(
            session, 1, "Dudley inadequate", "Ofsted has spoken.", judged=("Ofsted", "overall", "inadequate")
        )
        two = _article(
            session,
            2,
            "Dudley inadequate",
            "Again.",
            DAY + timedelta(days=900),
            judged=("Ofsted", "overall", "inadequate"),
        )
        found = assign(session, [one, two], NOW)
        assert found[one] != found[two]


def test_an_edited_copy_is_the_same_story_and_other_news_is_not(database: Engine) -> None:
    with Session(database) as session:
        one = _article(session, 1, "Libraries to shut", LEAD)
        two = _article(session, 2, "Three libraries will close", "By our reporter. " + LEAD, DAY + timedelta(days=1))
        three = _article(
            session, 3, "Dog warden retires", "After thirty years with the kennels she hands over her lead and van."
        )
        found = assign(session, [one, two, three], NOW)
        assert found[one] == found[two] != found[three]


def test_a_telling_without_a_date_joins_when_it_quotes_the_same_report(database: Engine) -> None:
    quote = (
        "has not taken sufficiently swift or robust remedial action to ensure that the most vulnerable are protected"
    )
    with Session(database) as session:
        one = _article(
            session,
            1,
            "Inadequate",
            f"The council {quote}, Ofsted says of the town.",
            judged=("Ofsted", "overall", "inadequate"),
        )
        two = _article(
            session,
            2,
            "Cases sent back",
            f"Inspectors referred cases back and wrote that the local authority {quote} from harm by anyone.",
            judged=("Ofsted", "overall", None),
            dated=False,
        )
        found = assign(session, [one, two], NOW)
        assert found[one] == found[two]


def test_ids_are_permanent_when_reports_arrive_later_and_again(database: Engine) -> None:
    with Session(database) as session:
        one = _article(session, 1, "Libraries to shut", LEAD)
        first = assign(session, [one], NOW)[one]
        two = _article(session, 2, "Libraries to shut", LEAD + " More.", DAY + timedelta(days=1))
        assert assign(session, [two], NOW)[two] == first
        assert assign(session, [one, two], NOW) == {one: first, two: first}
        assert len(session.exec(select(StoryArticle)).all()) == 2
        assert len(session.exec(select(Story)).all()) == 1


def test_stories_that_turn_out_to_be_one_point_to_the_older(database: Engine) -> None:
    half = " ".join(LEAD.split()[:24])
    other = (
        "Campaigners filled the gallery on Monday and sang while the vote was taken by a show of hands "
        "in silence from the other side of the room."
    )
    with Session(database) as session:
        one = _article(session, 1, "Branch cuts", half)
        two = _article(session, 2, "Singing in the gallery", other)
        before = assign(session, [one, two], NOW)
        assert before[one] != before[two]
        bridge = _article(session, 3, "Branches and songs", f"{half} {other}")
        assign(session, [bridge], NOW)
        older, younger = sorted(before.values())
        gone = session.get(Story, younger)
        assert gone is not None and gone.merged_into == older
        links = session.exec(select(StoryArticle).where(col(StoryArticle.story_id) == older)).all()
        assert len(links) == 3


def test_no_articles_make_no_stories(database: Engine) -> None:
    with Session(database) as session:
        assert assign(session, [], NOW) == {}
