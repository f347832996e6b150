"""Targets: within how many working minutes a ticket is answered and solved."""

from typing import Annotated

from pydantic import Field

from dapur.contract import Form, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.calendars import calendar_of
from dapur_it.operations.save_request_type import PRIORITY

MINUTES = Annotated[int, Field(ge=1, le=1_000_000)]


class SetTarget(Form):
    """Targets of a priority in a calendar, in working minutes; empty: nothing is promised."""

    calendar_id: Annotated[
        int | None,
        Shown(_("Working calendar"), kind="reference", reference="base.calendars", hint=_("The company's when left empty")),
    ] = None
    priority: PRIORITY
    response_minutes: Annotated[MINUTES | None, Shown(_("First answer within (working minutes)"))] = None
    resolution_minutes: Annotated[MINUTES | None, Shown(_("Solution within (working minutes)"))] = None


class TargetSet(Result):
    """The target."""

    id: int


@operation("it.set_target", title=_("Set target"), permission="it.setup", audit_verb=_("set a target"))
async def set_target(work: Work, form: SetTarget) -> TargetSet:
    """Promise times from now on. Tickets that are open keep what they were promised."""
    calendar = (await calendar_of(work, form.calendar_id)).id
    made = await work.value(
        "insert into it.target (company_id, calendar_id, priority, response_minutes, resolution_minutes) values (%s, %s, %s, %s, %s)"
        " on conflict (company_id, calendar_id, priority) do update set response_minutes = excluded.response_minutes,"
        " resolution_minutes = excluded.resolution_minutes, version = target.version + 1 returning id",
        work.scope.company,
        calendar,
        form.priority,
        form.response_minutes,
        form.resolution_minutes,
    )
    return TargetSet(id=made)


async def targets_of(work: Work, calendar: int, priority: str) -> tuple[int | None, int | None]:
    """Minutes of first answer and solution."""
    row = await work.row(
        "select response_minutes, resolution_minutes from it.target where company_id = %s and calendar_id = %s and priority = %s",
        work.scope.company,
        calendar,
        priority,
    )
    return (row["response_minutes"], row["resolution_minutes"]) if row else (None, None)
