"""Paper: black on white even from a dark screen, nothing to click or fill in, and the addresses of links."""

import re
from pathlib import Path

from lxml import html
from sqlalchemy import Engine
from starlette.testclient import TestClient

import api
from tests.api.test_pages import PATHS

SHEET = (Path(api.__file__).parent / "static" / "wire.css").read_text()
SCREEN, _, PAPER = SHEET.partition("@media print {")


def test_every_colour_is_black_or_white_on_paper() -> None:
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]+);", PAPER))
    assert set(colours) == set(re.findall(r"--([a-z-]+): #", SCREEN))
    assert {name: colour for name, colour in colours.items() if colour not in ("#000", "#fff")} == {"line": "#999"}
    assert {colours[name] for name in colours if name.endswith("-bg")} == {colours["paper"]} == {"#fff"}


def test_nothing_to_click_or_fill_in_is_printed(newsroom: Engine, client: TestClient) -> None:
    hidden = re.findall(r"^ +(nav, .*) \{ display: none; \}", PAPER, re.M)[0].split(", ")
    classes = " or ".join(f"contains(@class, '{name[1:]}')" for name in hidden if name.startswith("."))
    for path in PATHS:
        tree = html.document_fromstring(client.get(path).text)
        gone = f"ancestor-or-self::nav or ancestor-or-self::form or ancestor-or-self::*[{classes}]"
        assert not tree.xpath(f"//*[self::nav or self::input or self::button or self::form][not({gone})]"), path


def test_links_that_lead_away_show_their_address() -> None:
    assert re.search(r'a\[href\^="http"\][^{]*::after \{ content: " \(" attr\(href\) "\)"', PAPER)
