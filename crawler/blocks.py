"""Tree → blocks: the page as a flat run of paragraphs, headings, items and rows, and the nodes that hold them."""

import re
from dataclasses import dataclass, field
from typing import Any

from models.draft import UNSEEN


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_INLINE = _words(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s "
    "samp small span strike strong sub sup time tt u var wbr "
)
_SILENT = _words(
    "script style noscript template svg iframe object embed canvas audio video map head title meta link "
    "select option textarea input button img source track area base datalist progress meter math applet "
    "param frame frameset dialog picture rt rp "
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_STRONG = frozenset(("b", "strong"))
_SPACE = re.compile(r"\s+")
_NAMES = ("class", "id", "role", "itemprop", "data-testid", "data-component", "data-module", "aria-label")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
CELL = 400  # characters; a table with a longer cell lays out the page
MOST = 20_000  # nodes, and blocks, read of one page; no article has a hundredth of them
DEEPEST = 1000  # nodes below this depth are read as if they stood at it


@dataclass(slots=True)
class Node:
    """An element that can hold blocks. `first` and `last` bound the blocks in it; `prose` and `size` are characters."""

    number: int
    parent: int
    tag: str
    names: str  # class, id, role and the like, as one lower-case string
    depth: int
    element: Any = None
    hidden: bool = False
    first: int = 0
    last: int = 0  # one past the end
    prose: float = 0.0
    size: int = 0
    linked: int = 0
    quoted: int = 0
    why: str | None = None  # set when it is taken out


@dataclass(slots=True)
class Block:
    """A piece of text with no block inside it. `linked` counts its characters that are links."""

    text: str
    tag: str  # p, h1…h6, li, tr, figcaption, blockquote, pre, dt, dd, td, div, …
    node: int  # the node it stands in
    linked: int = 0
    strong: bool = False  # all of it is bold
    soft: bool = False  # follows a single line break within its paragraph
    href: str = ""
    paid: bool = False  # a link in it says rel=sponsored
    prose: float = 0.0
    why: str | None = None

    @property
    def heading(self) -> bool:
        return self.tag in _HEADINGS


@dataclass(slots=True)
class Page:
    """A page as nodes and blocks, both in document order."""

    nodes: list[Node] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    def chain(self, number: int) -> list[Node]:
        """A node and its ancestors, from the inside out."""
        found = []
        while number >= 0:
            node = self.nodes[number]
            found.append(node)
            number = node.parent
        return found


def _line(text: str) -> str:
    return _SPACE.sub(" ", UNSEEN.sub("", text)).strip()


class _Reader:
    """Walks a tree once, without recursion, and gathers text until a block boundary."""

    def __init__(self) -> None:
        self.page = Page()
        self.text: list[str] = []
        self.linked = 0
        self.bold = 0
        self.href = ""
        self.paid = False
        self.in_link = 0
        self.in_bold = 0
        self.soft = False

    def add(self, words: str | None) -> None:
        if words:
            self.text.append(words)
            if self.in_link or self.in_bold:
                size = len(words.strip())
                if self.in_link:
                    self.linked += size
                if self.in_bold:
                    self.bold += size

    def flush(self, node: Node) -> None:
        if not self.text:
            return
        text = _line("".join(self.text))
        if text and len(self.page.blocks) < MOST:
            block = Block(text, node.tag, node.number, min(self.linked, len(text)), self.bold >= len(text) * 0.9)
            block.soft, block.href, block.paid = self.soft, self.href, self.paid
            self.page.blocks.append(block)
        self.text = []
        self.linked = self.bold = 0
        self.href, self.paid, self.soft = "", False, False

    def open(self, element: Any, tag: str, parent: Node | None) -> Node:
        depth = parent.depth + 1 if parent else 0
        number = len(self.page.nodes)
        names, hidden = _names(element)
        node = Node(number, parent.number if parent else -1, tag, names, depth, element, hidden)
        node.first = len(self.page.blocks)
        self.page.nodes.append(node)
        return node


def _names(element: Any) -> tuple[str, bool]:
    attributes = element.attrib
    if not len(attributes):
        return "", False
    names, hidden = "", False
    for key, value in attributes.items():
        if key in _NAMES:
            names += " " + value.lower()
        elif key == "hidden" or (key == "style" and _HIDDEN.search(value)):
            hidden = True
    return names[:300], hidden


def read(tree: Any) -> Page:
    """All blocks of a page below <body> (or the root, where there is no body)."""
    body = tree.find("body")
    root = tree if body is None else body
    reader = _Reader()
    node = reader.open(root, "body", None)
    reader.add(root.text)
    # What is still to be done, last first: an element to enter, or a function's worth of work after its children.
    # A sibling is looked up when its turn comes, so that a million of them need no memory.
    todo: list[tuple[Any, Node, int]] = [(root[0], node, _ENTER)] if len(root) else []
    while todo:
        element, node, what = todo.pop()
        if what is _ENTER:
            if (after := element.getnext()) is not None:
                todo.append((after, node, _ENTER))
            _enter(reader, element, node, todo)
        elif what is _LEAVE:
            reader.flush(node)
            node.last = len(reader.page.blocks)
            reader.add(element.tail)
        else:
            if what & _LINK:
                reader.in_link -= 1
            if what & _BOLD:
                reader.in_bold -= 1
            reader.add(element.tail)
    reader.flush(reader.page.nodes[0])
    reader.page.nodes[0].last = len(reader.page.blocks)
    return reader.page


_ENTER, _LEAVE, _LINK, _BOLD, _PLAIN = -1, -2, 1, 2, 4


def _enter(reader: _Reader, element: Any, node: Node, todo: list[tuple[Any, Node, int]]) -> None:
    tag = element.tag
    if tag in _INLINE:
        leave = _PLAIN
        if tag == "a":
            leave |= _LINK
            reader.in_link += 1
            reader.href = reader.href or element.get("href", "")
            if "sponsored" in (element.get("rel") or ""):
                reader.paid = True
        elif tag in _STRONG:
            leave |= _BOLD
            reader.in_bold += 1
        reader.add(element.text)
        todo.append((element, node, leave))
        if len(element):
            todo.append((element[0], node, _ENTER))
    elif tag in _SILENT or not isinstance(tag, str):
        reader.add(" ")
        reader.add(element.tail)
    elif tag == "br":
        _break(reader, element, node)
    elif tag == "hr":
        reader.flush(node)
        reader.add(element.tail)
    else:
        reader.flush(node)
        _container(reader, element, tag, node, todo)


def _break(reader: _Reader, element: Any, node: Node) -> None:
    """A line break ends a block; the next one is soft unless a second break follows."""
    said = bool(reader.text) and not "".join(reader.text).isspace()
    reader.flush(node)
    reader.soft = said
    reader.add(element.tail)


def _container(reader: _Reader, element: Any, tag: str, node: Node, todo: list[tuple[Any, Node, int]]) -> None:
    if node.depth >= DEEPEST or len(reader.page.nodes) >= MOST:
        reader.add(element.text)
        todo.append((element, node, _PLAIN))
        if len(element):
            todo.append((element[0], node, _ENTER))
        return
    inner = reader.open(element, tag, node)
    if tag == "table" and _holds_data(element):
        _rows(reader, element, inner)
        inner.last = len(reader.page.blocks)
        reader.add(element.tail)
        return
    reader.add(element.text)
    todo.append((element, inner, _LEAVE))
    if len(element):
        todo.append((element[0], inner, _ENTER))


def _holds_data(table: Any) -> bool:
    """A table of facts: no table within, short cells, and a row of at least two of them."""
    if next(table.iterdescendants("table", "form"), None) is not None:
        return False
    wide = False
    for row in table.iterdescendants("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        wide = wide or len(cells) > 1
        if any(len("".join(cell.itertext()).strip()) > CELL for cell in cells):
            return False
    return wide


def _rows(reader: _Reader, table: Any, node: Node) -> None:
    for row in table.iterdescendants("caption", "tr"):
        cells = [row] if row.tag == "caption" else [cell for cell in row if cell.tag in ("td", "th")]
        texts = [_line("".join(cell.itertext())) for cell in cells]
        if any(texts):
            links = sum(len("".join(link.itertext()).strip()) for link in row.iterdescendants("a"))
            text = " | ".join(texts)
            reader.page.blocks.append(Block(text, str(row.tag), node.number, min(links, len(text))))
