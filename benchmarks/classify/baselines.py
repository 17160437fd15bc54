"""The two baselines: the words "inadequate" and "Ofsted", and scikit-learn's defaults on the same corpus."""

import re
from collections.abc import Sequence
from typing import Any

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.preprocessing import MultiLabelBinarizer

from classifier.second import FAILURE
from models.reading import Reading, TagFound

_WORDS = (re.compile(r"\binadequate\b", re.I), re.compile(r"\bofsted\b", re.I))


def _text(record: dict[str, Any]) -> str:
    return f"{record['headline']} {record['text']}"


def keywords(records: Sequence[dict[str, Any]]) -> list[Reading]:
    """An Ofsted failure is a text with both words."""
    found = []
    for record in records:
        hit = all(word.search(_text(record)) for word in _WORDS)
        tags = [TagFound(tag=FAILURE, probability=1.0, threshold=1.0)] if hit else []
        found.append(Reading(tags=tags, failing_now=hit))
    return found


def plain(taught: Sequence[dict[str, Any]], asked: Sequence[dict[str, Any]]) -> list[Reading]:
    """TF-IDF of words and one logistic regression a tag and a kind, as scikit-learn ships them."""
    vectors = TfidfVectorizer()
    matrix = vectors.fit_transform(_text(record) for record in taught)
    names = MultiLabelBinarizer()
    tags = OneVsRestClassifier(LogisticRegression(C=10, max_iter=300)).fit(
        matrix, names.fit_transform(record["tags"] for record in taught)
    )
    kinds = LogisticRegression(C=10, max_iter=300).fit(matrix, [record["kind"] for record in taught])
    wanted = vectors.transform(_text(record) for record in asked)
    found = []
    for chances, kind in zip(tags.predict_proba(wanted), kinds.predict(wanted), strict=True):
        given = [
            TagFound(tag=str(slug), probability=float(chance), threshold=0.5)
            for slug, chance in zip(names.classes_, chances, strict=True)
            if chance >= 0.5
        ]
        found.append(Reading(kind=str(kind), tags=given, failing_now=any(tag.tag == FAILURE for tag in given)))
    return found
