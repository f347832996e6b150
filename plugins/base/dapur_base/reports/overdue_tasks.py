"""Tasks that were not done in time, with how late they are on a day: in working days of their calendar, and in days."""

from datetime import date
from typing import Annotated, Any

from dapur.contract import Column, Report, ReportRow, Sheet, Shown, Text, _
from dapur.contract.fields import Form
from dapur.queries.reader import Reader
from dapur_base.calendars import calendar_of
from dapur_base.rules.reminders import lateness


class OverdueInput(Form):
    """Which day."""

    on: Annotated[date | None, Shown(_("As of"), hint=_("Today when left empty"))] = None


COLUMNS = (
    Column("title", _("What is to do"), "text", phone=1),
    Column("owner", _("Owner"), "text", phone=2),
    Column("due", _("Due"), "date", phone=2),
    Column("working_days", _("Working days late"), "integer", phone=1),
    Column("calendar_days", _("Days late"), "integer"),
    Column("document", _("Document"), "text"),
)
LATE = """
    select t.id, t.title, u.name, t.due, t.calendar_id, t.document_title
    from base.task t join core.app_user u on u.id = t.owner_id
    where t.company_id = %s and t.due < %s and t.created_at < (%s::date + 1) at time zone %s and t.state <> 'cancelled'
        and (t.ended_at is null or t.ended_at >= (%s::date + 1) at time zone %s)
    order by t.due, t.id
"""


async def build(reader: Reader, form: OverdueInput) -> Sheet:
    """What was open at the end of the day and due before it."""
    on = form.on or reader.today
    zone = reader.company.zone
    found = await reader.rows(LATE, reader.scope.company, on, on, zone, on, zone)
    calendars = {number: await calendar_of(reader, number) for number in {row[4] for row in found}}
    rows = []
    for number, title, owner, due, calendar, document in found:
        late = lateness(calendars[calendar], due, on)
        cells = (title, owner, due, late.working_days, late.calendar_days, document)
        rows.append(ReportRow(cells, links={"title": f"base/all-tasks/{number}"}, key=str(number)))
    return Sheet(_("Overdue tasks"), COLUMNS, rows, head=((_("As of"), Text("{day}", {"day": on})),))


async def initial(reader: Reader) -> dict[str, Any]:
    """Today."""
    return {"on": reader.today}


OVERDUE_TASKS = Report(
    "base.overdue_tasks",
    _("Overdue tasks"),
    "base.task.manage",
    OverdueInput,
    build,
    "Tasks that were open at the end of a day and due before it, with how late they are in working days and in days.",
)
