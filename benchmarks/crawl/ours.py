"""One run of ours as a process: crawl or reprocess, then tag, as `councilwire` does it; prints what it came to."""

import json
import sys
import time
from collections.abc import Sequence
from typing import Any

from crawler import run
from models.columns import now
from models.database import engine, migrate
from models.settings import settings


class Watched:
    """A reader that counts the CPU seconds of its tagger, and of all it does."""

    def __init__(self, reader: Any) -> None:
        self.reader, self.digest = reader, reader.digest
        self.all = self.tagger = 0.0
        scores = reader.tagger.scores

        def watched(texts: Sequence[tuple[str, str]]) -> Any:
            before = time.process_time()
            try:
                return scores(texts)
            finally:
                self.tagger += time.process_time() - before

        reader.tagger.scores = watched

    def read(self, documents: Sequence[Any]) -> Any:
        before = time.process_time()
        try:
            return self.reader.read(documents)
        finally:
            self.all += time.process_time() - before


def main() -> int:
    """Arguments: crawl or reprocess, database, folder of sources, port of the site. 1 when anything is left undone."""
    order, url, folder, port = sys.argv[1:]
    on = engine(url)
    migrate(on)
    begun = time.monotonic()
    if order == "crawl":
        report = run.crawl(on, ["gazette"], doors=[("127.0.0.1", int(port))], delay=0, folder=folder)
    else:
        report = run.reprocess(on, folder=folder)
    crawled = time.monotonic() - begun
    before = time.process_time()
    from api.alerts import match
    from classifier.read import Reader
    from classifier.run import annotate

    reader = Watched(Reader.load(settings().var))
    started = time.process_time()
    annotate(on, reader, now(), stored=match)
    report.cpu |= {"run": before, "tag": reader.tagger, "judge and link": reader.all - reader.tagger}
    report.cpu["start"] = report.cpu.get("start", 0.0) + started - before
    report.cpu["store tags"] = time.process_time() - started - reader.all
    print(json.dumps({"counts": report.counts, "errors": report.errors, "cpu": report.cpu, "crawled": crawled}))
    return 1 if report.errors else 0


if __name__ == "__main__":
    sys.exit(main())
