"""Fetching over IMAP (RFC 9051 and before), in a thread: what came since the last fetch, nothing is marked or deleted."""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

TIMEOUT_S = 20.0
MOST = 50
BIGGEST = 25_000_000


@dataclass(frozen=True)
class Account:
    """How to get in. encryption: "tls" from the first byte, "starttls", or "none"."""

    host: str
    port: int
    encryption: str
    user: str
    password: str = field(repr=False)


@dataclass(frozen=True)
class Fetched:
    """What is new; validity and last: where the next fetch goes on."""

    validity: int
    last: int
    messages: tuple[bytes, ...]


def fetch(account: Account, validity: int | None, last: int | None) -> Fetched:
    """Messages after `last`. The first time (None): nothing, only where the box stands, so that old mail stays mail.

    A box that numbers its messages anew (another validity) is read from its beginning. Raises OSError, imaplib.IMAP4.error.
    """
    with _signed_in(account) as box:
        status, answer = box.select("INBOX", readonly=True)
        if status != "OK":
            raise imaplib.IMAP4.error(f"no INBOX: {answer!r}")
        now = _number(box, "UIDVALIDITY")
        if last is None:
            return Fetched(now, max(0, _number(box, "UIDNEXT") - 1), ())
        return _after(box, now, last if now == validity else 0)


def _after(box: imaplib.IMAP4, validity: int, last: int) -> Fetched:
    _status, found = box.uid("SEARCH", f"UID {last + 1}:*")
    # "n:*" always names the last message, also when it lies before n.
    numbers = sorted(uid for uid in map(int, (found[0] or b"").split()) if uid > last)[:MOST]
    messages = tuple(raw for uid in numbers if (raw := _message(box, uid)))
    return Fetched(validity, numbers[-1] if numbers else last, messages)


def _message(box: imaplib.IMAP4, uid: int) -> bytes:
    _status, parts = box.uid("FETCH", str(uid), f"(BODY.PEEK[]<0.{BIGGEST}>)")
    return next((bytes(part[1]) for part in parts if isinstance(part, tuple)), b"")


def _number(box: imaplib.IMAP4, name: str) -> int:
    _status, answer = box.response(name)
    found = answer[0] if answer else None
    if found:
        return int(found)
    _status, told = box.status("INBOX", f"({name})")
    match = re.search(rb"(\d+)\)", told[0] or b"")
    return int(match[1]) if match else 0


@contextmanager
def _signed_in(account: Account) -> Iterator[imaplib.IMAP4]:
    context = ssl.create_default_context()
    if account.encryption == "tls":
        box: imaplib.IMAP4 = imaplib.IMAP4_SSL(account.host, account.port, ssl_context=context, timeout=TIMEOUT_S)
    else:
        box = imaplib.IMAP4(account.host, account.port, timeout=TIMEOUT_S)
    try:
        if account.encryption == "starttls":
            box.starttls(context)
        box.login(account.user, account.password)
        yield box
    finally:
        _leave(box)


def _leave(box: imaplib.IMAP4) -> None:
    try:
        box.logout()
    except (OSError, imaplib.IMAP4.error):
        box.shutdown()
