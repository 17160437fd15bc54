"""How good the reader is: precision, recall and F1 with confidence intervals, calibration, and every error in full."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from classifier import corpus
from classifier.grades import folded
from classifier.inspectorates import canonical
from classifier.read import Reader
from classifier.second import FAILURE
from classifier.tag import tags
from models.reading import Document, Reading

FOLDS = 3  # for each way of holding out; every fold trains a whole reader
DRAWS = 1000  # bootstrap samples
_BINS = 10

Record = Mapping[str, Any]


class Hits(NamedTuple):
    """What was right, what was answered, what should have been: counts of one measure."""

    right: float
    answered: float
    wanted: float

    @property
    def precision(self) -> float:
        """Share of the answers that are right; 1 where nothing was answered."""
        return self.right / self.answered if self.answered else 1.0

    @property
    def recall(self) -> float:
        """Share of what should have been answered; 1 where that is nothing."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        return 2 * self.right / (self.answered + self.wanted) if self.answered + self.wanted else 1.0


@dataclass
class Measure:
    """One measure over many texts: the hits of each text, so that texts can be drawn anew."""

    name: str
    rows: list[Hits] = field(default_factory=list)

    @property
    def total(self) -> Hits:
        """All texts together."""
        return Hits(*np.sum(self.rows, axis=0)) if self.rows else Hits(0, 0, 0)

    def interval(self, value: Callable[[Hits], float]) -> tuple[float, float]:
        """95 % bootstrap interval of a value, over texts."""
        if not self.rows:
            return 0.0, 1.0
        table = np.array(self.rows, dtype=float)
        drawn = np.random.default_rng(0).integers(0, len(table), (DRAWS, len(table)))
        values = [value(Hits(*total)) for total in table[drawn].sum(axis=1)]
        low, high = np.percentile(values, [2.5, 97.5])
        return float(low), float(high)


@dataclass
class Report:
    """Measures of a set of texts, and what went wrong in which text."""

    title: str
    texts: int
    measures: list[Measure]
    per_tag: dict[str, Hits]
    kind: tuple[int, int]  # right, of how many
    calibration: float
    errors: list[str]
    parts: list["Report"] = field(default_factory=list)

    @property
    def micro(self) -> float:
        """F1 over all tags of all texts."""
        return self.measure("tags").total.f1

    @property
    def macro(self) -> float:
        """Mean F1 of the tags that some text carries."""
        return float(np.mean([hits.f1 for hits in self.per_tag.values() if hits.wanted] or [0.0]))

    def measure(self, name: str) -> Measure:
        """A measure by its name."""
        return next(one for one in self.measures if one.name == name)

    def below_floor(self) -> list[str]:
        """Tags whose precision is below what they promise, where enough texts carry them to tell."""
        floors = {tag.slug: tag.floor for tag in tags()}
        return [s for s, h in self.per_tag.items() if h.wanted >= 30 and h.precision < floors.get(s, 0.0)]

    def text(self) -> str:
        """The printed tables."""
        lines = [f"{self.title}: {self.texts} texts", ""]
        lines += [f"{'measure':34} {'P':>6} {'R':>6} {'F1':>6}   95 % of F1     n"]
        for one in self.measures:
            low, high = one.interval(lambda hits: hits.f1)
            total = one.total
            lines.append(
                f"{one.name:34} {total.precision:6.3f} {total.recall:6.3f} {total.f1:6.3f}   "
                f"{low:.3f}-{high:.3f} {total.wanted:5.0f}"
            )
        right, of = self.kind
        lines += [
            f"{'tags, macro F1':34} {'':6} {'':6} {self.macro:6.3f}",
            f"{'kind, accuracy':34} {'':6} {'':6} {right / max(1, of):6.3f}   {right} of {of}",
            f"{'calibration error of tags':34} {'':6} {'':6} {self.calibration:6.3f}",
            "",
            f"{'tag':34} {'P':>6} {'R':>6} {'F1':>6} {'n':>5}",
        ]
        for slug, hits in sorted(self.per_tag.items()):
            if hits.wanted or hits.answered:
                lines.append(f"{slug:34} {hits.precision:6.3f} {hits.recall:6.3f} {hits.f1:6.3f} {hits.wanted:5.0f}")
        if self.below_floor():
            lines += ["", "below the precision they promise: " + ", ".join(self.below_floor())]
        lines += ["", f"errors in {len(self.errors)} of {self.texts} texts", *self.errors]
        return "\n".join(["\n".join(lines), *(part.text() for part in self.parts)])


def evaluate(
    path: Path | None = None, reader: Reader | None = None, progress: Callable[[str], None] | None = None
) -> Report:
    """Measure a reader on a gold file; or, without a file, readers of the same kind on held-out folds of our corpus."""
    if path is None:
        return held_out(corpus.records(), progress or (lambda line: None))
    if reader is None:
        raise ValueError("a gold file needs a reader")
    gold = corpus.read(path)
    return report(str(path.name), gold, reader.read([document(record) for record in gold]))


def document(record: Record) -> Document:
    """A record as the reader gets it: without its source and kind, which would give the kind away."""
    return Document(id=record["id"], title=record["headline"], text=record["text"], published=record.get("date"))


def held_out(records: Sequence[dict[str, Any]], progress: Callable[[str], None]) -> Report:
    """Whole readers trained without some authorities, then without some sources, and asked about just these."""
    from sklearn.model_selection import GroupKFold

    from classifier.tagger import groups
    from classifier.train import build

    parts = []
    for way, group in groups(records).items():
        answers: list[Reading | None] = [None] * len(records)
        folds = GroupKFold(FOLDS, shuffle=True, random_state=1).split(records, groups=group)
        for number, (taught, asked) in enumerate(folds, 1):
            progress(f"held-out {way}, fold {number} of {FOLDS}: training on {len(taught)} texts")
            reader = build([records[i] for i in taught])
            found = reader.read([document(records[i]) for i in asked])
            for place, reading in zip(asked, found, strict=True):
                answers[place] = reading
        parts.append(report(f"corpus, {way} held out", records, [a for a in answers if a is not None]))
    first, *rest = parts
    first.parts = rest
    return first


def report(title: str, gold: Sequence[Record], readings: Sequence[Reading]) -> Report:
    """Compare readings with what the records say."""
    names = ("tags", "Ofsted failures", "Ofsted failures, contested", "failing now", "judgements", "subjects")
    measures = {name: Measure(name) for name in names}
    per_tag = {tag.slug: Hits(0, 0, 0) for tag in tags()}
    kinds = 0
    shown: list[tuple[float, bool]] = []
    errors = []
    for record, reading in zip(gold, readings, strict=True):
        wrong: list[str] = []
        _tags(record, reading, measures, per_tag, shown, wrong)
        _failing(record, reading, measures, wrong)
        measures["judgements"].rows.append(_judgements(record, reading, wrong))
        if (hits := _subjects(record, reading, wrong)) is not None:
            measures["subjects"].rows.append(hits)
        kinds += reading.kind == record["kind"]
        if reading.kind != record["kind"]:
            wrong.append(f"kind {reading.kind}, should be {record['kind']}")
        if wrong:
            errors.append(f"- {record['id']} {record['headline']}\n    " + "\n    ".join(wrong))
    return Report(
        title, len(gold), list(measures.values()), per_tag, (kinds, len(gold)), calibration_error(shown), errors
    )


def _tags(
    record: Record,
    reading: Reading,
    measures: Mapping[str, Measure],
    per_tag: dict[str, Hits],
    shown: list[tuple[float, bool]],
    wrong: list[str],
) -> None:
    open_to_debate = set(record.get("debatable") or ())
    if record.get("contested"):
        open_to_debate.add(FAILURE)
    wanted = set(record["tags"]) - open_to_debate
    given = {tag.tag: tag.probability for tag in reading.tags if tag.tag not in open_to_debate}
    for slug in wanted | set(given):
        hit = Hits(slug in wanted and slug in given, slug in given, slug in wanted)
        if slug in per_tag:
            per_tag[slug] = Hits(*np.add(per_tag[slug], hit))
    measures["tags"].rows.append(Hits(len(wanted & set(given)), len(given), len(wanted)))
    shown += [(chance, slug in wanted) for slug, chance in given.items()]
    if missing := sorted(wanted - set(given)):
        wrong.append("tags missing: " + ", ".join(missing))
    if extra := sorted(set(given) - wanted):
        wrong.append("tags too many: " + ", ".join(f"{slug} ({given[slug]:.2f})" for slug in extra))
    failure = Hits(
        FAILURE in record["tags"] and any(t.tag == FAILURE for t in reading.tags),
        any(t.tag == FAILURE for t in reading.tags),
        FAILURE in record["tags"],
    )
    measures["Ofsted failures, contested" if record.get("contested") else "Ofsted failures"].rows.append(failure)


def _failing(record: Record, reading: Reading, measures: Mapping[str, Measure], wrong: list[str]) -> None:
    if record.get("contested"):
        return
    wanted, given = bool(record.get("failing_now")), reading.failing_now
    measures["failing now"].rows.append(Hits(wanted and given, given, wanted))
    if wanted != given:
        wrong.append(f"failing_now is {str(given).lower()}")


def _key(gss: str | None, inspectorate: str, grade: str | None, current: bool) -> tuple[str, str, str, bool]:
    return gss or "", canonical(inspectorate), folded(grade) or "", current


def _inspection(one: Record) -> tuple[str, str, bool]:
    return one["authority_gss"] or "", canonical(one["inspectorate"]), bool(one["is_current_news"])


def _judgements(record: Record, reading: Reading, wrong: list[str]) -> Hits:
    """Judgements that agree on authority, inspectorate, grade and news.

    Ungraded ones count neither way, nor do the grades of areas beside an overall grade of the same inspection, nor what
    fell on no authority.
    """
    of_authorities = [i for i in record.get("inspections", ()) if i["authority_gss"]]
    told = [i for i in of_authorities if folded(i["judgement"])]
    overall = {_inspection(i) for i in told if i.get("area", "overall") == "overall"}
    told = [i for i in told if i.get("area", "overall") == "overall" or _inspection(i) not in overall]
    wanted = {_key(i["authority_gss"], i["inspectorate"], i["judgement"], bool(i["is_current_news"])) for i in told}
    given = {
        _key(j.authority.gss, j.inspectorate, j.grade, j.is_current) for j in reading.judgements if folded(j.grade)
    }
    named = {(key[0], key[1], key[3]) for key in wanted}
    before = {
        _key(i["authority_gss"], i["inspectorate"], i["previous_judgement"], False)
        for i in of_authorities
        if folded(i.get("previous_judgement"))
    }
    areas = {
        _key(j.authority.gss, j.inspectorate, j.grade, j.is_current)
        for j in reading.judgements
        if j.area != "overall" and folded(j.grade)
    }
    excused = {key for key in given - wanted if key in before or (key in areas and (key[0], key[1], key[3]) in named)}
    extra = given - wanted - excused
    for key in sorted(wanted - given):
        wrong.append(f"judgement missing: {key}")
    for key in sorted(extra):
        wrong.append(f"judgement too many: {key}")
    return Hits(len(wanted & given), len(wanted & given) + len(extra), len(wanted))


def _subjects(record: Record, reading: Reading, wrong: list[str]) -> Hits | None:
    """The set of subjects against the record's, where the record names any."""
    wanted = set(record.get("subjects") or ()) or {
        i["authority_gss"] for i in record.get("inspections", ()) if i["authority_gss"]
    }
    if not wanted:
        return None
    given = {a.gss for a in reading.authorities if a.role == "subject"}
    if given != wanted:
        wrong.append(f"subjects {sorted(given)}, should be {sorted(wanted)}")
    return Hits(len(wanted & given), len(given), len(wanted))


def calibration_error(shown: Sequence[tuple[float, bool]]) -> float:
    """Expected calibration error over ten bins of the answered tags' probabilities."""
    if not shown:
        return 0.0
    chances, right = np.array([s[0] for s in shown]), np.array([s[1] for s in shown], dtype=float)
    bins = np.minimum((chances * _BINS).astype(int), _BINS - 1)
    gaps = [
        abs(chances[bins == one].mean() - right[bins == one].mean()) * (bins == one).sum() for one in np.unique(bins)
    ]
    return float(sum(gaps) / len(chances))
