"""Where a child process of a run begins: bound to its parent before anything heavy is imported."""

import json
import signal
import sys
import threading
import time
from multiprocessing.connection import Connection
from typing import Any

from crawler import meter
from crawler.notes import note, send_to
from crawler.watch import end_with_parent


def main() -> None:
    """Read the task from the parent's pipe and do it. Arguments: the numbers of the two pipes' ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    lifeline, notes = Connection(int(sys.argv[1]), writable=False), Connection(int(sys.argv[2]), readable=False)
    try:
        task = json.loads(lifeline.recv_bytes())
    except EOFError:
        return
    drained = threading.Event()
    send_to(notes)
    end_with_parent(lifeline, drained, beat=note, every=task["beat"])
    from sqlalchemy.exc import DBAPIError

    from models.database import explain

    try:
        _do(task, drained)
    except DBAPIError as error:  # another process in this one's place would meet the same
        note(problems=[explain(error)])
    note(cpu=meter.spent("fetch" if task["role"] == "fetch" else "wait"), end=True)


def _do(task: dict[str, Any], drained: threading.Event) -> None:
    if task["role"] == "fetch":
        from crawler import fetch

        meter.add("start", time.process_time())
        fetch.main(fetch.Order(**task["order"]))
    else:
        from crawler import work

        meter.add("start", time.process_time())
        terms = {name: work.Terms(tuple(drop), access) for name, (drop, access) in task["terms"].items()}
        work.main(task["database"], terms, drained)
