"""Time: crawl what is due, again and again; and the units that let the machine's own clock do it."""

import getpass
import os
import shlex
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from models.settings import Settings
from running.beside import beside, command

EVERY = 60.0  # seconds between two looks at what is due; the channels' own intervals decide what that is


def keep_crawling(every: float = EVERY) -> None:
    """Start `crawl --due` each minute, one at a time, until the process is told to stop."""
    stop = threading.Event()
    running: list[subprocess.Popen[bytes]] = []

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop.set()
        for process in running:
            process.terminate()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    while not stop.is_set():
        with beside("crawl", "--due", "--quiet") as process:
            running[:] = [process]
            code = process.wait()
        if code and not stop.is_set():
            print(f"a crawl ended with {code}; trying again in {every:.0f} s", file=sys.stderr, flush=True)
        stop.wait(every)


def again(work: Callable[[], object], every: float = 5.0) -> None:
    """Do a piece of work every few seconds until the process is told to stop; a failure is said and tried again."""
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, lambda *_: stop.set())
    while not stop.is_set():
        try:
            work()
        except Exception as error:  # the next round may do better; the database keeps what is owed
            print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
        stop.wait(every)


def _in_force() -> dict[str, str]:
    """The settings that this process was given, for one that the machine's clock will start."""
    names = (f"COUNCILWIRE_{field.upper()}" for field in Settings.model_fields)
    return {name: os.environ[name] for name in names if os.environ.get(name)}


def systemd() -> str:
    """A service and a timer for `crawl --due`, and the file of settings they read."""
    quoted = {name: value.replace("\\", r"\\").replace('"', r"\"") for name, value in _in_force().items()}
    kept = "".join(f'{name}="{value}"\n' for name, value in quoted.items())
    line = shlex.join(command("crawl", "--due"))
    return f"""# councilwire-crawl.service
[Unit]
Description=Councilwire: crawl what is due
After=network-online.target

[Service]
Type=oneshot
User={getpass.getuser()}
WorkingDirectory={str(Path.cwd()).replace("%", "%%")}
EnvironmentFile=-/etc/councilwire.env
ExecStart={line}

# councilwire-crawl.timer
[Unit]
Description=Councilwire: look every five minutes

[Timer]
OnCalendar=*:0/5
Persistent=true

[Install]
WantedBy=timers.target

# /etc/councilwire.env (chmod 600)
{kept}"""


def cron() -> str:
    """A crontab's lines for `crawl --due`: the settings, and a command that starts where we stand (`var` is there)."""
    kept = "".join(f"{name}={_quoted(value)}\n" for name, value in _in_force().items())
    line = f"cd {shlex.quote(str(Path.cwd()))} && {shlex.join(command('crawl', '--due', '--quiet'))}"
    return kept + f"*/5 * * * * {line}\n".replace("%", r"\%")  # which ends a command in a crontab


def _quoted(value: str) -> str:
    """A value as a crontab has it: nothing is escaped there, a quotation mark ends at the next of its kind."""
    mark = "'" if '"' in value else '"'
    return f"{mark}{value}{mark}"
