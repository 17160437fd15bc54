"""The tagger: what it scores, how it is kept, and floors on authorities and sources that it had not seen."""

from pathlib import Path

import numpy as np
import pytest

from classifier import corpus
from classifier.features import PLACE, Vocabulary, words
from classifier.sentences import sentences
from classifier.tag import tags
from classifier.tagger import OPEN, Fitted, Tagger, best_threshold, calibrated, truth

COUNT = len(tags())


def test_names_of_authorities_are_no_features() -> None:
    assert words("Kent County Council and Sandwell closed a library") == [PLACE, "and", PLACE, "closed", "a", "library"]
    assert PLACE not in words("a good reading of the bath water")


def test_markup_and_entities_are_not_words() -> None:
    assert words("<p class='x'>Bins &amp; tips</p><script>var bins = 1</script>") == ["bins", "tips"]


def test_a_feature_must_be_known_from_two_sources() -> None:
    texts = [("", "potholes galore"), ("", "potholes again"), ("", "potholes galore")]
    vocabulary = Vocabulary.build(texts, ["a", "b", "a"])
    assert "potholes" in vocabulary.names[0] and "galore" not in vocabulary.names[0]


@pytest.mark.parametrize("way", ["authority", "source"])
def test_tags_hold_their_floor_where_whole_groups_are_held_out(fitted: Fitted, way: str) -> None:
    wanted = truth(corpus.records())[:, :COUNT]
    other = next(held for name, held in fitted.held_out.items() if name != way)[:, :COUNT]
    scale = calibrated(other, wanted)
    given = scale.probabilities(fitted.held_out[way][:, :COUNT]) >= scale.threshold
    given &= wanted != OPEN
    hit, right = (given & (wanted == 1)).sum(axis=0), (wanted == 1).sum(axis=0)
    f1 = 2 * hit / (given.sum(axis=0) + right)
    assert 2 * hit.sum() / (given.sum() + right.sum()) >= 0.78
    assert f1.mean() >= 0.77


def test_probabilities_mean_what_they_say_on_groups_not_seen(fitted: Fitted) -> None:
    wanted = truth(corpus.records())[:, :COUNT]
    scale = calibrated(fitted.held_out["source"][:, :COUNT], wanted)
    chances = scale.probabilities(fitted.held_out["authority"][:, :COUNT])
    given = (chances >= scale.threshold) & (wanted != OPEN)
    assert abs(chances[given].mean() - wanted[given].mean()) <= 0.05


def test_one_text_and_many_score_the_same(fitted: Fitted) -> None:
    texts = [(r["headline"], r["text"]) for r in corpus.records()[:20]]
    alone = np.vstack([fitted.tagger.scores([text]) for text in texts])
    assert np.allclose(alone, fitted.tagger.scores(texts), atol=1e-5)


def test_what_is_saved_scores_as_before(fitted: Fitted, tmp_path: Path) -> None:
    fitted.tagger.save(tmp_path / "tagger.skops")
    text = [("Bin strike goes on", "Refuse collectors will walk out again.")]
    assert np.array_equal(Tagger.load(tmp_path / "tagger.skops").scores(text), fitted.tagger.scores(text))


def test_the_sentence_that_carries_a_tag_is_the_one_that_tells_of_it(fitted: Fitted) -> None:
    title, text = "Council meets", "The weather was fine. Bin collections will be fortnightly and recycling sacks go."
    looked, carried = fitted.tagger.explain(sentences(title, text))
    best = int(carried[:, fitted.tagger.columns.index("waste-recycling")].argmax())
    assert looked[best].text.startswith("Bin collections")


def test_the_threshold_lies_where_f1_is_best() -> None:
    chances = np.array([0.2, 0.3, 0.4, 0.7, 0.8, 0.9])
    right = np.array([False, False, False, True, True, True])
    assert 0.4 < best_threshold(chances, right) <= 0.7
