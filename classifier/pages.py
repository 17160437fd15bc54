"""The pages of docs/ that are made from the files themselves: tags, corpus, model card.

python -m classifier.pages            docs/tags.md and docs/corpus.md
python -m classifier.pages GOLD...    docs/model-card.md too, measured on those gold files and on held-out folds
"""

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from classifier import corpus
from classifier.tag import KINDS, tags

DOCS = Path(__file__).parent.parent / "docs"


def tags_page() -> str:
    """docs/tags.md"""
    lines = [
        "# Tags and kinds",
        "",
        "Made by `python -m classifier.pages` from `classifier/tags/`; `councilwire "
        "tags` prints the same. *Promise* is the",
        "precision below which `councilwire evaluate` names the tag.",
        "",
        "| tag | title | what belongs | what does not | implies | IPTC | promise |",
        "|---|---|---|---|---|---|---|",
    ]
    for tag in tags():
        implied = ", ".join(f"`{slug}`" for slug in tag.implies)
        lines.append(
            f"| `{tag.slug}` | {tag.title} | {tag.about} | {tag.excludes} "
            f"| {implied} | {tag.iptc or ''} | {tag.floor:.2f} |"
        )
    lines += [
        "",
        "Every article has exactly one kind; feeds can filter on it.",
        "",
        "| kind | what it is |",
        "|---|---|",
    ]
    lines += [f"| `{kind.slug}` | {kind.about} |" for kind in KINDS]
    return "\n".join(lines) + "\n"


def _table(name: str, found: Counter[str]) -> list[str]:
    return ["", f"| {name} | texts |", "|---|---|", *(f"| {key} | {number} |" for key, number in found.most_common())]


def corpus_page() -> str:
    """docs/corpus.md"""
    records = corpus.records()
    lengths = sorted(len(record["text"].split()) for record in records)
    debatable = sum(bool(record.get("debatable")) for record in records)
    nearest = corpus.alike(records, 0.08)[:1]
    lines = [
        "# The corpus: a datasheet",
        "",
        "Made by `python -m classifier.pages` from `classifier/corpus/`.",
        "",
        f"{len(records)} short news texts about UK local government, every one of our own "
        "writing, with their tags, kind,",
        "judgements (each with its evidence sentence), subjects and flags. Tagger, judge "
        "and linker are trained on these",
        "texts, and on people's corrections, alone.",
        "",
        "- **Why**: no free, judged collection of such news exists, and articles belong to their publishers.",
        "- **How**: facts come from public registers of inspection results and from "
        "public rules of the field; the wording is",
        "  ours. The outlets are invented, private persons do not occur. Each text was "
        "written on its own; near-duplicates",
        "  are measured as shared runs of five words, and a test refuses pairs that share more than an eighth",
        f"  (the nearest two share {100 * nearest[0].share if nearest else 0:.1f} %).",
        "- **Labels** were given by the writer and then blindly by a second reader; "
        "disputes were settled by the rules of the",
        f"  tags. {debatable} texts keep a tag on which reasonable editors differ "
        "(`debatable`): it teaches neither way and",
        "  is not measured.",
        f"- **Length**: median {lengths[len(lengths) // 2]} words, a tenth below "
        f"{lengths[len(lengths) // 10]}, a tenth above "
        f"{lengths[len(lengths) * 9 // 10]}, the longest {lengths[-1]}.",
        "- **Split**: none is fixed. Folds hold out whole authorities, and whole sources; see the model card.",
        "- **Limits**: real articles are longer, more repetitive and less varied in "
        "phrasing; real outlets have house styles",
        "  that invented ones lack; Ofsted is over-represented on purpose.",
        "- **A record**: `id, kind, register, source, nation, date, headline, text, "
        "tags, inspections, subjects, mentioned,",
        "  failing_now, standing_inadequate, contested, trap`, and sometimes `debatable`.",
    ]
    lines += _table("tag", Counter(slug for record in records for slug in record["tags"]))
    lines += _table("kind", Counter(record["kind"] for record in records))
    lines += _table("register", Counter(record["register"] for record in records))
    lines += _table("trap", Counter(record["trap"] for record in records if record["trap"]))
    lines += _table("year", Counter(record["date"][:4] for record in records))
    return "\n".join(lines) + "\n"


def model_card(golds: Sequence[Path], var: Path) -> str:
    """docs/model-card.md; trains a reader for every fold, which takes minutes."""
    from classifier.evaluate import evaluate
    from classifier.read import Reader

    def say(line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    reader = Reader.load(var, say)
    held_out = evaluate(None, None, say)
    measured = [*(evaluate(gold, reader) for gold in golds), held_out, *held_out.parts]
    lines = [
        "# Model card",
        "",
        "Made by `python -m classifier.pages GOLD...`, with the tables that `councilwire evaluate` prints.",
        "",
        "- **What**: a ridge regression over TF-IDF of words, word pairs and word pieces "
        "and over the tags' cues, names of",
        "  authorities masked; probabilities by Platt's method and thresholds by F1, on "
        "texts whose whole authority or whole",
        "  source was held out. Sentence-level logistic regressions for judgements. All "
        "scikit-learn, kept as skops files.",
        "- **Taught on**: [our corpus](corpus.md) and people's corrections. The register "
        "of outcomes is never an input.",
        "- **For**: sorting news about UK local government in English. **Not for**: "
        "decisions about people, texts of other",
        "  countries, or as proof that a council failed: read the evidence, then the report.",
        "- **Weak**: see [known errors](known-errors.md).",
    ]
    for one in measured:
        one.errors, one.parts = [], []
        lines += ["", "```", one.text().split("\nerrors in")[0].rstrip(), "```"]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the pages."""
    (DOCS / "tags.md").write_text(tags_page(), "utf-8")
    (DOCS / "corpus.md").write_text(corpus_page(), "utf-8")
    if len(sys.argv) > 1:
        from models.settings import settings

        (DOCS / "model-card.md").write_text(model_card([Path(one) for one in sys.argv[1:]], settings().var), "utf-8")


if __name__ == "__main__":
    main()
