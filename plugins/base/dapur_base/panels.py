"""What base shows on its own records and on the home page."""

from dataclasses import dataclass
from datetime import date, timedelta

from dapur.contract import Panel, _
from dapur.language.dates import format_date, weekday
from dapur.queries.reader import Reader
from dapur_base.approval_panels import APPROVAL_PANELS
from dapur_base.calendars import calendar_of, reason_off
from dapur_base.task_panels import TASK_PANELS

AHEAD = timedelta(days=120)
AT_MOST = 6


@dataclass(frozen=True, slots=True)
class NextDaysOff:
    """Where the year and the hours are, and the next days off that have a name: (date, weekday, name)."""

    year_address: str
    hours_address: str
    days: list[tuple[str, str, str]]


async def days_off(reader: Reader, key: str) -> NextDaysOff:
    """The next days off of a calendar."""
    calendar = await calendar_of(reader, int(key))
    language = reader.scope.language
    named: dict[date, str] = {
        day: holidays[0].name_en if language == "en" else holidays[0].name_id for day, holidays in calendar.holidays.items()
    }
    named |= {day: own.name for day, own in calendar.own_days.items()}
    found = sorted(
        day for day in named if reader.today <= day <= reader.today + AHEAD and reason_off(calendar, day) not in (None, "weekend")
    )
    base = f"/{reader.company.code}/base/calendars/{calendar.id}"
    days = [(format_date(day, language), weekday(day, language), named[day]) for day in found[:AT_MOST]]
    return NextDaysOff(f"{base}/year", f"{base}/hours" if reader.scope.may("base.calendar.manage") else "", days)


PANELS = (
    Panel("base.calendar", "base.next_days_off", _("Next days off"), "base.read", "base/next_days_off.html", days_off),
    *TASK_PANELS,
    *APPROVAL_PANELS,
)
