"""Test sites of the sector: ten templates of our own, each with meaningful and with meaningless class names."""
# ruff: noqa: E501  one pattern, sentence or list a line

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape
from itertools import groupby
from random import Random

from tests.pages import words
from tests.pages.words import Story

EACH = 14  # pages of a site


@dataclass
class Made:
    """A page with its truth. Lines of `may` can stand in a clean text or not; `never` ones must not."""

    site: str
    url: str
    html: str = ""
    title: str = ""
    must: list[str] = field(default_factory=list)
    may: list[str] = field(default_factory=list)
    never: list[str] = field(default_factory=list)
    byline: list[str] | None = None
    published: str | None = None
    access: str = "free"


class Desk:
    """Writes one page: class names as they are or hashed, and a note of what is story and what is not."""

    def __init__(self, site: str, story: Story, hashed: bool) -> None:
        self.made = Made(
            f"{site}{'-hashed' if hashed else ''}",
            f"https://{site}.example/news/{story.seed}-{words.THINGS[story.seed % 8].replace(' ', '-')}",
        )
        self.made.title = story.title
        self.site, self.story, self.hashed = site, story, hashed
        self.draw = Random(f"{site}{story.seed}")

    def c(self, name: str) -> str:
        """A class attribute."""
        return f' class="{"x" + sha256((self.site + name).encode()).hexdigest()[:6] if self.hashed else name}"'

    def not_story(self, tag: str, text: str, name: str = "", href: str = "", rel: str = "") -> str:
        """An element of furniture."""
        self.made.never.append(text)
        inner = f'<a href="{href}"{f" rel={rel!r}" if rel else ""}>{escape(text)}</a>' if href else escape(text)
        return f"<{tag}{self.c(name) if name else ''}>{inner}</{tag}>"

    def story_parts(self, level: str = "h2") -> list[str]:
        """The story, one piece of HTML per paragraph, list or table."""
        pieces = []
        for kind, run in groupby(self.story.blocks, key=lambda block: block[0]):
            texts = [text for _, text in run]
            self.made.must += texts
            if kind == "item":
                pieces.append("<ul>" + "".join(f"<li>{escape(text)}</li>" for text in texts) + "</ul>")
            elif kind == "row":
                rows = "".join(
                    "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in text.split(" | ")) + "</tr>"
                    for text in texts
                )
                pieces.append(f"<table>{rows}</table>")
            elif kind == "quote":
                pieces += [f"<blockquote><p>{escape(text)}</p></blockquote>" for text in texts]
            elif kind == "subhead":
                pieces += [f"<{level}>{escape(text)}</{level}>" for text in texts]
            else:
                pieces += [f"<p>{self.linked(text)}</p>" for text in texts]
        return pieces

    def linked(self, text: str) -> str:
        """A paragraph, some with a link in it as reporters write them."""
        plain = escape(text)
        if self.draw.random() < 0.2 and "report" in plain:
            return plain.replace("report", '<a href="/report">report</a>', 1)
        return plain

    def jobs(self, name: str, heading: str, tag: str = "h3", box: bool = True) -> str:
        """A module of job cards."""
        cards = [self.not_story(tag, heading)]
        for title, council, pay in self.draw.sample(words.JOBS, 3):
            label = self.draw.choice(("Recruiter: ", "Recuriter: ", "Employer: "))
            blurb = self.draw.choice(words.BLURBS)
            card = (
                self.not_story("h4", title, href=f"/jobs/{len(title)}")
                + self.not_story("p", council)
                + self.not_story("p", pay)
            )
            card += self.not_story("p", blurb) + self.not_story("p", label + council)
            cards.append(f"<div{self.c('job-card')}>{card}</div>" if box else card)
        inside = "".join(cards)
        return f"<div{self.c(name)}>{inside}</div>" if box else inside

    def partners(self, name: str, heading: str, box: bool = True) -> str:
        """A module of paid pieces."""
        inside = self.not_story("h3", heading)
        for title, blurb in self.draw.sample(words.PARTNERS, 2):
            inside += self.not_story("h4", title, href="/partners/x", rel="sponsored") + self.not_story("p", blurb)
        return f"<div{self.c(name)}>{inside}</div>" if box else inside

    def teaser(self, name: str, image: bool = True, linked: bool = True) -> str:
        """A lead to another page, different from page to page."""
        title, blurb = self.draw.choice(words.TEASERS)
        inside = self.not_story("p", f"{title} image") if image else ""
        inside += self.not_story("h3", title, href="/features/x" if linked else "") + self.not_story("p", blurb)
        return f"<div{self.c(name)}>{inside}</div>"

    def links(self, name: str, heading: str, tag: str = "h3") -> str:
        """A list of other headlines."""
        chosen = self.draw.sample(words.TEASERS, 4)
        items = "".join(
            self.not_story("li", title, href=f"/story/{number}") for number, (title, _) in enumerate(chosen)
        )
        return f"<div{self.c(name)}>{self.not_story(tag, heading)}<ul>{items}</ul></div>"

    def lines(self, name: str, *texts: str, tag: str = "p") -> str:
        """A box of furniture, a paragraph a line."""
        return f"<div{self.c(name)}>{''.join(self.not_story(tag, text) for text in texts)}</div>"

    def comments(self, name: str) -> str:
        """What readers wrote."""
        inside = self.not_story("h3", f"Comments ({len(words.COMMENTS)})")
        for author, text in words.COMMENTS:
            inside += f"<div{self.c('comment')}>{self.not_story('span', author)}{self.not_story('p', text)}</div>"
        return f"<section{self.c(name)}>{inside}</section>"

    def figure(self, name: str = "picture") -> str:
        self.made.may.append(self.story.caption)
        return f'<figure{self.c(name)}><img src="/p.jpg" alt=""><figcaption>{escape(self.story.caption)}</figcaption></figure>'

    def structured(self, **more: object) -> str:
        """JSON-LD."""
        self.made.byline, self.made.published = [self.story.author], self.story.stamp
        told = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": self.story.title,
            "datePublished": self.story.stamp,
        }
        told |= {"author": {"@type": "Person", "name": self.story.author}, **more}
        return f'<script type="application/ld+json">{json.dumps(told)}</script>'

    def page(self, head: str, body: str) -> Made:
        """The whole page, with a menu and a footer like any other."""
        menu = "".join(
            f'<li><a href="/{n}">{n}</a></li>' for n in ("Home", "News", "Jobs", "Events", "Opinion", "Magazine")
        )
        top = f"<div{self.c('site-top')}><ul{self.c('menu')}>{menu}</ul></div>"
        foot = self.lines(
            "site-foot",
            f"© 2025 {self.site} Ltd. All rights reserved.",
            "Privacy | Cookies | Terms of use | Contact us",
        )
        self.made.html = f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{escape(self.story.title)} | {self.site}</title>{head}</head><body>{top}{body}{foot}</body></html>'
        return self.made


def spread(pieces: list[str], *extras: str) -> str:
    """Furniture put between the paragraphs of a story, never before the second."""
    found = list(pieces)
    for number, extra in enumerate(extras):
        found.insert(min(len(found), 2 + number * 3), extra)
    return "".join(found)


def town_daily(d: Desk) -> Made:
    """Trade daily: jobs, a lead and partner content inside the article column; byline and day above the headline."""
    d.made.byline, d.made.published = [d.story.author], None
    head = f"<div{d.c('dateline')}><span>{d.story.author}</span> <span>{d.story.day}</span></div><h1>{escape(d.story.title)}</h1>"
    copy = (
        "".join(d.story_parts()) + d.teaser("inset") + d.lines("signup", "SIGN UP", "For your free daily news bulletin")
    )
    copy += (
        d.jobs("vacancies", d.draw.choice(("Highways jobs", "Finance jobs", "Social care jobs")))
        + d.lines("lnk", "Linkedin Banner")
        + d.partners("strip", "Partner Content")
    )
    return d.page("", f"<div{d.c('wrap')}><div{d.c('article-col')}>{head}<div{d.c('copy')}>{copy}</div></div></div>")


def children_weekly(d: Desk) -> Made:
    """Magazine behind a registration wall that stands in the text; neither date nor byline."""
    d.made.byline = []
    d.made.access = "registration"
    wall = d.lines(
        "join",
        "Register Now to Continue Reading",
        "Thank you for visiting and making use of our archive of more than 60,000 expert features, topic hubs, case studies and policy updates. Why not register today and enjoy the following great benefits:",
        "What's Included",
    )
    wall += (
        "<ul>"
        + d.not_story("li", "Free access to 4 subscriber-only articles per month")
        + d.not_story("li", "Email newsletter providing advice and guidance across the sector")
        + "</ul>"
    )
    wall += d.lines("join-foot", "Already have an account? Sign in here")
    cookies = d.lines(
        "cookie-bar",
        "We use cookies to remember how many articles you have read. By continuing you agree to our cookie policy.",
        "Accept all cookies",
    )
    share = d.lines("share-bar", "Share on X", "Share on LinkedIn", "Email", tag="span")
    text = f"<div{d.c('story-text')}>{''.join(d.story_parts('h3'))}{wall}</div>"
    return d.page(
        "",
        f"{cookies}<main><div{d.c('story')}><h1>{escape(d.story.title)}</h1>{share}{d.figure()}{text}{d.links('related-box', 'Related stories')}</div></main>",
    )


def county_echo(d: Desk) -> Made:
    """Local paper: leads between the paragraphs, newsletter boxes, readers' comments, a most-read rail."""
    leads = [
        f"<p><strong>{d.not_story('span', label + title)}</strong></p>"
        for label, (title, _) in zip(
            ("READ MORE: ", "Read more: ", "RELATED: "), d.draw.sample(words.TEASERS, 3), strict=True
        )
    ]
    news = d.lines(
        "newsletter-box",
        "Get the latest news from the Echo straight to your inbox",
        "Enter your email address",
        "Thank you for subscribing!",
    )
    advert = d.lines("mpu", "Advertisement")
    text = spread(d.story_parts(), leads[0], advert, news, leads[1], leads[2])
    body = f"<article{d.c('story')}><h1>{escape(d.story.title)}</h1><p{d.c('byline')}>By {d.story.author} Local Democracy Reporter</p>{d.figure()}<div{d.c('body')}>{text}</div>{d.comments('comment-list')}</article>"
    return d.page(d.structured(), f"<div{d.c('cols')}>{body}<aside>{d.links('most-read', 'Most read')}</aside></div>")


def council_newsroom(d: Desk) -> Made:
    """A council's own news page: a feedback box, share links, related pages and a cookie banner."""
    d.made.byline, d.made.published = [], d.story.stamp
    cookies = d.lines(
        "cookie-banner",
        "Cookies on this website",
        "We use some essential cookies to make this website work.",
        "Accept additional cookies",
    )
    when = f'<p{d.c("published")}>Published: <time datetime="{d.story.stamp}">{d.story.day}</time></p>'
    feedback = d.lines(
        "page-feedback", "Is this page useful?", "Yes this page is useful", "Report a problem with this page"
    )
    share = d.lines("sharing", "Share this page", "Facebook", "Twitter")
    body = f"{cookies}<main id='content'><h1>{escape(d.story.title)}</h1>{when}<div{d.c('editor')}>{''.join(d.story_parts())}</div>{share}{d.links('related-links', 'Related content', 'h2')}</main>{feedback}"
    return d.page("", body)


def live_wire(d: Desk) -> Made:
    """A live blog: updates with their times, and promotions between them that change from page to page."""
    d.made.byline, d.made.published = [d.story.author], d.story.stamp
    entries, hour = [], 16
    for piece in d.story_parts("h4"):
        stamp = f"{hour:02}:{d.draw.randrange(60):02}"
        hour = max(1, hour - 1)
        d.made.may.append(stamp)
        entries.append(f"<div{d.c('update')}><time{d.c('when')}>{stamp}</time>{piece}</div>")
    text = spread(
        entries,
        d.teaser("promo-card"),
        d.lines("follow", "Follow us on X @livewire for updates as they happen"),
        d.partners("paid-card", "Paid content"),
    )
    return d.page(
        d.structured(**{"@type": "LiveBlogPosting"}),
        f"<div{d.c('live')}><h1>{escape(d.story.title)}</h1><div{d.c('stream')}>{text}</div></div>{d.comments('replies')}",
    )


def estates_review(d: Desk) -> Made:
    """Trade review: a paid box set inside a real story, further reading and an author's note below it."""
    d.made.byline, d.made.published = [d.story.author], None
    paid = d.lines(
        "box", "In association with Brightgauge", d.draw.choice(words.PARTNERS)[1], "Sponsored by Brightgauge"
    )
    text = spread(d.story_parts("h3"), paid, d.jobs("role-box", "Latest vacancies"))
    note = d.lines(
        "writer", "About the author", f"{d.story.author} has written for the Review since 2014 and lives near the sea."
    )
    top = f"<h1>{escape(d.story.title)}</h1><div{d.c('meta')}>By {d.story.author} | {d.story.day}</div>"
    return d.page("", f"<section{d.c('sheet')}>{top}{text}{note}{d.links('further', 'You may also like')}</section>")


def union_log(d: Desk) -> Made:
    """A weblog: tags, the next and the previous post, a bio and a form for replies."""
    d.made.byline, d.made.published = [d.story.author], d.story.stamp
    meta = f'<div{d.c("entry-meta")}>Posted on <time datetime="{d.story.stamp}">{d.story.day}</time> by <span{d.c("author")}>{d.story.author}</span></div>'
    foot = (
        d.lines("tag-links", "Tags: pay, councils, ballot")
        + f"<nav>{d.not_story('span', 'Previous post: Ten things we learnt', href='/a')}{d.not_story('span', 'Next post: Pay claim sent', href='/b')}</nav>"
    )
    reply = d.lines(
        "respond", "Leave a Reply", "Your email address will not be published. Required fields are marked *"
    )
    return d.page(
        "",
        f"<article{d.c('post')}><h1{d.c('entry-title')}>{escape(d.story.title)}</h1>{meta}<div{d.c('entry-content')}>{''.join(d.story_parts())}</div>{foot}</article>{d.comments('comments-area')}{reply}",
    )


def old_gazette(d: Desk) -> Made:
    """A page laid out with tables, its paragraphs parted by line breaks."""
    d.made.byline, d.made.published = [d.story.author], None
    blocks = [(kind, text) for kind, text in d.story.blocks if kind in ("paragraph", "quote")]
    d.made.must += [text for _, text in blocks]
    text = "<br><br>".join(d.linked(text) for _, text in blocks)
    side = f"<b>{d.not_story('span', 'Latest news')}</b><br>" + "<br>".join(
        f"<a href='/x'>{escape(title)}</a>" for title, _ in words.TEASERS[:4]
    )
    d.made.never += [title for title, _ in words.TEASERS[:4]]
    middle = f"<h2>{escape(d.story.title)}</h2><i>By {d.story.author}, {d.story.day}</i><br><br>{text}<br><br><a href='javascript:print()'>Print this page</a>"
    d.made.never.append("Print this page")
    return d.page("", f"<table width=100%><tr><td width=20%>{side}</td><td>{middle}</td></tr></table>")


def policy_paper(d: Desk) -> Made:
    """A magazine that sells subscriptions: the text ends at a paywall with plans."""
    d.made.access = "paywall"
    plans = d.lines(
        "plans",
        "Subscribe to continue reading",
        "Choose a plan",
        "Digital: £19 a month, cancel any time",
        "Print and digital: £31 a month",
        "Already a subscriber? Log in",
    )
    promo = d.lines("events", "Upcoming events", "The Finance Forum, 12 March, Leeds: book your place")
    return d.page(
        d.structured(isAccessibleForFree=False),
        f"<article{d.c('piece')}><h1>{escape(d.story.title)}</h1>{d.figure()}<div{d.c('text')}>{''.join(d.story_parts())}</div><div{d.c('gate')}>{plans}</div></article>{promo}",
    )


def flat_bulletin(d: Desk) -> Made:
    """Everything in one column without a box around any of it."""
    d.made.byline, d.made.published = [d.story.author], None
    top = f"<h1>{escape(d.story.title)}</h1><p>By {d.story.author}</p><p>{d.story.day}</p>"
    sign = d.not_story("p", "Subscribe to our newsletter") + d.not_story(
        "p", "News for councils, by email, every Thursday."
    )
    text = (
        spread(d.story_parts(), sign)
        + d.jobs("", "Jobs of the week", box=False)
        + d.partners("", "Sponsored content", box=False)
    )
    return d.page("", f"<div{d.c('column')}>{top}{text}</div>")


SITES: tuple[Callable[[Desk], Made], ...] = (
    town_daily,
    children_weekly,
    county_echo,
    council_newsroom,
    live_wire,
    estates_review,
    union_log,
    old_gazette,
    policy_paper,
    flat_bulletin,
)


def pages(each: int = EACH) -> Iterator[list[Made]]:
    """Every site's pages, each site twice: its classes named, and hashed."""
    for number, build in enumerate(SITES):
        for hashed in (False, True):
            yield [
                build(Desk(build.__name__.replace("_", "-"), story, hashed)) for story in words.stories(each, number)
            ]
