"""Names and addresses that lead inwards: a name that changes its mind, and every address that is not public."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from models.guard import is_public
from tests.crawler.site import Answer, Site, article

REPOSITORY = Path(__file__).parent.parent.parent

REBIND = """
import socket
asked = []
real = socket.getaddrinfo
def by_name(name):
    asked.append(name)
    return "93.184.216.34" if len(asked) == 1 else "127.0.0.1"
def by_anything(name, *rest, **more):
    return real("127.0.0.1" if name == "rebound.example" else name, *rest, **more)
socket.gethostbyname, socket.getaddrinfo = by_name, by_anything
from scrapy import resolver
class Forgetful(dict):
    def __setitem__(self, name, address):
        pass
resolver.dnscache = Forgetful()
"""


def test_a_name_that_turns_inwards_between_check_and_connection_reaches_nobody(tmp_path: Path) -> None:
    with Site() as secret:
        secret.missing = lambda path: Answer(article("secret"))
        folder = tmp_path / "sources"
        folder.mkdir()
        (folder / "rebound.py").write_text(
            "from crawler.channels import Feed\nfrom crawler.spider import SourceSpider\n\n\n"
            "class Gazette(SourceSpider):\n    name = 'gazette'\n    title = 'G'\n"
            f"    home = 'http://rebound.example:{secret.port}/'\n    channels = (Feed(home + 'rss'),)\n"
        )
        shadow = tmp_path / "shadow"
        shadow.mkdir()
        (shadow / "sitecustomize.py").write_text(REBIND)  # every process of the run begins with it
        more = {"PYTHONPATH": str(shadow), "COUNCILWIRE_PORTS": str(secret.port), "COUNCILWIRE_TIMEOUT": "2"}
        command = [
            sys.executable,
            "-m",
            "benchmarks.crawl.victim",
            f"sqlite:///{tmp_path / 'r.sqlite'}",
            str(folder),
            "1",
        ]
        done = subprocess.run(command, cwd=REPOSITORY, env=os.environ | more, capture_output=True, timeout=200)
        assert done.returncode == 1, done.stderr
        assert b"resolves to 127.0.0.1, which is not public" in done.stdout and secret.hits == []


INNER = [
    "192.88.99.1",
    "198.18.0.1",
    "100.64.0.1",
    "203.0.113.9",
    "240.0.0.1",
    "255.255.255.255",
    "0.0.0.0",
    "169.254.169.254",
    "::ffff:10.0.0.1",
    "::ffff:0:10.0.0.1",
    "64:ff9b::a00:1",
    "64:ff9b:1::1",
    "2002:a00:1::",
    "2001:0:0:0::1",
    "fec0::1",
    "fd00::1",
    "fe80::1",
    "ff02::1",
    "100::1",
    "2001:db8::1",
    "3fff::1",
    "5f00::1",
    "::10.0.0.1",
    "::1",
    "::",
]


@pytest.mark.parametrize(
    "address",
    INNER,
)
def test_no_inner_or_reserved_address_passes(address: str) -> None:
    assert not is_public(address)
