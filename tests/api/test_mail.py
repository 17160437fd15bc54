"""E-mail of alerts, against a real SMTP server on loopback."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, datetime
from email import message_from_bytes, policy
from typing import Any

import pytest

from api import mail
from api.examples import ARTICLE
from models.settings import Settings
from tests.api.postbox import Postbox, receiving

AT = datetime(2026, 11, 22, 6, tzinfo=UTC)
ID = "msg_" + "0" * 32
BODY: dict[str, Any] = {
    "alerts": [{"id": 1, "name": "Failures", "query": "tag:inspection/ofsted-inadequate"}],
    "events": [{"event": "story:1", "alerts": [1], "article": ARTICLE}],
}


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    with receiving() as kept:
        yield kept


def composed(body: dict[str, Any] = BODY) -> Any:
    return mail.compose(ID, "desk@paper.example", body, "wire@news.example", "https://wire.example", AT)


def server(url: str) -> mail.Server:
    found = mail.server(Settings(smtp_url=url, mail_from="wire@news.example"))
    assert found is not None
    return found


def test_a_message_arrives_with_what_a_reader_and_a_mail_program_need(postbox: Postbox) -> None:
    mailer = mail.Mailer(server(postbox.url))
    assert mailer.send(composed()).ok
    mailer.close()
    got = postbox.messages[0]
    assert got["To"] == "desk@paper.example" and got["From"] == "Councilwire <wire@news.example>"
    assert got["Subject"] == "Dudley: inspection of services for children"
    assert got["Message-ID"] == f"<{ID}@news.example>"
    assert got["List-Unsubscribe"].strip() == f"<https://wire.example/alerts/stop/{ID}>"
    assert got["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert got["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in got.walk()][1:] == ["text/plain", "text/html"]
    for part in got.iter_parts():
        text = part.get_content()
        for said in ("Dudley Metropolitan Borough Council", "inadequate", "https://news.example/dudley", "Failures"):
            assert said in text, (said, text)
        assert f"https://wire.example/alerts/stop/{ID}" in text


def test_many_messages_share_a_connection(postbox: Postbox) -> None:
    mailer = mail.Mailer(server(postbox.url))
    assert all(mailer.send(composed()).ok for _ in range(3))
    mailer.close()
    assert len(postbox.messages) == 3 and postbox.connections == 1


def test_text_of_the_web_never_becomes_a_header_or_markup() -> None:
    body = deepcopy(BODY)
    body["events"][0]["article"]["title"] = "A\r\nBcc: all@paper.example\r\n\r\n<script>alert(1)</script>\u2028x"
    read = message_from_bytes(composed(body).as_bytes(), policy=policy.default)
    assert read["Bcc"] is None and "\n" not in read["Subject"]
    html = read.get_body(("html",))
    assert html is not None and "<script" not in html.get_content()


def test_a_subject_names_the_first_and_counts_the_others() -> None:
    body = {**BODY, "events": BODY["events"] * 3, "more": 40}
    assert composed(body)["Subject"].endswith("– and 42 more")
    assert "And 40 more" in composed(body).get_body(("plain",)).get_content()


def test_a_mailbox_that_is_not_there_is_final_and_a_full_one_is_not(postbox: Postbox) -> None:
    mailer = mail.Mailer(server(postbox.url))
    postbox.answers = ["550 no such mailbox", "452 try later"]
    unknown, full, fine = (mailer.send(composed()) for _ in range(3))
    mailer.close()
    assert unknown.final and unknown.status == 550 and "no such mailbox" in str(unknown.error)
    assert not full.final and not full.ok and full.status == 452
    assert fine.ok and len(postbox.messages) == 1


def test_a_server_that_refuses_us_says_nothing_of_the_reader(postbox: Postbox) -> None:
    mailer = mail.Mailer(server(postbox.url))
    postbox.refusal = "550 your address is on a list"
    attempt = mailer.send(composed())
    assert not attempt.ok and not attempt.final and attempt.status == 550 and "on a list" in str(attempt.error)
    postbox.refusal, postbox.answers = "", ["554 5.7.1 Relay access denied"]
    attempt = mailer.send(composed())
    assert not attempt.ok and not attempt.final and attempt.status == 554
    assert mailer.send(composed()).ok
    mailer.close()


def test_a_server_that_is_away_is_worth_another_attempt(postbox: Postbox) -> None:
    mailer = mail.Mailer(server("smtp://127.0.0.1:1"))
    attempt = mailer.send(composed())
    assert not attempt.ok and not attempt.final and "refused" in str(attempt.error).lower()


def test_user_and_password_come_from_the_address_with_their_escapes() -> None:
    with receiving(login=True) as postbox:
        mailer = mail.Mailer(server(f"smtp://me%40paper:p%3Aw%2Fd@127.0.0.1:{postbox.port}"))
        assert mailer.send(composed()).ok
        mailer.close()
        assert postbox.logins == [(b"me@paper", b"p:w/d")]
        wrong = mail.Mailer(server(f"smtp://me:no@127.0.0.1:{postbox.port}")).send(composed())
        assert wrong.status == 535 and not wrong.final


def test_ports_and_sender_have_sensible_defaults() -> None:
    assert (mail.server(Settings(smtp_url="smtps://mx.paper.example")) or server("")).port == 465
    assert (mail.server(Settings(smtp_url="smtp://u:p@mx.paper.example")) or server("")).port == 587
    plain = mail.server(Settings(smtp_url="smtp://mx.paper.example", public_url="https://wire.example/x"))
    assert plain and plain.port == 25 and plain.sender == "councilwire@wire.example"
    assert mail.server(Settings()) is None


@pytest.mark.parametrize("address", ["desk@paper.example", "d.e+s_k@sub.paper.example"])
def test_a_plain_address_is_taken(address: str) -> None:
    assert mail.recipient(f" {address} ") == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "desk",
        "@paper.example",
        "desk@",
        "desk@paper",
        "a@b@c.example",
        "a b@c.example",
        "<a@b.example>",
        "a@b.example,c@d.example",
        "a@b.example\r\nBcc: c@d.example",
        "a@-b.example",
        "a@b..example",
        '"a"@b.example',
        "a@[127.0.0.1]",
        "ä@b.example",
        "a" * 250 + "@b.example",
        "a\x00@b.example",
    ],
)
def test_what_is_no_single_plain_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="not an e-mail address"):
        mail.recipient(address)
