"""One's own notices: read as a list, and marked as read."""

from typing import Annotated

from sqlalchemy import Text, case, cast, func, select

from dapur.contract import Choice, Column, Filter, Form, Query, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur.tables import notice

n = notice.c
STATES = (Choice("unread", _("Unread")), Choice("read", _("Read")))
_state = case((n.read_at.is_(None), "unread"), else_="read")

NOTICES = Query(
    "core.notices",
    _("Notices"),
    "core.notice.read",
    statement=lambda: select(n.id).where(n.user_id == func.core.current_actor()),
    company=n.company_id,
    description="What one was told: a sentence with {placeholders}, its values as JSON, and the page that it is about.",
    columns=(
        Column("id", _("Number"), "id", n.id, hidden=True),
        Column("created_at", _("Time"), "time", n.created_at, sort=True, phone=2),
        Column("message", _("Notice"), "text", n.message, phone=1),
        Column("values", _("Values"), "text", cast(n.data, Text)),
        Column("kind", _("Kind"), "code", n.kind),
        Column("address", _("Page"), "text", n.address),
        Column("status", _("Status"), "status", _state, choices=STATES, tones={"unread": "yellow"}, phone=1),
    ),
    key=("id",),
    default_sort=("-created_at", "-id"),
    filters=(Filter("status", _("Status"), "choice", lambda v: _state == func.any(v), choices=STATES),),
)


class ReadNotices(Form):
    """One notice, or all through a number (what came while the list was open stays new); without either all of one's own."""

    id: Annotated[int | None, Shown(_("Notice"), kind="hidden")] = None
    through: Annotated[int | None, Shown(_("Through"), kind="hidden")] = None


class NoticesRead(Result):
    """How many were unread before."""

    count: int


@operation("core.read_notices", title=_("Mark as read"), permission="core.notice.read", audit_verb=_("read notices"))
async def read_notices(work: Work, form: ReadNotices) -> NoticesRead:
    """Mark one's own notices as read. Those of others do not exist."""
    rows = await work.rows(
        "update core.notice set read_at = %s where company_id = %s and user_id = %s and read_at is null"
        " and (id = %s or %s::bigint is null) and (id <= %s or %s::bigint is null) returning id",
        work.now,
        work.scope.company,
        work.actor,
        form.id,
        form.id,
        form.through,
        form.through,
    )
    return NoticesRead(count=len(rows))
