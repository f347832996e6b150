"""The slips of the month before, as far as months are compared."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from dapur.operations.work import Work
from dapur_hr.rules.payroll.comparison import ComparedLine, ComparedSlip
from dapur_hr.rules.payroll.slip import Slip

_LINES = """
    select s.id, s.employment_id, s.net, s.paid_days, s.period_days, s.unpaid_days, l.code, l.amount, l.entered, l.basis, l.rate,
           l.component_id, l.rule, l.parts, l.inputs
    from hr.payslip s
    join hr.payroll_run r on r.company_id = s.company_id and r.id = s.run_id and r.state <> 'reversed'
    left join hr.payslip_line l on l.company_id = s.company_id and l.payslip_id = s.id
    where s.company_id = %s and s.employment_id = any (%s) and s.month = %s and s.problem is null
    order by s.employment_id, l.position
"""


@dataclass(frozen=True)
class Previous:
    """Last month's slip and its number."""

    id: int
    slip: ComparedSlip


async def previous_slips(work: Work, employments: Sequence[int], month: date) -> dict[int, Previous]:
    """By employment."""
    before = (month - timedelta(days=1)).replace(day=1)
    rows: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in await work.rows(_LINES, work.scope.company, list(employments), before):
        rows[row["employment_id"]].append(row)
    return {employment: _previous(lines) for employment, lines in rows.items()}


def compared(slip: Slip) -> ComparedSlip:
    """A slip that was just computed, as far as months are compared."""
    lines = {
        line.code: ComparedLine(
            line.code, line.amount, tuple(part.full for part in line.parts), line.entered, line.basis, line.rate,
            line.component is None, line.rule, line.inputs,
        )
        for line in slip.lines
    }  # fmt: skip
    return ComparedSlip(slip.net, slip.paid_days, slip.period_days, slip.unpaid_days, lines)


def _previous(rows: Sequence[Mapping[str, Any]]) -> Previous:
    one = rows[0]
    lines = {row["code"]: _line(row) for row in rows if row["code"] is not None}
    return Previous(one["id"], ComparedSlip(one["net"], one["paid_days"], one["period_days"], one["unpaid_days"], lines))


def _line(row: Mapping[str, Any]) -> ComparedLine:
    full = tuple(Decimal(part["full"]) for part in row["parts"])
    return ComparedLine(
        row["code"], row["amount"], full, row["entered"], row["basis"], row["rate"], row["component_id"] is None, row["rule"],
        {name: Decimal(value) for name, value in row["inputs"].items()},
    )  # fmt: skip
