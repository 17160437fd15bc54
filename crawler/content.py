"""Which part of a page is the article: by where its prose stands, whatever the classes are called."""
# ruff: noqa: E501  one pattern, sentence or list a line

import re
from collections.abc import Iterable
from itertools import accumulate

from crawler import dates, names
from crawler.blocks import Block, Node, Page

# Names that publishing systems give to what is not the story. Never decisive alone: see `guarded`.
_NAMED = re.compile(
    r"comment(?!ary)|disqus|livefyre|respond\b|\breply\b"
    r"|related|recommend|recirc|outbrain|taboola|zergnet|most-?(read|popular|viewed|shared)|trending|popular"
    r"|also-?(like|read|see)|(read|see)-?(more|next|also)|more-?(stories|news|from|on|like|articles|posts|info|link)"
    r"|you-?may|next-?(up|post|article)|prev(ious)?-?(post|article|next)|post-?nav|up-?next"
    r"|newsletter|sign-?up|subscri(be|ption)|mailing|mailchimp|\bpromo|promo(box|tion|ted)|[-_ ]promo|teaser|marketing"
    r"|sponsor|advert|advertorial|\bads?\b|\bad[-_]|[-_]ads?\b|adsense|adslot|dfp|partner-?content|affiliate"
    r"|sharing|share|social|addthis|addtoany|follow-?(us|me)|\btweet\b|sharedaddy"
    r"|cookie|gdpr|consent|paywall|regwall|piano-|modal|popup|pop-up|overlay|lightbox"
    r"|side-?bar|\baside\b|\brail\b|right-?col|widget|footer|foot-?note(?!s?-?ref)|site-?header|masthead|nav(bar|igation)?\b|\bnav[-_]"
    r"|menu|bread-?crumb|pagination|\bpager\b|paging|toolbar|skip-?(to|link)|toc\b|table-of-contents|contents-list"
    r"|tags?-?(list|cloud|links)|\btags\b|post-?tags|article-?tags|categor(y|ies)-?(list|links)|topics?-?list|keywords"
    r"|author-?(bio|box|info|card|profile|desc)|about-?(the-)?author|\bbio\b|post-?meta|entry-?meta|article-?meta"
    r"|feedback|rating|\bpoll\b|survey|correction-?form|report-?(error|typo)|print-?(link|button)|\btools\b"
    r"|job-?(list|box|board|module|card|ad)|\bjobs\b|vacanc|recruit|events-?list|copyright|licen[cs]e|disclaimer|legal"
    r"|image-?(caption|credit)|photo-?(caption|credit)|\bcaption|credit\b|gallery|slideshow|carousel|\bvideo\b|player"
)
_STORY = re.compile(
    r"article-?_{0,2}(body|text|content|copy|main|story)|story-?_{0,2}(body|text|content)|post-?_{0,2}(body|content|text|entry)"
    r"|entry-?(content|body|text)|main-?(content|body|text|article)|body-?(text|copy|content)|articlebody|field-name-body|page-content"
    r"|blog-?(content|post|entry)|\bhentry\b|\bprose\b|rich-?text|govspeak|single-?content|news-?(body|text|content|article)"
)
_HOLDS_ONE = frozenset(
    [
        "p",
        "li",
        "ul",
        "ol",
        "dl",
        "dd",
        "dt",
        "blockquote",
        "pre",
        "td",
        "th",
        "tr",
        "tbody",
        "table",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "figure",
        "figcaption",
    ]
)
_OUTSIDE = frozenset(("nav", "footer", "aside", "figcaption", "menu", "address", "form"))
_SENTENCE = re.compile(r"""[.!?…؟۔।][”"’')\]]*(\s|$)|[。！？]""")
_CUT_OFF = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\]|read more|continue reading|more)\W*$", re.I)  # an excerpt's end
_CARRIED = 0.6  # share of its prose that a node hands to its parent when the article's node is sought


def prose(block: Block) -> float:
    """How much running text a block holds, in characters: sentences that are not links."""
    size = len(block.text)
    if size < 25 or block.tag in ("figcaption", "tr", "caption") or block.heading:
        return 0.0
    free = size - block.linked
    if free < size * 0.5:
        return 0.0
    if not _SENTENCE.search(block.text):
        return free * (0.25 if size > 80 else 0.0)
    return float(free)


def measure(page: Page) -> None:
    """Fill prose, size and linked of blocks and nodes."""
    nodes = page.nodes
    for block in page.blocks:
        block.prose = prose(block)
        node = nodes[block.node]
        node.prose += block.prose
        node.size += len(block.text)
        node.linked += block.linked
    for node in reversed(nodes):
        if node.parent >= 0:
            above = nodes[node.parent]
            above.prose += node.prose
            above.size += node.size
            above.linked += node.linked
            above.quoted += node.size if node.tag == "blockquote" else node.quoted


def mark(page: Page) -> None:
    """Say of nodes that their tag, name or hiding speaks against them; the prose guard keeps the story's own."""
    whole = page.nodes[0].prose or 1.0
    for node in page.nodes[1:]:
        above = page.nodes[node.parent]
        if above.why:
            node.why = above.why
        elif node.tag == "blockquote":
            continue
        elif _suspect(node) and not guarded(node, whole):
            node.why = reason(node)


def _suspect(node: Node) -> bool:
    return node.tag in _OUTSIDE or node.hidden or bool(node.names and _NAMED.search(node.names))


def guarded(node: Node, whole: float) -> bool:
    """Whether a node holds so much of the page's prose that a name is no ground to drop it."""
    if node.quoted > node.size * 0.5 and "comment" not in node.names:
        return True  # an embedded post or a pull quote, whatever the box around it is called
    if _GATED.search(node.names) and node.prose > 300:
        return True  # the gate is around the story; the wall's own lines speak for themselves
    most = 0.75 if "comment" in node.names or "disqus" in node.names else 0.4
    return node.prose > whole * most or (bool(_STORY.search(node.names)) and node.prose > whole * 0.2)


_GATED = re.compile(r"paywall|regwall|piano-|subscri(?:be|ption)")
_REASONS = (
    ("comments", re.compile(r"comment|disqus|respond|reply")),
    ("job-module", re.compile(r"\bjobs?\b|job-|vacanc|recruit")),
    ("partner-content", re.compile(r"sponsor|partner|advert|\bads?\b|promoted|affiliate")),
    ("sign-up", re.compile(r"newsletter|sign-?up|subscri|mailing")),
    ("cookie", re.compile(r"cookie|gdpr|consent")),
    ("paywall", re.compile(r"paywall|piano")),
    ("registration-wall", re.compile(r"regwall")),
    ("share", re.compile(r"shar|social|follow|tweet|print")),
    ("caption", re.compile(r"caption|credit|gallery|carousel|slideshow|video|player")),
    ("related", re.compile(r"related|recommend|more|most|popular|trending|teaser|promo|next|outbrain|taboola")),
    (
        "navigation",
        re.compile(r"nav|menu|bread|pag|footer|header|skip|toc|contents|tags|categor|topic|side|rail|widget"),
    ),
)


def reason(node: Node) -> str:
    """The word for what a node is, from its tag and names."""
    if node.tag in ("figcaption",):
        return "caption"
    for why, pattern in _REASONS:
        if pattern.search(node.names):
            return why
    return "form" if node.tag == "form" else "navigation" if node.tag in _OUTSIDE else "furniture"


def main(page: Page, title: str = "") -> Node:
    """The node the article stands in. `title` is what the page calls itself; the article is near the heading that says it."""
    nodes = page.nodes
    scores: dict[int, float] = {}
    start = headline(page, title)
    upto = [0.0, *accumulate(block.prose for block in page.blocks)]
    for block, share in _weighed(page):
        holder = nodes[block.node]
        while holder.tag in _HOLDS_ONE and holder.parent >= 0:
            holder = nodes[holder.parent]
        number = holder.number
        while number >= 0 and share > 1:
            scores[number] = scores.get(number, 0.0) + share
            above = nodes[number].parent
            if above >= 0 and nodes[above].prose > nodes[number].prose * 1.02:  # a mere wrapper passes all on
                share *= _CARRIED
            number = above
    if not scores:
        return nodes[0]

    def worth(number: int) -> tuple[float, int]:
        named = 1.3 if _STORY.search(nodes[number].names) else 1.0
        near = 1.5 if start is not None and _near(upto, nodes[number], start) else 1.0
        return scores[number] * named * near, number

    best = nodes[max(scores, key=worth)]
    if start is not None and not _near(upto, best, start):
        own = next((node for node in page.chain(page.blocks[start].node) if node.tag == "article"), None)
        if own is not None and own.prose >= 200:
            best = own  # a page of several articles is about the one under its own title
    best = _widen(page, best)
    return best if start is None else _first_of_many(page, best, start)


def _first_of_many(page: Page, node: Node, start: int) -> Node:
    """The part under the page's own headline, where parts of its kind follow with headlines and datelines of their own."""
    parts = [part for part in page.chain(page.blocks[start].node) if part.number > node.number and part.prose >= _PART]
    for part in reversed(parts):
        alike = [
            other
            for other in page.nodes[part.number + 1 : _MANY + part.number]
            if other.parent == part.parent and other.tag == part.tag and _kin(part.names, other.names)
        ]
        if any(other.prose >= _PART and _signed(page, other) for other in alike):
            return part
    return node


def _kin(one: str, other: str) -> bool:
    """Whether two elements' names differ in little: in a number, or in what each is filed under."""
    mine, theirs = set(_NUMBER.sub("", one).split()), set(_NUMBER.sub("", other).split())
    return mine == theirs or len(mine & theirs) * 2 >= max(len(mine), len(theirs))


def _signed(page: Page, node: Node) -> bool:
    """Whether a part of a page opens as an article does: a headline, then who wrote it or when."""
    opening = page.blocks[node.first : node.first + 6]
    headed = next((number for number, block in enumerate(opening) if block.tag in ("h1", "h2")), None)
    if headed is None:
        return False
    return any(
        block.prose < 60 and (dates.seen(block.text) or names.byline(block.text))
        for block in opening[headed + 1 : headed + 4]
    )


_PART = 300  # characters of prose of a part of a page that is an article of its own
_MANY = 4000  # nodes looked at for another
_NUMBER = re.compile(r"\d+")


def _weighed(page: Page) -> Iterable[tuple[Block, float]]:
    """Blocks with prose, and how far each counts: what stands under a linked headline leads to another article."""
    teased = -1  # the node around the last linked headline
    for block in page.blocks:
        node = page.nodes[block.node]
        if block.heading:
            teased = node.parent if block.linked > len(block.text) * 0.8 and node.why is None else -1
        if not block.prose or node.why is not None:
            continue
        lead = teased >= 0 and (node.number == teased or node.parent == teased)
        lead = lead or (len(block.text) < 400 and bool(_CUT_OFF.search(block.text)))
        yield block, block.prose * (0.2 if lead else 1.0)


def headline(page: Page, title: str) -> int | None:
    """The number of the heading that repeats the page's title; the first h1 where none does."""
    told = _letters(title)
    first = None
    for number, block in enumerate(page.blocks):
        if block.heading and (words := _letters(block.text)):
            if len(words) > 12 and (
                (words in told and len(words) > len(told) * 0.6) or (len(told) > 12 and told in words)
            ):
                return number
            if first is None and block.tag == "h1":
                first = number
    return first


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))


def _near(upto: list[float], node: Node, start: int) -> bool:
    """Whether a node holds the headline or begins shortly below it; `upto` is the prose before each block."""
    if node.first <= start < node.last:
        return True
    return node.first > start and upto[node.first] - upto[start] < 400


def _out(node: Node) -> bool:
    return node.why is not None


def _widen(page: Page, node: Node) -> Node:
    """Up to the element that says it is the article, unless it brings in more than it may."""
    upto = [0.0, *accumulate(b.prose if b.why is None and not _out(page.nodes[b.node]) else 0.0 for b in page.blocks)]
    held = upto[node.last] - upto[node.first]
    chosen = node
    number = node.parent
    while number > 0:
        above = page.nodes[number]
        if upto[above.last] - upto[above.first] > held * 2:
            break
        if above.tag == "article" or "articlebody" in above.names or _STORY.search(above.names):
            chosen = above
        number = above.parent
    return chosen
