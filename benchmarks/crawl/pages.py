"""The benchmark's pages: real ones where they are at hand, each made an article of its own; else large ones of ours."""

import random
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.crawl.kills import title
from benchmarks.extract.pages import SHARED, scrapinghub, uk_bodies
from tests.crawler.site import WORDS, article

_IDENTITY = re.compile(rb"<link[^>]*\brel=[\"']?(?:canonical|amphtml|alternate)[^>]*>", re.I)
_ADDRESS = re.compile(rb"<meta[^>]*(?:og|twitter):url[^>]*>", re.I)
_HEADLINES = re.compile(rb"(<title[^>]*>|<h1[^>]*>)(.*?)(</title>|</h1>)", re.I | re.S)
_SOCIAL = re.compile(rb"<meta[^>]*(?:og|twitter):title[^>]*>", re.I)
_PARAGRAPH = re.compile(rb"<p(?:\s[^>]*)?>(.*?)</p>", re.I | re.S)
_TAG = re.compile(rb"<[^>]*>")


def originals() -> tuple[str, list[tuple[str, bytes]]]:
    """What the pages are made of, and a word on it: (address, body) of each."""
    if SHARED.is_dir():
        bodies = [(page.url, page.body) for page in scrapinghub()] + uk_bodies()
        return "real pages", [(url, body) for url, body in bodies if _utf8(body)]
    return "pages of our own making", [("", _large(seed)) for seed in range(40)]


def write(folder: Path, base: str, count: int) -> str:
    """Write `count` pages of a site at `base` into a folder, `/news/N` as N.html; returns a line about them."""
    folder.mkdir(parents=True)
    what, bodies = originals()
    sizes = []
    for number in range(count):
        body = _own(*bodies[number % len(bodies)], f"{base}/news/{number}", number)
        sizes.append(len(body))
        (folder / f"{number}.html").write_bytes(body)
    return f"{count} {what} ({len(bodies)} different), median {median(sizes) / 1000:.0f} kB"


def read(folder: Path, count: int) -> Iterator[bytes]:
    """The pages as they were written, in order."""
    return ((folder / f"{number}.html").read_bytes() for number in range(count))


def _own(old: str, body: bytes, url: str, number: int) -> bytes:
    """A page with an address, a headline and a paragraph that no other page has."""
    headline = title(url).encode()
    body = _IDENTITY.sub(b"", _ADDRESS.sub(b"", body))
    if old:
        body = body.replace(old.encode(), url.encode())
    body = _SOCIAL.sub(b'<meta property="og:title" content="' + headline + b'">', body)
    body = _HEADLINES.sub(lambda found: found[1] + headline + found[3], body)
    longest = max(_PARAGRAPH.finditer(body), key=lambda p: len(_TAG.sub(b"", p[1])), default=None)
    at = longest.end() if longest else body.lower().rfind(b"</body>")
    words = random.Random(number).choices(WORDS, k=60)
    return body[:at] + f"<p>{' '.join(words).capitalize()}.</p>".encode() + body[at:]


def _utf8(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def _large(seed: int) -> bytes:
    """A page that weighs what a newspaper's does: menus, teasers, comments and scripts around a story."""
    draw = random.Random(seed)

    def words(count: int) -> str:
        return " ".join(draw.choices(WORDS, k=count)).capitalize()

    menu = "".join(f'<li class="nav-item"><a href="/section/{n}">{words(2)}</a></li>' for n in range(180))
    cards = "".join(
        f'<div class="card"><a href="/news/old-{seed}-{n}"><img src="/i/{n}.jpg" alt="{words(4)}"><h3>{words(9)}</h3>'
        f'</a><p class="standfirst">{words(22)}.</p><span class="meta"><time>{n} hours ago</time></span></div>'
        for n in range(90)
    )
    notes = "".join(f'<div class="comment"><b>{words(2)}</b><p>{words(30)}.</p></div>' for n in range(40))
    page = article(seed, paragraphs=14, chrome=40_000)
    around = f'<aside class="related">{cards}</aside><section id="comments">{notes}</section>'.encode()
    page = page.replace(b"<nav><ul>", f'<nav class="mega"><ul>{menu}</ul></nav><nav><ul>'.encode())
    return page.replace(b"</main>", b"</main>" + around)
