"""Days of a working calendar of its own: off, or worked though the week or the country says otherwise."""

from datetime import date
from typing import Annotated, Literal

from pydantic import StringConstraints

from dapur.contract import Form, NotFound, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.calendar_events import CalendarChanged
from dapur_base.calendars import calendar_of
from dapur_base.operations.add_calendar import Hours, minutes
from dapur_base.operations.set_hours import CALENDAR, CalendarTouched, needed
from dapur_base.queries.calendars import DAY_KINDS
from dapur_base.rules.hours import Windows, read_hours


class SetCalendarDay(Form):
    """A day of a calendar. hours: of a working day; when left out, those of that weekday, or of the first working one."""

    calendar_id: CALENDAR
    day: Annotated[date, Shown(_("Date"))]
    kind: Annotated[Literal["off", "work"], Shown(_("Kind"), choices=DAY_KINDS)] = "off"
    name: Annotated[str, StringConstraints(min_length=1, max_length=100), Shown(_("Name"), hint=_("For example Inventory day"))]
    hours: Annotated[Hours, Shown(_("Hours"), hint=_("Only when other than usual, like 08:00-12:00"))] = ""


@operation(
    "base.set_calendar_day", title=_("Set a day"), permission="base.calendar.manage", audit_verb=_("set a day of the calendar")
)
async def set_calendar_day(work: Work, form: SetCalendarDay) -> CalendarTouched:
    """Make a date a day off or a working day of one calendar. It goes before the week and the country's holidays."""
    await needed(work, form.calendar_id)
    windows = await _hours(work, form) if form.kind == "work" else ()
    await work.run(
        "insert into base.calendar_day (company_id, calendar_id, day, name, hours) values (%s, %s, %s, %s, %s)"
        " on conflict (company_id, calendar_id, day) do update set name = excluded.name, hours = excluded.hours",
        work.scope.company,
        form.calendar_id,
        form.day,
        form.name,
        minutes(windows),
    )
    work.emit(CalendarChanged(form.calendar_id, form.day))
    return CalendarTouched(id=form.calendar_id, day=form.day)


async def _hours(work: Work, form: SetCalendarDay) -> Windows:
    if form.hours:
        return read_hours(form.hours, "hours")
    week = (await calendar_of(work, form.calendar_id)).week_at(form.day)
    return week.hours_of(form.day.weekday()) or week.usual_hours


class RemoveCalendarDay(Form):
    """A day of a calendar."""

    calendar_id: CALENDAR
    day: Annotated[date, Shown(_("Date"))]


@operation(
    "base.remove_calendar_day",
    title=_("Remove a day"),
    permission="base.calendar.manage",
    audit_verb=_("removed a day of the calendar"),
)
async def remove_calendar_day(work: Work, form: RemoveCalendarDay) -> CalendarTouched:
    """Take a calendar's own day back; the week and the country's holidays hold there again."""
    gone = await work.value(
        "delete from base.calendar_day where company_id = %s and calendar_id = %s and day = %s returning id",
        work.scope.company,
        form.calendar_id,
        form.day,
    )
    if gone is None:
        raise NotFound(_("The calendar has no day of its own then. Choose a date of the list."), field="day")
    work.emit(CalendarChanged(form.calendar_id, form.day))
    return CalendarTouched(id=form.calendar_id, day=form.day)
