"""The official register of inspection outcomes (Open Government Licence v3.0). Never read for tagging."""

import csv
from functools import cache
from pathlib import Path

from classifier.gazetteer import day
from models.judgement import Outcome

_AREAS = {
    "overall": "overall",
    "leaders": "leaders",
    "help_and_protection": "help-and-protection",
    "in_care": "in-care",
    "care_leavers": "care-leavers",
    "adoption": "adoption",
}
_HEADLINE = {"Ofsted/CQC": "area-send", "HM Inspectorate of Probation": "youth-justice"}


def _outcome(row: dict[str, str]) -> Outcome:
    headline = _HEADLINE.get(row["inspectorate"], "overall")
    graded = {(headline if area == "overall" else area): row[column] for column, area in _AREAS.items() if row[column]}
    return Outcome(
        gss=row["gss"],
        inspectorate=row["inspectorate"],
        framework=row["framework"] or None,
        inspection_start=day(row["inspection_start"]),
        inspection_end=day(row["inspection_end"]),
        publication_date=day(row["publication_date"]),
        grades=graded,
        previous_grade=row["previous"] or None,
        report_url=row["report_url"] or None,
        origin=row["origin"],
    )


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with (Path(__file__).parent / "outcomes.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def outcomes() -> list[Outcome]:
    """Every outcome as a new row, not yet in any database, ordered by authority and date."""
    return [_outcome(row) for row in _rows()]
