"""Test sites of a later date than the first rules: faults of theirs were read, and the line classifier learnt from them."""
# ruff: noqa: E501  one pattern, sentence or list a line

from collections.abc import Callable, Iterator
from html import escape

from tests.pages import words
from tests.pages.sector import EACH, Desk, Made, spread

TICKER = (
    "Bridge closed after lorry strikes parapet",
    "Leisure trust in talks over rescue",
    "Headteacher wins national prize",
    "Flood warning lifted in lower valley",
    "Market traders face new pitch fees",
    "Library books overdue by forty years returned",
)
APPEALS = (
    "We are the only newsroom that still sends a reporter to every planning meeting. Without readers’ gifts that would end.",
    "Three in four of our readers give nothing. If you can spare the price of a coffee, please become a supporter today.",
    "It costs us £640 a month to cover the courts. Your donation, however small, keeps a seat warm in the press box.",
)
QUIZ = (
    "Would you pay more council tax for better roads?",
    "Should the town have a mayor?",
    "Do you feel safe in the centre at night?",
)
OPENINGS = (
    ("Independent Reviewing Officer", "Marshgate", "PO4, £47,181 to £50,269"),
    ("Refuse Loader", "Thornbeck", "£24,702"),
    ("Principal Planner (Minerals)", "Wyre and Lune", "Band K plus market supplement"),
    ("Emergency Duty Social Worker", "Castlemoor", "£46,731 plus 20% enhancement"),
)
MAKERS = ("Kestrel Analytics", "Oakapple Housing Systems", "Brightwater Legal", "TownGrid")


def borough_live(d: Desk) -> Made:
    """The story twice, for telephones and for desks, the first hidden; a ticker, a poll, and a bar for an app."""
    copies = d.story_parts("h3")
    app = d.lines("app", "Read this faster in our app", "Open in app", tag="div")
    tick = f"<ul{d.c('tick')}>" + "".join(d.not_story("li", t, href="/t") for t in d.draw.sample(TICKER, 4)) + "</ul>"
    poll = f"<div{d.c('ask')}>{d.not_story('h4', 'Today’s poll')}{d.not_story('p', d.draw.choice(QUIZ))}<label>{d.not_story('span', 'Yes')}</label><label>{d.not_story('span', 'No')}</label>{d.not_story('p', '1,204 votes so far')}</div>"
    small = f"<div{d.c('small')} style='display:none'>{''.join(copies)}</div>"
    large = f"<div{d.c('large')}>{spread(copies, poll)}</div>"
    return d.page(
        d.structured(),
        f"{app}{tick}<article><h1>{escape(d.story.title)}</h1>{small}{large}</article><section>{d.links('more', 'Top stories this hour')}</section>",
    )


def sector_brief(d: Desk) -> Made:
    """A bulletin laid out in tables inside tables, with a sponsor, a job, and a line about the browser."""
    d.made.byline, d.made.published = [d.story.author], None

    def row(inside: str) -> str:
        return f"<tr><td{d.c('cell')}><table width='100%'><tr><td>{inside}</td></tr></table></td></tr>"

    maker = d.draw.choice(MAKERS)
    title, place, pay = d.draw.choice(OPENINGS)
    top = row(d.not_story("p", "Trouble reading this? View it in your browser")) + row(
        f"{d.not_story('p', 'In this issue: budgets, bins and a bishop')}"
    )
    story = row(f"<h2>{escape(d.story.title)}</h2><p>{d.story.author}, {d.story.day}</p>{''.join(d.story_parts('h4'))}")
    paid = row(
        f"{d.not_story('p', f'This issue is supported by {maker}')}{d.not_story('p', f'{maker} works with councils to join up what they know about a household.')}"
    )
    job = row(
        f"{d.not_story('h3', 'Post of the week')}{d.not_story('p', title, href='/j')}{d.not_story('p', f'{place}, {pay}')}"
    )
    foot = row(
        d.not_story(
            "p", "You are getting this because you signed up at an event. Unsubscribe or forward to a colleague."
        )
    )
    return d.page("", f"<table{d.c('outer')}>{top}{story}{paid}{job}{foot}</table>")


def regulator_desk(d: Desk) -> Made:
    """A public body's notice: documents below it, a contact for the press, notes, and who should be told."""
    d.made.byline, d.made.published = [], d.story.stamp
    when = f"<dl{d.c('facts')}><dt>From:</dt><dd>The Inspectorate</dd><dt>Published</dt><dd><time datetime='{d.story.stamp}'>{d.story.day}</time></dd></dl>"
    d.made.may += [
        "From:",
        "The Inspectorate",
        "Published",
        d.story.day,
        "Notes to editors",
        "The Inspectorate visits every council at least once in three years.",
    ]
    notes = (
        "<h2>Notes to editors</h2><ol><li>The Inspectorate visits every council at least once in three years.</li></ol>"
    )
    press = d.lines(
        "press", "Press enquiries", "Call the desk on 01632 960117 at any hour", "press@inspectorate.example"
    )
    files = f"<div{d.c('docs')}>{d.not_story('h2', 'Documents')}{d.not_story('p', 'Letter to the chief executive (PDF, 212 KB, 4 pages)', href='/d.pdf')}{d.not_story('p', 'Request this in another format')}</div>"
    told = d.lines("told", "Get emails about this topic", "Print this notice", "Last checked by a person in spring")
    return d.page(
        "",
        f"<main><h1>{escape(d.story.title)}</h1>{when}<div{d.c('text')}>{''.join(d.story_parts())}{notes}</div>{files}{press}{told}</main>",
    )


def community_voice(d: Desk) -> Made:
    """A small independent title: appeals for money between the paragraphs, a channel to join, its supporters' names."""
    d.made.byline, d.made.published = [d.story.author], d.story.stamp
    give = f"<div{d.c('give')}>{d.not_story('h4', 'Keep us going')}{d.not_story('p', d.draw.choice(APPEALS))}{d.not_story('p', 'Donate', href='/give')}{d.not_story('p', '£3,204 raised of £9,000')}</div>"
    join = (
        f"<div{d.c('join')}>{d.not_story('p', 'We are on WhatsApp! Tap to join 1,200 neighbours in our channel')}</div>"
    )
    life = f"<div{d.c('life')}><img>{d.not_story('p', f'{d.story.author} is a co-founder of Community Voice and sits on no committee.')}</div>"
    thanks = d.lines(
        "thanks",
        "Our supporters this month",
        "Ada, Bashir, the Wednesday knitting circle and 84 others who prefer not to be named",
    )
    near = f"<ul{d.c('near')}>" + "".join(d.not_story("li", t, href="/x") for t in d.draw.sample(TICKER, 3)) + "</ul>"
    by = f"<div{d.c('sig')}><a href='/who'>{d.story.author}</a><time datetime='{d.story.stamp}'>{d.story.day}</time></div>"
    text = spread(d.story_parts("h4"), give, join)
    return d.page(
        d.structured(),
        f"<div{d.c('body')}><h1>{escape(d.story.title)}</h1>{by}<div{d.c('field-body')}>{text}</div>{life}{thanks}{near}</div>",
    )


SITES: tuple[Callable[[Desk], Made], ...] = (borough_live, sector_brief, regulator_desk, community_voice)


def pages(each: int = EACH) -> Iterator[list[Made]]:
    """Every site's pages, each site twice: its classes named, and hashed."""
    for number, build in enumerate(SITES, 60):
        for hashed in (False, True):
            yield [
                build(Desk(build.__name__.replace("_", "-"), story, hashed)) for story in words.stories(each, number)
            ]
