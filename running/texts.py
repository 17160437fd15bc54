"""What a user hands to a command: bytes from a file or a pipe, read as text or as documents."""

import re
import sys
from collections.abc import Callable
from pathlib import Path

from models.draft import Draft, Refused
from models.reading import Document

FEW = 3  # words that make a text


class Unreadable(Exception):
    """The file cannot be used; the message is one line that says why."""


def read(file: str) -> bytes:
    """The bytes of a file, or of standard input for `-`. Raises Unreadable."""
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise Unreadable(f"{file}: {error.strerror}") from error


def decode(body: bytes) -> str:
    """Text in UTF-8, UTF-16 (by its mark) or windows-1252, whichever it is."""
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return body.decode("utf-16", "replace")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")


def documents(body: bytes, name: str, extract: Callable[[str], Draft]) -> tuple[list[Document], list[str]]:
    """The documents of NDJSON, or the one that a text file is; lines that are neither come back as problems.

    Raises Unreadable for a text that holds no story.
    """
    plain = decode(body)
    if not plain.lstrip().startswith("{"):
        try:
            return [_document(extract(plain), name)], []
        except Refused as refused:
            if len(re.findall(r"[^\W\d_]{2,}", plain)) < FEW:
                raise Unreadable(f"{name}: refused, {refused}; a text has a few words") from refused
            return [_document(_short(plain), name)], []
    found, problems = [], []
    for number, line in enumerate(plain.split("\n"), 1):
        if line.strip():
            try:
                found.append(Document.model_validate_json(line))
            except ValueError as error:
                problems.append(f"{name}:{number}: not a document: {_first(error)}")
    return found, problems


def _short(plain: str) -> Draft:
    """A text that is all headline to the extraction, such as one sentence without an end: the first of several lines is
    the title, all else the text."""
    first, *rest = (line.strip() for line in plain.splitlines() if line.strip())
    return Draft(title=first, text="\n".join(rest)) if rest else Draft(text=first)


def _document(draft: Draft, name: str) -> Document:
    stem = None if name == "-" else Path(name).name
    return Document(id=stem, title=draft.title or "", text=draft.text, published=draft.published, kind=draft.kind)


def _first(error: ValueError) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[-2] if len(lines) > 2 and lines[-1].startswith("For further") else lines[0]
