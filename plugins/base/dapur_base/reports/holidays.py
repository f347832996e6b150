"""The days off of a calendar in a year, as it sees them: the country's and its own, with the decree."""

from datetime import date
from typing import Annotated, Any

from pydantic import Field

from dapur.contract import Choice, Column, Report, ReportRow, Sheet, Shown, Words, _
from dapur.contract.fields import Form
from dapur.queries.reader import Reader
from dapur_base.calendars import Calendar, calendar_of, write_hours
from dapur_base.queries.calendars import WEEKDAYS

KINDS = (
    Choice("public", _("Public holiday")),
    Choice("joint_leave", _("Joint leave")),
    Choice("own", _("Day off of this calendar")),
    Choice("work", _("Working day of this calendar")),
)
TONES = {"public": "red", "joint_leave": "yellow", "own": "secondary", "work": "green"}


class HolidaysInput(Form):
    """A year of a calendar."""

    year: Annotated[int, Field(ge=1900, le=2200), Shown(_("Year"))]
    calendar: Annotated[
        int | None, Shown(_("Calendar"), kind="reference", reference="base.calendars", hint=_("The company's when left empty"))
    ] = None


COLUMNS = (
    Column("day", _("Date"), "date", phone=1),
    Column("weekday", _("Weekday"), "text", phone=2),
    Column("name", _("Name"), "text", phone=1),
    Column("kind", _("Kind"), "status", choices=KINDS, tones=TONES, phone=2),
    Column("effect", _("In this calendar"), "text", phone=2),
    Column("source", _("Source"), "text"),
)


async def build(reader: Reader, form: HolidaysInput) -> Sheet:
    """The country's days first decreed, then what the calendar makes of them."""
    calendar = await calendar_of(reader, form.calendar)
    first, last = date(form.year, 1, 1), date(form.year, 12, 31)
    found: list[tuple[date, str, str, str]] = [
        (holiday.day, holiday.name_en if reader.scope.language == "en" else holiday.name_id, holiday.kind, holiday.source)
        for day, holidays in calendar.holidays.items()
        if first <= day <= last
        for holiday in holidays
    ]
    found += [
        (own.day, own.name, "work" if own.windows else "own", "")
        for day, own in calendar.own_days.items()
        if first <= day <= last
    ]
    rows = [
        ReportRow((day, WEEKDAYS[day.weekday()][1], name, kind, effect_of(calendar, day), source), key=f"{day}/{number}")
        for number, (day, name, kind, source) in enumerate(sorted(found, key=lambda row: (row[0], row[2])))
    ]
    return Sheet(_("Holidays"), COLUMNS, rows, head=((_("Calendar"), calendar.name),), notes=notes_of(calendar, last))


def effect_of(calendar: Calendar, day: date) -> Words:
    """What the calendar does on a day: its hours, or off."""
    return write_hours(calendar.windows_on(day)) or _("Day off")


def notes_of(calendar: Calendar, last: date) -> tuple[Words, ...]:
    """Says so where the country has not decreed the year yet."""
    if calendar.known_through is None or last <= calendar.known_through:
        return ()
    sentence = _("Holidays are decreed through {day}. Later ones are not known yet, so working days there may become fewer.")
    return (sentence.fill(day=calendar.known_through),)


async def initial(reader: Reader) -> dict[str, Any]:
    """This year."""
    return {"year": reader.today.year}


HOLIDAYS = Report(
    "base.holidays",
    _("Holidays"),
    "base.read",
    HolidaysInput,
    build,
    "Holidays, joint leave and own days of a working calendar in a year, with their decree.",
)
