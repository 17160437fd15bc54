"""The front door: every command, a few lines each; the only file that imports all rooms."""

import json
import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError

from models.columns import now
from models.database import DatabaseError, engine, explain, migrate
from models.draft import Refused
from models.reading import Reading
from models.settings import settings
from running import texts

app = typer.Typer(
    name="councilwire",
    help="A news wire about UK local government: crawled, cleaned, tagged with evidence, served.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

sources = typer.Typer(help="The sources: list them with their health, or try them live.")
quarantine = typer.Typer(help="Pages that failed too often.", no_args_is_help=True)
keys = typer.Typer(help="API keys: make, list, revoke.", no_args_is_help=True)
app.add_typer(sources, name="sources")
app.add_typer(quarantine, name="quarantine")
app.add_typer(keys, name="keys")


class Failed(Exception):
    """The command could not do all that was asked; the message is the one line the user reads."""


# ---- what comes in: crawl, import, reprocess ------------------------------------------------------------------


@app.command()
def crawl(
    names: Annotated[list[str] | None, typer.Argument(help="sources to crawl; none: all", show_default=False)] = None,
    due: Annotated[
        bool, typer.Option("--due", help="only channels whose time has come; safe to call from cron")
    ] = False,
    recheck: Annotated[int, typer.Option(help="ask again for articles found in so many days", min=0)] = 0,
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
        report = run.crawl(
            on, names or (), due_only=due, recheck_days=recheck, tick=lambda p: tick(p.done, p.fetched + p.waiting)
        )
    _annotate(on)
    _finish(report.counts, report.errors, as_json, quiet)


@app.command(name="import")
def import_(
    paths: Annotated[list[Path], typer.Argument(help="WARC files, HTML files or folders of them")],
    known: Annotated[bool, typer.Option("--known-only", help="only pages of our sources, as for CC-NEWS")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="print the run's report as JSON")] = False,
) -> None:
    """Take in saved pages, which then go through the same stages as fetched ones.

    Examples: councilwire import pages.warc.gz · councilwire import saved/
    """
    from crawler import bring, run
    from running.progress import shown

    on = _database()
    taken, problems = bring.bring(on, paths, now(), known_only=known)
    with shown("import") as tick:
        report = run.extract_waiting(on, "import", tick=_told(tick))
    _annotate(on)
    _finish({"read": taken, **report.counts}, [*problems, *report.errors], as_json)


@app.command()
def reprocess(
    source: Annotated[str | None, typer.Option(help="only this source's pages", show_default=False)] = None,
    like: Annotated[str | None, typer.Option(help="only addresses like this, % for any", show_default=False)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print the run's report as JSON")] = False,
) -> None:
    """Extract and tag every archived page again, without the network; articles keep their ids."""
    from crawler import run
    from running.progress import shown

    on = _database()
    with shown("reprocess") as tick:
        report = run.reprocess(on, source, like=like, tick=_told(tick))
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

    body = texts.read(file)
    try:
        draft = extract_text(texts.decode(body), url) if text else extract_page(body, url)
    except Refused as refused:
        raise Failed(f"{file}: refused, {refused}") from refused
    print(draft.model_dump_json())


@app.command()
def tag(file: Annotated[str, typer.Argument(help="NDJSON or a text file, or - for standard input")] = "-") -> None:
    """Print what the classifier makes of texts, as NDJSON: kind, tags and judgements with their evidence.

    A line of the input is an object with id, title, text, published and source; any other file is taken as one text.
    Examples: councilwire tag article.txt · councilwire export | councilwire tag -
    """
    from crawler.extract import extract_text

    documents, problems = texts.documents(texts.read(file), file, extract_text)
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
    query: Annotated[str, typer.Option(help="only what fits this search, as on the pages")] = "",
) -> None:
    """Print every stored article with its tags, judgements and authorities, one a line."""
    from sqlmodel import Session

    from api.export import write

    if format not in ("ndjson", "csv"):
        raise typer.BadParameter(f"--format is ndjson or csv, not {format}")
    with Session(_database()) as session:
        write(session, sys.stdout, format, query)


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
    with beside("schedule"), beside("deliver", "--keep"):
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
def train(
    once: Annotated[
        bool, typer.Option("--once", help="only where there is none for this corpus and this code")
    ] = False,
) -> None:
    """Build the tagger from the corpus and from people's corrections into var/."""
    from classifier.train import train as build

    if once:
        _say(f"tagger {_reader().digest[:12]} is ready")
        return
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


@sources.callback(invoke_without_command=True)
def sources_(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="print the same as JSON")] = False,
) -> None:
    """List the sources with their health: when last read, how many articles against expected, what is wrong."""
    if context.invoked_subcommand is None:
        from crawler import health

        on = _database()
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
        for checked in check(names or (), _database(), articles=articles):
            print(checked.line(), flush=True)
            bad += not checked.well
    except KeyError as unknown:
        raise typer.BadParameter(f"no source is called {unknown.args[0]}; 'councilwire sources' lists them") from None
    if bad:
        raise Failed(f"{bad} {'channel' if bad == 1 else 'channels'} could not be read")


@quarantine.command(name="list")
def quarantine_list() -> None:
    """Print the pages that failed too often, as NDJSON."""
    from crawler.quarantine import quarantined

    for page in quarantined(_database()):
        print(json.dumps(page, ensure_ascii=False))


@quarantine.command(name="retry")
def quarantine_retry(
    urls: Annotated[list[str] | None, typer.Argument(help="addresses; none: all", show_default=False)] = None,
) -> None:
    """Give pages in quarantine another chance at the next crawl."""
    from crawler.quarantine import retry

    _say(f"{retry(_database(), urls or ())} pages will be tried again")


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
        _say(f"{write(_database(), path, source)} records in {path}")
    except WarcError as error:
        raise Failed(str(error)) from error


@app.command()
def refused() -> None:
    """List the pages that gave no article, with the reason, as NDJSON."""
    from crawler.health import refused as pages

    for page in pages(_database()):
        print(json.dumps(page, ensure_ascii=False))


@keys.command(name="new")
def keys_new(
    name: Annotated[str, typer.Argument(help="whose key it is")],
    scope: Annotated[list[str], typer.Option(help="read-full-text, label, alerts or admin; may be repeated")],
) -> None:
    """Make an API key and print it, this once.

    Example: councilwire keys new newsdesk --scope alerts --scope label
    """
    _with_keys(lambda api, session: print(api.new(session, name, scope, now())))


@keys.command(name="list")
def keys_list() -> None:
    """List the keys: who has which scopes, and which are revoked."""
    _with_keys(lambda api, session: print(api.table(session)))


@keys.command(name="revoke")
def keys_revoke(name: Annotated[str, typer.Argument(help="its name, number or first characters")]) -> None:
    """End a key at once."""
    _with_keys(lambda api, session: _say(f"{api.revoke(session, name, now()).name} is revoked"))


@app.command()
def deliver(
    keep: Annotated[bool, typer.Option("--keep", help="go on until stopped, once every few seconds")] = False,
) -> None:
    """Send what alerts owe: e-mails and webhooks whose time has come. Safe in cron; `up` does it by itself."""
    from api.deliver import deliver as send
    from running.schedule import again

    if keep:
        on = _database()
        again(lambda: send(on, now()))
        return
    counts = send(_database(), now())
    _finish(counts, [f"{counts['given up']} messages were given up"] if counts["given up"] else [], as_json=False)


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


def _told(tick: Callable[[int, int], None]) -> Callable[[Any], None]:
    return lambda progress: tick(progress.done, progress.fetched + progress.waiting)


def _with_keys(do: Callable[[Any, Any], None]) -> None:
    from sqlmodel import Session

    from api import keys as api

    with Session(_database()) as session:
        try:
            do(api, session)
        except api.KeysError as error:
            raise Failed(str(error)) from error


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
    from api.alerts import match
    from classifier.run import annotate
    from running.progress import shown

    with shown("tag") as step:
        return annotate(on, _reader(), now(), progress=step, stored=match)


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
    except (Failed, DatabaseError, texts.Unreadable) as error:
        _say(f"councilwire: {error}")
        code = 1
    except DBAPIError as error:
        _say(f"councilwire: {explain(error)}")
        code = 1
    except ValidationError as error:
        first = error.errors()[0]
        _say(f"councilwire: COUNCILWIRE_{'_'.join(map(str, first['loc'])).upper()}: {first['msg']}")
        code = 2
    except ValueError as error:
        _say(f"councilwire: {str(error).splitlines()[0]}")
        code = 2 if type(error).__name__ == "SourceError" else 1
    except BrokenPipeError:
        sys.stderr.close()
        code = 1
    except (KeyboardInterrupt, typer.Abort):
        _say("councilwire: stopped")
        code = 130
    sys.exit(code or 0)


if __name__ == "__main__":
    main()
