"""The list before a period is closed: points are marked done or waived, and the books locked when none is open."""

from datetime import date
from typing import Annotated, Literal

from pydantic import StringConstraints

from dapur.contract import Choice, Form, Invalid, NotFound, Problem, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_accounting.close_checks import CHECKS, close_list
from dapur_accounting.operations.locks import LockSet, OnePeriod, close_period

STATES = (Choice("done", _("Done")), Choice("waived", _("Waived")), Choice("open", _("Open")))


class MarkCloseItem(Form):
    """A point of the list for the period that ends on a day. To waive it needs a reason."""

    ends: Annotated[date, Shown(_("Period ends"))]
    item: Annotated[str, StringConstraints(pattern="^[a-z][a-z_]{1,39}$"), Shown(_("Point"), kind="code")]
    state: Annotated[Literal["done", "waived", "open"], Shown(_("Status"), choices=STATES)] = "done"
    note: Annotated[
        str, StringConstraints(max_length=500), Shown(_("Reason"), kind="note", hint=_("Needed when it is waived"))
    ] = ""


class CloseItemMarked(Result):
    """How it stands now."""

    item: str
    state: str


@operation(
    "accounting.mark_close_item",
    title=_("Mark point of the closing list"),
    permission="accounting.entry.post",
    audit_verb=_("marked a point of the closing list"),
)
async def mark_close_item(work: Work, form: MarkCloseItem) -> CloseItemMarked:
    """Say that a point is done, or waive it with a reason, or open it again."""
    if form.item not in {check.item for check in CHECKS}:
        raise NotFound(_("There is no such point on the list."), field="item")
    if form.state == "waived" and not form.note:
        raise Refused("REASON_MISSING", _("Say why this point is waived."), field="note")
    if form.state == "open":
        await work.run(
            "delete from accounting.close_mark where company_id = %s and ends = %s and item = %s",
            work.scope.company,
            form.ends,
            form.item,
        )
    else:
        await work.run(
            "insert into accounting.close_mark as m (company_id, ends, item, state, note, marked_by) values (%s, %s, %s, %s, %s, %s)"
            " on conflict (company_id, ends, item) do update set state = excluded.state, note = excluded.note,"
            " marked_by = excluded.marked_by, marked_at = core.now()",
            work.scope.company,
            form.ends,
            form.item,
            form.state,
            form.note,
            work.actor,
        )
    return CloseItemMarked(item=form.item, state=form.state)


class FinishPeriod(Form):
    """The last day of the period."""

    ends: Annotated[date, Shown(_("Period ends"))]


@operation(
    "accounting.finish_period",
    title=_("Close the books by the list"),
    permission="accounting.lock.set",
    audit_verb=_("closed the books by the list"),
)
async def finish_period(work: Work, form: FinishPeriod) -> LockSet:
    """Lock the books through a day once every point of its list is in order, done or waived."""
    found = [state for state in await close_list(work, work.scope.company, form.ends) if not state.settled]
    if found:
        text = _("{point}: this is still open. Settle it, or waive it with a reason.")
        raise Invalid([Problem("CLOSE_ITEMS_OPEN", text.fill(point=state.check.title), "ends") for state in found])
    locked: LockSet = await close_period.run(work, OnePeriod(starts=form.ends.replace(day=1), ends=form.ends))
    return locked
