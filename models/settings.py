"""Every environment variable, once. All begin with COUNCILWIRE_."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "COUNCILWIRE_"


def _url(example: str, *schemes: str, bare: bool = False) -> AfterValidator:
    """A check that a URL, where there is one, is of these schemes and names a host, and, `bare`, that others may be
    made by writing on. What it holds may be secret."""

    def checked(told: str) -> str:
        try:
            split = urlsplit(told)
            good = split.scheme in schemes and bool(split.hostname) and split.port != 0
            good = good and (not bare or ("?" not in told and "#" not in told))
        except ValueError:
            good = False
        if told and not good:
            raise ValueError(f"write {example}")
        return told

    return AfterValidator(checked)


def _database(told: str) -> str:
    if told and not told.startswith(("sqlite://", "postgresql://", "postgresql+psycopg://")):
        raise ValueError("write sqlite:///path/to/councilwire.sqlite or postgresql://user:password@host/name")
    return told


def _sender(told: str) -> str:
    if told and ("@" not in told.strip("@") or " " in told):
        raise ValueError("write an e-mail address such as wire@paper.example")
    return told


def _domain(told: str) -> str:
    if not told or not told.isascii() or not told.replace(".", "").replace("-", "").isalnum():
        raise ValueError("write a domain alone, such as paper.example")
    return told


Web = Annotated[str, _url("an address such as https://wire.example", "http", "https")]
Base = Annotated[str, _url("an address such as https://wire.example, without ? and #", "http", "https", bare=True)]
Smtp = Annotated[str, _url("smtp://user:password@host:587 or smtps://host", "smtp", "smtps")]


class Settings(BaseSettings):
    """What an operator may set. Each field is documented in docs/running.md; a test holds the two together."""

    model_config = SettingsConfigDict(env_prefix=PREFIX)

    var: Path = Field(default=Path("var"), description="folder for the database, the tagger and logs")
    database_url: Annotated[str, AfterValidator(_database)] = Field(
        default="", description="SQLAlchemy URL; empty: SQLite at var/councilwire.sqlite"
    )
    lock_wait: float = Field(
        default=30.0, ge=0, description="seconds a write waits for another process's lock (SQLite)"
    )
    sources: Path | None = Field(default=None, description="folder with further source files of your own")
    host: str = Field(default="127.0.0.1", description="address the server listens on")
    port: int = Field(default=8000, ge=1, le=65535, description="port the server listens on")
    public_url: Base = Field(
        default="", description="address readers see, for links in feeds; empty: the request's own"
    )
    user_agent: str = Field(
        default="Councilwire/0.1 (+{contact})",
        description="how the crawler names itself; {contact} is filled in",
    )
    contact: str = Field(
        default="",
        description="address or URL where publishers reach you; a live crawl without it begins with a warning",
    )
    delay: float = Field(default=5.0, ge=0, description="seconds between requests at a host; robots may lengthen it")
    ports: str = Field(
        default="", pattern=r"^[\d\s,]*$", description="ports allowed besides 80 and 443, comma-separated"
    )
    max_size: int = Field(default=10_000_000, gt=0, description="largest body in bytes, after decompression")
    timeout: float = Field(default=60.0, gt=0, description="seconds one fetch may take in all")
    depth: int = Field(default=20, gt=0, description="most pages followed through one listing's paging")
    run_pages: int = Field(default=20_000, gt=0, description="most pages one run fetches from one source")
    run_seconds: float = Field(default=14_400, gt=0, description="longest time one run spends on one source")
    due_seconds: float = Field(
        default=600, gt=0, description="the same of a run of what is due; the next one, a minute later, goes on"
    )
    run_size: int = Field(default=4_000_000_000, gt=0, description="most bytes one run fetches from one source")
    workers: int = Field(default=0, ge=0, description="extraction processes; 0: one per core")
    retention_days: int = Field(default=0, ge=0, description="days raw bodies are kept; 0: for ever")

    statement_seconds: float = Field(default=5.0, gt=0, description="seconds a request's database statements may take")
    rate_limit: int | None = Field(
        default=None,
        ge=0,
        description="requests a minute from one address or key; 0: any number; empty: 600, any from loopback",
    )
    hub: Web = Field(default="", description="WebSub hub that feeds name; empty: none")
    feed_authority: Annotated[str, AfterValidator(_domain)] = Field(
        default="councilwire.example", description="your domain, in the permanent ids of feed items; never change it"
    )

    smtp_url: Smtp = Field(
        default="",
        description="server for e-mail alerts: smtp://user:password@host:587 or smtps://host; empty: no e-mail",
    )
    mail_from: Annotated[str, AfterValidator(_sender)] = Field(
        default="", description="sender of e-mail alerts; empty: councilwire@ the SMTP server's name"
    )
    digest_hour: int = Field(
        default=6, ge=0, le=23, description="hour (UTC) of daily digests, and on Monday of weekly ones"
    )
    alerts_per_key: int = Field(default=100, gt=0, description="alerts one API key may have")

    @property
    def url(self) -> str:
        """The database URL in force."""
        if self.database_url:
            return self.database_url.replace("postgresql://", "postgresql+psycopg://", 1)
        return f"sqlite:///{self.var / 'councilwire.sqlite'}"

    @property
    def agent(self) -> str:
        """How the crawler names itself."""
        return self.user_agent.replace("{contact}", self.contact or "no contact given")

    @property
    def allowed_ports(self) -> frozenset[int]:
        """Ports a live crawl may connect to."""
        return frozenset({80, 443} | {int(p) for p in self.ports.replace(",", " ").split()})


@lru_cache
def settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()


def unknown(environment: Mapping[str, str]) -> Iterator[str]:
    """A line for each of our variables that no setting has, with the nearest that one has."""
    names = [name.upper() for name in Settings.model_fields]
    for name in sorted(environment):
        own = name.upper().removeprefix(PREFIX)
        if own != name.upper() and own not in names:
            near = get_close_matches(own, names, n=1)
            yield f"{name} is no setting; " + (f"did you mean {PREFIX}{near[0]}?" if near else "see docs/running.md")
