"""What was removed from an article can be seen and put back, and stays whatever happens to the page afterwards."""

import pytest

from crawler import putback, run
from tests.crawler.conftest import Desk
from tests.crawler.site import Answer, article

ASIDE = "The inquiry will sit in the old library until the spring."
SIGN_UP = "Sign up to our free daily newsletter"
STORY = article("putback", paragraphs=5).replace(
    b"</article>", f"<p>{SIGN_UP}</p><p class='note'>{ASIDE}</p></article>".encode()
)


def _blocks(desk: Desk, id_: int) -> dict[str, int]:
    """Reason of each removed block → its number."""
    return {block["why"]: number for number, block in enumerate(putback.removed(desk.on, id_), 1)}


def test_removed_blocks_are_put_back_for_good_and_can_be_taken_out_again(desk: Desk) -> None:
    site = desk.open("paper", drop=(".note",))
    site.pages["/a"] = Answer(STORY)
    site.feed("/rss", ["/a"])
    desk.crawl("paper")
    one = desk.articles("paper")["/a"]
    numbers = _blocks(desk, one.id)
    assert ASIDE not in one.text and SIGN_UP not in one.text and {"drop-rule", "sign-up"} <= numbers.keys()

    putback.note(desk.on, one.id, [numbers["sign-up"]])
    run.reprocess(desk.on, "paper", folder=str(desk.folder))
    putback.note(desk.on, one.id, [_blocks(desk, one.id)["drop-rule"]])
    run.reprocess(desk.on, "paper", folder=str(desk.folder))
    told = desk.articles("paper")["/a"]
    assert told.text.endswith(f"{SIGN_UP}\n\n{ASIDE}") and told.id == one.id and told.revisions == 1
    assert not {"drop-rule", "sign-up"} & _blocks(desk, one.id).keys()

    site.pages["/a"] = Answer(STORY.replace(b"</article>", b"<p>The mayor spoke on Monday evening.</p></article>"))
    site.feed("/rss", [{"link": "/a", "title": "Told anew"}])
    desk.crawl("paper", recheck_days=1)
    edited = desk.articles("paper")["/a"]
    assert edited.revisions == 2 and SIGN_UP in edited.text and ASIDE in edited.text

    putback.note(desk.on, one.id, [])
    run.reprocess(desk.on, "paper", folder=str(desk.folder))
    assert SIGN_UP not in (again := desk.articles("paper")["/a"].text) and ASIDE not in again


def test_what_cannot_be_put_back_is_said(desk: Desk) -> None:
    id_ = desk.articles("paper")["/a"].id
    with pytest.raises(putback.PutbackError, match="no number 99"):
        putback.note(desk.on, id_, [99])
    with pytest.raises(putback.PutbackError, match="no article has the id"):
        putback.note(desk.on, id_ + 1000, [1])
