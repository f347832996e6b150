"""Pages of working calendars."""

from typing import Any

from dapur.contract import Action, FormPage, ListPage, Menu, Page, RecordPage, Related, ReportPage, TemplatePage, _
from dapur.queries.reader import Reader
from dapur_base.calendars import calendar_of, write_hours
from dapur_base.operations.add_calendar import DAYS, add_calendar
from dapur_base.operations.change_calendar import ChangeCalendar, change_calendar
from dapur_base.operations.set_calendar_day import remove_calendar_day, set_calendar_day
from dapur_base.operations.set_hours import remove_hours, set_hours
from dapur_base.pages.calendar_year import year_of
from dapur_base.pages.first_values import first_values
from dapur_base.queries.calendars import CALENDAR_DAYS, CALENDAR_WEEKS, CALENDARS
from dapur_base.reports import holidays


async def _calendar(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    return await first_values(reader, CALENDARS, parameters, ChangeCalendar)


async def _new(reader: Reader, _parameters: dict[str, str]) -> dict[str, Any]:
    return {"zone": reader.company.zone}


async def _hours(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    """The hours as they are today, from today on."""
    calendar = await calendar_of(reader, int(parameters["id"]))
    week = calendar.week_at(reader.today)
    hours = {day: write_hours(week.hours_of(number)) for number, day in enumerate(DAYS)}
    return {**hours, "days_off": week.days_off, "calendar_id": calendar.id, "valid_from": reader.today}


PAGES: tuple[Page, ...] = (
    ListPage(
        "calendars",
        CALENDARS,
        _("Working calendars"),
        Menu(_("Working calendars"), 50, "calendar", _("Calendars")),
        new="calendars/new",
        new_title=_("New calendar"),
        empty=_("No working calendar yet. Make the company's first one."),
    ),
    RecordPage(
        "calendars/{id}",
        CALENDARS,
        "name",
        "calendars",
        facts=("zone", "place_name", "is_default"),
        related=(
            Related(CALENDAR_WEEKS, _("Hours by weekday"), {"calendar": "id"}),
            Related(CALENDAR_DAYS, _("Days of its own"), {"calendar": "id"}),
        ),
        actions=(
            Action(set_calendar_day, {"calendar_id": "id"}, when=("open",), primary=True, icon="calendar-plus"),
            Action(remove_calendar_day, {"calendar_id": "id"}, icon="calendar-minus"),
            Action(remove_hours, {"calendar_id": "id"}, icon="trash"),
        ),
        edit="calendars/{id}/edit",
        history="base.calendar",
        slot="base.calendar",
    ),
    FormPage("calendars/new", add_calendar, _("New calendar"), "base/calendars/{id}", initial=_new),
    FormPage("calendars/{id}/edit", change_calendar, _("Change calendar"), "base/calendars/{id}", initial=_calendar),
    FormPage("calendars/{id}/hours", set_hours, _("Set hours"), "base/calendars/{id}", initial=_hours),
    TemplatePage("calendars/{id}/year", "base/calendar_year.html", _("Working year"), "base.read", year_of),
    TemplatePage("calendars/{id}/year/{year}", "base/calendar_year.html", _("Working year"), "base.read", year_of),
    ReportPage("holidays", holidays.HOLIDAYS, Menu(_("Holidays"), 51, "beach", _("Calendars")), holidays.initial),
)
