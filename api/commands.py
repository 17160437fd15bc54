"""The commands of what goes out: export, API keys, delivery."""

import sys
from collections.abc import Callable
from typing import Annotated, Any

import typer

from models.columns import now
from running.terminal import Failed, database, finish, say

app = typer.Typer()
keys = typer.Typer(help="API keys: make, list, revoke.", no_args_is_help=True)
app.add_typer(keys, name="keys")


@app.command()
def export(
    format: Annotated[str, typer.Option("--format", help="ndjson or csv")] = "ndjson",
    query: Annotated[str, typer.Option(help="only what fits this search, as on the pages")] = "",
) -> None:
    """Print every stored article with its tags, judgements and authorities, one a line.

    Example: councilwire export --format csv --query 'tag:send since:4w'
    """
    from sqlmodel import Session

    from api.export import write

    if format not in ("ndjson", "csv"):
        raise typer.BadParameter(f"--format is ndjson or csv, not {format}")
    with Session(database()) as session:
        write(session, sys.stdout, format, query)


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
    """List the keys: who has which scopes, and which are revoked.

    Example: councilwire keys list
    """
    _with_keys(lambda api, session: print(api.table(session)))


@keys.command(name="revoke")
def keys_revoke(name: Annotated[str, typer.Argument(help="its name, number or first characters")]) -> None:
    """End a key at once.

    Example: councilwire keys revoke newsdesk
    """
    _with_keys(lambda api, session: say(f"{api.revoke(session, name, now()).name} is revoked"))


@app.command()
def deliver(
    keep: Annotated[bool, typer.Option("--keep", help="go on until stopped, once every few seconds")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="print what came of it as JSON")] = False,
) -> None:
    """Send what alerts owe: e-mails and webhooks whose time has come. Safe in cron; `up` does it by itself.

    Examples: councilwire deliver · councilwire deliver --keep
    """
    from api.deliver import deliver as send
    from running.schedule import again

    if keep:
        on = database()
        again(lambda: send(on, now()))
        return
    counts = send(database(), now())
    finish(
        counts, [f"{counts['given up']} messages were given up"] if counts["given up"] else [], as_json, run="deliver"
    )


def _with_keys(do: Callable[[Any, Any], None]) -> None:
    from sqlmodel import Session

    from api import keys as api

    with Session(database()) as session:
        try:
            do(api, session)
        except api.KeysError as error:
            raise Failed(str(error)) from error
