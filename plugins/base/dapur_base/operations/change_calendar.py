"""What a working calendar is called, where it is, and whether it is the company's default."""

from typing import Annotated

from dapur.contract import Form, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.calendar_events import CalendarChanged
from dapur_base.operations.add_calendar import CONFLICTS, CalendarName, Place, Zone
from dapur_base.operations.versions import untouched


class ChangeCalendar(Form):
    """The facts of a calendar; hours and days have operations of their own."""

    id: Annotated[int, Shown(_("Number"), kind="hidden")]
    name: CalendarName
    zone: Zone
    place: Place = None
    is_default: Annotated[bool, Shown(_("The company's calendar"), hint=_("Used where no other calendar is chosen"))] = False
    is_closed: Annotated[bool, Shown(_("No longer used"))] = False
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


class CalendarSaved(Result):
    """The calendar."""

    id: int
    version: int


@operation(
    "base.change_calendar",
    title=_("Change calendar"),
    permission="base.calendar.manage",
    audit_verb=_("changed the calendar"),
    conflicts=CONFLICTS,
)
async def change_calendar(work: Work, form: ChangeCalendar) -> CalendarSaved:
    """Change a calendar's name, zone, place and use. A company always has one default: make another one the default instead."""
    company = work.scope.company
    default = await work.value("select id from base.calendar where company_id = %s and is_default for update", company)
    if default == form.id and (form.is_closed or not form.is_default):
        sentence = _("This is the company's calendar. Make another one the company's first.")
        raise Refused("BASE_CALENDAR_IS_DEFAULT", sentence, field="is_closed" if form.is_closed else "is_default")
    if form.is_default and form.is_closed:
        sentence = _("The company's calendar must be in use. Untick one of the two.")
        raise Refused("BASE_CALENDAR_IS_DEFAULT", sentence, field="is_closed")
    if form.is_default and default != form.id:
        await work.run("update base.calendar set is_default = false where company_id = %s and is_default", company)
    row = await work.row(
        "update base.calendar set name = %s, zone = %s, place_id = %s, is_default = %s, is_closed = %s, version = version + 1"
        " where company_id = %s and id = %s and (version = %s or %s::int is null) returning id, version",
        form.name,
        form.zone,
        form.place,
        form.is_default,
        form.is_closed,
        company,
        form.id,
        form.version,
        form.version,
    )
    if row is None:
        raise await untouched(work, "base.calendar", form.id)
    work.emit(CalendarChanged(form.id))
    return CalendarSaved(**row)
