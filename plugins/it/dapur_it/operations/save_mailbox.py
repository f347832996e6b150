"""A mailbox whose mail becomes tickets."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from dapur.contract import Choice, Form, Refused, Result, Shown, _, operation
from dapur.mail.addresses import is_address
from dapur.operations.work import Work
from dapur_base.operations.versions import untouched
from dapur_it.operations.save_queue import VERSION
from dapur_it.operations.save_request_type import QUEUE, need_queue

ENCRYPTION = (
    Choice("tls", _("TLS from the first byte (993)")),
    Choice("starttls", _("STARTTLS (143)")),
    Choice("none", _("None, only on this machine")),
)
HERE = ("localhost", "127.0.0.1", "::1")


def _address(text: str) -> str:
    if not is_address(text):
        raise ValueError(_("This is no e-mail address. Write it as name@example.com."))
    return text.lower()


class SaveMailbox(Form):
    """An account on an IMAP server. Without id a new one; without password the old one stays, and nobody ever sees it."""

    id: Annotated[int | None, Shown(_("Mailbox"), kind="hidden")] = None
    version: VERSION = 0
    address: Annotated[str, StringConstraints(max_length=254), AfterValidator(_address), Shown(_("Address"), kind="email")]
    host: Annotated[str, StringConstraints(min_length=1, max_length=253, pattern=r"^[A-Za-z0-9.:-]+$"), Shown(_("IMAP server"))]
    port: Annotated[int, Field(ge=1, le=65535), Shown(_("Port"))] = 993
    encryption: Annotated[Literal["tls", "starttls", "none"], Shown(_("Encryption"), choices=ENCRYPTION)] = "tls"
    user_name: Annotated[str, StringConstraints(min_length=1, max_length=254), Shown(_("User name"))]
    password: Annotated[
        str,
        StringConstraints(max_length=500),
        Shown(_("Password"), kind="password", hint=_("Stays as it is when left empty"), sensitive=True),
    ] = ""
    queue_id: QUEUE
    answers_at_once: Annotated[bool, Shown(_("Tell the sender at once that it has come"))] = True
    most_per_hour: Annotated[
        int, Field(ge=1, le=1000), Shown(_("At most so many an hour from one sender"), hint=_("What is more is parked"))
    ] = 10
    is_on: Annotated[bool, Shown(_("Fetch mail"))] = True


class MailboxSaved(Result):
    """The mailbox."""

    id: int
    version: int


INSERT = """
    insert into it.mailbox (company_id, address, host, port, encryption, user_name, queue_id, answers_at_once, most_per_hour,
        is_on, password) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) returning id, version
"""
UPDATE = """
    update it.mailbox set address = %s, host = %s, port = %s, encryption = %s, user_name = %s, queue_id = %s, answers_at_once = %s,
        most_per_hour = %s, is_on = %s, password = coalesce(nullif(%s, ''), password), version = version + 1,
        last_uid = case when (host, user_name) = (%s, %s) then last_uid end, failure = ''
    where company_id = %s and id = %s and version = %s returning id, version
"""


@operation(
    "it.save_mailbox",
    title=_("Save mailbox"),
    permission="it.setup",
    audit_verb=_("saved the mailbox"),
    sensitive=True,
    conflicts={"mailbox_address_key": ("address", "IT_MAILBOX_EXISTS", _("This address is a mailbox already."))},
)
async def save_mailbox(work: Work, form: SaveMailbox) -> MailboxSaved:
    """Make tickets of the mail of an account, from now on: what lies there already stays mail."""
    await need_queue(work, form.queue_id)
    _need_safe(form)
    facts = (form.address, form.host, form.port, form.encryption, form.user_name, form.queue_id)
    rest = (form.answers_at_once, form.most_per_hour, form.is_on, form.password)
    if form.id is None:
        row = await work.row(INSERT, work.scope.company, *facts, *rest)
    else:
        same = (form.host, form.user_name)
        row = await work.row(UPDATE, *facts, *rest, *same, work.scope.company, form.id, form.version)
    if row is None:
        raise await untouched(work, "it.mailbox", form.id or 0)
    return MailboxSaved(**row)


def _need_safe(form: SaveMailbox) -> None:
    """Raises Refused (IT_MAIL_OPEN, IT_NO_PASSWORD): no password goes over a wire that others read."""
    if form.encryption == "none" and form.host not in HERE:
        sentence = _("Without encryption anybody on the way reads the password. Choose TLS or STARTTLS.")
        raise Refused("IT_MAIL_OPEN", sentence, field="encryption")
    if form.id is None and not form.password:
        raise Refused("IT_NO_PASSWORD", _("Enter the password of the account."), field="password")
