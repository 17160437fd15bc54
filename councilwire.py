"""The front door: the commands that need several rooms, and the rooms' own; the only file that imports all of them."""

import json
import logging
import os
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlmodel import col

from api import commands as serving
from classifier import commands as classifying
from classifier.commands import Later, reader
from crawler import commands as crawling
from models.columns import now
from models.database import DatabaseError, engine, explain, migrate
from models.page import Page
from models.reading import Reading
from models.settings import settings, unknown
from running import texts
from running.terminal import Failed, database, finish, say

LIFELINE = os.environ.pop("COUNCILWIRE_LIFELINE", "")  # held by the command that this one runs beside, if any

app = typer.Typer(
    name="councilwire",
    help="A news wire about UK local government: crawled, cleaned, tagged with evidence, served.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

for room in (crawling, classifying, serving):
    app.add_typer(room.app)


# ---- what comes in: crawl, import, reprocess ------------------------------------------------------------------


@app.command()
def crawl(
    names: crawling.Sources = None,
    due: Annotated[
        bool, typer.Option("--due", help="only channels whose time has come; safe to call from cron")
    ] = False,
    recheck: Annotated[int, typer.Option(help="ask again for articles found in so many days", min=0)] = 0,
    quiet: Annotated[bool, typer.Option("--quiet", help="say nothing when there was nothing to do")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="print the run's report as JSON")] = False,
) -> None:
    """Fetch what is new at the sources, extract, tag and store it.

    A run ends when all is done; with --due each source gets ten minutes, and the next run goes on.
    Examples: councilwire crawl ofsted · councilwire crawl --due
    """
    from crawler import run
    from running.progress import shown

    on = database()
    _named()
    with shown("crawl") as tick:
        report = run.crawl(on, names or (), due_only=due, recheck_days=recheck, tick=_told(tick))
    _end(report, _annotate(on), as_json, quiet)


@app.command(name="import")
def import_(
    paths: Annotated[list[Path], typer.Argument(help="WARC files, HTML files or folders of them")],
    known: Annotated[bool, typer.Option("--known-only", help="only pages of our sources, as for CC-NEWS")] = False,
    url: Annotated[
        str | None, typer.Option(help="the address of a saved HTML file that does not say it", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print the run's report as JSON")] = False,
) -> None:
    """Take in saved pages, which then go through the same stages as fetched ones.

    Examples: councilwire import pages.warc.gz · councilwire import saved/ · councilwire import page.html --url https://…
    """
    from crawler import bring, run
    from running.progress import shown

    if url and (len(paths) != 1 or paths[0].is_dir() or ".warc" in paths[0].name):
        raise typer.BadParameter("--url is the address of one HTML file")
    on = database()
    skipped: Counter[str] = Counter()
    with shown("read") as tick:
        taken, problems = bring.bring(on, paths, now(), known, skipped, tick=lambda read: tick(read, 0), url=url)
    with shown("extract") as tick:
        report = run.extract_waiting(on, "import", tick=_told(tick))
    report.errors[:0] = problems
    report.counts = {"read": taken, **{f"skipped ({why})": n for why, n in skipped.items()}, **report.counts}
    _end(report, _annotate(on), as_json)


@app.command()
def reprocess(
    source: crawling.Source = None,
    like: Annotated[str | None, typer.Option(help="only addresses like this, % for any", show_default=False)] = None,
    query: Annotated[str, typer.Option(help="only articles that fit this search, as on the pages")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="print the run's report as JSON")] = False,
) -> None:
    """Extract and tag archived pages again, all or those chosen, without the network; articles keep their ids.

    Pages of the demo: see councilwire demo --help.
    Examples: councilwire reprocess · councilwire reprocess --source ofsted --query 'tag:send since:4w'
    """
    from api.export import pages
    from crawler import run
    from running.progress import shown

    on = database()
    with shown("reprocess") as tick:
        report = run.reprocess(on, source, like=like, pages=pages(on, query) if query else None, tick=_told(tick))
    _end(report, _annotate(on), as_json)


@app.command()
def putback(
    article: Annotated[int, typer.Argument(help="an article's id", min=1)],
    blocks: Annotated[
        list[int] | None, typer.Argument(help="removed blocks; none: list them", show_default=False)
    ] = None,
    forget: Annotated[bool, typer.Option("--forget", help="take out again whatever was put back")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="print the run's report as JSON")] = False,
) -> None:
    """List what was removed from an article, or put removed blocks back; later crawls and re-runs keep them.

    An article of the demo: see councilwire demo --help.
    Examples: councilwire putback 12 · councilwire putback 12 3 5 · councilwire putback 12 --forget
    """
    from crawler import putback, run

    on = database()
    try:
        if not blocks and not forget:
            for number, block in enumerate(putback.removed(on, article), 1):
                print(json.dumps({"block": number, **block}, ensure_ascii=False))
            return
        page = putback.note(on, article, () if forget else blocks or ())
    except putback.PutbackError as error:
        raise Failed(str(error)) from error
    report = run.reprocess(on, pages=select(col(Page.id)).where(col(Page.id) == page))
    _end(report, _annotate(on), as_json)


# ---- one text at a time ---------------------------------------------------------------------------------------


@app.command()
def tag(file: Annotated[str, typer.Argument(help="NDJSON or a text file, or - for standard input")] = "-") -> None:
    """Print what the classifier makes of texts, as NDJSON: kind, tags and judgements with their evidence.

    A line of the input is an object with id, title, text, published and source; any other file is taken as one text,
    which may be a single sentence; of several lines the first may be the headline.
    Examples: councilwire tag article.txt · councilwire export | councilwire tag -
    """
    from crawler.extract import extract_text

    documents, problems = texts.documents(texts.read(file), file, extract_text)
    read = reader().read
    for start in range(0, len(documents), 256):
        for reading in read(documents[start : start + 256]):
            print(_printed(reading))
    if problems:
        raise Failed("; ".join(problems[:5]) + (f"; and {len(problems) - 5} more" if len(problems) > 5 else ""))


# ---- what goes out: serve, schedule, up, demo -----------------------------------------------------------------


Port = Annotated[
    int | None,
    typer.Option(min=1, max=65535, help="port to listen on (COUNCILWIRE_PORT, else 8000)", show_default=False),
]
Host = Annotated[str | None, typer.Option(help="address (COUNCILWIRE_HOST, else 127.0.0.1)", show_default=False)]


@app.command()
def serve(port: Port = None, host: Host = None) -> None:
    """Serve pages, API and feeds from what is stored.

    Example: councilwire serve --port 8080
    """
    _serve(database(), host, port)


@app.command()
def schedule(
    print_systemd: Annotated[bool, typer.Option("--print-systemd", help="print a service and a timer instead")] = False,
    print_cron: Annotated[bool, typer.Option("--print-cron", help="print a crontab line instead")] = False,
) -> None:
    """Crawl whatever is due, again and again, until stopped with Ctrl-C; safe beside another.

    Examples: councilwire schedule · councilwire schedule --print-systemd · councilwire schedule --print-cron
    """
    from running import schedule as timing

    if print_systemd or print_cron:
        print(timing.systemd() if print_systemd else timing.cron(), end="")
        return
    database()
    _named()
    timing.keep_crawling()


@app.command()
def up(port: Port = None, host: Host = None) -> None:
    """The real thing: crawl due sources on schedule, send what alerts owe, and serve.

    Example: councilwire up --port 8080
    """
    from running.beside import beside

    on = database()
    _free(host, port)
    _named()
    with beside("schedule"), beside("deliver", "--keep"):
        _serve(on, host, port)


@app.command()
def demo(
    port: Port = None,
    stay: Annotated[bool, typer.Option(help="keep serving; --no-stay ends after the crawls")] = True,
) -> None:
    """Crawl the bundled demo newsroom over loopback and serve what came of it. Needs no internet.

    It keeps a database of its own: for reprocess, putback and all other commands on what it shows, set
    COUNCILWIRE_DATABASE_URL=sqlite:///var/demo/councilwire.sqlite first.
    Examples: councilwire demo · councilwire demo --no-stay
    """
    from demo.tour import tour

    _free(None, port)
    on = tour(_annotate)
    if stay is not None and not stay:
        return
    _serve(on, None, port, announce=True)


# ---- looking after it: doctor, migrate ------------------------------------------------------------------------


@app.command()
def doctor() -> None:
    """Check that everything Councilwire needs is there and say what to do where it is not.

    Example: councilwire doctor
    """
    from running.doctor import checks

    bad = 0
    for name, problem in checks({"sources": _sources_problem, "tagger": _tagger_problem}):
        print(f"{'ok ' if problem is None else 'BAD'} {name}{'' if problem is None else ': ' + problem}")
        bad += problem is not None
    if bad:
        raise Failed(f"{bad} of the checks failed")


@app.command(name="migrate")
def migrate_() -> None:
    """Bring the database schema up to date (every other command does so by itself).

    Example: councilwire migrate
    """
    on = engine()
    say("the schema was brought up to date" if migrate(on) else "the schema is up to date")


# ---- helpers of this file -------------------------------------------------------------------------------------


def _named() -> None:
    """Warn, once for commands that run beside each other, where a live crawl tells publishers nobody to turn to."""
    if not settings().contact and not LIFELINE:
        say("councilwire: warning: publishers cannot reach you; set COUNCILWIRE_CONTACT to an e-mail address or a URL")


def _end(report: Any, tagged: dict[str, int], as_json: bool, quiet: bool = False) -> None:
    """Print what a run and the tagging after it came to."""
    finish({**report.counts, **tagged}, report.errors, as_json, quiet, **report.told_whole())


def _told(tick: Callable[[int, int], None]) -> Callable[[Any], None]:
    return lambda progress: tick(progress.done, progress.fetched + progress.waiting)


def _sources_problem() -> str | None:
    from crawler.sources import spiders

    return None if spiders() else "no source is defined"


def _tagger_problem() -> str | None:
    return None if reader().digest else "run councilwire train"


def _annotate(on: Any) -> dict[str, int]:
    from api.alerts import match
    from classifier.run import annotate
    from running.progress import shown

    with shown("tag") as step:
        return annotate(on, Later(), now(), progress=step, stored=match)


def _serve(on: Any, host: str | None, port: int | None, announce: bool = False) -> None:
    import uvicorn

    from api.app import create_app

    where, door = host or settings().host, port or settings().port
    _free(where, door)
    read = reader().read
    if announce:
        from demo.tour import addresses

        say(addresses(f"http://{where}:{door}"))
    uvicorn.run(create_app(on, tag=read), host=where, port=door, log_level="warning", timeout_graceful_shutdown=5)


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


def _end_with_parent(pipe: int) -> None:
    from multiprocessing.connection import Connection

    from crawler.watch import end_with_parent

    end_with_parent(Connection(pipe, writable=False))


def main() -> None:
    """The console command: one line on standard error for anything that goes wrong, 2 for wrong usage."""
    if LIFELINE:
        _end_with_parent(int(LIFELINE))
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    if len(sys.argv) == 1:
        sys.argv.append("--help")
    try:
        settings()  # what cannot work is refused before anything is done
        for line in () if LIFELINE else unknown(os.environ):
            say(f"councilwire: warning: {line}")
        code = app(standalone_mode=False)
    except typer.TyperException as error:
        say(f"councilwire: {error.format_message()}")
        code = error.exit_code
    except (Failed, DatabaseError, texts.Unreadable) as error:
        say(f"councilwire: {error}")
        code = 1
    except DBAPIError as error:
        say(f"councilwire: {explain(error)}")
        code = 1
    except ArgumentError as error:
        say(f"councilwire: COUNCILWIRE_DATABASE_URL: {error}")
        code = 2
    except BrokenPipeError:
        sys.stderr.close()
        code = 1
    except OSError as error:
        say(f"councilwire: {error}")
        code = 1
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(map(str, first["loc"])).upper()
        say(f"councilwire: COUNCILWIRE_{name}: {first['msg'].removeprefix('Value error, ')}")
        code = 2
    except ValueError as error:
        say(f"councilwire: {str(error).splitlines()[0]}")
        code = 2 if type(error).__name__ == "SourceError" else 1
    except (KeyboardInterrupt, typer.Abort):
        say("councilwire: stopped")
        code = 130
    sys.exit(code or 0)


if __name__ == "__main__":
    main()
