"""Ungraded work of inspectorates: visits, letters, narrative reports, and verdicts whose grade a text leaves out."""

from classifier.candidates import Page
from models.reading import JudgementFound


def visits(page: Page, graded: list[JudgementFound]) -> list[JudgementFound]:
    """Records without a grade."""
    return []
