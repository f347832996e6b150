"""Mail against real servers: IMAP in, SMTP out, threads, and machines that write to machines."""

import imaplib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from email.message import EmailMessage, Message
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from typing import Any

import psycopg
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Handler
from hypothesis import given, settings
from hypothesis import strategies as st

from dapur.contract import Refused
from dapur.jobs.worker import Worker
from dapur.mail.addresses import is_address
from dapur.queries.plan import Wish
from dapur.testing.companies import Actor
from dapur_it.pages.beside_ticket import beside_ticket
from dapur_it.rules.incoming import read_mail
from tests.plugins.it.tickets import letter, mailbox, row_of
from tests.serving import free_port

USER, PASSWORD = "bantuan", "kata sandi kotak surat"
STARTS_WITHIN_S = 20.0


@pytest.fixture(scope="module")
def imap_port() -> Iterator[int]:
    """A real IMAP server with one account."""
    port = free_port()
    program = [
        sys.executable,
        "-c",
        "from pymap.main import main; main()",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--no-tls",
    ]
    box = [*program, "dict", "--demo-data", "--demo-user", USER, "--demo-password", PASSWORD]
    process = subprocess.Popen(box, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _wait_for(port)
    yield port
    process.terminate()
    process.wait(10)


def _wait_for(port: int) -> None:
    until = time.monotonic() + STARTS_WITHIN_S
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if time.monotonic() > until:
                raise


class Outbox(Handler):
    """Keeps what was sent."""

    def __init__(self) -> None:
        super().__init__()
        self.came: list[Any] = []

    def handle_message(self, message: Any) -> None:
        self.came.append(message)


@pytest.fixture
def outbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Outbox]:
    """A real SMTP server that Dapur sends through."""
    kept, port = Outbox(), free_port()
    server = Controller(kept, hostname="127.0.0.1", port=port)
    server.start()
    monkeypatch.setenv("DAPUR_SMTP_URL", f"smtp://127.0.0.1:{port}")
    monkeypatch.setenv("DAPUR_MAIL_FROM", "dapur@example.id")
    yield kept
    server.stop()


def _deliver(port: int, message: Message) -> None:
    with imaplib.IMAP4("127.0.0.1", port) as box:
        box.login(USER, PASSWORD)
        status, answer = box.append("INBOX", "", imaplib.Time2Internaldate(time.time()), message.as_bytes())
        assert status == "OK", answer


def _to(outbox: Outbox, address: str) -> list[Any]:
    """What went to somebody: the worker sends what other tests left as well."""
    return [message for message in outbox.came if message["To"] == address]


async def _fetch(actor: Actor) -> Any:
    return await actor.through("job").perform("it.fetch_mail")


async def _send(actor: Actor) -> None:
    worker = Worker(actor.house)
    while await worker.run_one():
        pass


async def test_a_mail_becomes_a_ticket_and_its_answers_one_thread(actor: Actor, imap_port: int, outbox: Outbox) -> None:
    await mailbox(actor, imap_port)
    assert (await _fetch(actor)).messages == 0, "what lay there before stays mail"

    first = letter("Ani <ani@luar.id>", "Tidak bisa cetak", "Lampu merah berkedip.")
    first.add_attachment(b"%PDF-1.7 foto", maintype="application", subtype="pdf", filename="foto.pdf")
    _deliver(imap_port, first)
    assert (await _fetch(actor)).messages == 1
    assert (await _fetch(actor)).messages == 0, "fetched once"
    await _send(actor)
    (told,) = _to(outbox, "ani@luar.id")
    (ticket,) = (await actor.page("it.tickets", Wish(columns=("id", "number", "title", "requester", "source")))).dicts()
    assert (ticket["requester"], ticket["title"], ticket["source"]) == ("Ani", "Tidak bisa cetak", "mail")
    assert ticket["number"] in told["Subject"]
    assert (told["Auto-Submitted"], told["In-Reply-To"], told["Reply-To"]) == (
        "auto-generated",
        first["Message-ID"],
        "bantuan@example.id",
    )
    files = await (await actor.reader()).value("select count(*) from it.ticket_file where company_id = %s", actor.scope.company)
    assert files == 1
    beside = await beside_ticket(await actor.reader(), await row_of(actor, ticket["id"]), {})
    assert [(file.text, file.detail) for file in beside.files] == [("foto.pdf", "1 KB")], "beside the ticket"

    await actor.perform("it.write_to_ticket", id=ticket["id"], body="Sudah dinyalakan ulang?", then="waiting_customer")
    await _send(actor)
    asked = _to(outbox, "ani@luar.id")[-1]
    assert asked["Auto-Submitted"] is None, "a person wrote it"
    answer = letter("ani@luar.id", "Re: terserah", "Sudah, masih merah.\n\nPada 3 Maret IT menulis:\n> Sudah dinyalakan ulang?")
    answer["In-Reply-To"] = asked["Message-ID"]
    _deliver(imap_port, answer)
    await _fetch(actor)
    (after,) = (await actor.page("it.tickets")).dicts()
    said = [(row["body"], row["is_internal"]) for row in (await actor.page("it.messages")).dicts()]
    assert after["status"] == "open"
    assert said[-1] == ("Sudah, masih merah.", False)


async def test_two_helpers_that_answer_each_other_stop_at_once(actor: Actor, imap_port: int, outbox: Outbox) -> None:
    """What we sent comes back in three ways: as it is, from a robot, and as a report."""
    await mailbox(actor, imap_port)
    await _fetch(actor)
    _deliver(imap_port, letter("robot@luar.id", "Halo", "Halo."))
    await _fetch(actor)
    await _send(actor)
    (told,) = _to(outbox, "robot@luar.id")

    echo = EmailMessage()
    for name in ("From", "To", "Subject", "X-Dapur-Ticket"):
        echo[name] = told[name]
    echo["Message-ID"] = "<gema@luar>"
    echo.set_content("gema")
    _deliver(imap_port, echo)
    _deliver(imap_port, letter("robot@luar.id", f"Re: {told['Subject']}", "Saya cuti.", Auto_Submitted="auto-replied"))
    _deliver(imap_port, letter("MAILER-DAEMON@luar.id", "Undelivered", "Tidak sampai."))
    await _fetch(actor)
    await _send(actor)

    parked = [row["reason"] for row in (await actor.page("it.incoming_mails")).dicts() if row["status"] == "parked"]
    assert sorted(parked) == ["automatic", "own", "report"]
    assert len((await actor.page("it.tickets")).rows) == len(_to(outbox, "robot@luar.id")) == 1


def bounce_of(told: Any) -> Message:
    """What a server says that could not deliver a mail (RFC 3464)."""
    report = MIMEMultipart("report", report_type="delivery-status")
    report["From"], report["Subject"] = "MAILER-DAEMON@luar.id", "Undelivered Mail Returned to Sender"
    report["Message-ID"] = f"<{time.monotonic_ns()}@luar>"
    report.attach(MIMEText("550 tidak ada kotak surat"))
    report.attach(MIMEMessage(told))
    return report


async def test_a_mail_of_ours_that_comes_back_is_told_on_its_ticket_once(actor: Actor, imap_port: int, outbox: Outbox) -> None:
    await mailbox(actor, imap_port)
    await _fetch(actor)
    _deliver(imap_port, letter("salah@luar.id", "Layar", "Layar bergaris."))
    await _fetch(actor)
    (ticket,) = (await actor.page("it.tickets")).dicts()
    await actor.perform("it.write_to_ticket", id=ticket["id"], body="Sejak kapan?", then="stay")
    await _send(actor)
    told = _to(outbox, "salah@luar.id")[-1]

    _deliver(imap_port, bounce_of(told))
    _deliver(imap_port, bounce_of(told))
    await _fetch(actor)

    notes = [row for row in (await actor.page("it.messages")).dicts() if row["is_internal"] and "Undelivered" in row["body"]]
    assert len(notes) == 1
    came = [(row["status"], row["reason"], row["ticket"]) for row in (await actor.page("it.incoming_mails")).dicts()]
    assert came.count(("parked", "report", ticket["number"])) == 2


async def test_one_sender_cannot_fill_the_queue(actor: Actor, imap_port: int, outbox: Outbox) -> None:
    box = await mailbox(actor, imap_port, most_per_hour=3)

    found = [
        await actor.perform("it.receive_mail", id=box, source=str(letter("ani@luar.id", f"Nomor {n}", "Tolong.")))
        for n in range(5)
    ]

    assert [one.outcome for one in found] == ["ticket"] * 3 + ["parked"] * 2


async def test_a_number_in_the_subject_opens_no_ticket_of_others(actor: Actor, imap_port: int) -> None:
    box = await mailbox(actor, imap_port)
    await actor.perform("it.receive_mail", id=box, source=str(letter("ani@luar.id", "Rahasia", "Gaji saya salah.")))
    (ticket,) = (await actor.page("it.tickets")).dicts()
    subject = f"Re: [{ticket['number']}] Rahasia"

    found = [
        (await actor.perform("it.receive_mail", id=box, source=str(letter(who, subject, "Lagi.")))).outcome
        for who in ("lain@luar.id", "ani@luar.id")
    ]

    assert found == ["ticket", "comment"]


async def test_a_server_that_does_not_answer_is_told_and_stops_nothing(actor: Actor) -> None:
    await mailbox(actor, free_port())

    assert (await _fetch(actor)).failures == 1
    (box,) = (await actor.page("it.mailboxes")).dicts()
    assert (box["status"], "refused" in box["failure"]) == ("failed", True)


async def test_a_password_is_never_shown_nor_sent_in_the_open(actor: Actor, owner_url: str, imap_port: int) -> None:
    await mailbox(actor, imap_port)
    (box,) = (await actor.page("it.mailboxes")).dicts()
    with psycopg.connect(owner_url) as connection:
        found = connection.execute(
            "select count(*) from core.audit_log where company_id = %s and (before::text || after::text) like %s",
            (actor.scope.company, f"%{PASSWORD}%"),
        ).fetchone()

    assert "password" not in box
    assert found == (0,)
    with pytest.raises(Refused) as caught:
        await mailbox(actor, 143, address="lain@example.id", host="imap.example.id")
    assert caught.value.code == "IT_MAIL_OPEN"


def test_what_nobody_can_read_is_still_a_mail() -> None:
    raw = b"From: =?utf-8?q?A=C3=A9?= <A@B.id>\r\nContent-Type: text/html; charset=unheard-of\r\n\r\n<p>Halo</p><script>x()</script>"

    mail = read_mail(raw)

    assert (mail.sender, mail.sender_name, mail.text, mail.machine) == ("a@b.id", "Aé", "Halo", "")
    assert read_mail(raw).message_id == mail.message_id, "without an id its content is its id"


BOUNCE = (
    b"From: mailer-daemon@luar.id\r\nContent-Type: multipart/report; boundary=x\r\n\r\n"
    b"--x\r\nContent-Type: %s\r\n\r\nMessage-ID: %s\r\n\r\nHalo\r\n--x--\r\n"
)


@pytest.mark.parametrize("number", [b"<[", b"<a@["])
@pytest.mark.parametrize("given_back", [b"message/rfc822", b"text/rfc822-headers"])
def test_a_broken_id_of_a_mail_that_comes_back_stops_nothing(number: bytes, given_back: bytes) -> None:
    mail = read_mail(BOUNCE % (given_back, number))
    assert (mail.machine, mail.thread) == ("report", ())


@pytest.mark.parametrize("number", [b"<[", b"<a@["])
def test_a_mail_with_a_broken_id_counts_once_by_its_content(number: bytes) -> None:
    mail = read_mail(b"From: ani@luar.id\r\nMessage-ID: " + number + b"\r\n\r\nHalo")
    assert (mail.text, mail.message_id.endswith("@content>")) == ("Halo", True)


def test_a_mail_that_is_nested_without_end_is_read_as_it_came() -> None:
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(2000))
    for raw in (b"From: ani@luar.id\r\n" + nested, b"From: ani@luar.id\r\nContent-Type: " + b"(" * 5000 + b"\r\n\r\n--b0 Halo"):
        mail = read_mail(raw)
        assert (mail.sender, mail.text[:4], len(mail.text) <= 10_000) == ("ani@luar.id", "--b0", True)


HEADERS = st.sampled_from(
    [b"From", b"Subject", b"Message-ID", b"References", b"Content-Type", b"Content-Transfer-Encoding", b"Content-Disposition"]
)
PIECES = st.sampled_from(
    [
        b"ani@luar.id",
        b"\xff\xfe",
        b"\x00",
        b"=?utf-8?b?AAAA?=",
        b"<a\x00b@c>",
        b"multipart/mixed; boundary=x",
        b"text/html; charset=utf-7",
    ]
    + [
        b"base64",
        b'attachment; filename="a\x00.pdf"',
        b"multipart/report; boundary=x",
        b"message/rfc822",
        b"; ",
        b"=?x?q?=ff?=",
        b"<[",
        b"<a@[",
    ]
)
BODIES = st.lists(
    st.sampled_from(
        [b"--x\n", b"\n\n", b"--x--", b"+AAA-", b"\x00", b"<p>ya</p>", b"Message-ID: <\x00>\n", b"Message-ID: <[\n", b"\xff"]
    )
)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(HEADERS, st.lists(PIECES, max_size=3)), max_size=5), BODIES)
def test_no_mail_holds_the_others_up(headers: list[tuple[bytes, list[bytes]]], body: list[bytes]) -> None:
    """What cannot be kept, or a person who cannot be answered, would stop the mailbox for ever."""
    raw = b"".join(name + b": " + b"".join(pieces) + b"\r\n" for name, pieces in headers) + b"\r\n" + b"".join(body)

    mail = read_mail(raw)

    kept = (
        mail.message_id,
        mail.sender,
        mail.sender_name,
        mail.subject,
        mail.text,
        *mail.thread,
        *(file.name for file in mail.files),
    )
    assert not any("\x00" in text for text in kept)
    assert all(text.encode() is not None for text in kept)
    assert mail.machine or is_address(mail.sender)
