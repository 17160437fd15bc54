"""The crawler's own commands: one page, the sources, the quarantine, the archive."""

import json
from pathlib import Path
from typing import Annotated

import typer

from models.draft import Refused
from running import texts
from running.terminal import Failed, database, say

app = typer.Typer()
sources = typer.Typer(help="The sources: list them with their health, or try them live.")
quarantine = typer.Typer(help="Pages that failed too often.", no_args_is_help=True)
app.add_typer(sources, name="sources")
app.add_typer(quarantine, name="quarantine")


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
    """List the sources with their health: when last read, how many articles against expected, what is wrong."""
    if context.invoked_subcommand is None:
        from crawler import health

        on = database()
        print(json.dumps(health.as_json(on), ensure_ascii=False, default=str) if as_json else health.table(on))


@sources.command(name="check")
def sources_check(
    names: Annotated[list[str] | None, typer.Argument(help="sources to try; none: all", show_default=False)] = None,
    articles: Annotated[bool, typer.Option("--articles", help="read one article of each channel, too")] = False,
) -> None:
    """Try every channel live, through the same guarded and polite path as a crawl, and say what it answered."""
    from crawler.check import check

    bad = 0
    try:
        for checked in check(names or (), database(), articles=articles):
            print(checked.line(), flush=True)
            bad += not checked.well
    except KeyError as unknown:
        raise typer.BadParameter(f"no source is called {unknown.args[0]}; 'councilwire sources' lists them") from None
    if bad:
        raise Failed(f"{bad} {'channel' if bad == 1 else 'channels'} could not be read")


@sources.command(name="accept")
def sources_accept(name: Annotated[str, typer.Argument(help="a source whose layout is said to have changed")]) -> None:
    """Say that a source's articles are right as they are now: its layout alarm ends, and this is what is usual."""
    from sqlmodel import Session

    from crawler.layout import accept

    with Session(database()) as session:
        if not accept(session, name):
            raise Failed(f"{name}: no such source, or no layout alarm")
        session.commit()


@quarantine.command(name="list")
def quarantine_list() -> None:
    """Print the pages that failed too often, as NDJSON."""
    from crawler.quarantine import quarantined

    for page in quarantined(database()):
        print(json.dumps(page, ensure_ascii=False))


@quarantine.command(name="retry")
def quarantine_retry(
    urls: Annotated[list[str] | None, typer.Argument(help="addresses; none: all", show_default=False)] = None,
) -> None:
    """Give pages in quarantine another chance at the next crawl."""
    from crawler.quarantine import retry

    say(f"{retry(database(), urls or ())} pages will be tried again")


@app.command()
def archive(
    path: Annotated[Path, typer.Argument(help="the WARC to write; it must not be there yet")],
    source: Annotated[str | None, typer.Option(help="only this source's pages", show_default=False)] = None,
) -> None:
    """Write the archived bodies to a WARC file.

    Example: councilwire archive 2026-11.warc.gz --source ofsted
    """
    from crawler.warc import WarcError, write

    try:
        say(f"{write(database(), path, source)} records in {path}")
    except WarcError as error:
        raise Failed(str(error)) from error


@app.command()
def refused() -> None:
    """List the pages that gave no article, with the reason, as NDJSON."""
    from crawler.health import refused as pages

    for page in pages(database()):
        print(json.dumps(page, ensure_ascii=False))
