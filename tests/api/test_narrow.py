"""Narrow screens: nothing is wider than a telephone, nothing is cut, no word is broken where another line would do."""

import re
from pathlib import Path

from lxml import html
from sqlalchemy import Engine
from starlette.testclient import TestClient

import api
from api import charts

TELEPHONE = 390
SHEET = (Path(api.__file__).parent / "static" / "wire.css").read_text()


def test_charts_are_drawn_for_a_telephone_and_keep_inside_their_frame() -> None:
    judged = [("2014-02-14", "inadequate"), ("2019-03-04", "requires improvement"), ("2023-03-17", "good")]
    months = [(f"{year}-{month:02}", month) for year in (2025, 2026) for month in range(1, 13)]
    for drawn in (charts.grades(judged, "Grades"), charts.bars(months, "Months")):
        tree = html.fragment_fromstring(drawn)
        width = float(tree.get("viewbox").split()[2])
        assert width <= TELEPHONE * 1.05, "its words would be too small to read"
        spots = [float(x) for name in ("x", "x1", "x2", "cx") for x in tree.xpath(f".//@{name}")]
        assert spots and min(spots) >= 0 and max(spots) <= width


def test_nothing_is_wider_than_a_telephone_by_order_nor_scrolls_sideways() -> None:
    widths = [float(width) * 16 for width in re.findall(r"[ ;{](?:min-)?width: ([\d.]+)rem", SHEET)]
    assert all(width < TELEPHONE for width in widths)
    assert "overflow-x" not in SHEET
    assert "white-space: pre-wrap" in re.findall(r"^pre \{(.*)\}", SHEET, re.M)[0]


def test_cells_say_what_they_are_where_a_table_has_no_head(newsroom: Engine, client: TestClient) -> None:
    for path, bare in (("/tags", {"Tag", "What belongs to it", "Feed"}), ("/sources", {"Source"})):
        tree = html.document_fromstring(client.get(path).text)
        heads = [head.text for head in tree.findall(".//th")]
        for row in tree.findall(".//tbody/tr"):
            told = [cell.get("data-name") for cell in row.findall("td")]
            assert told == [None if head in bare else head for head in heads], path


def test_a_grade_is_broken_between_words_only() -> None:
    for name in (r"\.tag, \.grade", r"\.grades", "table"):
        assert "overflow-wrap: break-word" in re.findall(rf"^{name} \{{(.*)\}}", SHEET, re.M)[0]
