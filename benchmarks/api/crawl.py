"""Fifty articles a second into a database, as a crawl stores them, until it is ended. A process of its own: within
that of the clients it would take the interpreter from them."""

import random
import sys
import time

from benchmarks.api import build
from models.database import engine

if __name__ == "__main__":
    on, draw, texts = engine(sys.argv[1]), random.Random(7), build.corpus()
    pool, sources = build.sentences(texts), [f"source-{number}" for number in range(30)]
    start = int(sys.argv[2])
    print("ready", flush=True)
    while True:
        time.sleep(1)
        build.write(on, draw, texts, pool, sources, range(start, start + 50))
        start += 50
