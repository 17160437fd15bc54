"""`python -m benchmarks.extract.memory [--pages N]`: N pages in one process, and the memory it holds."""

import argparse
import contextlib
import gc
from itertools import cycle, islice
from pathlib import Path

from benchmarks.extract import pages
from crawler import template
from crawler.extract import extract
from models.draft import Refused

STEP = 1000


def resident() -> float:
    """Megabytes this process holds now."""
    with Path("/proc/self/status").open(encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024


def main() -> None:
    """Print the resident memory after every thousand pages, and how much it grew after the first thousand."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.extract.memory", description=main.__doc__)
    parser.add_argument("--pages", type=int, default=10_000, help="pages in all (default 10,000)")
    given = parser.parse_args()
    bodies = [(page.body, page.url or None) for page in (*pages.scrapinghub(), *pages.uk())]
    memory = template.remember([body for body, _ in bodies[:10]])
    held = []
    for number, (body, url) in enumerate(islice(cycle(bodies), given.pages), 1):
        with contextlib.suppress(Refused):
            extract(body, url, memory=memory)
        if number % STEP == 0:
            gc.collect()
            held.append(resident())
            print(f"{number:6} pages {held[-1]:8.1f} MB", flush=True)
    if len(held) > 1:
        print(f"growth after the first {STEP}: {held[-1] - held[0]:+.1f} MB, at most {max(held) - held[0]:+.1f} MB")


if __name__ == "__main__":
    main()
