"""Texts that mean harm: what publishers write and what people name, in pages, feeds, tables, mails and webhooks."""

import csv
import io
import json
import socket
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from lxml import etree
from starlette.testclient import TestClient

from api import formats, keys, mail, webhooks
from models.settings import Settings
from tests.api.factory import ARRIVED, Filler
from tests.api.postbox import receiving as receiving_mail
from tests.api.receiver import receiving as receiving_hooks

DAY = datetime(2026, 11, 20, 9, tzinfo=UTC)
EVIL = {
    "script": "<script>alert(1)</script> Council",
    "attribute": '"><img src=x onerror=alert(1)> Council',
    "end of CDATA": "]]><script>alert(1)</script> Council",
    "entity": "&lt;script&gt;alert(1)&lt;/script&gt; &#60;b&#62; Council",
    "template": "{{ 7*7 }}{% raw %} ${7*7} Council",
    "our own marks": "\x02<b>marked</b>\x03 Council",
    "right to left": "\u202egnikcirt\u202c \u2066Council\u2069",
    "zero width": "Cou\u200bncil\ufeff\u00ad Council",
    "controls": "a\x08\x1b[31m\x85\x9b Council",
    "beyond": "\U0010ffff\ufffe\uffff \U0001f3f4 Council",
    "lines": "one\r\ntwo\u2028three\u2029 Council",
    "combining": "Z" + "\u0337" * 500 + " Council",
}


class Tags(HTMLParser):
    """The elements of a page, as a browser would see them."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, list[tuple[str, str | None]]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, attrs))


@pytest.mark.parametrize("name", EVIL)
def test_no_title_becomes_markup_anywhere(filler: Filler, client: TestClient, name: str) -> None:
    one = filler.article("local-gov", EVIL[name], f"{EVIL[name]} said. Council tax.", DAY, ("finance/council-tax",))
    filler.judged(one, "E08000027", "inadequate")
    filler.session.commit()
    for path in ("/", "/search?q=council", f"/articles/{one.id}", "/inadequate", "/authorities/E08000027"):
        page = client.get(path)
        assert page.status_code == 200, path
        tags = Tags()
        tags.feed(page.text)
        names = [tag for tag, _ in tags.seen]
        assert "script" not in names and "img" not in names and "b" not in names[20:], (path, names)
        assert not any(key.startswith("on") for _, attrs in tags.seen for key, _ in attrs), path
        assert "49" not in page.text or "7*7" in page.text
    for path in ("/v1/articles", "/v1/stories", "/feeds/inadequate", "/v1/judgements"):
        for suffix in ("rss", "atom"):
            told = client.get(f"{path}.{suffix}")
            tree = etree.fromstring(told.content, etree.XMLParser(resolve_entities=False, huge_tree=False))
            for inner in tree.iter("description", "{http://www.w3.org/2005/Atom}content"):
                within = Tags()
                within.feed(inner.text or "")
                assert {tag for tag, _ in within.seen} <= {"p", "ul", "li", "a", "blockquote"}, (path, inner.text)
        json.loads(client.get(f"{path}.feed.json").content)
    assert client.get("/opml?by=authority").status_code == 200


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,<script>", "java\nscript:alert(1)", "//evil.example"]
)
def test_no_address_but_a_web_address_becomes_a_link(filler: Filler, client: TestClient, url: str) -> None:
    one = filler.article("local-gov", "Council", "Council tax rises.", DAY)
    one.url = one.canonical_url = url
    filler.session.commit()
    for path in (f"/articles/{one.id}", "/", "/search?q=council"):
        tags = Tags()
        tags.feed(client.get(path).text)
        links = [value or "" for _, attrs in tags.seen for key, value in attrs if key in ("href", "src", "action")]
        assert not any(link.lower().lstrip().startswith(("javascript:", "data:", "java")) for link in links), (
            path,
            links,
        )
    for suffix in ("rss", "atom", "feed.json"):
        told = client.get(f"/v1/articles.{suffix}").text
        assert 'href="javascript' not in told and "<link>javascript" not in told and '"url": "javascript' not in told


FORMULAS = [
    "=1+1",
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\u00a0=1+1",
    "\u200b=1+1",
    "\uff1d1+1",
    "\ufeff@x",
    "\v-2",
    *(f"{mark}=1+1" for mark in "\u202e\u2066\u206f\u180e\u034f\u061c\u115f\u3164\ufe0f\ufff9\u2800\U000e0020"),
    "\u202e\u200b\ufeff =1+1",
]


@pytest.mark.parametrize("cell", FORMULAS)
def test_no_cell_of_a_table_is_run_by_a_spreadsheet(cell: str) -> None:
    told = formats.safe(cell)
    assert told.startswith("'") and told[1:] == cell
    assert formats.safe("plain - text = fine") == "plain - text = fine" and formats.safe(-0.5) == -0.5


def test_a_table_keeps_its_columns_whatever_its_cells_hold(filler: Filler, client: TestClient) -> None:
    titles = ['a","b\r\n=1+1,"', "x\ny", '"""', "a;b\tc", "'=1+1"]
    for title in titles:
        filler.article("local-gov", title, "Council tax.", DAY)
    filler.session.commit()
    rows = list(csv.reader(io.StringIO(client.get("/v1/articles.csv?fields=id,title,url").text, newline="")))
    assert len(rows) == 1 + len(titles) and {len(row) for row in rows} == {3}
    assert {row[1] for row in rows[1:]} == set(titles)


NAMES = ["a\r\nBcc: x@evil.example", "a\nb", "a\x00b", "a\x85b", "a\u2028b", "\u202eknab", "a\x1b[31m"]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_an_alert_holds_no_line_and_no_hidden_mark(client: TestClient, filler: Filler, name: str) -> None:
    key = keys.new(filler.session, "desk", ["alerts"], ARRIVED)
    filler.session.commit()
    asked = {"name": name, "query": "council", "frequency": "instant", "webhook": "https://paper.example/hook"}
    told = client.post("/v1/alerts", json=asked, headers={"Authorization": f"Bearer {key}"})
    assert told.status_code == 422, told.text


@pytest.mark.parametrize(
    "title", [*EVIL.values(), "\r\n.\r\nMAIL FROM:<x@evil.example>", "a\r\nBcc: x@evil.example\r\n\r\nbody"]
)
def test_a_headline_ends_up_in_one_subject_of_one_mail_to_one_reader(title: str) -> None:
    from api.examples import ARTICLE

    body: dict[str, Any] = {
        "alerts": [{"id": 1, "name": "Failures\r\nBcc: y@evil.example", "query": "a\n.\nb"}],
        "events": [
            {"event": "story:1", "alerts": [1], "article": {**ARTICLE, "title": title, "excerpt": ".\r\n.\r\nQUIT"}}
        ],
    }
    sent = mail.compose("msg_" + "0" * 32, "desk@paper.example", body, "wire@news.example", "https://w.example", DAY)
    with receiving_mail() as postbox:
        found = mail.server(Settings(smtp_url=postbox.url, mail_from="wire@news.example"))
        assert found is not None
        mailer = mail.Mailer(found)
        assert mailer.send(sent).ok
        mailer.close()
        (got,) = postbox.messages
    assert got["Bcc"] is None and got["To"] == "desk@paper.example"
    assert len(got["Subject"].splitlines()) == 1 and not any(
        mark in got["Subject"] for mark in "\u202e\u2066\u2028\x1b\x85"
    )
    html = next(part for part in got.walk() if part.get_content_type() == "text/html").get_content()
    tags = Tags()
    tags.feed(html)
    assert not {"script", "img"} & {tag for tag, _ in tags.seen}


INWARD = [
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]:80/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[fe80::1%25eth0]/",
    "http://[::]/",
    "http://0x7f000001/",
    "http://017700000001/",
    "http://127.1/",
    "http://2130706433/",
    "http://169.254.169.254/latest/meta-data/",
    "http://metadata/@169.254.169.254",
    "http://\uff11\uff12\uff17.0.0.1/",
    "http://127.0.0.1\u3002/",
    "http://localhost./",
    "http://a@127.0.0.1/",
    "http://paper.example@127.0.0.1/",
    "http://127.0.0.1:25/",
    "gopher://127.0.0.1:25/_HELO",
    "file:///etc/passwd",
    "http://paper.example:22/",
    "http://paper.example\r\nX: y/",
    "http://paper.example/\r\n\r\nGET / HTTP/1.1",
    "http://paper.example\\@127.0.0.1/",
    "http:127.0.0.1/",
    "http:///127.0.0.1/",
]


@pytest.mark.parametrize("url", INWARD)
def test_no_webhook_leads_inward(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    connected: list[Any] = []
    monkeypatch.setattr(
        socket.socket, "connect", lambda self, to: connected.append(to) or (_ for _ in ()).throw(OSError)
    )
    told = webhooks.send(url, "msg_1", "{}", [webhooks.new_secret()], DAY)
    assert not told.ok and not [to for to in connected if to[0] in ("127.0.0.1", "::1", "169.254.169.254")], (
        told,
        connected,
    )


def test_a_name_that_turns_inward_between_two_look_ups_is_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with receiving_hooks() as inside:
        asked: list[str] = []
        plain = socket.getaddrinfo

        def turning(host: Any, port: Any, *more: Any, **named: Any) -> Any:
            if host not in ("paper.example", b"paper.example"):
                return plain(host, port, *more, **named)
            asked.append(str(host))
            address = "192.0.2.1" if len(asked) == 1 else "127.0.0.1"
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, inside.port))]

        monkeypatch.setattr(socket, "getaddrinfo", turning)
        for _ in range(3):
            told = webhooks.send(
                f"http://paper.example:{inside.port}/",
                "msg_1",
                "{}",
                [webhooks.new_secret()],
                DAY,
                frozenset({inside.port}),
            )
            assert not told.ok
        assert inside.requests == [] and asked


def test_a_flood_of_corrections_is_held_back(client: TestClient, filler: Filler) -> None:
    one = filler.article("local-gov", "Council", "Council tax rises.", DAY)
    key = keys.new(filler.session, "desk", ["label"], ARRIVED)
    filler.session.commit()
    head = {"Authorization": f"Bearer {key}"}
    statuses = [
        client.post(
            f"/v1/articles/{one.id}/labels", json={"add": ["finance/council-tax"], "note": str(n)}, headers=head
        ).status_code
        for n in range(140)
    ]
    assert set(statuses[:100]) == {201} and set(statuses[-20:]) == {409}
