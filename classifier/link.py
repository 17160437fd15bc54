"""Which authorities a text is about, and which it names in passing."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from classifier.context import Named, named
from classifier.linear import Features, Linear
from models.reading import AuthorityFound, JudgementFound

_FILE = "linker.skops"
_LEAN = 1.6  # a subject missed is worse than one too many; chosen on held-out folds of the corpus


class Mention(NamedTuple):
    """An authority named at `start:end` of the document's `field`. `role`: subject or mentioned."""

    gss: str
    name: str
    start: int
    end: int
    field: str
    role: str
    probability: float = 1.0  # that the authority is the story's subject
    body: str | None = None  # the trust or fire service that was named in its stead


class Linker:
    """Finds names by a trie over the gazetteer and weighs what each of them is to the story.

    `Linker.load()` without a folder knows the names only, and takes their roles from where they stand; one that was
    fitted has learnt roles from the corpus.
    """

    def __init__(self) -> None:
        self._roles: Linear | None = None

    @classmethod
    def fit(cls, records: Sequence[Mapping[str, Any]]) -> "Linker":
        """Learn roles from corpus records."""
        samples: list[Features] = []
        labels: list[str] = []
        for record in records:
            subjects, mentioned = set(record["subjects"]), set(record["mentioned"])
            for one in named(record["headline"], record["text"], record["date"]):
                gss = one.place.gss
                samples.append(one.features)
                labels.append("subject" if gss in subjects else "mentioned" if gss in mentioned else "none")
        linker = cls()
        linker._roles = Linear(strength=0.5).fit(samples, labels)
        return linker

    def save(self, folder: Path) -> None:
        """Write the learnt roles into `folder`."""
        if self._roles is not None:
            self._roles.save(folder / _FILE)

    @classmethod
    def load(cls, folder: Path | None = None) -> "Linker":
        """A linker with the roles saved in `folder`, or without learnt roles."""
        linker = cls()
        if folder is not None:
            linker._roles = Linear.load(folder / _FILE)
        return linker

    @property
    def fitted(self) -> bool:
        """Whether roles were learnt."""
        return self._roles is not None

    def link(self, title: str, text: str, published: str | None = None) -> list[Mention]:
        """Every mention of an authority, headline first, in order. `published` decides which authorities existed."""
        found: list[Mention] = []
        for one in named(title, text, published):
            role, probability = self._role(one)
            if role == "none":
                continue
            place = one.place
            found += [
                Mention(place.gss, place.name, span.start, span.end, where, role, probability, span.body)
                for span, where in one.spans
            ]
        found = _one_subject_at_least(found)
        return sorted(found, key=lambda m: (m.field != "title", m.start, m.gss))

    def _role(self, one: Named) -> tuple[str, float]:
        if self._roles is None:
            f = one.features
            weak = "bare only" in f and ("institution after" in f or "before capital" in f or "cue near" not in f)
            subject = 0.9 if "in title" in f else 0.7 if "first" in f else 0.3
            return ("none" if weak else "subject" if subject > 0.5 else "mentioned"), subject
        chances = dict(zip(self._roles.classes, self._roles.probabilities(one.features), strict=True))
        role = max(chances, key=lambda name: chances[name] * (_LEAN if name == "subject" else 1.0))
        return role, float(chances.get("subject", 0.0))


def _one_subject_at_least(found: list[Mention]) -> list[Mention]:
    """A text that names authorities is about the likeliest of them when none is a subject clearly."""
    if not found or any(m.role == "subject" for m in found):
        return found
    best = max(found, key=lambda m: m.probability)
    if best.probability < 0.35:
        return found
    return [m._replace(role="subject") if m.gss == best.gss else m for m in found]


def authorities(mentions: Sequence[Mention], judgements: Sequence[JudgementFound] = ()) -> list[AuthorityFound]:
    """One entry an authority, in order of appearance; subject wins over mentioned; who is judged now is one."""
    judged = {j.authority.gss for j in judgements if j.is_current and j.grade}
    found: dict[str, AuthorityFound] = {}
    for mention in mentions:
        known = found.get(mention.gss)
        role = "subject" if mention.gss in judged else mention.role
        if known is None:
            found[mention.gss] = AuthorityFound(gss=mention.gss, name=mention.name, role=role)
        elif role == "subject":
            known.role = "subject"
    return list(found.values())
