"""Attempts whose time is over are graded by what was saved, also when nobody comes back to them."""

from dapur.contract import Form, Result, _, operation
from dapur.operations.work import Work
from dapur_training.operations.attempts import close


class CloseAttempts(Form):
    """Nothing to say."""


class AttemptsClosed(Result):
    """How many were closed."""

    closed: int


@operation(
    "training.close_attempts",
    title=_("Close attempts whose time is over"),
    permission="training.course.manage",
    audit_verb=_("closed attempts"),
)
async def close_attempts(work: Work, form: CloseAttempts) -> AttemptsClosed:
    """Grade every open attempt whose time is over."""
    over = await work.rows(
        "select id from training.attempt where company_id = %s and closed_at is null and closes_at <= %s for update skip locked",
        *(work.scope.company, work.now),
    )
    for row in over:
        await close(work, row["id"])
    return AttemptsClosed(closed=len(over))
