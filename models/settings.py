"""Every environment variable, once. All begin with COUNCILWIRE_."""

from functools import lru_cache
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What an operator may set. Each field is documented in docs/running.md; a test holds the two together."""

    model_config = SettingsConfigDict(env_prefix="COUNCILWIRE_")

    var: Path = Field(default=Path("var"), description="folder for the database, the tagger and logs")
    database_url: str = Field(default="", description="SQLAlchemy URL; empty: SQLite at var/councilwire.sqlite")
    lock_wait: float = Field(
        default=30.0, ge=0, description="seconds a write waits for another process's lock (SQLite)"
    )
    sources: Path | None = Field(default=None, description="folder with further source files of your own")
    host: str = Field(default="127.0.0.1", description="address the server listens on")
    port: int = Field(default=8000, ge=1, le=65535, description="port the server listens on")
    public_url: str = Field(default="", description="address readers see, for links in feeds; empty: the request's own")
    user_agent: str = Field(
        default="Councilwire/0.1 (+{contact})",
        description="how the crawler names itself; {contact} is filled in",
    )
    contact: str = Field(
        default="",
        description="address or URL where publishers reach you; set it before you crawl live, nothing else tells them",
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
    hub: str = Field(default="", description="WebSub hub that feeds name; empty: none")
    feed_authority: str = Field(
        default="councilwire.example", description="your domain, in the permanent ids of feed items; never change it"
    )

    smtp_url: str = Field(
        default="",
        description="server for e-mail alerts: smtp://user:password@host:587 or smtps://host; empty: no e-mail",
    )
    mail_from: str = Field(
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
