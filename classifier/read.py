"""All that the classifier makes of a text: kind, tags, judgements, authorities and flags, each with its evidence."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from classifier import arrays, second
from classifier.flags import Flags, agreed, flags, ofsted_failure
from classifier.judge import Judge
from classifier.kind import Kinds
from classifier.link import Linker, authorities
from classifier.sentences import Sentence, sentences
from classifier.tag import tags
from classifier.tagger import Scale, Tagger
from models.reading import Document, Evidence, JudgementFound, Reading, TagFound

LONGEST = 100_000  # characters of a text that are read; what follows is left unread, so that time is bounded
_NO_NEWS = frozenset({"job-ad", "sponsored", "event"})  # kinds that tell of judgements, but never first
_MOST = 3  # sentences of evidence for a tag
_ALSO = 0.6  # a further sentence is shown when it adds at least this share of what the best one adds


class Reader:
    """A fitted tagger, judge and linker together. `digest` names what they were fitted on and by which code."""

    def __init__(self, tagger: Tagger, scale: Scale, kinds: Kinds, judge: Judge, linker: Linker, digest: str) -> None:
        self.tagger, self.scale, self.kinds, self.judge, self.linker = tagger, scale, kinds, judge, linker
        self.digest = digest
        self.tags = tags()
        self._place = {tag.slug: number for number, tag in enumerate(self.tags)}
        self.threshold = scale.threshold.copy()
        for slug, least in second.THRESHOLDS.items():
            self.threshold[self._place[slug]] = least

    def read(self, documents: Sequence[Document]) -> list[Reading]:
        """Read texts, in order. Nothing that a text holds makes this fail."""
        if not documents:
            return []
        texts = [(document.title[:LONGEST], document.text[:LONGEST]) for document in documents]
        scores = self.tagger.scores(texts)
        chances = self.scale.probabilities(scores[:, : len(self.tags)])
        return [
            self._read(document, *text, scores[row, len(self.tags) :], chances[row])
            for row, (document, text) in enumerate(zip(documents, texts, strict=True))
        ]

    def tag(self, texts: Sequence[tuple[str, str]]) -> list[dict[str, float]]:
        """Probabilities of the tags given to (title, text) pairs by the tagger alone: no judge, no evidence."""
        chances = self.scale.probabilities(self.tagger.scores(texts)[:, : len(self.tags)])
        given = chances >= self.scale.threshold
        return [
            {self.tags[n].slug: float(chances[row, n]) for n in np.flatnonzero(given[row])} for row in range(len(texts))
        ]

    def _read(self, document: Document, title: str, text: str, kinds: np.ndarray, chances: np.ndarray) -> Reading:
        parts = sentences(title, text)
        mentions = self.linker.link(title, text, document.published)
        judgements = self.judge.judgements(document.model_copy(update={"title": title, "text": text}), parts, mentions)
        kind = self.kinds.kind(kinds, title, text, document.kind)
        if kind in _NO_NEWS:
            judgements = [j.model_copy(update={"is_current": False}) for j in judgements if not j.implied_failure]
        ofsted, _ = ofsted_failure(judgements, document.published)
        moved = second.opinion(chances, judgements, ofsted, self._place)
        failure = bool(moved[self._place[second.FAILURE]] >= self.threshold[self._place[second.FAILURE]])
        judgements = agreed(judgements) if failure else judgements
        flagged = flags(judgements, text, title, document.published, failure)
        found = self._tags(parts, moved, judgements, flagged)
        return Reading(
            id=document.id,
            kind=kind,
            tags=found,
            judgements=judgements,
            authorities=authorities(mentions, judgements),
            failing_now=flagged.failing_now,
            standing_inadequate=flagged.standing_inadequate,
            contested=flagged.contested,
        )

    def _tags(
        self,
        parts: Sequence[Sentence],
        chances: np.ndarray,
        judgements: Sequence[JudgementFound],
        flagged: Flags,
    ) -> list[TagFound]:
        """The tags whose probability reaches their threshold, and those they imply, likeliest first."""
        given = {self.tags[n].slug: float(chances[n]) for n in np.flatnonzero(chances >= self.threshold)}
        if not given:
            return []
        for slug in list(given):
            for implied in self.tags[self._place[slug]].implies:
                given[implied] = max(given.get(implied, 0.0), given[slug])
        looked, carried = self.tagger.explain(parts)
        found = []
        for slug, chance in given.items():
            column = self._place[slug]
            shown = flagged.evidence if slug == second.FAILURE and flagged.evidence else second.shown(slug, judgements)
            found.append(
                TagFound(
                    tag=slug,
                    probability=round(min(1.0, chance), 4),
                    threshold=round(float(self.threshold[column]), 4),
                    evidence=_once(shown)[:_MOST] or _evidence(looked, carried[:, column]),
                )
            )
        return sorted(found, key=lambda tag: (-tag.probability, tag.tag))

    def save(self, folder: Path) -> None:
        """Write all parts into `folder`."""
        self.tagger.save(folder / "tagger.skops")
        arrays.write(folder / "scale.skops", self.scale._asdict())
        self.kinds.save(folder / "kinds.skops")
        self.judge.save(folder)
        self.linker.save(folder)
        (folder / "reader.json").write_text(json.dumps({"digest": self.digest}), "utf-8")

    @classmethod
    def open(cls, folder: Path) -> "Reader":
        """Read what `save` wrote. Raises OSError or ValueError where it is not whole."""
        return cls(
            Tagger.load(folder / "tagger.skops"),
            Scale(**arrays.read(folder / "scale.skops")),
            Kinds.load(folder / "kinds.skops"),
            Judge.load(folder),
            Linker.load(folder),
            json.loads((folder / "reader.json").read_text("utf-8"))["digest"],
        )

    @classmethod
    def load(cls, var: Path, progress: Callable[[str], None] | None = None) -> "Reader":
        """The reader trained last for this corpus and this code; trained now where there is none."""
        from classifier.current import latest
        from classifier.train import train

        folder = latest(var)
        if folder is not None:
            try:
                return cls.open(folder)
            except (OSError, ValueError, KeyError, TypeError, BadZipFile) as error:
                if progress:
                    progress(f"the tagger in {folder} cannot be read ({error}); it is trained anew")
        return train(var, None, progress)


def _once(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Evidence without repeats."""
    return list({(e.field, e.start, e.end): e for e in evidence}.values())


def _evidence(looked: Sequence[Sentence], carried: np.ndarray) -> list[Evidence]:
    """The sentence that adds most to a tag's score, and others that add nearly as much."""
    if not len(looked):
        return []
    order = np.argsort(-carried, kind="stable")
    best = carried[order[0]]
    chosen = [n for n in order[:_MOST] if n == order[0] or (carried[n] > 0 and carried[n] >= _ALSO * best)]
    return [
        Evidence(text=looked[n].text, start=looked[n].start, end=looked[n].end, field=looked[n].field)
        for n in sorted(chosen)
    ]
