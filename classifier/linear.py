"""A small linear classifier over named features: scikit-learn fits it, a dictionary of rows applies it fast."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from classifier import arrays

Features = dict[str, float]


class Linear:
    """Multinomial logistic regression. Features never seen in training count nothing."""

    def __init__(self, strength: float = 1.0, least: int = 1) -> None:
        self.strength = strength
        self.least = least  # a feature seen in fewer samples than this is left out
        self.classes: list[str] = []
        self._places: dict[str, int] = {}
        self._weights: np.ndarray = np.zeros((0, 0))  # one row a feature, one column a class
        self._bias: np.ndarray = np.zeros(0)

    def fit(
        self, samples: Sequence[Features], labels: Sequence[str], weights: Sequence[float] | None = None
    ) -> "Linear":
        """Learn from samples. Raises ValueError when fewer than two classes are there."""
        from sklearn.feature_extraction import DictVectorizer
        from sklearn.linear_model import LogisticRegression

        vectors = DictVectorizer(sparse=True)
        if self.least > 1:
            seen = Counter(name for sample in samples for name in sample)
            samples = [{k: v for k, v in sample.items() if seen[k] >= self.least} for sample in samples]
        matrix = vectors.fit_transform(samples)
        model = LogisticRegression(C=self.strength, max_iter=200, tol=1e-3)  # most fits are done in 60 rounds
        model.fit(matrix, list(labels), sample_weight=None if weights is None else np.asarray(weights))
        self.classes = [str(label) for label in model.classes_]
        coefficients, bias = model.coef_, model.intercept_
        if len(self.classes) == 2:
            coefficients = np.vstack([np.zeros_like(coefficients[0]), coefficients[0]])
            bias = np.array([0.0, bias[0]])
        self._bias = np.asarray(bias, dtype=float)
        self._weights = np.ascontiguousarray(coefficients.T)
        self._places = vectors.vocabulary_
        return self

    def probabilities(self, features: Features) -> np.ndarray:
        """The probability of each of `classes`."""
        places = self._places
        known = [(places[name], value) for name, value in features.items() if name in places]
        score = self._bias.copy()
        if known:
            index, values = zip(*known, strict=True)
            score += np.array(values) @ self._weights[np.array(index)]
        score -= score.max()
        np.exp(score, out=score)
        return score / score.sum()

    def save(self, path: Path) -> None:
        """Write names, weights and bias."""
        names = sorted(self._places, key=self._places.__getitem__)
        held = {"names": packed(names), "classes": packed(self.classes), "weights": self._weights, "bias": self._bias}
        arrays.write(path, held)

    @classmethod
    def load(cls, path: Path) -> "Linear":
        """Read what `save` wrote."""
        stored = arrays.read(path)
        found = cls()
        found.classes = unpacked(stored["classes"])
        found._places = {name: place for place, name in enumerate(unpacked(stored["names"]))}
        found._weights, found._bias = stored["weights"], stored["bias"]
        return found


def packed(names: Sequence[str]) -> np.ndarray:
    """Names as one array of bytes, a line each."""
    return np.frombuffer("\n".join(names).encode(), dtype=np.uint8)


def unpacked(names: np.ndarray) -> list[str]:
    """The names that `packed` packed."""
    return names.tobytes().decode().split("\n")
