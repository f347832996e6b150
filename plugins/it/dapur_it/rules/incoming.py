"""A mail that came: what it says, who sent it, and whether a machine wrote it. Pure: bytes in, plain data out.

Machines are told by RFC 3834 (Auto-Submitted), RFC 3464 (reports), RFC 2919 (List-Id) and what senders use besides.
"""

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from email import message_from_bytes, message_from_string
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.policy import compat32, default
from email.utils import parseaddr
from html.parser import HTMLParser
from typing import Literal

from dapur.mail.addresses import is_address

Reason = Literal["", "automatic", "report", "own", "list", "too_many", "no_sender", "no_text"]
OWN_MARK = "x-dapur-ticket"
LONGEST = 10_000
_ID = re.compile(r"<[^<>\s]+>")
_QUOTE_HEAD = re.compile(r"^(-{2,}\s*(Original Message|Pesan Asli)\s*-{2,}|(On|Pada)\b.*(wrote|menulis):)\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Attached:
    """A file of a mail."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Incoming:
    """A mail. thread: ids of the messages that it answers or reports on, the nearest first.

    machine: why a machine wrote it, or "".
    """

    message_id: str
    sender: str
    sender_name: str
    subject: str
    text: str
    thread: tuple[str, ...]
    machine: Reason
    files: tuple[Attached, ...] = field(default=(), repr=False)


def read_mail(raw: bytes, own_addresses: Collection[str] = ()) -> Incoming:
    """Read a message as it came over the wire. One without a Message-ID gets one of its content, so that it counts once."""
    try:
        return _incoming(message_from_bytes(raw, policy=default), raw, own_addresses)
    except RecursionError:
        return _incoming(_bare(raw), raw, own_addresses)


def _bare(raw: bytes) -> EmailMessage:
    """A message that is nested deeper than Python reads: what stands below its head is its text, as it came."""
    found, message = BytesParser(policy=compat32).parsebytes(raw, headersonly=True), EmailMessage(policy=default)
    for name, value in found.raw_items():
        if not name.lower().startswith("content-"):
            message.set_raw(name, value)
    message.set_payload(found.get_payload())
    return message


def _incoming(message: Message, raw: bytes, own_addresses: Collection[str]) -> Incoming:
    assert isinstance(message, EmailMessage)
    name, address = parseaddr(_header(message, "From"))
    sender = address.lower()
    machine = machine_of(message, sender, own_addresses)
    return Incoming(
        _first_id(_header(message, "Message-ID")) or f"<{hashlib.sha256(raw).hexdigest()}@content>",
        sender,
        name or sender,
        " ".join(_header(message, "Subject").split())[:200],
        _unquoted(_text(message))[:LONGEST],
        tuple(dict.fromkeys([*_answered(message), *(_returned(message) if machine == "report" else ())])),
        machine,
        tuple(_files(message)),
    )


def machine_of(message: EmailMessage, sender: str, own_addresses: Collection[str] = ()) -> Reason:
    """Why nobody is to answer this mail; "" when a person wrote it."""
    if OWN_MARK in message or sender in {address.lower() for address in own_addresses}:
        return "own"
    if message.get_content_type() == "multipart/report" or _header(message, "Return-Path").strip() == "<>":
        return "report"
    if sender.partition("@")[0] in ("mailer-daemon", "postmaster"):
        return "report"
    if not is_address(sender):
        return "no_sender"
    submitted = _header(message, "Auto-Submitted").partition(";")[0].strip().lower()
    if submitted not in ("", "no") or "X-Autoreply" in message or "X-Autorespond" in message:
        return "automatic"
    if _header(message, "Precedence").strip().lower() == "auto_reply":
        return "automatic"
    is_list = "List-Id" in message or _header(message, "Precedence").strip().lower() in ("bulk", "list", "junk")
    return "list" if is_list else ""


def readable(text: str) -> str:
    """Without what is no text: bytes that no charset explains, and NUL, which PostgreSQL keeps nowhere."""
    return text.encode("utf-8", "replace").decode().replace("\x00", "")


def _header(message: Message, name: str) -> str:
    try:
        return readable(str(message.get(name, "")))
    except (ValueError, LookupError, AttributeError, NameError, TypeError, RecursionError):  # all that Python's parser falls over
        return ""  # a header that nobody can read says nothing


def _answered(message: EmailMessage) -> list[str]:
    return [*_ID.findall(_header(message, "In-Reply-To")), *_ID.findall(_header(message, "References"))[::-1]]


def _returned(message: EmailMessage) -> list[str]:
    """What a report gives back of the mail that it is about: all of it, or its headers (RFC 3462)."""
    found = []
    for part in message.walk():
        if part.get_content_type() == "message/rfc822":
            found += [_first_id(_header(inner, "Message-ID")) for inner in part.get_payload() if isinstance(inner, Message)]
        elif part.get_content_type() == "text/rfc822-headers":
            found.append(_first_id(_header(message_from_string(str(part.get_payload())), "Message-ID")))
    return [one for one in found if one]


def _first_id(text: str) -> str:
    found = _ID.search(readable(text))
    return found[0] if found else ""


def _text(message: EmailMessage) -> str:
    part = message.get_body(("plain", "html"))
    if part is None:
        return ""
    try:
        content = str(part.get_content())
    except (LookupError, ValueError):
        content = (part.get_payload(decode=True) or b"").decode("latin-1")  # type: ignore[union-attr]
    content = readable(content)
    return without_tags(content) if part.get_content_type() == "text/html" else content


class _Words(HTMLParser):
    BREAKS = frozenset(("p", "br", "div", "tr", "li", "h1", "h2", "h3", "blockquote"))
    SILENT = frozenset(("script", "style", "head", "title"))

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A new line where the page would show one."""
        self.silent += tag in self.SILENT
        if tag in self.BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Words count again."""
        self.silent = max(0, self.silent - (tag in self.SILENT))

    def handle_data(self, data: str) -> None:
        """Words that people see."""
        if not self.silent:
            self.parts.append(" ".join(data.split()))


def without_tags(html: str) -> str:
    """The words of a page."""
    words = _Words()
    words.feed(html)
    return re.sub(r"\n{3,}", "\n\n", "".join(words.parts))


def _unquoted(text: str) -> str:
    """Without the quotation at the end: the ticket has what was said before."""
    lines = text.replace("\r\n", "\n").rstrip().split("\n")
    head = next((n for n, line in enumerate(lines) if _QUOTE_HEAD.match(line.strip())), len(lines))
    kept = lines[:head] if any(line.strip() for line in lines[:head]) else lines
    while kept and (kept[-1].lstrip().startswith(">") or not kept[-1].strip()):
        kept.pop()
    return "\n".join(kept).strip() or text.strip()


def _files(message: EmailMessage) -> list[Attached]:
    found = []
    for part in message.iter_attachments():
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and content:
            found.append(Attached(readable(part.get_filename() or "lampiran"), content))
    return found
