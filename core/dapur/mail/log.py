"""The log of mails: what was sent to whom about what, and what failed."""

from typing import Annotated

from sqlalchemy import func, select

from dapur.contract import Choice, Column, Filter, Form, NotFound, Query, Result, Shown, _, operation
from dapur.jobs.enqueue import later
from dapur.mail.outgoing import TASK
from dapur.operations.work import Work
from dapur.tables import app_user, mail

STATES = (Choice("waiting", _("Waiting")), Choice("sent", _("Sent")), Choice("failed", _("Failed")))

MAILS = Query(
    "core.mails",
    _("Mails"),
    "core.mail.read",
    statement=lambda: select(mail.c.id).select_from(mail.outerjoin(app_user, app_user.c.id == mail.c.made_by)),
    company=mail.c.company_id,
    description="Mails that departments sent: to whom, about what, and what became of them.",
    columns=(
        Column("id", _("Number"), "id", mail.c.id, hidden=True),
        Column("made_at", _("Time"), "time", mail.c.made_at, phone=2),
        Column("recipients", _("Recipients"), "text", func.array_to_string(mail.c.recipients, ", "), phone=1),
        Column("subject", _("Subject"), "text", mail.c.subject, phone=1, link="core/mails/{id}"),
        Column("about", _("About"), "code", mail.c.about),
        Column("person", _("Person"), "text", func.coalesce(app_user.c.name, "")),
        Column(
            "status",
            _("Status"),
            "status",
            mail.c.state,
            choices=STATES,
            tones={"waiting": "azure", "sent": "green", "failed": "red"},
            phone=2,
        ),
        Column("failure", _("What failed"), "text", mail.c.failure),
        Column("body", _("Text"), "text", mail.c.body, hidden=True),
        Column("sent_at", _("Sent at"), "time", mail.c.sent_at, hidden=True),
        Column("address", _("Address"), "text", mail.c.address, hidden=True),
    ),
    key=("id",),
    default_sort=("-id",),
    filters=(
        Filter("status", _("Status"), "choice", lambda v: mail.c.state == func.any(v), choices=STATES),
        Filter("address", _("About"), "text", lambda v: mail.c.address == v),
    ),
    search=(mail.c.subject, mail.c.about),
)


class OneMail(Form):
    """Which mail."""

    id: Annotated[int, Shown(_("Mail"), reference="core.mails")]


class MailState(Result):
    """How it stands now."""

    id: int
    state: str


@operation("core.send_mail_again", title=_("Send again"), permission="core.mail.send", audit_verb=_("sent a mail again"))
async def send_mail_again(work: Work, form: OneMail) -> MailState:
    """Send a mail again that failed: the same words, the same message."""
    row = await work.row(
        "update core.mail set state = 'waiting', failure = '' where company_id = %s and id = %s and state = 'failed' returning id",
        work.scope.company,
        form.id,
    )
    if row is None:
        raise NotFound(_("No failed mail has this number."), field="id")
    await later(work, TASK, {"mail": form.id})
    return MailState(id=form.id, state="waiting")
