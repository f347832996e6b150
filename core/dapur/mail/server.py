"""The operator's mail server, from the environment: DAPUR_SMTP_URL and DAPUR_MAIL_FROM."""

import os
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

TIMEOUT_S = 30.0


@dataclass(frozen=True)
class MailServer:
    """smtp: starts TLS where the server offers it; smtps: TLS from the first byte. sender: the address in From."""

    host: str
    port: int
    tls: bool
    user: str
    password: str
    sender: str

    def send(self, message: EmailMessage) -> None:
        """Hand the message over. Raises OSError or smtplib.SMTPException. Blocks: call it in a thread."""
        with self._connected() as server:
            if not self.tls and server.has_extn("starttls"):
                server.starttls(context=ssl.create_default_context())
                server.ehlo()
            if self.user:
                server.login(self.user, self.password)
            server.send_message(message)

    def _connected(self) -> smtplib.SMTP:
        if self.tls:
            return smtplib.SMTP_SSL(self.host, self.port, timeout=TIMEOUT_S, context=ssl.create_default_context())
        server = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_S)
        server.ehlo()
        return server


def mail_server() -> MailServer | None:
    """The configured server, or None: then mails wait. Raises ValueError for an address that makes no sense."""
    url = os.environ.get("DAPUR_SMTP_URL", "")
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ValueError("DAPUR_SMTP_URL must look like smtp://user:password@host:587 or smtps://host:465.")
    is_tls = parts.scheme == "smtps"
    sender = os.environ.get("DAPUR_MAIL_FROM", "")
    if not sender:
        raise ValueError("Set DAPUR_MAIL_FROM to the address that mails come from.")
    return MailServer(
        parts.hostname,
        parts.port or (465 if is_tls else 25),
        is_tls,
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        sender,
    )
