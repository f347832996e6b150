"""Slips are computed and written: old ones out, new ones in, all lines in one statement."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dapur.contract import Refused, Words
from dapur.jobs.kept_words import keep_words
from dapur.operations.work import Work
from dapur.services.payroll_statute import PayrollStatute
from dapur_hr.operations.payroll.people_of_month import Person, people_of_month
from dapur_hr.operations.payroll.previous_slips import compared
from dapur_hr.operations.payroll.rules_of_month import rules_of_month
from dapur_hr.operations.payroll.runs import Run
from dapur_hr.rules.payroll.calculate import calculate
from dapur_hr.rules.payroll.comparison import Difference, compare
from dapur_hr.rules.payroll.person_month import Rules
from dapur_hr.rules.payroll.slip import Line, Slip


@dataclass(frozen=True)
class Computed:
    """A person with the slip, or with what computing it was refused with."""

    person: Person
    slip: Slip
    difference: Difference
    problem: Words | None = None


async def write_slips(work: Work, run: Run, employments: Sequence[int]) -> None:
    """Compute these people's slips anew. What one person is refused with is kept on their slip and stops nobody else."""
    rules = await rules_of_month(work, run.month, run.pay_day)
    statute = work.find(PayrollStatute)
    is_first_run = not await work.value(
        "select exists (select from hr.payroll_run where company_id = %s and month < %s and state <> 'reversed')",
        *(work.scope.company, run.month),
    )
    people = await people_of_month(work, employments, rules)
    computed = [_compute(person, rules, statute, is_first_run=bool(is_first_run)) for person in people]
    await work.run(
        "delete from hr.payslip where company_id = %s and run_id = %s and employment_id = any (%s)",
        *(work.scope.company, run.id, list(employments)),
    )
    numbers = await _insert_slips(work, run, computed)
    await _insert_lines(work, run, [(numbers[c.person.employment], c.slip.lines) for c in computed])


def _compute(person: Person, rules: Rules, statute: PayrollStatute | None, *, is_first_run: bool) -> Computed:
    try:
        slip = calculate(person.month, rules, statute)
    except Refused as refused:
        nothing = Slip((), Decimal(0), 0, Decimal(0))
        return Computed(person, nothing, Difference(None, (), ()), refused.problems[0].message)
    before = person.previous.slip if person.previous else None
    return Computed(person, slip, compare(compared(slip), before, person.times, is_first_run=is_first_run))


_SLIP_TYPES = {
    "employment_id": "bigint", "employee_id": "bigint", "party_id": "bigint", "unit": "text", "position_id_text": "text",
    "position_en_text": "text", "bank": "text", "account_number": "text", "account_holder": "text", "paid_days": "numeric",
    "period_days": "smallint", "unpaid_days": "numeric", "gross": "numeric", "deductions": "numeric", "net": "numeric",
    "employer_cost": "numeric", "previous_id": "bigint", "previous_net": "numeric", "reasons": "text", "unexplained": "text",
    "figures": "jsonb", "notes": "jsonb", "problem": "jsonb",
}  # fmt: skip
_LINE_TYPES = {
    "payslip_id": "bigint", "position": "smallint", "code": "text", "component_id": "bigint", "title": "text", "side": "text",
    "amount": "numeric", "entered": "numeric", "basis": "numeric", "rate": "text", "rule": "text", "formula": "jsonb",
    "source": "jsonb", "parts": "jsonb", "inputs": "jsonb", "role": "text", "other_role": "text",
}  # fmt: skip


def _insert(table: str, fixed: str, types: dict[str, str], arrays: frozenset[str]) -> str:
    """Fixed text: one statement that takes a column as one array each. Arrays of text come as text with commas."""
    names = ", ".join(types)
    taken = ", ".join(f"string_to_array(u.{n}, ',')" if n in arrays else f"u.{n}" for n in types)
    marks = ", ".join(f"%s::{kind}[]" for kind in types.values())
    return f"insert into {table} (company_id, {fixed}, {names}) select %s, {{}}, {taken} from unnest({marks}) as u({names})"


_SLIPS = _insert("hr.payslip", "run_id, calculation, month", _SLIP_TYPES, frozenset({"reasons", "unexplained"}))
_LINES = _insert("hr.payslip_line", "run_id", _LINE_TYPES, frozenset())


async def _insert_slips(work: Work, run: Run, computed: Sequence[Computed]) -> dict[int, int]:
    columns = _columns(_SLIP_TYPES, [_slip_row(c) for c in computed])
    sql = _SLIPS.format("%s, %s, %s") + " returning id, employment_id"
    rows = await work.rows(sql, work.scope.company, run.id, run.calculation, run.month, *columns)
    return {row["employment_id"]: row["id"] for row in rows}


async def _insert_lines(work: Work, run: Run, slips: Sequence[tuple[int, Sequence[Line]]]) -> None:
    rows = [_line_row(slip, n, line) for slip, lines in slips for n, line in enumerate(lines, 1)]
    await work.run(_LINES.format("%s"), work.scope.company, run.id, *_columns(_LINE_TYPES, rows))


def _slip_row(computed: Computed) -> dict[str, Any]:
    person, slip, difference = computed.person, computed.slip, computed.difference
    bank, number, holder = person.account
    return {
        "employment_id": person.employment,
        "employee_id": person.employee,
        "party_id": person.party,
        "unit": person.unit,
        "position_id_text": person.position_id,
        "position_en_text": person.position_en,
        "bank": bank,
        "account_number": number,
        "account_holder": holder,
        "paid_days": slip.paid_days,
        "period_days": slip.period_days,
        "unpaid_days": slip.unpaid_days,
        "gross": slip.gross,
        "deductions": slip.sum("deduction"),
        "net": slip.net,
        "employer_cost": slip.employer_cost,
        "previous_id": person.previous.id if person.previous else None,
        "previous_net": person.previous.slip.net if person.previous else None,
        "reasons": ",".join(difference.reasons),
        "unexplained": ",".join(difference.unexplained),
        "figures": json.dumps({name: str(value) for name, value in slip.figures.items()}),
        "notes": json.dumps([kept(note) for note in slip.notes]),
        "problem": json.dumps(kept(computed.problem)) if computed.problem is not None else None,
    }


def _line_row(slip: int, position: int, line: Line) -> dict[str, Any]:
    return {
        "payslip_id": slip,
        "position": position,
        "code": line.code,
        "component_id": line.component,
        "title": str(line.title),
        "side": line.side,
        "amount": line.amount,
        "entered": line.entered,
        "basis": line.basis,
        "rate": line.rate,
        "rule": line.rule,
        "formula": json.dumps(kept(line.formula)),
        "source": json.dumps(kept(line.source)),
        "parts": json.dumps([_part(part) for part in line.parts]),
        "inputs": json.dumps({name: str(value) for name, value in line.inputs.items()}),
        "role": line.role,
        "other_role": line.other_role,
    }


def _part(part: Any) -> dict[str, str]:
    return {
        "first": part.span.first.isoformat(),
        "last": part.span.last.isoformat(),
        "full": str(part.full),
        "days": str(part.days),
        "period": str(part.period),
        "amount": str(part.amount),
    }


def _columns(types: dict[str, str], rows: Sequence[dict[str, Any]]) -> list[list[Any]]:
    return [[row[name] for row in rows] for name in types]


def kept(words: Words) -> dict[str, Any]:
    """Words as they are stored, to be shown in the reader's language later."""
    text, values = keep_words(words)
    return {"text": text, "values": values}
