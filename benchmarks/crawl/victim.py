"""One crawl of the benchmark's site, as a process that may be killed."""

import json
import sys

from crawler import run
from models.database import engine, migrate


def main() -> int:
    """Crawl; arguments: database, folder of sources, port. The report as JSON; 1 when anything is left undone."""
    url, folder, port = sys.argv[1:]
    on = engine(url)
    migrate(on)
    report = run.crawl(on, ["gazette"], doors=[("127.0.0.1", int(port))], delay=0, folder=folder)
    print(json.dumps({"counts": report.counts, "errors": report.errors}))
    return 1 if report.errors else 0


if __name__ == "__main__":
    sys.exit(main())
