"""Mails against a real SMTP server."""

from collections.abc import Iterator
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message

from dapur.contract import DocumentFile, Form, Refused, Result, _, operation
from dapur.jobs.worker import Worker
from dapur.mail.addresses import is_address
from dapur.mail.outgoing import Mail, send_mail
from dapur.operations.perform import perform
from dapur.operations.work import Work
from dapur.testing.companies import Actor
from tests.serving import free_port


class Letter(Form):
    to: str
    fail: bool = False


class Written(Result):
    id: int


@operation("core.write_for_a_test", title=_("Save"), permission="public")
async def write(work: Work, form: Letter) -> Written:
    """Send a mail with a file, and perhaps fail afterwards."""
    paper = DocumentFile("faktur.pdf", "application/pdf", b"%PDF-1.7 uji")
    mail = Mail([form.to], "Faktur\r\nBcc: x@y.id", "Terlampir.", "core", about="INV/1", address="core/x/1", files=(paper,))
    number = await send_mail(work, mail)
    if form.fail:
        raise Refused("TEST", _("No."))
    return Written(id=number)


class Inbox(Message):
    """Keeps what came; refuses whoever is called `penuh`."""

    def __init__(self) -> None:
        super().__init__()
        self.came: list[Any] = []

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address.startswith("penuh"):
            return "552 mailbox full"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    def handle_message(self, message: Any) -> None:
        self.came.append(message)


@pytest.fixture
def inbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Inbox]:
    kept = Inbox()
    port = free_port()
    server = Controller(kept, hostname="127.0.0.1", port=port)
    server.start()
    monkeypatch.setenv("DAPUR_SMTP_URL", f"smtp://127.0.0.1:{port}")
    monkeypatch.setenv("DAPUR_MAIL_FROM", "dapur@example.id")
    yield kept
    server.stop()


async def _write(actor: Actor, to: str = "budi@example.id", **more: Any) -> int:
    return int((await perform(actor.house, actor.scope, write, {"to": to, **more})).result.model_dump()["id"])


async def _work_off(actor: Actor) -> None:
    worker = Worker(actor.house)
    while await worker.run_one():
        pass


async def _state(actor: Actor, number: int) -> dict[str, Any]:
    return await (await actor.reader()).one(actor.house.registry.queries["core.mails"], number)


async def test_a_mail_goes_out_with_its_file_once_the_operation_is_committed(actor: Actor, inbox: Inbox) -> None:
    number = await _write(actor)
    with pytest.raises(Refused):
        await _write(actor, fail=True)
    await _work_off(actor)

    (message,) = inbox.came
    assert message["To"] == "budi@example.id"
    assert message["Subject"] == "Faktur Bcc: x@y.id"
    assert [part.get_filename() for part in message.walk() if part.get_filename()] == ["faktur.pdf"]
    assert (await _state(actor, number))["status"] == "sent"


async def test_what_the_server_refuses_is_kept_and_can_be_sent_again(actor: Actor, inbox: Inbox) -> None:
    number = await _write(actor, "penuh@example.id")
    await _work_off(actor)
    failed = await _state(actor, number)

    again = await actor.perform("core.send_mail_again", id=number)

    assert (failed["status"], "mailbox full" in failed["failure"]) == ("failed", True)
    assert again.state == "waiting"


async def test_without_a_mail_server_the_log_says_so(actor: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DAPUR_SMTP_URL", raising=False)
    number = await _write(actor)
    await _work_off(actor)

    assert (await _state(actor, number))["failure"] == "Mail is not set up on this server."


async def test_a_recipient_that_is_no_address_is_refused_at_its_place(actor: Actor) -> None:
    with pytest.raises(Refused) as caught:
        await _write(actor, "budi")

    assert (caught.value.code, caught.value.problems[0].field) == ("MAIL_ADDRESS", "recipients.0")


@pytest.mark.parametrize("text", ["a@b", "a b@c.id", "<a@b.id>", "a@b.id,c@d.id", ""])
def test_a_list_or_a_name_is_no_address(text: str) -> None:
    assert not is_address(text)
