"""The job that hands a mail to the operator's server.

At least once: after a crash between handing over and noting it, the same message is handed over again under the same Message-ID.
"""

import asyncio
import smtplib
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from typing import Any

from psycopg.rows import dict_row

from dapur.jobs.running import RunningJob
from dapur.jobs.worker import MOST_TRIES
from dapur.mail.server import MailServer, mail_server

NOT_SET_UP = "Mail is not set up on this server."


async def deliver(job: RunningJob) -> None:
    """Send the mail of the job. A server that does not answer is tried again; what it refuses for good is kept as failed."""
    found = await _mail(job)
    if found is None or found["state"] == "sent":
        return
    server = mail_server()
    if server is None:
        await _note(job, "failed", NOT_SET_UP)
        return
    files = await _files(job)
    try:
        await asyncio.to_thread(server.send, message_of(found, files, server))
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError) as refused:
        await _note(job, "failed", str(refused))
        return
    except (OSError, smtplib.SMTPException) as error:
        if job.tries >= MOST_TRIES:
            await _note(job, "failed", str(error))
        raise
    await _note(job, "sent", "")


def message_of(mail: dict[str, Any], files: list[tuple[str, str, bytes]], server: MailServer) -> EmailMessage:
    """The message as it goes out."""
    message = EmailMessage()
    message["From"] = formataddr((mail["company"], server.sender))
    message["To"] = ", ".join(mail["recipients"])
    message["Subject"] = mail["subject"]
    message["Date"] = format_datetime(mail["made_at"])
    message["Message-ID"] = mail["message_id"]
    if mail["reply_to"]:
        message["Reply-To"] = mail["reply_to"]
    for name, value in mail["headers"].items():
        message[name] = value
    message.set_content(mail["body"])
    for name, media_type, content in files:
        kind, _slash, subtype = media_type.partition("/")
        message.add_attachment(content, maintype=kind, subtype=subtype.partition(";")[0] or "octet-stream", filename=name)
    return message


async def _mail(job: RunningJob) -> dict[str, Any] | None:
    async with job.house.pools.read() as connection, connection.transaction():
        await connection.execute(b"select core.begin_read(%s, null)", (job.company,))
        cursor = connection.cursor(row_factory=dict_row)
        await cursor.execute(
            b"select m.*, c.name as company from core.mail m join core.company c on c.id = m.company_id"
            b" where m.company_id = %s and m.id = %s",
            (job.company, job.input["mail"]),
        )
        return await cursor.fetchone()


async def _files(job: RunningJob) -> list[tuple[str, str, bytes]]:
    async with job.house.pools.read() as connection, connection.transaction():
        await connection.execute(b"select core.begin_read(%s, null)", (job.company,))
        cursor = await connection.execute(
            b"select f.name, f.media_type, c.content from core.mail_file m"
            b" join core.file f on f.company_id = m.company_id and f.id = m.file_id"
            b" join core.file_content c on c.company_id = f.company_id and c.sha256 = f.sha256"
            b" where m.company_id = %s and m.mail_id = %s order by f.id",
            (job.company, job.input["mail"]),
        )
        return await cursor.fetchall()


async def _note(job: RunningJob, state: str, failure: str) -> None:
    async with job.house.pools.write() as connection, connection.transaction():
        await connection.execute(b"select core.begin_read(%s, null)", (job.company,))
        await connection.execute(
            b"update core.mail set state = %s, failure = %s, sent_at = case when %s = 'sent' then core.now() end"
            b" where company_id = %s and id = %s",
            (state, failure[:2000], state, job.company, job.input["mail"]),
        )
