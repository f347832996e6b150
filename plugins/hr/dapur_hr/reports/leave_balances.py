"""Balances of leave on any day, as known now or as known on an earlier day."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from dapur.contract import Column, Form, Report, ReportRow, Sheet, Shown, Text, Words, _
from dapur.queries.reader import Reader
from dapur_hr.queries.narrowing import narrowed

_BALANCES = """
    select e.id, p.name, e.number, t.id, case when %s = 'en' then t.name_en else t.name_id end, s.came, s.taken, s.lapsed, s.balance
    from (select employment_id, type_id, sum(days) as balance,
            coalesce(sum(days) filter (where kind in ('opening', 'granted', 'corrected')), 0) as came,
            coalesce(-sum(days) filter (where kind in ('taken', 'returned')), 0) as taken,
            coalesce(-sum(days) filter (where kind = 'lapsed'), 0) as lapsed
        from hr.leave_entry where company_id = %s and day <= %s and noted_at < %s group by 1, 2) s
    join hr.employment m on m.company_id = %s and m.id = s.employment_id
    join hr.employee e on e.company_id = m.company_id and e.id = m.employee_id
    join base.party p on p.company_id = e.company_id and p.id = e.party_id
    join hr.leave_type t on t.company_id = e.company_id and t.id = s.type_id
    where (m.last_day is null or m.last_day >= %s)
"""
FOREVER = datetime(9999, 1, 1, tzinfo=ZoneInfo("UTC"))


class LeaveBalancesInput(Form):
    """At the end of which day, and as it was known when."""

    day: Annotated[date, Shown(_("On the day"))]
    known_on: Annotated[date | None, Shown(_("As known on"), hint=_("Leaves out what was noted after this day"))] = None


COLUMNS = (
    Column("name", _("Name"), "text", phone=1),
    Column("code", _("Employee number"), "code", phone=2),
    Column("type", _("Leave"), "text", phone=2),
    Column("came", _("Came"), "number"),
    Column("taken", _("Taken"), "number"),
    Column("lapsed", _("Lapsed"), "number"),
    Column("balance", _("Balance"), "number", phone=1),
)


async def build(reader: Reader, form: LeaveBalancesInput) -> Sheet:
    """A row for each kind of leave that anything is noted for, of everybody who has not left before the day."""
    known = _after(reader, form.known_on) if form.known_on is not None else FOREVER
    condition, values = narrowed(reader, "hr.leave.read")
    company = reader.scope.company
    rows = await reader.rows(
        _BALANCES + condition + " order by p.name, e.id, t.position, t.id",
        *(reader.scope.language, company, form.day, known, company, form.day, *values),
    )
    head: list[tuple[Words, Words]] = [(_("On the day"), Text("{day}", {"day": form.day}))]
    if form.known_on is not None:
        head.append((_("As known on"), Text("{day}", {"day": form.known_on})))
    return Sheet(_("Leave balances"), COLUMNS, [_row(form.day, *row) for row in rows], head=head)


def _row(
    day: date, employee: int, name: str, number: str, kind: int, leave: str, came: Decimal, taken: Decimal, lapsed: Decimal,
    balance: Decimal,
) -> ReportRow:  # fmt: skip
    links = {
        "name": f"hr/people/{employee}",
        "balance": f"hr/leave-entries?employee={employee}&type={kind}&day.to={day.isoformat()}",
    }
    return ReportRow((name, number, leave, came, taken, lapsed, balance), links=links, key=f"{employee}/{kind}")


def _after(reader: Reader, day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(reader.company.zone))


async def initial(reader: Reader) -> dict[str, Any]:
    """Today."""
    return {"day": reader.today}


LEAVE_BALANCES = Report(
    "hr.leave_balances",
    _("Leave balances"),
    "hr.leave.read",
    LeaveBalancesInput,
    build,
    "Days of leave at the end of a day, as known now or on an earlier day.",
)
