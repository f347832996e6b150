"""Notices: what happened and a person should know; read at one stroke, and gone from the list of new ones."""

from typing import Annotated

from dapur.contract import Form, Result, Shown, _, operation
from dapur.operations.work import Work


class ReadNotices(Form):
    """Through which notice: what came while the page was open stays new."""

    through: Annotated[int, Shown(_("Through"), kind="hidden")]


class NoticesRead(Result):
    """How many were new."""

    count: int


@operation("web.read_notices", title=_("Mark as read"), permission="public")
async def read_notices(work: Work, form: ReadNotices) -> NoticesRead:
    """Mark one's own notices as read."""
    rows = await work.rows(
        "update core.notice set read_at = %s where company_id = %s and user_id = %s and id <= %s and read_at is null returning id",
        work.now,
        work.scope.company,
        work.actor,
        form.through,
    )
    return NoticesRead(count=len(rows))
