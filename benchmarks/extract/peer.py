"""Runs one extractor over saved pages in the environment of its own; imports nothing of Councilwire.

Usage: peer.py NAME PAGES.json.gz: a JSON list of [url, HTML in latin-1]. Prints one JSON object: predictions, CPU.
"""

import gzip
import json
import logging
import sys
import time


def trafilatura_with(**options):
    from trafilatura import bare_extraction

    def run(body, url):
        found = bare_extraction(body, url=url or None, with_metadata=True, include_comments=False, **options)
        if found is None:
            return {"text": ""}
        authors = [name.strip() for name in (found.author or "").split(";") if name.strip()]
        return {"text": found.text or "", "title": found.title, "authors": authors, "date": found.date}

    return run


def readability():
    from lxml import html
    from readability import Document

    def run(body, url):
        document = Document(body.decode("utf-8", "replace"))
        summary = html.fromstring(document.summary())
        return {"text": "\n".join(t.strip() for t in summary.itertext() if t.strip()), "title": document.title()}

    return run


def newspaper():
    from newspaper import Article

    def run(body, url):
        article = Article(url or "http://example.org/", fetch_images=False)
        article.download(input_html=body.decode("utf-8", "replace"))
        article.parse()
        date = article.publish_date.date().isoformat() if article.publish_date else None
        return {"text": article.text, "title": article.title, "authors": article.authors, "date": date}

    return run


def resiliparse():
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    def run(body, url):
        tree = HTMLTree.parse_from_bytes(body, "utf-8")
        return {"text": extract_plain_text(tree, main_content=True), "title": tree.title}

    return run


def news_please():
    from newsplease import NewsPlease

    def run(body, url):
        article = NewsPlease.from_html(body, url=url or None, fetch_images=False)
        date = article.date_publish.date().isoformat() if article.date_publish else None
        return {"text": article.maintext or "", "title": article.title, "authors": article.authors, "date": date}

    return run


PEERS = {
    "trafilatura default": lambda: trafilatura_with(),
    "trafilatura fast": lambda: trafilatura_with(fast=True),
    "trafilatura precision": lambda: trafilatura_with(favor_precision=True),
    "trafilatura recall": lambda: trafilatura_with(favor_recall=True),
    "readability-lxml": readability,
    "newspaper4k": newspaper,
    "resiliparse": resiliparse,
    "news-please": news_please,
}


def main():
    name, path = sys.argv[1:]
    logging.disable(logging.CRITICAL)
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        pages = [(url, text.encode("latin-1")) for url, text in json.load(stream)]
    run = PEERS[name]()
    run(pages[0][1], pages[0][0])  # imports and first-use tables are not what is measured
    found = []
    before = time.process_time()
    for url, body in pages:
        try:
            found.append(run(body, url))
        except Exception as error:  # a peer that breaks on a page has no text for it
            found.append({"text": "", "error": repr(error)[:200]})
    print(json.dumps({"cpu": time.process_time() - before, "found": found}, default=str))


if __name__ == "__main__":
    main()
