"""Six more test sites, unlike the first ten: written before the rules had seen anything like them, and kept since."""
# ruff: noqa: E501  one pattern, sentence or list a line

from collections.abc import Callable, Iterator
from html import escape
from random import Random

from tests.pages import words
from tests.pages.sector import EACH, Desk, Made, spread
from tests.pages.words import Story

POSTS = (
    ("Team Manager, Children with Disabilities", "Ormsby Metropolitan Borough", "£49,764 – £52,805", "Sunday 7 June"),
    ("Approved Mental Health Professional", "Fellside County", "£40,476 rising to £45,718", "noon on 3 May"),
    ("Grounds Team Leader", "Tarnmouth Town Council", "£28,163 FTE", "12 April"),
    ("Deputy Monitoring Officer", "Selwick and Bray", "up to £71k plus relocation", "when filled"),
    ("School Crossing Patrol", "Hexley", "£12.85 an hour, term time", "29 March"),
    ("Commissioning Lead – Adult Social Care", "Vale of Corse", "Grade 11", "31 May"),
)
ELSEWHERE = (
    ("Parking app glitch charges drivers twice", "Refunds will be paid within ten working days, the operator said."),
    ("Swimming pool to reopen after boiler repair", "Lanes will be shared with schools until Easter."),
    ("‘We never had a vote’: the ward that moved county overnight", "Residents woke up to new bins and a new bishop."),
    ("Mayor’s chauffeur to be replaced by bicycle", "The saving pays for a lollipop lady and a half."),
    ("Allotment holders win reprieve from bypass", "Planners will look again at a route to the south."),
    ("Museum of drains draws record crowds", "Visitors came from as far away as Gdansk and Lille."),
)
SELLERS = (
    ("Lumenstack", "How Lumenstack cut case-recording time by a third for family support teams"),
    ("Parkwise", "Smarter kerbs: download the Parkwise guide to traffic orders without tears"),
    ("Hallam & Pyke LLP", "Is your procurement ready for the new Act? Join our free breakfast briefing"),
)
FORUMS = (
    "Adult Social Care Leaders’ Forum – 14 May, Manchester",
    "Webinar: making sense of the settlement, 2 June, 11am",
    "Local Finance Live: last few places for delegates from councils",
)
VOICES = (
    ("Bramble66", "2 hours ago", "Another consultation nobody will read. They have already decided, you can tell by the way it is written."),
    ("Pauline T.", "5 hours ago", "My sister works there and says it’s far worse than what is in the paper."),
    ("Not The Leader", "Yesterday", "Well said Bramble. Perhaps they could start with the allowances."),
)  # fmt: skip
WELSH = (
    "Bydd Cyngor {place} yn agor canolfan newydd i deuluoedd yng nghanol y dref ar ôl i’r cabinet gymeradwyo’r cynllun ddydd Mawrth.",
    "Dywedodd {person}, yr aelod cabinet dros blant, fod y penderfyniad yn gam mawr ymlaen i’r sir gyfan.",
    "‘Rydym wedi gwrando ar rieni ac ar staff, a dyma’r hyn y maen nhw wedi gofyn amdano,’ meddai wrth y cyfarfod.",
    "Bydd y gwaith yn costio £{n},000 ac yn dechrau yn y gwanwyn, os bydd Llywodraeth Cymru yn cytuno i dalu ei chyfran.",
    "Mae’r adroddiad yn dweud bod {n} o blant ar y rhestr aros am asesiad ym mis Mawrth, bron i ddwbl y nifer flwyddyn ynghynt.",
    "Pleidleisiodd yr wrthblaid yn erbyn y cynllun. Dywedon nhw nad oedd digon o wybodaeth am y costau rhedeg.",
    "Fydd neb yn colli ei swydd, yn ôl y prif weithredwr, ond bydd rhai timau’n symud i swyddfeydd eraill.",
    "Bydd y cyngor yn cyhoeddi’r amserlen lawn cyn diwedd y mis.",
)


def vacancy_cards(d: Desk, count: int = 3) -> list[tuple[str, ...]]:
    """Jobs that differ from page to page."""
    return d.draw.sample(POSTS, count)


def harbour_post(d: Desk) -> Made:
    """A script-built site: no paragraph elements, styled wrappers around every line, cards between them."""

    def line(text: str, name: str = "t") -> str:
        return f"<div{d.c('blk')}><div{d.c(name)}><span>{text}</span></div></div>"

    parts = []
    for kind, text in d.story.blocks:
        d.made.must.append(text)
        parts.append(line(escape(text), "h" if kind == "subhead" else "li" if kind in ("item", "row") else "t"))
    ad = f"<div{d.c('slot')}>{d.not_story('div', 'ADVERTISEMENT')}{d.not_story('div', 'Article continues below')}</div>"
    cards = "".join(
        f"<a href='/p/{n}'><div{d.c('card')}>{d.not_story('div', title)}{d.not_story('div', '3 min read')}</div></a>"
        for n, (title, _) in enumerate(d.draw.sample(ELSEWHERE, 3))
    )
    rec = f"<div{d.c('recs')}>{d.not_story('div', 'Recommended for you')}{cards}</div>"
    near = f"<div{d.c('near')}>{d.not_story('div', 'Jobs near you')}" + "".join(
        f"<a href='/j'><div>{d.not_story('div', title)}{d.not_story('div', f'{place} · {pay} · closes {closes}')}</div></a>"
        for title, place, pay, closes in vacancy_cards(d)
    )
    text = spread(parts, ad, rec, ad)
    by = f"<div{d.c('by')}><a href='/author/1'>{d.story.author}</a> · <time datetime='{d.story.stamp}'>{d.story.day}</time></div>"
    return d.page(
        d.structured(),
        f"<div id='__root'><div{d.c('shell')}><h1>{escape(d.story.title)}</h1>{by}{text}{near}</div></div></div>",
    )


def moors_herald(d: Desk) -> Made:
    """A weblog theme of blocks: kicker, standfirst, an author's life, a grid of posts with their first lines, comments."""
    d.made.byline, d.made.published = [d.story.author], d.story.stamp
    d.made.may += ["County Hall"]
    standfirst = f"What it means for {d.story.place}, and why members waited so long to say so in public"
    d.made.may.append(standfirst)
    top = (
        f"<p{d.c('kick')}>County Hall</p><h1>{escape(d.story.title)}</h1><p{d.c('stand')}>{standfirst}</p>"
        f"<div{d.c('meta')}><span>Words by {d.story.author}</span> <time datetime='{d.story.stamp}'>{d.story.day}</time> {d.not_story('span', '4 minute read')}</div>"
    )
    seller, line = d.draw.choice(SELLERS)
    paid = f"<div{d.c('wp-group')}>{d.not_story('p', 'Sponsored post')}{d.not_story('h4', line, href='/go', rel='sponsored nofollow')}{d.not_story('p', f'{seller} is a supplier to more than forty councils.')}</div>"
    form = f"<form{d.c('form')}>{d.not_story('h3', 'The Moors Herald in your inbox')}{d.not_story('p', 'Our Friday letter rounds up what happened at county hall.')}<label>{d.not_story('span', 'Email address')}<input></label><button>Sign me up</button></form>"
    life = f"<div{d.c('who')}>{d.not_story('h4', d.story.author)}{d.not_story('p', f'{d.story.author} covers county hall and the national park. Before that they were a teacher.')}</div>"
    grid = f"<section{d.c('grid')}>{d.not_story('h2', 'More from the Herald')}" + "".join(
        f"<article>{d.not_story('h3', title, href='/x')}{d.not_story('p', f'{blurb} It is expected that more details will be given to members at the end of …')}</article>"
        for title, blurb in d.draw.sample(ELSEWHERE, 3)
    )
    talk = f"<div{d.c('talk')}>{d.not_story('h2', f'3 thoughts on “{d.story.title}”')}<ol>" + "".join(
        f"<li><div>{d.not_story('b', who)} {d.not_story('span', when)}</div>{d.not_story('p', said)}{d.not_story('a', 'Reply')}</li>"
        for who, when, said in VOICES
    )
    text = spread(d.story_parts("h3"), paid, form)
    return d.page(
        "",
        f"<main><div{d.c('inner')}>{top}<div{d.c('flow')}>{text}</div>{life}</div>{grid}</section>{talk}</ol></div></main>",
    )


def civic_ledger(d: Desk) -> Made:
    """A trade title that sets vacancies as a table in the story's column, and its next stories as a definition list."""
    d.made.byline, d.made.published = [d.story.author], None
    rows = "".join(
        f"<tr><td>{title}</td><td>{place}</td><td>{pay}</td><td>{closes}</td></tr>"
        for title, place, pay, closes in vacancy_cards(d, 4)
    )
    d.made.never += [" | ".join(post) for post in POSTS]
    table = f"<div{d.c('tbl')}>{d.not_story('h3', 'Vacancies this week')}<table><tr><th>Post</th><th>Employer</th><th>Salary</th><th>Closing date</th></tr>{rows}</table>{d.not_story('p', 'See every vacancy on Ledger Jobs', href='/jobs')}</div>"
    d.made.never.append("Post | Employer | Salary | Closing date")
    more = f"<dl{d.c('dl')}>{d.not_story('dt', 'Elsewhere in the Ledger')}" + "".join(
        f"<dd>{d.not_story('a', title)}</dd>" for title, _ in d.draw.sample(ELSEWHERE, 4)
    )
    more = more.replace("<a>", "<a href='/y'>")
    forum = (
        f"<div{d.c('ev')}>{d.not_story('p', d.draw.choice(FORUMS))}{d.not_story('p', 'Book now', href='/book')}</div>"
    )
    text = spread(d.story_parts("h4"), forum)
    top = f"<header><h1>{escape(d.story.title)}</h1><p>{d.story.day} | {d.story.author}</p></header>"
    return d.page(
        "",
        f"<div{d.c('outer')}><section{d.c('col')}>{top}<div{d.c('txt')}>{text}{table}</div>{more}</dl></section></div>",
    )


def cyngor_dyffryn(d: Desk) -> Made:
    """A Welsh council's newsroom, in Welsh, with Welsh furniture."""
    d.made.byline, d.made.published = [], d.story.stamp
    cookies = d.lines("cwcis", "Cwcis ar y wefan hon", "Rydym yn defnyddio cwcis hanfodol i wneud i’r wefan hon weithio.", "Derbyn pob cwci", "Gwrthod cwcis ychwanegol")  # fmt: skip
    said = [
        text.format(place=d.story.place, person=d.story.author, n=d.draw.randrange(20, 900))
        for text in (WELSH[0], *d.draw.sample(WELSH[1:7], 5), WELSH[7])
    ]
    d.made.must += said
    text = "".join(f"<p>{escape(line)}</p>" for line in said)
    share = d.lines("rhannu", "Rhannu’r dudalen hon", "Facebook", "E-bost")
    asked = d.lines("adborth", "A oedd y dudalen hon yn ddefnyddiol?", "Oedd", "Nac oedd", "Rhoi gwybod am broblem gyda’r dudalen hon")  # fmt: skip
    more = f"<div{d.c('mwy')}>{d.not_story('h2', 'Newyddion diweddaraf')}<ul>" + "".join(
        d.not_story("li", title, href="/n")
        for title in (
            "Casgliadau bin dros y gwyliau",
            "Swyddi gyda’r cyngor",
            "Ysgolion ar gau oherwydd eira",
            "Dweud eich dweud",
        )
    )
    when = f"<p>Cyhoeddwyd: <time datetime='{d.story.stamp}'>{d.story.day}</time></p>"
    return d.page(
        "",
        f"{cookies}<main><h1>{escape(d.story.title)}</h1>{when}<div{d.c('corff')}>{text}</div>{share}{more}</ul></div>{asked}</main>",
    )


def tidal_wire(d: Desk) -> Made:
    """Endless scroll: a second whole story below the first, with its own headline, byline and date."""
    d.made.byline, d.made.published = [d.story.author], d.story.stamp
    other = words._story(Random(f"second {d.story.seed}"), d.story.seed + 500)
    mine = {text for _, text in d.story.blocks}
    second = "".join(d.not_story("p", text) for _, text in other.blocks if text not in mine)

    def sheet(story: Story, text: str, level: str) -> str:
        top = f"<{level}><a href='/s/{story.seed}'>{escape(story.title)}</a></{level}><div{d.c('sig')}>By {story.author}, <time datetime='{story.stamp}'>{story.day}</time></div>"
        return f"<article{d.c('sheet')}>{top}<div{d.c('txt')}>{text}</div></article>"

    first = sheet(d.story, spread(d.story_parts("h3"), d.lines("inline", "Don’t miss a thing: turn on alerts")), "h1")
    d.made.never.append(other.title)
    head = d.structured()
    d.made.byline, d.made.published = [d.story.author], d.story.stamp
    return d.page(head, f"<div{d.c('feed')}>{first}{sheet(other, second, 'h2')}</div>")


def care_digest(d: Desk) -> Made:
    """A members' magazine: a meter above the story, a sponsor's message and event notices between its paragraphs."""
    d.made.access = "registration"
    d.made.byline, d.made.published = [d.story.author], d.story.stamp
    seller, line = d.draw.choice(SELLERS)
    meter = d.lines("meter", "You have 2 free articles left this month", "Create a free account to keep reading")
    message = f"<aside{d.c('msg')}>{d.not_story('p', f'A message from {seller}')}{d.not_story('p', line, href='/ad', rel='sponsored')}</aside>"
    event = f"<div{d.c('evt')}>{d.not_story('p', 'Upcoming event')}{d.not_story('p', d.draw.choice(FORUMS))}{d.not_story('p', 'Reserve your seat', href='/e')}</div>"
    pod = f"<div{d.c('pod')}>{d.not_story('p', 'Listen: The Care Digest podcast')}{d.not_story('p', 'New episodes every second Tuesday, wherever you get your podcasts.')}</div>"
    strip = f"<div{d.c('strip')}>{d.not_story('h3', 'Latest from Care Digest Jobs')}<ul>" + "".join(
        d.not_story("li", f"{title} – {place} – {pay} – closes {closes}", href="/job")
        for title, place, pay, closes in vacancy_cards(d)
    )
    text = spread(d.story_parts("h3"), message, event, pod)
    return d.page(
        d.structured(),
        f"<div{d.c('page')}>{meter}<h1>{escape(d.story.title)}</h1><div{d.c('main-text')}>{text}</div>{strip}</ul></div></div>",
    )


SITES: tuple[Callable[[Desk], Made], ...] = (
    harbour_post,
    moors_herald,
    civic_ledger,
    cyngor_dyffryn,
    tidal_wire,
    care_digest,
)


def pages(each: int = EACH) -> Iterator[list[Made]]:
    """Every site's pages, each site twice: its classes named, and hashed."""
    for number, build in enumerate(SITES, 40):
        for hashed in (False, True):
            yield [
                build(Desk(build.__name__.replace("_", "-"), story, hashed)) for story in words.stories(each, number)
            ]
