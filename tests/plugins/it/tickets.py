"""Tickets and letters that several tests of IT make."""

import time
from email.message import EmailMessage
from typing import Any

from dapur.testing.companies import Actor


async def queue_of(actor: Actor) -> int:
    """The queue that every company begins with."""
    return int((await actor.page("it.queues")).dicts()[0]["id"])


async def row_of(actor: Actor, ticket: int) -> dict[str, Any]:
    """A ticket as its list has it."""
    return await (await actor.reader()).one(actor.house.registry.queries["it.tickets"], ticket)


async def mailbox(actor: Actor, port: int = 143, **more: Any) -> int:
    """A mailbox of the help desk; the password is "kata sandi kotak surat"."""
    raw = {"address": "bantuan@example.id", "host": "127.0.0.1", "port": port, "encryption": "none", "user_name": "bantuan"}
    queue = await queue_of(actor)
    return int(
        (await actor.perform("it.save_mailbox", {**raw, "password": "kata sandi kotak surat", "queue_id": queue, **more})).id
    )


def letter(sender: str, subject: str, text: str, **headers: str) -> EmailMessage:
    """A mail as somebody outside writes it."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "bantuan@example.id", subject
    message["Message-ID"] = f"<{time.monotonic_ns()}@luar>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message
