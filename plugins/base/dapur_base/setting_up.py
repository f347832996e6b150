"""What every company begins with: its working calendar. (Base's demo data comes from here too.)"""

from typing import Annotated, Any, Literal

from dapur.contract import Choice, Form, Setup, Shown, _
from dapur.language.catalogue import translate
from dapur.operations.work import Work
from dapur_base.operations.add_calendar import DAYS, OFFICE, AddCalendar, Hours, add_calendar
from dapur_base.queries.calendars import DAYS_OFF

WEEKS = (Choice("5", _("Monday to Friday")), Choice("6", _("Monday to Saturday")), Choice("7", _("Every day")))


class FirstCalendar(Form):
    """When the company works."""

    days: Annotated[Literal["5", "6", "7"], Shown(_("Working days"), choices=WEEKS, width="wide")] = "5"
    hours: Annotated[Hours, Shown(_("Working hours"), hint=_("Windows like 08:00-12:00, 13:00-17:00"), width="wide")] = OFFICE
    days_off: Annotated[Literal["joint", "public", "none"], Shown(_("Days off"), choices=DAYS_OFF, width="wide")] = "joint"


async def begin(work: Work, form: FirstCalendar) -> None:
    """Make the company's calendar."""
    week = {day: form.hours if number < int(form.days) else "" for number, day in enumerate(DAYS)}
    name = translate(_("Office hours"), work.company.language)
    facts = {"name": name, "zone": work.company.zone, "days_off": form.days_off}
    await add_calendar.run(work, AddCalendar.model_validate({**facts, **week}))


async def demo(stage: Any) -> None:
    """A depot's calendar, and tasks of the demo people."""
    from dapur_base.demo.tasks import fill

    await fill(stage)


SETUP = Setup("base.calendar", _("Working calendar"), FirstCalendar, begin, demo)
