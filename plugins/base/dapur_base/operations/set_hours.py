"""Hours of a working calendar that change from a day on."""

from datetime import date
from typing import Annotated

from dapur.contract import Form, NotFound, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.calendar_events import CalendarChanged
from dapur_base.operations.add_calendar import WeekHours, put_week

CALENDAR = Annotated[int, Shown(_("Calendar"), kind="reference", reference="base.calendars")]


class HoursFrom(Form):
    """Which calendar, from when."""

    calendar_id: CALENDAR
    valid_from: Annotated[date, Shown(_("From"))]


class SetHours(WeekHours, HoursFrom):
    """The week of a calendar from a day on. A week of the same day is replaced."""


class CalendarTouched(Result):
    """The calendar, and the day from which it is another."""

    id: int
    day: date


@operation("base.set_hours", title=_("Set hours"), permission="base.calendar.manage", audit_verb=_("set the hours"))
async def set_hours(work: Work, form: SetHours) -> CalendarTouched:
    """Set the hours of a calendar from a day on; the days before keep theirs."""
    week = form.week()
    await needed(work, form.calendar_id)
    await put_week(work, form.calendar_id, form.valid_from, week, form.days_off)
    work.emit(CalendarChanged(form.calendar_id, form.valid_from))
    return CalendarTouched(id=form.calendar_id, day=form.valid_from)


class RemoveHours(Form):
    """The week of a calendar that begins on a day."""

    calendar_id: CALENDAR
    valid_from: Annotated[date, Shown(_("From"))]


@operation(
    "base.remove_hours",
    title=_("Remove hours"),
    permission="base.calendar.manage",
    audit_verb=_("removed the hours"),
    danger=True,
)
async def remove_hours(work: Work, form: RemoveHours) -> CalendarTouched:
    """Take back hours that were set from a day on; the week before holds again. The only week of a calendar stays."""
    await needed(work, form.calendar_id)
    left = await work.value(
        "select count(*) from base.calendar_week where company_id = %s and calendar_id = %s and valid_from <> %s",
        work.scope.company,
        form.calendar_id,
        form.valid_from,
    )
    if not left:
        raise Refused("BASE_NO_WORKING_DAY", _("A calendar keeps one week. Change its hours instead."), field="valid_from")
    gone = await work.value(
        "delete from base.calendar_week where company_id = %s and calendar_id = %s and valid_from = %s returning id",
        work.scope.company,
        form.calendar_id,
        form.valid_from,
    )
    if gone is None:
        raise NotFound(_("No hours begin on this day. Choose a day of the list."), field="valid_from")
    work.emit(CalendarChanged(form.calendar_id, form.valid_from))
    return CalendarTouched(id=form.calendar_id, day=form.valid_from)


async def needed(work: Work, calendar: int) -> None:
    """Hold the calendar for this transaction. Raises NotFound when the company has no such calendar."""
    sql = "select id from base.calendar where company_id = %s and id = %s for update"
    if await work.value(sql, work.scope.company, calendar) is None:
        raise NotFound(_("There is no such working calendar. Choose another, or make one."), field="calendar_id")
