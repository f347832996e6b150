"""Writing a mail within an operation: it is sent exactly when the operation is committed."""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dapur.contract import DocumentFile, Refused, _
from dapur.files.store import store_file
from dapur.jobs.enqueue import later
from dapur.mail.addresses import is_address
from dapur.operations.work import Work

TASK = "core.task.send_mail"


@dataclass(frozen=True)
class Mail:
    """A mail of a department.

    plugin, about, address: which document it is about ("INV/2026/0001", "accounting/invoices/12"), for its log.
    files: what is attached. headers: further headers ("In-Reply-To"). A mail that no person wrote says so in
    "Auto-Submitted: auto-generated" (RFC 3834), so that robots do not answer each other.
    """

    recipients: Sequence[str]
    subject: str
    body: str
    plugin: str
    about: str = ""
    address: str = ""
    reply_to: str = ""
    files: Sequence[DocumentFile] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    message_id: str = ""


async def send_mail(work: Work, mail: Mail) -> int:
    """Keep the mail and have it sent after the commit; its number. Raises Refused (MAIL_ADDRESS) at the field "recipients"."""
    for place, address in enumerate(mail.recipients):
        if not is_address(address):
            text = _("{address} is no e-mail address. Write it as name@example.com.")
            raise Refused("MAIL_ADDRESS", text.fill(address=address), field=f"recipients.{place}")
    number: int = await work.value(
        "insert into core.mail (company_id, recipients, reply_to, subject, body, headers, message_id, plugin, about, address, made_by)"
        " values (%s, %s, %s, %s, %s, %s::jsonb, %s, %s, %s, %s, %s) returning id",
        work.scope.company,
        list(mail.recipients),
        mail.reply_to,
        " ".join(mail.subject.split()),
        mail.body,
        json.dumps(dict(mail.headers)),
        mail.message_id or f"<{secrets.token_hex(12)}@dapur>",
        mail.plugin,
        mail.about,
        mail.address,
        work.actor,
    )
    for file in mail.files:
        stored = await store_file(work, file.name, file.content)
        await work.run(
            "insert into core.mail_file (company_id, mail_id, file_id) values (%s, %s, %s)", work.scope.company, number, stored.id
        )
    await later(work, TASK, {"mail": number})
    return number
