"""E-mail: an alert's message as text and HTML, and the SMTP server that takes it."""

import smtplib
import ssl
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from jinja2 import Environment, FileSystemLoader

from api import clock
from api.feeds import web
from api.webhooks import Attempt
from models.guard import is_public
from models.settings import Settings

PATIENCE = 30.0  # seconds the server may take for one step
SHOWN = 3  # titles in a subject line never number more than one; so many tags stand under a headline


@dataclass(frozen=True)
class Server:
    """Where e-mail is handed in, and as whom."""

    host: str
    port: int
    tls: bool  # from the first byte; else STARTTLS where the server offers it
    user: str
    password: str
    sender: str


def server(settings: Settings) -> Server | None:
    """The server of the settings; None where there is none."""
    if not settings.smtp_url:
        return None
    split = urlsplit(settings.smtp_url)
    host = split.hostname or ""  # the settings have made sure of one
    user, tls = unquote(split.username or ""), split.scheme == "smtps"
    port = split.port or (465 if tls else 587 if user else 25)
    sender = settings.mail_from or f"councilwire@{_domain(settings, host)}"
    return Server(host, port, tls, user, unquote(split.password or ""), sender)


def _domain(settings: Settings, host: str) -> str:
    return urlsplit(settings.public_url).hostname or (host if "." in host.strip("0123456789.") else "localhost")


def recipient(address: str) -> str:
    """An e-mail address as it is stored. Raises ValueError where it cannot be one."""
    plain = address.strip()
    if not plain.isascii() or not plain.isprintable() or len(plain) > 254 or plain.count("@") != 1:
        raise ValueError("this is not an e-mail address")
    try:
        parsed = Address(addr_spec=plain)
    except Exception as error:  # the parser answers some malformed addresses with IndexError and the like
        raise ValueError("this is not an e-mail address") from error
    labels = parsed.domain.split(".")
    well_formed = all(label and label.replace("-", "").isalnum() and label.strip("-") == label for label in labels)
    if not parsed.username or len(labels) < 2 or not well_formed or any(c in plain for c in ' ",;:<>()[]\\'):
        raise ValueError("this is not an e-mail address")
    return plain


@lru_cache
def _templates() -> Environment:
    found = FileSystemLoader(Path(__file__).parent / "templates" / "mail")
    made = Environment(loader=found, autoescape=lambda name: bool(name and name.endswith(".html")), trim_blocks=True)
    made.filters |= {"web": web, "day": clock.day}
    return made


def compose(message_id: str, to: str, body: dict[str, Any], sender: str, base: str, at: datetime) -> EmailMessage:
    """A message as it goes out. Its Message-ID stays the same over attempts, so that a repeat is known for one."""
    events = body["events"]
    mail = EmailMessage()
    mail["From"] = Address("Councilwire", addr_spec=sender)
    mail["To"] = Address(addr_spec=to)
    mail["Subject"] = _line(subject(events, body.get("more", 0)))
    mail["Date"] = format_datetime(at.astimezone(UTC))
    mail["Message-ID"] = f"<{message_id}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office notes, please
    stop = f"{base}/alerts/stop/{message_id}"
    mail["List-Unsubscribe"] = f"<{stop}>"
    mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
    names = {alert["id"]: alert["name"] for alert in body["alerts"]}
    told = {"events": events, "alerts": body["alerts"], "names": names, "more": body.get("more", 0)}
    told |= {"base": base, "stop": stop, "shown": SHOWN}
    mail.set_content(_templates().get_template("alert.txt").render(told), cte="quoted-printable")
    html = _templates().get_template("alert.html").render(told)
    mail.add_alternative(html, subtype="html", cte="quoted-printable")
    return mail


def stop_page(alerts: Sequence[Any], stopped: bool) -> str:
    """The page behind a mail's link to stop its alerts: it asks, and says when it is done."""
    return _templates().get_template("stop.html").render({"alerts": alerts, "stopped": stopped})


def subject(events: list[dict[str, Any]], more: int) -> str:
    """What a message is about: the one headline, or the first and how many others."""
    first = events[0]["article"]["title"]
    others = len(events) - 1 + more
    return first if not others else f"{first} – and {others} more"


def _line(text: str) -> str:
    plain = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return plain if len(plain) <= 200 else plain[:199] + "…"


class Mailer:
    """One connection to the server for all messages of a run, made when the first is sent."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.smtp: smtplib.SMTP | None = None

    def send(self, mail: EmailMessage) -> Attempt:
        """Hand one message in."""
        begun = time.monotonic()
        try:
            if self.smtp is None:
                self.smtp = self._open()
            self.smtp.send_message(mail)
            return Attempt(True, 250, seconds=time.monotonic() - begun)
        except smtplib.SMTPRecipientsRefused as error:
            code, answer = next(iter(error.recipients.values()))
            return self._failed(code, answer, begun)
        except smtplib.SMTPDataError as error:
            self._drop()
            return self._failed(error.smtp_code, error.smtp_error, begun)
        except smtplib.SMTPResponseException as error:  # of us: our address, our name, our password
            self._drop()
            return replace(self._failed(error.smtp_code, error.smtp_error, begun), final=False)
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            told = f"{type(error).__name__}: {error}"[:300]
            return Attempt(False, error=told, seconds=time.monotonic() - begun)

    def close(self) -> None:
        if self.smtp is not None:
            try:
                self.smtp.quit()
            except (OSError, smtplib.SMTPException):
                self.smtp.close()
            self.smtp = None

    def _failed(self, code: int, answer: bytes | str, begun: float) -> Attempt:
        told = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
        # 550 to 559 speak of the mailbox or the message, for good; other codes of the server as it is today, and 5.7
        # (RFC 3463) of what its rules let us send.
        final = 550 <= code < 560 and not told.startswith("5.7.")
        return Attempt(False, code, told[:300], time.monotonic() - begun, final)

    def _drop(self) -> None:
        if self.smtp is not None:
            self.smtp.close()
            self.smtp = None

    def _open(self) -> smtplib.SMTP:
        here, context = self.server, ssl.create_default_context()
        if here.tls:
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(here.host, here.port, timeout=PATIENCE, context=context)
        else:
            smtp = smtplib.SMTP(here.host, here.port, timeout=PATIENCE)
        try:
            smtp.ehlo()
            safe = here.tls
            if not safe and smtp.has_extn("starttls"):
                smtp.starttls(context=context)
                smtp.ehlo()
                safe = True
            if here.user:
                if not safe and smtp.sock is not None and is_public(smtp.sock.getpeername()[0]):
                    raise smtplib.SMTPException("the server offers no TLS; the password is not sent in the clear")
                smtp.login(here.user, here.password)
        except BaseException:
            smtp.close()
            raise
        return smtp
