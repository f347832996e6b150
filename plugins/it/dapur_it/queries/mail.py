"""Mailboxes and what came, read. No query reads a password."""

from sqlalchemy import and_, case, func, select

from dapur.contract import Choice, Column, Filter, Query, _
from dapur_it.tables import incoming_mail, mailbox, queue, ticket

b, i = mailbox.c, incoming_mail.c
BOX_STATES = (Choice("on", _("Fetched")), Choice("failed", _("Cannot be fetched")), Choice("off", _("Switched off")))
_state = case((b.is_on.is_(False), "off"), (b.failure != "", "failed"), else_="on")

MAILBOXES = Query(
    "it.mailboxes",
    _("Mailboxes"),
    "it.setup",
    statement=lambda: select(b.id).select_from(
        mailbox.join(queue, and_(queue.c.company_id == b.company_id, queue.c.id == b.queue_id))
    ),
    company=b.company_id,
    description="Accounts whose mail becomes tickets. Passwords are never shown.",
    columns=(
        Column("id", _("Number"), "id", b.id, hidden=True),
        Column("address", _("Address"), "text", b.address, sort=True, phone=1, link="it/mailboxes/{id}"),
        Column("queue", _("Queue"), "text", queue.c.name, phone=2),
        Column("host", _("IMAP server"), "text", b.host),
        Column("fetched_at", _("Last fetched"), "time", b.fetched_at, phone=2),
        Column("status", _("Status"), "status", _state, choices=BOX_STATES, tones={"on": "green", "failed": "red"}, phone=1),
        Column("failure", _("What failed"), "text", b.failure),
        Column("port", _("Port"), "integer", b.port, hidden=True),
        Column("encryption", _("Encryption"), "text", b.encryption, hidden=True),
        Column("user_name", _("User name"), "text", b.user_name, hidden=True),
        Column("queue_id", _("Queue"), "id", b.queue_id, hidden=True),
        Column("answers_at_once", _("Tell the sender at once that it has come"), "flag", b.answers_at_once, hidden=True),
        Column("most_per_hour", _("At most so many an hour from one sender"), "integer", b.most_per_hour, hidden=True),
        Column("is_on", _("Fetch mail"), "flag", b.is_on, hidden=True),
        Column("version", _("Version"), "integer", b.version, hidden=True),
    ),
    key=("id",),
    default_sort=("address",),
)

OUTCOMES = (
    Choice("ticket", _("New ticket")),
    Choice("comment", _("Added to a ticket")),
    Choice("parked", _("Parked")),
    Choice("taken", _("Being read")),
)
REASONS = (
    Choice("automatic", _("Automatic answer")),
    Choice("report", _("Delivery report")),
    Choice("own", _("Our own mail")),
    Choice("list", _("Mailing list")),
    Choice("too_many", _("Too many from one sender")),
    Choice("no_sender", _("No sender")),
    Choice("no_text", _("No text")),
)

INCOMING = Query(
    "it.incoming_mails",
    _("Mail that came"),
    "it.ticket.read",
    statement=lambda: select(i.id).select_from(
        incoming_mail.outerjoin(ticket, and_(ticket.c.company_id == i.company_id, ticket.c.id == i.ticket_id))
    ),
    company=i.company_id,
    description="Every message once, and what became of it.",
    columns=(
        Column("id", _("Number"), "id", i.id, hidden=True),
        Column("came_at", _("Came at"), "time", i.came_at, sort=True, phone=2, link="it/mail/{id}"),
        Column("subject", _("Subject"), "text", i.subject, phone=1, link="it/mail/{id}"),
        Column("sender", _("Sender"), "text", i.sender, sort=True, phone=2),
        Column(
            "status",
            _("What became of it"),
            "status",
            i.outcome,
            choices=OUTCOMES,
            tones={"ticket": "green", "comment": "azure", "parked": "secondary"},
            phone=1,
        ),
        Column("reason", _("Why it is parked"), "status", func.nullif(i.reason, ""), choices=REASONS, phone=2),
        Column("ticket", _("Ticket"), "code", ticket.c.number, link="it/tickets/{ticket_id}"),
        Column("sender_name", _("Name"), "text", i.sender_name, hidden=True),
        Column("body", _("Text"), "text", i.body, hidden=True),
        Column("message_id", _("Message-ID"), "code", i.message_id, hidden=True),
        Column("ticket_id", _("Ticket"), "id", i.ticket_id, hidden=True),
    ),
    key=("id",),
    default_sort=("-came_at", "-id"),
    filters=(
        Filter("status", _("What became of it"), "choice", lambda v: i.outcome == func.any(v), choices=OUTCOMES),
        Filter("reason", _("Why it is parked"), "choice", lambda v: i.reason == func.any(v), choices=REASONS),
    ),
    search=(i.subject, i.sender),
)
MAIL_QUERIES = (MAILBOXES, INCOMING)
