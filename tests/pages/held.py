"""Test sites that are only ever measured: no rule may be written after a look at what comes out of them."""
# ruff: noqa: E501  one pattern, sentence or list a line

from collections.abc import Callable, Iterator
from html import escape

from tests.pages import tales
from tests.pages.sector import EACH, Desk, Made, spread

ITEMS = (
    "Consultation on new speed limits closes on Friday",
    "Lord-Lieutenant honours flood volunteers",
    "Library app passes 10,000 loans",
    "Winter fuel: who can get help",
    "Trading standards seize fake toys",
    "Changes to parking in Priory Street",
    "Tourist tax: the case for and against",
)
WANTED = (
    ("Policy Adviser (Elections)", "Aldersyke", "£38,626 to £41,511"),
    ("Social Worker – Long Term Team", "Carrick Moor", "Grade 9, £37,938 plus £5,000 welcome payment"),
    ("Head Gardener", "Holmestead Town Council", "SCP 23-25"),
    ("Assistant Director, Waste", "Bramwith", "£89,400"),
)
BACKERS = ("Corvane", "Tilney Software", "Harrow & Finch LLP", "Greenloop")


def county_bulletin(d: Desk) -> Made:
    """A bulletin sent by e-mail and put on the web: rules between its parts, sharing, preferences, a postal address."""
    d.made.byline, d.made.published = [], None
    top = d.lines(
        "pre", "Having trouble viewing this email? View it as a web page", "Bringing you news from your county council"
    )
    share = f"<table><tr><td>{d.not_story('a', 'Share Bulletin')}</td></tr></table>"
    more = "".join(
        f"<hr><div{d.c('item')}>{d.not_story('h3', t)}{d.not_story('p', 'Find out what is planned and how to take part.')}{d.not_story('p', 'More details on our website', href='/x')}</div>"
        for t in d.draw.sample(ITEMS, 3)
    )
    foot = d.lines(
        "gd",
        "You are subscribed to News from the County Council. This information has recently been updated.",
        "Update your subscriptions, modify your password or email address, or stop subscriptions at any time on your Subscriber Preferences Page.",
        "This service is provided to you at no charge by the County Council.",
        "County Hall, Castle Street",
    )
    text = "".join(d.story_parts("h3"))
    return d.page(
        "",
        f"<div{d.c('w')}>{top}{share}<div{d.c('b')}><h1>{escape(d.story.title)}</h1><p>{d.story.day}</p>{text}</div>{more}{foot}</div>",
    )


def branch_news(d: Desk) -> Made:
    """A union's site: membership boxes, an action to take, files to download, who to ask, campaigns."""
    d.made.byline, d.made.published = [], d.story.stamp
    join = d.lines(
        "jn",
        "Not a member yet?",
        "Join a union that fights for you. It takes five minutes and costs less than a coffee a week.",
        "Join today",
    )
    act = f"<div{d.c('act')}>{d.not_story('h3', 'Take action')}{d.not_story('p', 'Write to your MP and ask them to back fair funding for councils.')}{d.not_story('p', 'Send the letter', href='/act')}</div>"
    files = f"<div{d.c('fl')}>{d.not_story('h3', 'Downloads')}<ul>{d.not_story('li', 'Campaign poster (PDF, 1.2MB)', href='/p')}{d.not_story('li', 'Model motion for councillors (Word)', href='/m')}</ul></div>"
    ask = d.lines(
        "ask", "Press contact", "Out of hours, please ring the duty officer on 01632 960 871", "media@union.example"
    )
    moved = d.lines(
        "mv", "Changed jobs or moved house?", "Keep your membership details up to date so that you can vote in ballots."
    )
    camps = (
        f"<ul{d.c('cp')}>"
        + "".join(
            d.not_story("li", t, href="/c") for t in ("Fair pay now", "Save our services", "Care is not a commodity")
        )
        + "</ul>"
    )
    when = f"<p{d.c('dt')}><time datetime='{d.story.stamp}'>{d.story.day}</time></p>"
    text = spread(d.story_parts(), join, act)
    return d.page(
        "",
        f"<main{d.c('m')}><h1>{escape(d.story.title)}</h1>{when}<div{d.c('rt')}>{text}</div>{files}{ask}{moved}{camps}</main>",
    )


def judgement_board(d: Desk) -> Made:
    """A regulator's page in tables: facts of the provider, grades that are the story, documents, earlier visits, a rating key."""
    d.made.byline, d.made.published = [], d.story.stamp
    toc = (
        f"<nav{d.c('toc')}>{d.not_story('h2', 'Contents')}<ol>"
        + "".join(d.not_story("li", t, href="#a") for t in ("Summary", "Judgements", "Documents"))
        + "</ol></nav>"
    )
    rows = (
        ("Area", "Grade"),
        ("Governance", f"G{d.draw.randrange(1, 5)}"),
        ("Safety and quality", f"C{d.draw.randrange(1, 5)}"),
    )
    grades = (
        "<table>" + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows) + "</table>"
    )
    d.made.must += [" | ".join(row) for row in rows]
    d.made.may += [
        "Provider",
        d.story.place,
        "Reference",
        "L0917",
        "Published",
        d.story.day,
        f"Provider | {d.story.place}",
        "Reference | L0917",
        f"Published | {d.story.day}",
    ]
    facts = f"<table{d.c('facts')}><tr><th>Provider</th><td>{d.story.place}</td></tr><tr><th>Reference</th><td>L0917</td></tr><tr><th>Published</th><td><time datetime='{d.story.stamp}'>{d.story.day}</time></td></tr></table>"
    files = f"<table{d.c('docs')}><tr>{d.not_story('th', 'Document')}{d.not_story('th', 'Size')}</tr>" + "".join(
        f"<tr><td><a href='/d{n}.pdf'>{t}</a></td><td>{n}12 KB</td></tr>"
        for n, t in enumerate(("Judgement letter", "Accessible version"), 1)
    )
    d.made.never += ["Document | Size", "Judgement letter | 112 KB", "Accessible version | 212 KB"]
    key = d.lines("key", "What our grades mean", "Read the guide to how we grade landlords", tag="div")
    mail = d.lines(
        "mail",
        "Stay in the know: email alerts for this landlord",
        "Print or save this page",
        "Page last reviewed 2 July 2025",
    )
    parts = d.story_parts()
    text = "".join([*parts[:4], grades, *parts[4:]])
    return d.page(
        "",
        f"<main>{toc}<h1>{escape(d.story.title)}</h1>{facts}<div{d.c('gv')}>{text}</div>{files}</table>{key}{mail}</main>",
    )


def tank_review(d: Desk) -> Made:
    """A think tank's blog: key points, a pulled quote that repeats the text, an author's life, how to cite, events, donations."""
    d.made.byline, d.made.published = [d.story.author], d.story.stamp
    pull = next((text for kind, text in d.story.blocks[2:] if kind == "paragraph" and len(text) > 60), "")
    d.made.may.append(pull)
    pulled = f"<aside{d.c('pq')}><p>{escape(pull)}</p></aside>"
    who = f"<div{d.c('au')}>{d.not_story('h3', d.story.author)}{d.not_story('p', f'{d.story.author} is a senior fellow who leads our work on local finance, and was a treasurer for twelve years.')}{d.not_story('a', 'Read more by this author')}</div>"
    cite = d.lines(
        "ct", "Cite this piece", f"{d.story.author} (2025), {d.story.title}, Foundation for Local Futures, London."
    )
    meet = f"<div{d.c('ev')}>{d.not_story('h3', 'Coming up')}{d.not_story('h4', 'Breakfast seminar: who pays for care?', href='/e')}{d.not_story('p', '9 October, Leeds and online. Free, but places are limited.')}</div>"
    give = d.lines(
        "gv",
        "Support our research",
        "We are a charity and take no money from parties. Your gift keeps our work free to read.",
    )
    pubs = (
        f"<div{d.c('pb')}>{d.not_story('h3', 'Latest publications')}"
        + "".join(
            f"<div>{d.not_story('h4', t, href='/p')}{d.not_story('p', 'Report, 48 pages')}</div>"
            for t in d.draw.sample(ITEMS, 2)
        )
        + "</div>"
    )
    text = spread(d.story_parts("h2"), "", pulled, meet)
    top = f"<p{d.c('ty')}>{d.not_story('span', 'Long read')}</p><h1>{escape(d.story.title)}</h1>"
    return d.page(d.structured(), f"<div{d.c('pg')}>{top}<div{d.c('bo')}>{text}</div>{who}{cite}{give}{pubs}</div>")


def metro_minutes(d: Desk) -> Made:
    """A free daily's mobile page: promotions styled as the text itself, a bookmark, a podcast, a shop, affiliates, jobs as a list."""
    d.made.byline, d.made.published = [d.story.author], d.story.stamp
    backer = d.draw.choice(BACKERS)
    inline = f"<p><em>{d.not_story('span', 'Want more stories like this? Our free app has them first.')}</em></p>"
    also = f"<p><b>{d.not_story('a', d.draw.choice(ITEMS))}</b></p>".replace("<a>", "<a href='/n'>")
    paid = f"<div{d.c('pd')}>{d.not_story('p', 'Paid for by ' + backer)}{d.not_story('h4', f'{backer}: three ways to cut your call times')}{d.not_story('p', f'See how {backer} did it for a district of 90,000 homes.')}</div>"
    pod = f"<div{d.c('po')}>{d.not_story('p', 'The Minute: our daily podcast')}{d.not_story('p', 'Episode 412: the mayor who cycles')}{d.not_story('p', 'Apple Podcasts · Spotify')}</div>"
    jobs = (
        f"<div{d.c('jb')}>{d.not_story('h3', 'Hiring near you')}<ul>"
        + "".join(d.not_story("li", f"{t}, {where}, {pay}", href="/j") for t, where, pay in d.draw.sample(WANTED, 3))
        + "</ul></div>"
    )
    shop = d.lines("sh", "From our shop", "The Metro tea towel, £9.50 with free delivery")
    get = f"<p>{d.not_story('i', 'Get in touch with our news team by emailing us at desk@metro.example. For more stories like this, check our news page.')}</p>"
    by = f"<div{d.c('b')}><span>{d.story.author}</span><time datetime='{d.story.stamp}'>Published {d.story.day}</time></div>"
    text = spread(d.story_parts("h3"), inline, also, paid, pod)
    return d.page(
        d.structured(),
        f"<div{d.c('mm')}><h1>{escape(d.story.title)}</h1>{by}<div{d.c('tx')}>{text}{get}</div>{jobs}{shop}</div>",
    )


def parish_pump(d: Desk) -> Made:
    """A page from an old editor: font elements, line breaks, images as rules, a visitor count and a web ring."""
    d.made.byline, d.made.published = [d.story.author], None
    blocks = [(kind, text) for kind, text in d.story.blocks if kind in ("paragraph", "quote")]
    d.made.must += [text for _, text in blocks]
    text = "<br>&nbsp;<br>".join(f"<font face='Arial' size=2>{escape(text)}</font>" for _, text in blocks)
    left = "<br>".join(
        f"<a href='/p'><font size=1>{d.not_story('span', t)}</font></a>"
        for t in ("Parish council", "Village hall", "Walks", "What’s on", "Small ads")
    )
    ads = f"<center><font color=red>{d.not_story('b', 'Logs for sale, seasoned ash, £90 a load, ring Dai')}</font></center>"
    foot = f"<center><font size=1>{d.not_story('i', 'You are visitor number 41,203')}<br>{d.not_story('i', 'Best viewed at 800 by 600. Last changed by the clerk.')}</font></center>"
    return d.page(
        "",
        f"<table border=0><tr><td bgcolor=#eee width=120>{left}</td><td><font size=5><b>{escape(d.story.title)}</b></font><br><font size=1>{d.story.author}, {d.story.day}</font><br><br>{text}<br><br>{ads}</td></tr></table>{foot}",
    )


SITES: tuple[Callable[[Desk], Made], ...] = (
    county_bulletin,
    branch_news,
    judgement_board,
    tank_review,
    metro_minutes,
    parish_pump,
)


def pages(each: int = EACH) -> Iterator[list[Made]]:
    """Every site's pages, each site twice: its classes named, and hashed."""
    for number, build in enumerate(SITES, 120):
        for hashed in (False, True):
            yield [build(Desk(build.__name__.replace("_", "-"), one, hashed)) for one in tales.stories(each, number)]
