"""The passage of a text that fits a search best, on PostgreSQL, with its matches marked.

PostgreSQL's own ts_headline takes every text apart anew, which was half the time of a search. Here the words of a text
that may fit are found by their beginnings, and what each is in the index PostgreSQL is asked once.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from sqlalchemy import ARRAY, String, bindparam, func, literal_column, select

from api.conditions import ACCENTED, plain
from api.grammar import Words
from api.prepared import array, fetched
from api.reading import Reader

LONGEST = 220  # characters of a passage: FTS5's 32 words
BEFORE = 60  # of them at most before the first match
MOST = 500  # words of one text that are looked at
LEXEMES = 40  # of a query that are marked
KEPT = 20_000  # words whose lexemes are remembered

# A chunk stands between two of these, which end a word for PostgreSQL whatever is around them. It may hold more words.
_CHUNK = r"[^\s,;:!?|()\[\]{}<>\"“”«»…—–\u2010\u2011]*"
_CHUNK_LONGEST = 80  # longer ones are no words

# The index holds the first 250,000 characters of a text, see the first migration. To count them costs as much again.
_TEXTS = b"""SELECT id, CASE WHEN octet_length(text) > 250000 THEN left(text, 250000) ELSE text END
    FROM article WHERE id = ANY(CAST((SELECT CAST($1 AS VARCHAR)) AS INTEGER[]))"""
_lexemes: dict[str, frozenset[str]] = {}  # of chunks met before: the configuration, and so they, never change


class Hit(NamedTuple):
    """A word of a text that fits: where it stands, and which of the wanted lexemes it fulfils."""

    start: int
    end: int
    fits: frozenset[str]


def snippets(reader: Reader, words: Sequence[Words], ids: Sequence[int]) -> list[tuple[int, str]]:
    """(id, passage) of these articles; matches stand between \\x02 and \\x03. Where only the title fits, it is the
    text's beginning."""
    known = _known(reader, [chunk for word in words for chunk in _chunks(word)])
    whole = {lexeme for word in words for chunk in _chunks(word) for lexeme in known[chunk]}
    begun = [lexeme for word in words if word.prefix for lexeme in known[_chunks(word)[-1]]]
    like = _like(whole)
    texts = [(int(id_ or 0), text or "") for id_, text in fetched(reader.raw, _TEXTS, [array(ids)])]
    found = {id_: list(_candidates(text, like)) for id_, text in texts}
    known = _known(reader, {chunk for some in found.values() for chunk, _, _ in some})
    fits = {
        chunk: (lexemes & whole) | {start for start in begun if any(one.startswith(start) for one in lexemes)}
        for chunk, lexemes in known.items()
    }
    hits = {id_: [Hit(start, end, fits[at]) for at, start, end in some if fits[at]] for id_, some in found.items()}
    return [(id_, _passage(text, hits[id_])) for id_, text in texts]


def _chunks(word: Words) -> list[str]:
    return plain(word.text).lower().split() or [""]


def _known(reader: Reader, chunks: Iterable[str]) -> dict[str, frozenset[str]]:
    """What each chunk is in the index."""
    told = {chunk: _lexemes.get(chunk) for chunk in chunks}
    if new := [chunk for chunk, lexemes in told.items() if lexemes is None]:
        word = func.unnest(bindparam("chunks", type_=ARRAY(String))).column_valued("word")
        read = func.to_tsvector(literal_column("'councilwire'::regconfig"), word)
        asked = reader.connection.execute(select(word, func.tsvector_to_array(read)), {"chunks": new})
        told |= (found := {chunk: frozenset(lexemes) for chunk, lexemes in asked})
        if len(_lexemes) + len(found) > KEPT:
            _lexemes.clear()
        _lexemes.update(found)
    return {chunk: lexemes or frozenset() for chunk, lexemes in told.items()}


def _like(lexemes: Iterable[str]) -> re.Pattern[str]:
    """What finds chunks that begin as one of the lexemes does. Stems end otherwise than their words do (county is
    counti), so the last letter of a long one is left open."""
    begins = sorted({lexeme[:-1] if len(lexeme) > 3 else lexeme for lexeme in lexemes if lexeme})[:LEXEMES]
    # A set of letters in front, whatever their case, is looked for twice as fast as the words themselves.
    firsts = {letter for one in begins for letter in one[0] + ACCENTED.get(one[0], "")}
    first = "".join(re.escape(letter.lower() + letter.upper()) for letter in firsts)
    words = "|".join(f"(?<={_accented(one[0])}){''.join(map(_accented, one[1:]))}" for one in begins)
    return re.compile(rf"[{first}](?<!\w.)(?i:{words}){_CHUNK}" if begins else r"(?!)")


def _accented(letter: str) -> str:
    """An expression for a letter, whatever accent it is written with."""
    return f"[{letter}{ACCENTED[letter]}]" if letter in ACCENTED else re.escape(letter)


def _candidates(text: str, like: re.Pattern[str]) -> Iterable[tuple[str, int, int]]:
    """(chunk, start, end) of what may fit."""
    for match in islice(like.finditer(text), MOST):
        chunk = match[0].rstrip(".'’‘*/-")
        if len(chunk) <= _CHUNK_LONGEST:
            yield plain(chunk).lower(), match.start(), match.start() + len(chunk)


def _passage(text: str, hits: Sequence[Hit]) -> str:
    """The passage that holds most of what is wanted, nearest together, matches marked."""
    at = _best(hits)
    first, least = (_opening(text, hits[at].start), hits[at].end) if hits else (0, 1)
    last = min(first + LONGEST, len(text))
    if last < len(text) and (blank := text.rfind(" ", least, last)) > 0:
        last = blank
    told, place = ["…" if first else ""], first
    for hit in hits[at:]:
        if hit.end > last:
            break
        told += (text[place : hit.start], "\x02", text[hit.start : hit.end], "\x03")
        place = hit.end
    return "".join((*told, text[place:last].rstrip(), "…" if last < len(text) else ""))


def _best(hits: Sequence[Hit]) -> int:
    """Which hit the best passage begins with."""
    best, begins = (0, 0), 0
    all_ = frozenset[str]().union(*(hit.fits for hit in hits))
    for number, hit in enumerate(hits):
        met: frozenset[str] = frozenset()
        rank = best
        for other in islice(hits, number, None):
            if other.end - hit.start > LONGEST - BEFORE or len(met) == len(all_):
                break
            if not other.fits <= met:
                met |= other.fits
                rank = max(rank, (len(met), hit.start - other.end))
        if rank > best or not number:
            best, begins = rank, number
    return begins


def _opening(text: str, start: int) -> int:
    """Where a passage begins whose first match is at `start`: with the sentence, or else between two words."""
    if start <= BEFORE:
        return 0
    before = text[start - BEFORE : start]
    sentence = max(before.rfind(end) + len(end) if end in before else 0 for end in (". ", "\n", "? ", "! "))
    return start - BEFORE + (sentence or before.find(" ") + 1)
