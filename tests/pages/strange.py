"""More test sites that no rule was written for, in styles far from the others, with stories of their own wording."""
# ruff: noqa: E501  one pattern, sentence or list a line

from collections.abc import Callable, Iterator
from html import escape

from tests.pages import tales
from tests.pages.sector import EACH, Desk, Made, spread

NEAR = (
    "Gritting teams out across the county tonight",
    "Tip opening hours change from Monday",
    "New foster carers wanted for brothers and sisters",
    "Council sells last of its horses",
    "Roadworks: what is closed this week",
    "Nominations open for community heroes",
    "Rare orchid halts drainage work",
    "School places: offers go out on Monday",
)
WELSH_NEAR = (
    "Graeanu’r ffyrdd heno",
    "Oriau newydd y ganolfan ailgylchu",
    "Cau ffordd am bythefnos",
    "Gwobrau’r gymuned",
)
ROLES = (
    ("Housing Options Officer", "Farrowby", "£31,067 - £33,945", "closes in 4 days"),
    ("Lead Practitioner – SEND", "Elmstow Schools Trust", "£44,711 pro rata", "closes tomorrow"),
    ("Civil Enforcement Officer", "Dovecote Bay", "£25,584", "new today"),
    ("Director of Resources and s151", "Glanrhyd", "circa £132k", "closes 9 November"),
    ("Cook in charge", "St Brannock’s Primary", "£12.71/hr, 30 hrs", "closing soon"),
)
READERS = (
    ("GrumpyOfGlanrhyd", "My bins were missed three weeks running and this lot are arguing about car parks. Vote them all out, I say."),
    ("moorlander", "Does anybody know whether the Tuesday market is affected? Asking for my mum, who has had a stall since 1981."),
    ("Ted", "Fair play to the officers, they have been dealt an awful hand. The government should pay up."),
    ("Sceptical Sue", "I’ll believe it when I see it. They said the same thing about the swimming baths and look what happened there."),
)  # fmt: skip
CLIPS = (
    "Watch: drone footage of the flooded depot",
    "Gallery: 22 pictures from the Elmstow show",
    "Quiz: how well do you know your wards?",
)


def dyffryn_newsroom(d: Desk) -> Made:
    """A bilingual council: an alert, the language switch, tiles of services, a councillor's quote, both languages' footers."""
    d.made.byline, d.made.published = [], d.story.stamp
    alert = d.lines("alert", "Storm Bronagh: see which services are affected", "Close this alert")
    tongue = f"<div{d.c('tongue')}>{d.not_story('a', 'Darllenwch y dudalen hon yn Gymraeg')}</div>"
    tiles = f"<ul{d.c('tiles')}>" + "".join(
        d.not_story("li", t, href="/do")
        for t in ("Pay your council tax", "Report a pothole", "Find my bin day", "Apply for a school place")
    )
    read = f"<ul{d.c('near')}>" + "".join(d.not_story("li", t, href="/n") for t in d.draw.sample(NEAR, 3)) + "</ul>"
    cym = f"<ul{d.c('cym')}>" + "".join(d.not_story("li", t, href="/c") for t in d.draw.sample(WELSH_NEAR, 2)) + "</ul>"
    rate = d.lines(
        "rate", "How easy was it to use this page?", "Very easy", "Quite hard", "Anything you would like to add?"
    )
    desk = d.lines("desk", "Media enquiries only", "The press office is staffed from 8.30am to 5pm: 01632 960 244", "For anything else, please use our online forms")  # fmt: skip
    who, what = (
        f"Councillor {d.draw.choice(tales.SAYERS)}, who leads on this, said:",
        f"“It has been a long road for {d.story.place}, and we owe thanks to {d.draw.randrange(20, 90)} families.”",
    )
    said = f"<p>{who}</p><blockquote>{what}</blockquote>"
    d.made.must += [who, what]
    story = d.story_parts()
    where = f"<ol{d.c('crumb')}><li><a href=/>Home</a></li><li><a href=/n>Newsroom</a></li></ol>"
    when = f"<div{d.c('when')}><span>Posted on</span> <time datetime='{d.story.stamp}'>{d.story.day}</time></div>"
    text = "".join([*story, said])
    return d.page(
        "",
        f"{alert}{tongue}{where}<main><h1>{escape(d.story.title)}</h1>{when}<div{d.c('wysiwyg')}>{text}</div>{desk}{rate}"
        f"<section{d.c('more')}>{d.not_story('h2', 'In other news')}{read}{d.not_story('h2', 'Straeon eraill')}{cym}</section>{tiles}</ul></main>",
    )


def soup_app(d: Desk) -> Made:
    """Drawn by a script: spans in divs in divs, buttons as text, a player, a summary, cards, a live count of readers."""

    def leaf(text: str, name: str = "leaf") -> str:
        return f"<div{d.c('r' + name)}><div{d.c(name)}><span{d.c('txt')}>{text}</span></div></div>"

    parts = []
    for kind, text in d.story.blocks:
        d.made.must.append(text)
        parts.append(leaf(escape(text), "hd" if kind == "subhead" else "bul" if kind in ("item", "row") else "leaf"))
    bar = "".join(
        f"<div role='button' tabindex='0'><span>{d.not_story('span', t)}</span></div>"
        for t in ("Save for later", "Gift this article", "Aa")
    )
    play = f"<div{d.c('pl')}>{d.not_story('div', 'Listen to this story')}{d.not_story('div', '0:00 / 4:12')}</div>"
    count = f"<div{d.c('ct')}>{d.not_story('div', f'{d.draw.randrange(9, 80)} people are reading this now')}</div>"
    box = f"<div{d.c('nl')}>{d.not_story('div', 'The Morning Brief')}{d.not_story('div', 'What happened at the town hall while you slept. Weekdays at six.')}{d.not_story('div', 'I agree to the terms and would like to hear about offers')}</div>"
    cards = "".join(
        f"<a href='/s{n}'><div{d.c('cd')}><div>{d.not_story('span', t)}</div><div>{d.not_story('span', f'Politics · {n + 2}h ago')}</div></div></a>"
        for n, t in enumerate(d.draw.sample(NEAR, 3))
    )
    read = f"<div{d.c('rn')}>{d.not_story('div', 'Keep scrolling')}{cards}</div>"
    roles = f"<div{d.c('jb')}>{d.not_story('div', 'Your next move')}" + "".join(
        f"<div>{d.not_story('div', title)}{d.not_story('div', f'{place} · {pay} · {left}')}</div>"
        for title, place, pay, left in d.draw.sample(ROLES, 3)
    )
    when = f"<div{d.c('mt')}><span>{d.story.author}</span><span> · </span><time datetime='{d.story.stamp}'>{d.story.day}</time></div>"
    text = spread(parts, box, play, roles + "</div>")
    return d.page(
        d.structured(),
        f"<div id='app'><div{d.c('v')}><div><h1><span>{escape(d.story.title)}</span></h1>{when}<div>{bar}</div>{count}{text}{read}</div></div></div>",
    )


def valley_blog(d: Desk) -> Made:
    """A weblog with a plug-in for everything: sharing, liking, related, subscribing, replying."""
    d.made.byline, d.made.published = [d.story.author], d.story.stamp
    share = f"<div{d.c('sharedaddy')}>{d.not_story('h3', 'Share this:')}<ul>" + "".join(
        d.not_story("li", f"Click to share on {t} (Opens in new window)", href="/s")
        for t in ("X", "Facebook", "WhatsApp")
    )
    like = f"<div{d.c('jp-like')}>{d.not_story('h3', 'Like this:')}{d.not_story('span', 'Like Loading...')}</div>"
    rel = f"<div{d.c('jp-rel')}>{d.not_story('h3', 'Related')}" + "".join(
        f"<div>{d.not_story('a', t)}{d.not_story('span', '14 August 2024')}{d.not_story('span', 'In “Planning”')}</div>"
        for t in d.draw.sample(NEAR, 3)
    )
    follow = f"<div{d.c('follow')}>{d.not_story('h3', 'Discover more from Valley Voices')}{d.not_story('p', 'Subscribe now to keep reading and get access to the full archive.')}{d.not_story('p', 'Type your email…')}</div>"
    about = f"<div{d.c('pp')}>{d.not_story('h3', f'Published by {d.story.author}')}{d.not_story('p', 'Retired surveyor, parish clerk and keeper of bees. Opinions are mine, bees are their own.')}{d.not_story('a', f'View all posts by {d.story.author}')}</div>"
    posts = f"<nav{d.c('pn')}>{d.not_story('a', '← ' + d.draw.choice(NEAR))}{d.not_story('a', d.draw.choice(NEAR) + ' →')}</nav>"
    talk = f"<div{d.c('talk')}>{d.not_story('h2', f'2 thoughts on “{d.story.title}”')}<ol>" + "".join(
        f"<li>{d.not_story('cite', who)}{d.not_story('a', '5 May 2025 at 10:14')}{d.not_story('p', said)}{d.not_story('a', 'Reply')}</li>"
        for who, said in d.draw.sample(READERS, 2)
    )
    side = d.lines("side", "Recent posts", *d.draw.sample(NEAR, 3), "Archives", "August 2024", tag="li")
    meta = f"<div{d.c('em')}>by <a href='/a'>{d.story.author}</a> on <time datetime='{d.story.stamp}'>{d.story.day}</time></div>"
    text = "".join(d.story_parts("h3"))
    return d.page(
        "",
        f"<div{d.c('site')}><article><header><h1>{escape(d.story.title)}</h1>{meta}</header><div{d.c('ec')}>{text}{share}</ul></div>{like}{rel}</div>{follow}</div>{about}</article>{posts}{talk}</ol></div><div>{side}</div></div>",
    )


def evening_courier(d: Desk) -> Made:
    """A newspaper that leaves nothing out: jobs in the column, a wall, a poll, clips, readers, a pledge."""
    d.made.byline, d.made.published, d.made.access = [d.story.author], d.story.stamp, "registration"
    title, place, pay, left = d.draw.choice(ROLES)
    job = f"<div{d.c('jin')}>{d.not_story('p', 'Job of the day')}{d.not_story('p', f'{title}, {place}', href='/job')}{d.not_story('p', f'{pay}, {left}')}</div>"
    clip = f"<p>{d.not_story('span', d.draw.choice(CLIPS))}</p>"
    dig = (
        f"<div{d.c('dig')}><p>{d.not_story('strong', 'Dig deeper')}</p><ul>"
        + "".join(d.not_story("li", t, href="/d") for t in d.draw.sample(NEAR, 2))
        + "</ul></div>"
    )
    scroll = f"<div{d.c('sc')}>{d.not_story('span', 'Ad – scroll to continue')}</div>"
    poll = f"<div{d.c('pl')}>{d.not_story('p', 'Have your say: is the council doing enough?')}{d.not_story('p', 'Yes, 12%')}{d.not_story('p', 'No, 88%')}</div>"
    wall = d.lines(
        "rw",
        "Keep reading for free",
        "Create an account in 30 seconds. No card needed.",
        "Continue with Google",
        "I already have an account",
    )
    trust = d.lines(
        "tr",
        "Why trust us?",
        "The Courier has reported from this county since 1868 and follows the Editors’ Code. Complaints are answered within a week.",
    )
    talk = f"<section{d.c('tk')}>{d.not_story('h3', 'Top comments')}" + "".join(
        f"<div>{d.not_story('b', who)}{d.not_story('p', said)}{d.not_story('span', f'{d.draw.randrange(2, 90)} likes')}</div>"
        for who, said in d.draw.sample(READERS, 3)
    )
    by = f"<div{d.c('by')}>By <a href='/r'>{d.story.author}</a>, Local Democracy Reporter</div><div>{d.not_story('span', 'Comments')}</div>"
    text = spread(d.story_parts("h3"), scroll, dig, job, clip)
    return d.page(
        d.structured(isAccessibleForFree=False),
        f"<article><h1>{escape(d.story.title)}</h1>{by}{d.figure()}<div{d.c('bd')}>{text}{poll}{wall}</div>{trust}</article>{talk}</section>",
    )


SITES: tuple[Callable[[Desk], Made], ...] = (dyffryn_newsroom, soup_app, valley_blog, evening_courier)


def pages(each: int = EACH) -> Iterator[list[Made]]:
    """Every site's pages, each site twice: its classes named, and hashed."""
    for number, build in enumerate(SITES, 80):
        for hashed in (False, True):
            yield [build(Desk(build.__name__.replace("_", "-"), one, hashed)) for one in tales.stories(each, number)]
