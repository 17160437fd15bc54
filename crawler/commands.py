"""The crawler's own commands: one page, the sources, the quarantine, the archive."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from models.draft import Refused
from running import texts
from running.terminal import Failed, database, finish

app = typer.Typer()
sources = typer.Typer()
quarantine = typer.Typer(help="Pages that failed too often.", no_args_is_help=True)
app.add_typer(sources, name="sources")
app.add_typer(quarantine, name="quarantine")


def _stored(name: str | None) -> str | None:
    from crawler.sources import expect

    if name is not None:
        expect([name], database())
    return name


def _declared(names: list[str] | None) -> list[str] | None:
    from crawler.sources import expect

    expect(names or ())
    return names


Source = Annotated[str | None, typer.Option(help="only this source's pages", show_default=False, callback=_stored)]
Sources = Annotated[
    list[str] | None, typer.Argument(help="names of sources; none: all", show_default=False, callback=_declared)
]
AsJson = Annotated[bool, typer.Option("--json", help="print what came of it as JSON")]


@app.command()
def extract(
    file: Annotated[str, typer.Argument(help="an HTML file, or - for standard input")] = "-",
    url: Annotated[str | None, typer.Option(help="the address the page came from", show_default=False)] = None,
    text: Annotated[bool, typer.Option("--text", help="the file is plain text, not HTML")] = False,
) -> None:
    """Print what extraction makes of a page, as one JSON object, with every block it removed and why.

    Examples: councilwire extract page.html --url https://… · councilwire extract --text article.txt
    """
    from crawler.extract import extract as extract_page
    from crawler.extract import extract_text

    body = texts.read(file)
    try:
        draft = extract_text(texts.decode(body), url) if text else extract_page(body, url)
    except Refused as refused:
        raise Failed(f"{file}: refused, {refused}") from refused
    print(draft.model_dump_json())


@sources.callback(invoke_without_command=True)
def sources_(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="print the same as JSON")] = False,
) -> None:
    """List the sources with their health: when last read, how many articles against expected, what is wrong.

    Examples: councilwire sources · councilwire sources --json · councilwire sources check ofsted
    """
    if context.invoked_subcommand is None:
        from crawler import health

        on = database()
        print(json.dumps(health.as_json(on), ensure_ascii=False, default=str) if as_json else health.table(on))


@sources.command(name="check")
def sources_check(
    names: Sources = None,
    articles: Annotated[bool, typer.Option("--articles", help="read one article of each channel, too")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="print each result as a line of JSON")] = False,
) -> None:
    """Try every channel live, through the same guarded and polite path as a crawl, and say what it answered.

    Examples: councilwire sources check · councilwire sources check ofsted localgov --articles
    """
    from crawler.check import check
    from crawler.sources import spiders
    from running.progress import shown

    known = spiders()
    total = sum(len(known[name].channels) for name in names or known)
    bad = 0
    with shown("check") as step:
        for done, checked in enumerate(check(names or (), database(), articles=articles), 1):
            print(checked.as_json() if as_json else checked.line(), flush=True)
            bad += not checked.well
            step(done, total)
    if bad:
        raise Failed(f"{bad} {'channel' if bad == 1 else 'channels'} could not be read")


@sources.command(name="accept")
def sources_accept(
    name: Annotated[str, typer.Argument(help="a source whose layout is said to have changed", callback=_stored)],
) -> None:
    """Say that a source's articles are right as they are now: its layout alarm ends, and this is what is usual.

    Example: councilwire sources accept localgov
    """
    from sqlmodel import Session

    from crawler.layout import accept

    with Session(database()) as session:
        if not accept(session, name):
            raise Failed(f"{name}: no layout alarm")
        session.commit()


@quarantine.command(name="list")
def quarantine_list(source: Source = None) -> None:
    """Print the pages that failed too often, with the reason, as NDJSON.

    Example: councilwire quarantine list --source ofsted
    """
    from crawler.quarantine import quarantined

    for page in quarantined(database(), source):
        print(json.dumps(page, ensure_ascii=False))


@quarantine.command(name="retry")
def quarantine_retry(
    urls: Annotated[list[str] | None, typer.Argument(help="addresses; none: all", show_default=False)] = None,
    source: Source = None,
    as_json: AsJson = False,
) -> None:
    """Give pages in quarantine another chance at the next crawl.

    Examples: councilwire quarantine retry · councilwire quarantine retry https://… · councilwire quarantine retry
    --source ofsted
    """
    from crawler.quarantine import quarantined, retry

    on = database()
    held = {page["url"] for page in quarantined(on, source)}
    errors = [f"{url}: not in quarantine" for url in urls or () if url not in held]
    finish({"to be tried again": retry(on, urls or (), source)}, errors, as_json)


@app.command()
def archive(
    path: Annotated[Path, typer.Argument(help="the WARC to write; it must not be there yet")],
    source: Source = None,
    since: Annotated[
        datetime | None, typer.Option(help="only what was fetched on this day (UTC) or later", formats=["%Y-%m-%d"])
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write the archived bodies to a WARC file.

    Example: councilwire archive 2026-11.warc.gz --source ofsted --since 2026-11-01
    """
    from crawler.warc import WarcError, write
    from running.progress import shown

    began = since.replace(tzinfo=UTC) if since else None
    try:
        with shown("archive") as step:
            written = write(database(), path, source, began, tick=step)
    except WarcError as error:
        raise Failed(str(error)) from error
    finish({"records": written}, [], as_json, run="archive", file=str(path))


@app.command()
def refused(source: Source = None) -> None:
    """List the pages that gave no article, with the reason, as NDJSON.

    Example: councilwire refused --source ofsted
    """
    from crawler.health import refused as pages

    for page in pages(database(), source):
        print(json.dumps(page, ensure_ascii=False))
