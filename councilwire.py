"""The front door: every command, a few lines each; the only file that imports all rooms."""

import json
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlalchemy.exc import DBAPIError

from models.columns import now
from models.database import DatabaseError, engine, explain, migrate
from models.draft import Draft, Refused
from models.reading import Document, Reading
from models.settings import settings

app = typer.Typer(
    name="councilwire",
    help="A news wire about UK local government: crawled, cleaned, tagged with evidence, served.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Failed(Exception):
    """The command could not do all that was asked; the message is the one line the user reads."""


# ---- what comes in: crawl, import, reprocess ------------------------------------------------------------------


@app.command()
def crawl(
    names: Annotated[list[str] | None, typer.Argument(help="sources to crawl; none: all", show_default=False)] = None,
    due: Annotated[
        bool, typer.Option("--due", help="only channels whose time has come; safe to call from cron")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="say nothing when there was nothing to do")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="print the run's report as JSON")] = False,
) -> None:
    """Fetch what is new at the sources, extract, tag and store it.

    Examples: councilwire crawl ofsted · councilwire crawl --due
    """
    from crawler import run
    from crawler.sources import spiders
    from running.progress import shown

    unknown = [name for name in names or [] if name not in spiders()]
    if unknown:
        raise typer.BadParameter(f"no source is called {unknown[0]}; 'councilwire sources' lists them")
    on = _database()
    with shown("crawl") as tick:
        report = run.crawl(on, names or (), due_only=due, tick=lambda p: tick(p.done, p.fetched + p.waiting))
    _annotate(on)
    _finish(report.counts, report.errors, as_json, quiet)


@app.command(name="import")
def import_(
    paths: Annotated[list[Path], typer.Argument(help="WARC files, HTML files or folders of them")],
    as_json: Annotated[bool, typer.Option("--json", help="print the run's report as JSON")] = False,
) -> None:
    """Take in saved pages, which then go through the same stages as fetched ones.

    Examples: councilwire import pages.warc.gz · councilwire import saved/
    """
    from crawler import bring, run
    from running.progress import shown

    on = _database()
    taken, problems = bring.bring(on, paths, now())
    with shown("import") as tick:
        report = run.extract_waiting(on, "import", tick=lambda p: tick(p.done, p.fetched + p.waiting))
    _annotate(on)
    _finish({"read": taken, **report.counts}, [*problems, *report.errors], as_json)


@app.command()
def reprocess(
    source: Annotated[str | None, typer.Option(help="only this source's pages", show_default=False)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print the run's report as JSON")] = False,
) -> None:
    """Extract and tag every archived page again, without the network; articles keep their ids."""
    from crawler import run
    from running.progress import shown

    on = _database()
    with shown("reprocess") as tick:
        report = run.reprocess(on, source, tick=lambda p: tick(p.done, p.fetched + p.waiting))
    _annotate(on)
    _finish(report.counts, report.errors, as_json)


# ---- one text at a time: extract, tag -------------------------------------------------------------------------


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

    body = _read(file)
    try:
        draft = extract_text(_decode(body), url) if text else extract_page(body, url)
    except Refused as refused:
        raise Failed(f"{file}: refused, {refused}") from refused
    print(draft.model_dump_json())


@app.command()
def tag(file: Annotated[str, typer.Argument(help="NDJSON or a text file, or - for standard input")] = "-") -> None:
    """Print what the classifier makes of texts, as NDJSON: kind, tags and judgements with their evidence.

    A line of the input is an object with id, title, text, published and source; any other file is taken as one text.
    Examples: councilwire tag article.txt · councilwire export | councilwire tag -
    """
    documents, problems = _documents(_read(file), file)
    reader = _reader()
    for start in range(0, len(documents), 256):
        for reading in reader.read(documents[start : start + 256]):
            print(_printed(reading))
    if problems:
        raise Failed("; ".join(problems[:5]) + (f"; and {len(problems) - 5} more" if len(problems) > 5 else ""))


# ---- what goes out: export, serve, schedule, up, demo ---------------------------------------------------------


@app.command()
def export(
    format: Annotated[str, typer.Option("--format", help="ndjson or csv")] = "ndjson",
) -> None:
    """Print every stored article with its tags, judgements and authorities, one a line."""
    from api.export import write
    from sqlmodel import Session

    if format not in ("ndjson", "csv"):
        raise typer.BadParameter(f"--format is ndjson or csv, not {format}")
    with Session(_database()) as session:
        write(session, sys.stdout, format)


Port = Annotated[int | None, typer.Option(help="port to listen on (COUNCILWIRE_PORT, else 8000)", show_default=False)]
Host = Annotated[str | None, typer.Option(help="address (COUNCILWIRE_HOST, else 127.0.0.1)", show_default=False)]


@app.command()
def serve(port: Port = None, host: Host = None) -> None:
    """Serve pages, API and feeds from what is stored."""
    _serve(_database(), host, port)


@app.command()
def schedule(
    print_systemd: Annotated[bool, typer.Option("--print-systemd", help="print a service and a timer instead")] = False,
    print_cron: Annotated[bool, typer.Option("--print-cron", help="print a crontab line instead")] = False,
) -> None:
    """Crawl whatever is due, again and again, until stopped with Ctrl-C."""
    from running import schedule as timing

    if print_systemd or print_cron:
        print(timing.systemd() if print_systemd else timing.cron(), end="")
        return
    _database()
    timing.keep_crawling()


@app.command()
def up(port: Port = None, host: Host = None) -> None:
    """The real thing: crawl due sources on schedule and serve."""
    from running.beside import beside

    on = _database()
    _free(host, port)
    with beside("schedule"):
        _serve(on, host, port)


@app.command()
def demo(
    port: Port = None,
    stay: Annotated[bool, typer.Option(help="keep serving; --no-stay ends after the crawls")] = True,
) -> None:
    """Crawl the bundled demo newsroom over loopback and serve what came of it. Needs no internet."""
    from demo.tour import tour

    _free(None, port)
    on = tour(_annotate)
    if stay is not None and not stay:
        return
    _serve(on, None, port, announce=True)


# ---- the tagger: train, evaluate, tags ------------------------------------------------------------------------


@app.command()
def train() -> None:
    """Build the tagger from the corpus and from people's corrections into var/."""
    from classifier.train import train as build

    reader = build(settings().var, labels=_labels(), progress=_say)
    _say(f"tagger {reader.digest[:12]} is ready")


@app.command()
def evaluate(
    file: Annotated[Path | None, typer.Argument(help="a gold file; none: our corpus, by held-out folds")] = None,
) -> None:
    """Print precision and recall of tags, judgements and authorities, with confidence intervals and all errors."""
    from classifier.evaluate import evaluate as measure

    print(measure(file, _reader()).text())


@app.command()
def tags() -> None:
    """List the tags and kinds, with what each means."""
    from classifier.tag import tags as known

    for one in known():
        print(f"{one.slug:34} {one.title}: {one.about}")


# ---- looking after it: sources, doctor, migrate, quarantine ---------------------------------------------------


@app.command()
def sources() -> None:
    """List the sources, with when each was last read and what is wrong with it."""
    from crawler.health import table

    print(table(_database()))


@app.command()
def refused() -> None:
    """List the pages that gave no article, with the reason, as NDJSON."""
    from crawler.health import refused as pages

    for page in pages(_database()):
        print(json.dumps(page, ensure_ascii=False))


@app.command()
def doctor() -> None:
    """Check that everything Councilwire needs is there and say what to do where it is not."""
    from running.doctor import checks

    bad = 0
    for name, problem in checks({"sources": _sources_problem, "tagger": _tagger_problem}):
        print(f"{'ok ' if problem is None else 'BAD'} {name}{'' if problem is None else ': ' + problem}")
        bad += problem is not None
    if bad:
        raise Failed(f"{bad} of the checks failed")


@app.command(name="migrate")
def migrate_() -> None:
    """Bring the database schema up to date (every other command does so by itself)."""
    on = engine()
    _say("the schema was brought up to date" if migrate(on) else "the schema is up to date")


# ---- helpers of this file -------------------------------------------------------------------------------------


def _sources_problem() -> str | None:
    from crawler.sources import spiders

    return None if spiders() else "no source is defined"


def _tagger_problem() -> str | None:
    return None if _reader().digest else "run councilwire train"


def _database() -> Any:
    on = engine()
    migrate(on)
    return on


def _reader() -> Any:
    from classifier.read import Reader

    return Reader.load(settings().var, progress=_say)


def _labels() -> Sequence[Any]:
    from classifier.run import labels

    on = engine()
    migrate(on)
    return labels(on)


def _annotate(on: Any) -> dict[str, int]:
    from classifier.run import annotate

    from running.progress import shown

    with shown("tag") as step:
        return annotate(on, _reader(), now(), progress=step)


def _serve(on: Any, host: str | None, port: int | None, announce: bool = False) -> None:
    import uvicorn
    from api.app import create_app

    where, door = host or settings().host, port or settings().port
    _free(where, door)
    reader = _reader()
    if announce:
        from demo.tour import addresses

        _say(addresses(f"http://{where}:{door}"))
    uvicorn.run(
        create_app(on, tag=reader.read), host=where, port=door, log_level="warning", timeout_graceful_shutdown=5
    )


def _free(host: str | None, port: int | None) -> None:
    import socket

    where, door = host or settings().host, port or settings().port
    with socket.socket(socket.AF_INET6 if ":" in where else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((where, door))
        except OSError as error:
            raise Failed(
                f"{where}:{door} cannot be listened on: {error.strerror}; choose another with --port"
            ) from error


def _read(file: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise Failed(f"{file}: {error.strerror}") from error


def _decode(body: bytes) -> str:
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return body.decode("utf-16", "replace")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")


def _documents(body: bytes, name: str) -> tuple[list[Document], list[str]]:
    """Documents of NDJSON, or the one document a text file is; lines that are neither come back as problems."""
    from crawler.extract import extract_text

    plain = _decode(body)
    if not plain.lstrip().startswith("{"):
        try:
            draft = extract_text(plain)
        except Refused as refused:
            raise Failed(f"{name}: refused, {refused}") from refused
        return [_document(draft, name)], []
    documents, problems = [], []
    for number, line in enumerate(plain.splitlines(), 1):
        if line.strip():
            try:
                documents.append(Document.model_validate_json(line))
            except ValueError as error:
                first = str(error).splitlines()
                problems.append(f"{name}:{number}: not a document: {first[0] if first else error}")
    return documents, problems


def _document(draft: Draft, name: str) -> Document:
    stem = None if name == "-" else Path(name).name
    return Document(id=stem, title=draft.title or "", text=draft.text, published=draft.published, kind=draft.kind)


def _printed(reading: Reading) -> str:
    return reading.model_dump_json(exclude={"tags": {"__all__": {"by"}}})


def _finish(counts: dict[str, int], errors: Sequence[str], as_json: bool, quiet: bool = False) -> None:
    """Print what a run came to; anything not done makes the command fail."""
    if as_json:
        print(json.dumps({"counts": counts, "errors": list(errors)}, ensure_ascii=False))
    elif not quiet or any(counts.values()):
        _say(", ".join(f"{number} {word}" for word, number in counts.items() if number) or "nothing new")
    if errors:
        for error in errors:
            _say(f"! {error}")
        raise Failed(f"{len(errors)} {'thing' if len(errors) == 1 else 'things'} could not be done")


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _end_with_parent(pipe: int) -> None:
    from multiprocessing.connection import Connection

    from crawler.watch import end_with_parent

    end_with_parent(Connection(pipe, writable=False))


def main() -> None:
    """The console command: one line on standard error for anything that goes wrong, 2 for wrong usage."""
    if "COUNCILWIRE_LIFELINE" in os.environ:
        _end_with_parent(int(os.environ.pop("COUNCILWIRE_LIFELINE")))
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    if len(sys.argv) == 1:
        sys.argv.append("--help")
    try:
        code = app(standalone_mode=False)
    except typer.TyperException as error:
        _say(f"councilwire: {error.format_message()}")
        code = error.exit_code
    except (Failed, DatabaseError) as error:
        _say(f"councilwire: {error}")
        code = 1
    except DBAPIError as error:
        _say(f"councilwire: {explain(error)}")
        code = 1
    except ValueError as error:
        _say(f"councilwire: {str(error).splitlines()[0]}")
        code = 2 if type(error).__name__ in ("ValidationError", "SourceError") else 1
    except BrokenPipeError:
        sys.stderr.close()
        code = 1
    except (KeyboardInterrupt, typer.Abort):
        _say("councilwire: stopped")
        code = 130
    sys.exit(code or 0)


if __name__ == "__main__":
    main()
