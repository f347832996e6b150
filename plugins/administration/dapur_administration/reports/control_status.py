"""How controls stand on a day, as it is known now or was known on an earlier day."""

from datetime import date, datetime, time, timedelta
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from dapur.contract import Choice, Column, Form, Report, ReportRow, Sheet, Shown, _
from dapur.language.dates import format_date
from dapur.queries.reader import Reader
from dapur_administration.controls import standings


class ControlsWhen(Form):
    """A day, and what was known on another."""

    on: Annotated[date, Shown(_("On the day"))]
    as_known_on: Annotated[date | None, Shown(_("As known on"), hint=_("Today when left empty"))] = None
    control: Annotated[int | None, Shown(_("Control"), reference="administration.controls")] = None


STATES = (
    Choice("current", _("Proved")),
    Choice("due_today", _("Due today")),
    Choice("overdue", _("Overdue")),
    Choice("none", _("No evidence asked for")),
)
COLUMNS = (
    Column("code", _("Code"), "code", phone=2),
    Column("control", _("Control"), "text", phone=1),
    Column("owner", _("Owner"), "text", phone=2),
    Column("days", _("Days overdue"), "integer", phone=2),
    Column("fulfilled", _("Fulfilled"), "text"),
    Column("percent", _("Percent"), "number"),
    Column("on_time", _("Percent in time"), "number"),
    Column("late", _("Late periods"), "text"),
    Column("days_late", _("Longest delay (days)"), "integer"),
    Column(
        "status",
        _("Status"),
        "status",
        choices=STATES,
        tones={"current": "green", "due_today": "blue", "overdue": "red", "none": "secondary"},
        phone=1,
    ),
)


async def build(reader: Reader, form: ControlsWhen) -> Sheet:
    """One row a control. Days overdue count from the end of grace."""
    zone = ZoneInfo(reader.company.zone)
    known = None if form.as_known_on is None else datetime.combine(form.as_known_on + timedelta(days=1), time(), zone)
    rows = []
    for control, how in await standings(reader, form.on, known, form.control):
        cells = (
            control.code,
            control.name,
            control.owner,
            how.days,
            f"{how.fulfilled}/{how.periods}",
            how.percent,
            how.on_time_percent,
            ", ".join(how.late_periods),
            how.days_late,
            how.state,
        )
        rows.append(ReportRow(cells, links={"control": f"administration/controls/{control.id}"}, key=str(control.id)))
    head = ((_("On the day"), format_date(form.on, reader.scope.language)), (_("Time zone"), reader.company.zone))
    return Sheet(_("State of controls"), COLUMNS, rows, head=head)


async def initial(reader: Reader) -> dict[str, Any]:
    """Today."""
    return {"on": reader.today}


CONTROL_STATUS = Report(
    "administration.control_status",
    _("State of controls"),
    "administration.control.read",
    ControlsWhen,
    build,
    "How controls stand on a day, as known on another.",
)
