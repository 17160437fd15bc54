"""A real SMTP server on loopback that keeps what it is given, and refuses what a test tells it to."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass
class Postbox:
    """Messages as they came in."""

    port: int = 0
    answers: list[str] = field(default_factory=list)  # to the next recipients; then 250
    refusal: str = ""  # to every sender
    user: str | None = None
    messages: list[EmailMessage] = field(default_factory=list)
    logins: list[tuple[bytes, bytes]] = field(default_factory=list)
    connections: int = 0

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.connections += 1
        return responses

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.refusal:
            return self.refusal
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.answers:
            return self.answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        read = message_from_bytes(envelope.content or b"", policy=policy.default)  # type: ignore[arg-type]  # aiosmtpd says str or bytes; decode_data is off, so bytes
        assert isinstance(read, EmailMessage)
        self.messages.append(read)
        return "250 OK"


@contextmanager
def receiving(login: bool = False) -> Iterator[Postbox]:
    """A running server; with `login` it takes mail only from those who give a user name and the right password."""
    kept = Postbox()

    def authenticate(server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: object) -> AuthResult:
        if not isinstance(given, LoginPassword):
            return AuthResult(success=False, handled=False)
        kept.logins.append((given.login, given.password))
        return AuthResult(success=given.password == b"p:w/d", handled=False)

    more: dict[str, Any] = (
        {"authenticator": authenticate, "auth_required": True, "auth_require_tls": False} if login else {}
    )
    loop = asyncio.new_event_loop()
    serving = loop.create_server(lambda: SMTP(kept, hostname="127.0.0.1", loop=loop, **more), "127.0.0.1", 0)
    server = loop.run_until_complete(serving)
    kept.port = server.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield kept
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        server.close()
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()
