"""The taxonomy: one file a tag, in order, and the pages made from it."""

from collections import Counter
from pathlib import Path

from classifier import corpus
from classifier.pages import tags_page
from classifier.tag import KINDS, tags

ROOT = Path(__file__).parent.parent.parent


def test_every_tag_file_gives_one_tag_named_as_its_file() -> None:
    stems = {path.stem for path in (ROOT / "classifier" / "tags").glob("*.py")} - {"__init__"}
    assert {tag.slug.replace("/", "_").replace("-", "_") for tag in tags()} == stems
    assert len(tags()) == 43 and len(KINDS) == 6


def test_tags_say_what_belongs_and_imply_only_tags_that_exist() -> None:
    slugs = {tag.slug for tag in tags()}
    for tag in tags():
        assert tag.about and tag.title and tag.cues and 0.5 <= tag.floor <= 1
        assert set(tag.implies) <= slugs
        assert tag.iptc is None or tag.iptc.startswith("medtop:")


def test_the_corpus_has_forty_texts_for_every_tag_and_keeps_what_tags_imply() -> None:
    found = Counter(slug for record in corpus.records() for slug in record["tags"])
    assert {tag.slug: found[tag.slug] for tag in tags() if found[tag.slug] < 40} == {}
    for tag in tags():
        for record in corpus.records():
            if tag.slug in record["tags"]:
                assert set(tag.implies) <= set(record["tags"]), record["id"]


def test_the_page_of_tags_is_the_one_made_from_the_files() -> None:
    assert (ROOT / "docs" / "tags.md").read_text("utf-8") == tags_page(), "run python -m classifier.pages"
