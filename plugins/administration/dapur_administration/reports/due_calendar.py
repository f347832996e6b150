"""A year of what is due: obligations and evidence, with the days that a day off moved."""

from datetime import date
from typing import Annotated, Any

from pydantic import Field

from dapur.contract import Choice, Column, Form, Report, ReportRow, Sheet, Shown, _
from dapur.language.dates import weekday
from dapur.queries.reader import Reader
from dapur_administration.due_dates import due_between


class DueYear(Form):
    """A year; one obligation, or all."""

    year: Annotated[int, Field(ge=1990, le=2199), Shown(_("Year"))]
    obligation: Annotated[int | None, Shown(_("Obligation"), reference="administration.obligations")] = None


KINDS = (Choice("obligation", _("Obligation")), Choice("evidence", _("Evidence")))
STATES = (
    Choice("open", _("Open")),
    Choice("overdue", _("Overdue")),
    Choice("done", _("Done")),
    Choice("cancelled", _("Cancelled")),
)
COLUMNS = (
    Column("due", _("Due"), "date", phone=1),
    Column("weekday", _("Weekday"), "text", phone=2),
    Column("raw", _("Moved from"), "date"),
    Column("title", _("What is due"), "text", phone=1),
    Column("owner", _("Owner"), "text", phone=2),
    Column("kind", _("Kind"), "status", choices=KINDS),
    Column(
        "status",
        _("Status"),
        "status",
        choices=STATES,
        tones={"open": "azure", "overdue": "red", "done": "green", "cancelled": "secondary"},
        phone=1,
    ),
)


async def build(reader: Reader, form: DueYear) -> Sheet:
    """One row a date."""
    found = await due_between(reader, date(form.year, 1, 1), date(form.year, 12, 31), form.obligation)
    rows = [
        ReportRow(
            (
                due.day,
                weekday(due.day, reader.scope.language),
                due.raw if due.raw != due.day else None,
                due.title,
                due.owner,
                due.kind,
                due.state,
            ),
            links={"title": due.address},
            key=f"{due.address}/{due.raw.isoformat()}",
        )
        for due in found
    ]
    return Sheet(_("What is due"), COLUMNS, rows, head=((_("Year"), str(form.year)),))


async def initial(reader: Reader) -> dict[str, Any]:
    """This year."""
    return {"year": reader.today.year}


DUE_CALENDAR = Report(
    "administration.due_calendar",
    _("What is due"),
    "administration.control.read",
    DueYear,
    build,
    "A year of obligations and evidence by due date.",
)
