"""The scikit-learn part of tagging: fit on judged texts, score, explain, save and load.

One ridge regression over TF-IDF of words, pairs of words and pieces of words, and over the tags' cues, gives a score
for every tag and kind at once. It is solved in its dual form: with a few thousand texts the kernel matrix is far
smaller than the matrix of coefficients, and held-out folds cost one solution each instead of one per tag. Scores become
probabilities, and thresholds are chosen, on texts whose whole authority or whole source the model had not seen.
"""

import itertools
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import scipy.sparse as sparse

from classifier import arrays
from classifier.features import Bag, Remembered, Vocabulary, words
from classifier.linear import packed, unpacked
from classifier.sentences import Sentence
from classifier.tag import KINDS, tags

PENALTY = 0.6  # chosen on the held-out folds: 0.3 and 1 are a fifth of a point of F1 behind
CUES = 0.1  # weight of cue features beside the two blocks of unit length
FOLDS = 5  # for each of the two ways of holding out
CORRECTION = 3.0  # a person's correction weighs as much as this many texts
OPEN = 0.5  # what a debatable tag is worth: between given and not given
_PIECES = 0.5  # a text's pieces are about twice as many as its words and pairs, so each weighs half
_REMEMBERED = 20_000  # words
LOOKED_AT = 80  # sentences of a text that evidence is looked for in

Matrix = np.ndarray


class Carried(NamedTuple):
    """What one sentence adds to one tag's score."""

    sentence: Sentence
    weight: float


class Tagger:
    """Scores texts for every tag and kind. `columns` names what each column of a score is."""

    def __init__(
        self, vocabulary: Vocabulary, idf: tuple[Matrix, Matrix], coefficients: Matrix, bias: Matrix, columns: list[str]
    ) -> None:
        self.vocabulary = vocabulary
        self.idf = idf
        self.coefficients = coefficients  # one row a feature, one column a tag or kind
        self.bias = bias
        self.columns = columns
        self._worths = Remembered(self._worth, _REMEMBERED)
        self._from = (0, vocabulary.sizes[0], vocabulary.sizes[0] + vocabulary.sizes[1])

    def _values(self, bag: Bag) -> tuple[Matrix, Matrix]:
        """Indices and weights of a text's features, each block of unit length."""
        indices, values = [], []
        for block, (index, count) in enumerate((bag.words, bag.pieces)):
            weight = (1.0 + np.log(count)) * self.idf[block][index]
            length = float(np.sqrt(weight @ weight)) or 1.0
            indices.append(index + self._from[block])
            values.append(weight / length)
        indices.append(bag.cues[0] + self._from[2])
        values.append(bag.cues[1] * CUES)
        return np.concatenate(indices), np.concatenate(values).astype(np.float32)

    def matrix(self, bags: Sequence[Bag]) -> sparse.csr_matrix:
        """Texts as rows of weights."""
        rows = [self._values(bag) for bag in bags]
        pointer = np.concatenate([[0], np.cumsum([len(index) for index, _ in rows])])
        empty = np.zeros(0, np.int32)
        index = np.concatenate([empty, *(i for i, _ in rows)])
        value = np.concatenate([np.zeros(0, np.float32), *(v for _, v in rows)])
        return sparse.csr_matrix((value, index, pointer), shape=(len(rows), sum(self.vocabulary.sizes)))

    def scores(self, texts: Sequence[tuple[str, str]]) -> Matrix:
        """Scores of (title, text) pairs, one row each."""
        if len(texts) == 1:
            index, value = self._values(self.vocabulary.bag(*texts[0]))
            return (value @ self.coefficients[index] + self.bias)[None, :]
        return self.matrix([self.vocabulary.bag(*text) for text in texts]) @ self.coefficients + self.bias

    def explain(self, given: Sequence[Sentence]) -> tuple[list[Sentence], Matrix]:
        """What each sentence adds to every score, up to a factor: the sentences looked at, and one row for each.

        The first sentences of a text are looked at; cues and the damping of repeated words are left out, which order
        sentences of one text hardly otherwise.
        """
        looked = [s for s in given if s.field == "title"] + [s for s in given if s.field == "text"][:LOOKED_AT]
        rows = np.zeros((len(looked), len(self.columns)), np.float32)
        said = [words(sentence.text) for sentence in looked]
        flat = list(itertools.chain.from_iterable(said))
        if not flat:
            return looked, rows
        ends = np.cumsum([len(one) for one in said])
        starts = np.concatenate([[0], ends[:-1]])
        spoken = np.flatnonzero(ends > starts)
        rows[spoken] = np.add.reduceat([self._worths[word] for word in flat], starts[spoken])
        place, pair = self.vocabulary.pairs(flat)
        row = np.searchsorted(ends, place, side="right")
        inside = place + 1 < ends[row]  # a sentence's last word makes no pair with the next one's first
        np.add.at(rows, row[inside], self.idf[0][pair[inside], None] * self.coefficients[pair[inside]])
        for number, one in enumerate(said):
            if looked[number].field == "title":
                first = self.vocabulary.headlines(one)
                rows[number] += self.idf[0][first] @ self.coefficients[first]
        return looked, rows

    def _worth(self, word: str) -> Matrix:
        """What a word and its pieces add to every score."""
        index, inside = self.vocabulary.word(word)
        found = (self.idf[1][inside] * _PIECES) @ self.coefficients[inside + self._from[1]]
        return found + self.idf[0][index] * self.coefficients[index] if index >= 0 else found

    def save(self, path: Path) -> None:
        """Write vocabulary, weights and bias."""
        words, pieces, cues = (packed(block) for block in self.vocabulary.names)
        vocabulary = {"words": words, "pieces": pieces, "cues": cues}
        idf = {"idf of words": self.idf[0], "idf of pieces": self.idf[1]}
        weights = {"coefficients": self.coefficients, "bias": self.bias, "columns": packed(self.columns)}
        arrays.write(path, vocabulary | idf | weights)

    @classmethod
    def load(cls, path: Path) -> "Tagger":
        """Read what `save` wrote."""
        stored = arrays.read(path)
        return cls(
            Vocabulary([unpacked(stored[block]) for block in ("words", "pieces", "cues")]),
            (stored["idf of words"], stored["idf of pieces"]),
            stored["coefficients"],
            stored["bias"],
            unpacked(stored["columns"]),
        )


# ---- fitting ---------------------------------------------------------------------------------------------------


class Fitted(NamedTuple):
    """A tagger, and how it scored texts that it had not seen: one array for each way of holding out."""

    tagger: Tagger
    held_out: dict[str, Matrix]


def truth(records: Sequence[Mapping[str, Any]]) -> Matrix:
    """What a perfect tagger would answer: one row a record, 1 for every tag and for the kind, else 0.

    A tag on which two labellers could not agree (`debatable`) is OPEN: it teaches neither way and is not measured.
    """
    slugs, kinds = [tag.slug for tag in tags()], [kind.slug for kind in KINDS]

    def worth(record: Mapping[str, Any], slug: str) -> float:
        return 1.0 if slug in record["tags"] else OPEN if slug in record.get("debatable", ()) else 0.0

    return np.array([[worth(r, s) for s in slugs] + [float(k == r["kind"]) for k in kinds] for r in records])


def columns() -> list[str]:
    """The names of all columns: tags, then kinds with a mark before them."""
    return [tag.slug for tag in tags()] + [f"kind:{kind.slug}" for kind in KINDS]


def groups(records: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    """The ways of holding out: what must stay on one side, for every record."""
    return {
        "authority": [str((r["subjects"] or r["mentioned"] or [r["id"]])[0]) for r in records],
        "source": [str(r["source"]) for r in records],
    }


def fit(
    records: Sequence[Mapping[str, Any]],
    corrections: Callable[[Tagger], Sequence[Mapping[str, Any]]] | None = None,
    hold_out: bool = True,
) -> Fitted:
    """Fit on corpus records. `corrections` is asked for further records once a first tagger stands."""
    texts = [(r["headline"], r["text"]) for r in records]
    vocabulary = Vocabulary.build(texts, [r["source"] for r in records])
    bags = [vocabulary.bag(*text) for text in texts]
    idf = _idf(bags, vocabulary.sizes)
    wanted = truth(records)
    blank = Tagger(vocabulary, idf, np.zeros((0, 0)), np.zeros(0), columns())
    matrix = blank.matrix(bags)
    kernel = (matrix @ matrix.T).toarray().astype(np.float64)
    held_out = {way: _held_out(kernel, wanted, group) for way, group in groups(records).items()} if hold_out else {}
    tagger = _solved(blank, matrix, kernel, wanted, None)
    extra = corrections(tagger) if corrections else ()
    if extra:
        more = blank.matrix([vocabulary.bag(r["headline"], r["text"]) for r in extra])
        both = sparse.vstack([matrix, more]).tocsr()
        weights = np.concatenate([np.ones(len(records)), np.full(len(extra), CORRECTION)])
        together = (both @ both.T).toarray().astype(np.float64)
        tagger = _solved(blank, both, together, np.vstack([wanted, truth(extra)]), weights)
    return Fitted(tagger, held_out)


def _idf(bags: Sequence[Bag], sizes: Sequence[int]) -> tuple[Matrix, Matrix]:
    from sklearn.feature_extraction.text import TfidfTransformer

    found = []
    for block in (0, 1):
        index = np.concatenate([bag[block][0] for bag in bags])
        pointer = np.concatenate([[0], np.cumsum([len(bag[block][0]) for bag in bags])])
        counts = sparse.csr_matrix((np.ones(len(index)), index, pointer), shape=(len(bags), sizes[block]))
        found.append(TfidfTransformer(sublinear_tf=True).fit(counts).idf_.astype(np.float32))
    return found[0], found[1]


def _ridge(kernel: Matrix, wanted: Matrix, weights: Matrix | None) -> tuple[Matrix, Matrix]:
    """Dual coefficients and bias."""
    from sklearn.kernel_ridge import KernelRidge

    mean = wanted.mean(axis=0)
    model = KernelRidge(alpha=PENALTY, kernel="precomputed").fit(kernel, wanted - mean, sample_weight=weights)
    return model.dual_coef_, mean


def _solved(blank: Tagger, matrix: sparse.csr_matrix, kernel: Matrix, wanted: Matrix, weights: Matrix | None) -> Tagger:
    dual, mean = _ridge(kernel, wanted, weights)
    coefficients = np.ascontiguousarray((matrix.T @ dual).astype(np.float32))
    return Tagger(blank.vocabulary, blank.idf, coefficients, mean.astype(np.float32), blank.columns)


def _held_out(kernel: Matrix, wanted: Matrix, group: Sequence[str]) -> Matrix:
    """Every text's scores by a tagger that saw no text of its group."""
    from sklearn.model_selection import GroupKFold

    found = np.zeros_like(wanted)
    folds = GroupKFold(min(FOLDS, len(set(group))), shuffle=True, random_state=0)
    for taught, asked in folds.split(kernel, groups=group):
        dual, mean = _ridge(kernel[np.ix_(taught, taught)], wanted[taught], None)
        found[asked] = kernel[np.ix_(asked, taught)] @ dual + mean
    return found


# ---- from scores to answers ------------------------------------------------------------------------------------


class Scale(NamedTuple):
    """How scores become probabilities, and from which probability a tag is given; one value a tag."""

    slope: Matrix
    offset: Matrix
    threshold: Matrix

    def probabilities(self, scores: Matrix) -> Matrix:
        """Probabilities of scores whose columns are the tags."""
        return np.asarray(1.0 / (1.0 + np.exp(-(scores * self.slope + self.offset))))


def calibrated(scores: Matrix, wanted: Matrix) -> Scale:
    """Platt's sigmoid for every tag, and the threshold with the best F1, on held-out scores."""
    from sklearn.linear_model import LogisticRegression

    slopes, offsets, thresholds = [], [], []
    for column in range(scores.shape[1]):
        settled = wanted[:, column] != OPEN
        score, right = scores[settled][:, [column]], wanted[settled, column]
        model = LogisticRegression(C=1e4).fit(score, right)
        slopes.append(float(model.coef_[0, 0]))
        offsets.append(float(model.intercept_[0]))
        thresholds.append(best_threshold(model.predict_proba(score)[:, 1], right == 1))
    return Scale(np.array(slopes), np.array(offsets), np.array(thresholds))


def best_threshold(chances: Matrix, right: Matrix) -> float:
    """The middle of the thresholds whose F1 is within half a point of the best: steadier than the best itself."""
    steps = np.linspace(0.1, 0.9, 81)
    given = chances[None, :] >= steps[:, None]
    hit = (given & right[None, :]).sum(axis=1)
    f1 = 2 * hit / np.maximum(1, given.sum(axis=1) + right.sum())
    good = steps[f1 >= f1.max() - 0.005]
    return round(float(np.median(good)), 3)
