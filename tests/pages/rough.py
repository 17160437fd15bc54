"""Five more test sites with markup that is rarely tried: script-built, AMP, a two-tongued council, a bulletin in tables, <pre>."""
# ruff: noqa: E501  one pattern, sentence or list a line

import json
from collections.abc import Callable, Iterator
from html import escape
from textwrap import fill

from tests.pages import corpus
from tests.pages.sector import EACH, Desk, Made, spread

WRITERS = ("Imogen Farrar", "Dewi Penry", "Rashid Malik", "Aoife Brannigan", "Tom Hesketh")
POSITIONS = (
    ("Lead Officer, Private Sector Enforcement", "Kelderwick Council", "£42,708 to £45,718 a year", "Wed 4 March"),
    ("Advanced Practitioner – Fostering", "Sefnan County", "Up to £52k with retention payment", "midnight 17 May"),
    ("Apprentice Highways Technician", "Ribbleford", "£19,650", "20 June 2025"),
    ("Interim s.151 Officer", "Great Wenlow DC", "£650 a day inside IR35", "asap"),
    ("Registered Manager (Children’s Home)", "Colne Vale", "£53,413 – £56,684 + car allowance", "Friday, 9am"),
    ("Democratic Services Assistant", "Ashdown & Rye", "SCP 12, part time 22.5 hrs", "1 July"),
)
PROMOS = (
    ("A week in the life of a gully crew", "They see more of the borough than any councillor does. Photographs by our reader panel."),
    ("The mayor who would not wear the chain", "Inside the town hall with a first-term independent and her bicycle."),
    ("Seven charts that explain the settlement", "Which councils win, which lose, and why Rutland is always at the edge of the graph."),
    ("Long read: the last cottage hospital", "Three winters, two inquiries and a raffle. What it took to keep the beds."),
    ("Watch: councillors try the new bin lorry", "Spoiler: reversing is harder than it looks."),
)  # fmt: skip
VENDORS = (
    ("Meridian Casework", "See how three counties took 40 per cent off their recording time without a new system."),
    ("Plume Energy Partnerships", "Your estate could be earning. Ask Plume for a free rooftop survey before the spring deadline."),
    ("Sable & Orme", "Get our lawyers’ five-step checklist for exclusions under the Procurement Act."),
)  # fmt: skip
TALK = (
    ("grumpy_of_gosling", "If they spent less on consultants and more on tarmac we wouldn't be having this conversation."),
    ("Sal", "I was at that meeting and it was nothing like this. The chair cut people off."),
    ("OldWharfResident", "So proud of our library staff, give them all a medal."),
)  # fmt: skip


def ledger_next(d: Desk) -> Made:
    """Built by a script: the state in a JSON at the foot, hashed names, a gate, cards and jobs amid the text."""
    d.made.byline, d.made.published, d.made.access = [d.story.author], d.story.stamp, "registration"
    title, place, pay, closes = d.draw.choice(POSITIONS)
    promo, blurb = d.draw.choice(PROMOS)
    card = f"<div{d.c('c1')}><a href='/longread/1'><div{d.c('c2')}>{d.not_story('div', promo)}{d.not_story('div', blurb)}</div></a></div>"
    job = f"<div{d.c('j1')}>{d.not_story('div', 'Hiring now')}<a href='/careers/8'>{d.not_story('div', title)}</a>{d.not_story('div', f'{place} · {pay}')}{d.not_story('div', f'Applications close {closes}')}</div>"
    brief = f"<div{d.c('n1')}>{d.not_story('div', 'Ledger Daybreak')}{d.not_story('div', 'Five stories before your first meeting, free, every weekday at 7.')}{d.not_story('button', 'Count me in')}</div>"
    gate = f"<div{d.c('g1')}>{d.not_story('div', 'You’re out of free reads')}{d.not_story('div', 'Make an account to carry on. It is free and takes less than a minute.')}{d.not_story('div', 'Already one of us? Sign in')}</div>"
    made = d.story_parts("h3")
    state = {"props": {"pageProps": {"story": {"title": d.story.title, "body": [text for _, text in d.story.blocks]}}}}
    script = f"<script id='__NEXT_DATA__' type='application/json'>{json.dumps(state)}</script>"
    by = f"<div{d.c('b1')}><span>{d.story.author}</span><time datetime='{d.story.stamp}'>{d.story.day}</time></div>"
    text = spread(made, card, brief, job)
    return d.page(
        d.structured(isAccessibleForFree=True),
        f"<div id='__next'><div{d.c('s1')}><header><h1>{escape(d.story.title)}</h1>{by}</header><div{d.c('t1')}>{text}</div>{gate}</div></div>{script}",
    )


def pocket_amp(d: Desk) -> Made:
    """An AMP page: sections parted by line breaks, a consent wall, adverts, a paid box, a list of live updates."""
    d.made.byline, d.made.published = [d.story.author], d.story.stamp
    consent = f"<amp-consent layout='nodisplay' id='cmp'>{d.not_story('p', 'We and our 812 partners store and read information on your device')}{d.not_story('p', 'You can change your mind at any time in Privacy Centre')}<button>{d.not_story('span', 'I’m OK with that')}</button></amp-consent>"
    chosen = [(kind, text) for kind, text in d.story.blocks if kind in ("paragraph", "subhead")]
    d.made.must += [text for _, text in chosen]
    sections, held = [], ""
    for number, (kind, text) in enumerate(chosen):
        if kind == "subhead":
            held += f"<b>{escape(text)}</b><br><br>"
        else:
            held += f"{escape(text)}<br><br>"
        if number % 2:
            sections.append(f"<section{d.c('s')}>{held}</section>")
            held = ""
    if held:
        sections.append(f"<section{d.c('s')}>{held}</section>")
    vendor, pitch = d.draw.choice(VENDORS)
    advert = f"<amp-ad width='300'></amp-ad><div{d.c('adl')}>{d.not_story('small', 'Advert')}</div>"
    paid = f"<section{d.c('pd')}>{d.not_story('small', f'Supported by {vendor}')}{d.not_story('p', pitch)}{d.not_story('a', 'Find out how', href='/go', rel='sponsored')}</section>"
    more = f"<amp-carousel{d.c('car')}>" + "".join(
        f"<a href='/p'><div>{d.not_story('span', title)}</div></a>" for title, _ in d.draw.sample(PROMOS, 3)
    )
    said = f"<section{d.c('say')}>{d.not_story('h4', 'What readers say')}" + "".join(
        f"<div>{d.not_story('b', who)}{d.not_story('p', text)}</div>" for who, text in d.draw.sample(TALK, 2)
    )
    by = f"<p{d.c('by')}>{d.story.author}<br>{d.story.day}</p>"
    return d.page(
        d.structured(),
        f"{consent}<article{d.c('a')}><h1>{escape(d.story.title)}</h1>{by}{spread(sections, advert, paid)}</article>{more}</amp-carousel>{said}</section>",
    )


def cyngor_council(d: Desk) -> Made:
    """A council on LocalGov Drupal in two tongues: a banner, the switch of language, files, contact, feedback in both."""
    d.made.byline, d.made.published = [], d.story.stamp
    alert = d.lines("alert", "Storm warning: check before you travel", "Rhybudd storm: gwiriwch cyn teithio")
    tongue = (
        f"<ul{d.c('lang')}>{d.not_story('li', 'Cymraeg', href='/cy')}{d.not_story('li', 'English', href='/en')}</ul>"
    )
    trail = f"<nav{d.c('crumb')}><ol>{d.not_story('li', 'Hafan / Home', href='/')}{d.not_story('li', 'Newyddion / News', href='/n')}</ol></nav>"
    when = f"<div{d.c('date')}><span>Published / Cyhoeddwyd</span> <time datetime='{d.story.stamp}'>{d.story.day}</time></div>"
    d.made.may += [f"Published / Cyhoeddwyd {d.story.day}"]
    also = f"<div{d.c('cy')}>{d.not_story('p', 'Mae’r dudalen hon ar gael yn Gymraeg hefyd', href='/cy/x')}</div>"
    files = f"<div{d.c('dl')}>{d.not_story('h2', 'Dogfennau / Documents')}{d.not_story('a', 'Adroddiad y cabinet (PDF 1.4MB)', href='/a.pdf')}</div>"
    ask = d.lines("ct", "Cysylltu / Contact", "Swyddfa’r Wasg / Press Office: 01632 960 244", "press@cyngor.example")
    vote = d.lines("fb", "Oedd hyn o gymorth? / Was this helpful?", "Oedd / Yes", "Nac oedd / No", "Dywedwch wrthym sut y gallwn wella / Tell us how we could do better")  # fmt: skip
    stay = d.lines("sub", "Newyddion yn syth i’ch blwch / Council news by email", "Tanysgrifiwch / Join the list")
    join = d.lines(
        "job",
        "Work for us / Gweithio i ni",
        "We have 41 roles open today, from carers to planners",
        "See what’s on offer",
    )
    text = "".join(d.story_parts())
    return d.page(
        "",
        f"{alert}{tongue}{trail}<main{d.c('m')}><h1>{escape(d.story.title)}</h1>{when}<article{d.c('node')}><div{d.c('field')}>{text}</div>{also}{files}</article>{ask}{join}</main>{vote}{stay}",
    )


def desk_bulletin(d: Desk) -> Made:
    """A trade bulletin in nested tables and <font>: one story, a box of posts, a sponsor, a footer of rights."""
    d.made.byline, d.made.published = [d.story.author], None

    def cell(inside: str, name: str = "c") -> str:
        return f"<table width=600 align=center><tr><td{d.c(name)}><font face=Arial size=2>{inside}</font></td></tr></table>"

    blocks = [(kind, text) for kind, text in d.story.blocks if kind in ("paragraph", "subhead")]
    d.made.must += [text for _, text in blocks]
    told = [f"<b>{escape(text)}</b><br>" if kind == "subhead" else f"{escape(text)}<br><br>" for kind, text in blocks]
    rows = "".join(
        cell(d.not_story("b", f"{title}, {place}") + "<br>" + d.not_story("span", f"{pay}; closes {closes}"), "v")
        for title, place, pay, closes in d.draw.sample(POSITIONS, 2)
    )
    posts = cell(d.not_story("b", "On the Desk’s job board"), "vh") + rows
    vendor, pitch = d.draw.choice(VENDORS)
    paid = cell(d.not_story("i", "A word from our sponsor") + "<br>" + d.not_story("span", f"{vendor}: {pitch}"), "sp")
    top = cell(d.not_story("span", "Can’t see the pictures? Open in browser"), "top")
    foot = cell(
        d.not_story("span", "You receive The Desk because you gave us your address at a conference.")
        + "<br>"
        + d.not_story("span", "Change what you get, pass it on, or leave the list."),
        "ft",
    )
    head = (
        f"<font size=5>{escape(d.story.title)}</font><br><font size=1>By {d.story.author}, {d.story.day}</font><br><br>"
    )
    first, second = "".join(told[: len(told) // 2]), "".join(told[len(told) // 2 :])
    return d.page("", f"<center>{top}{cell(head + first, 'tx')}{paid}{cell(second, 'tx')}{posts}{foot}</center>")


def wire_service(d: Desk) -> Made:
    """A live page: newest first, entries with times and names, polls and pledges in between, a pinned summary."""
    d.made.byline, d.made.published = [d.story.author], d.story.stamp
    entries = []
    for number, piece in enumerate(d.story_parts("h3")):
        clock = f"{21 - number // 3:02}.{59 - number * 4 % 60:02}"
        d.made.may += [clock, f"{clock} {d.story.author}", d.story.author]
        entries.append(
            f"<li{d.c('en')}><div><time>{clock}</time></div>{piece}<div>{d.not_story('button', 'Share update')}</div></li>"
        )
    pledge = f"<li{d.c('pl')}>{d.not_story('p', 'Reporting like this takes time')}{d.not_story('p', 'Wire Service has no owner and no advertisers. Chip in £3 a month and keep the cameras at the meeting.')}{d.not_story('a', 'Chip in', href='/give')}</li>"
    poll = f"<li{d.c('po')}>{d.not_story('p', 'Snap poll')}{d.not_story('p', 'Should members have been told sooner?')}<label>{d.not_story('span', 'They should')}</label><label>{d.not_story('span', 'It made no difference')}</label></li>"
    promo, blurb = d.draw.choice(PROMOS)
    card = f"<li{d.c('pr')}>{d.not_story('h4', promo, href='/x')}{d.not_story('p', blurb)}</li>"
    pinned = f"<div{d.c('pin')}>{d.not_story('span', 'LIVE')}{d.not_story('span', '1,114 following')}</div>"
    by = f"<div{d.c('by')}>Reporting by {d.story.author}</div>"
    return d.page(
        d.structured(**{"@type": "LiveBlogPosting"}),
        f"<main>{pinned}<h1>{escape(d.story.title)}</h1>{by}<ol{d.c('st')}>{spread(entries, pledge, card, poll)}</ol></main>",
    )


def plain_bulletin(number: int, salt: int = 9) -> tuple[str, list[str], list[str]]:
    """An e-mail in plain text, its lines broken at 72 characters: the text, the story's paragraphs, what is foreign."""
    d = Desk("plain-bulletin", corpus.stories(number + 1, salt, WRITERS)[number], False)
    paragraphs = [text for kind, text in d.story.blocks if kind == "paragraph"]
    title, place, pay, closes = d.draw.choice(POSITIONS)
    vendor, _ = d.draw.choice(VENDORS)
    never = [
        "View this email in your browser",
        f"JOB OF THE WEEK: {title}",
        f"{place} | {pay} | closes {closes}",
        "Apply: https://jobs.example/44871",
        f"This bulletin is brought to you by {vendor}",
        "You are receiving this because you subscribed at bulletin.example.",
        "Unsubscribe: https://bulletin.example/u/8871",
    ]
    rule = "=" * 60
    body = "\n\n".join(fill(text, 72) for text in paragraphs)
    text = (
        f"{never[0]}\nhttps://bulletin.example/v/1\n\n{rule}\n\n{d.story.title}\nBy {d.story.author}\n{d.story.day}\n\n{body}\n\n{rule}\n\n"
        + "\n".join(never[1:4])
        + f"\n\n{rule}\n\n{never[4]}\n\n"
        + "\n".join(never[5:])
        + "\n"
    )
    return text, paragraphs, never


SITES: tuple[Callable[[Desk], Made], ...] = (ledger_next, pocket_amp, cyngor_council, desk_bulletin, wire_service)


def pages(each: int = EACH) -> Iterator[list[Made]]:
    """Every site's pages, each site twice: its classes named, and hashed."""
    for number, build in enumerate(SITES, 140):
        for hashed in (False, True):
            yield [
                build(Desk(build.__name__.replace("_", "-"), one, hashed))
                for one in corpus.stories(each, number, WRITERS)
            ]
