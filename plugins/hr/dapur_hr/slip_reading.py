"""A slip with its lines as people read it: titles and explanations in both languages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from dapur.contract import Words, _
from dapur.jobs.kept_words import kept_words
from dapur.language.catalogue import translate
from dapur.queries.reader import Reader
from dapur_hr.queries.payslips import PAYSLIPS

SIDES: tuple[tuple[str, Words], ...] = (
    ("earning", _("Earnings")),
    ("benefit", _("Benefits in kind, not paid out")),
    ("deduction", _("Deductions")),
    ("employer", _("Paid by the company beside the pay")),
)
"""The parts of a slip, in their order."""
_LINES = """
    select l.code, l.side, l.amount, l.basis, l.rate, l.formula, l.source, l.parts, l.title, c.name_id, c.name_en
    from hr.payslip_line l
    left join hr.pay_component c on c.company_id = l.company_id and c.id = l.component_id
    where l.company_id = %s and l.payslip_id = %s order by l.position
"""
_SLIP = """
    select s.month, r.pay_day, s.unit, s.position_id_text, s.position_en_text, s.bank, s.account_number, s.account_holder,
           s.previous_id, s.notes, s.problem, s.run_id, s.employee_id, r.state, s.reasons, s.unexplained
    from hr.payslip s join hr.payroll_run r on r.company_id = s.company_id and r.id = s.run_id
    where s.company_id = %s and s.id = %s
"""


@dataclass(frozen=True)
class ReadLine:
    """A line. Words are shown in either language by `in_language`."""

    code: str
    side: str
    amount: Decimal
    name_id: str
    name_en: str
    formula: Words
    source: Words

    def name(self, language: str) -> str:
        """Its title."""
        return self.name_en if language == "en" else self.name_id

    def why(self, language: str) -> str:
        """How it was computed."""
        return translate(self.formula, language)

    def by(self, language: str) -> str:
        """By which agreement or regulation."""
        return translate(self.source, language)


@dataclass(frozen=True)
class ReadSlip:
    """A slip. sums: gross, deductions, net, employer_cost and the days by name."""

    id: int
    name: str
    number: str
    month: date
    pay_day: date
    unit: str
    position_id: str
    position_en: str
    bank: str
    account_number: str
    account_holder: str
    previous: int | None
    payroll: int
    employee: int
    state: str
    reasons: Sequence[str]
    unexplained: Sequence[str]
    sums: Mapping[str, Any]
    lines: Sequence[ReadLine]
    notes: Sequence[Words]
    problem: Words | None

    def side(self, side: str) -> list[ReadLine]:
        """The lines of a side."""
        return [line for line in self.lines if line.side == side]


async def read_slip(reader: Reader, slip: int) -> ReadSlip:
    """A slip that the reader may see, which is recorded. Raises NotFound and Forbidden."""
    seen = await reader.one(PAYSLIPS, slip)
    ((month, pay_day, unit, position_id, position_en, bank, number, holder, previous, notes, problem, run, employee, state,
      reasons, unexplained),) = await reader.rows(_SLIP, reader.scope.company, slip)  # fmt: skip
    lines = [_line(row) for row in await reader.rows(_LINES, reader.scope.company, slip)]
    return ReadSlip(
        slip, seen["name"], seen["number"], month, pay_day, unit, position_id, position_en, bank, number, holder, previous,
        run, employee, state, reasons, unexplained, seen, lines,
        [kept_words(note["text"], note["values"]) for note in notes],
        kept_words(problem["text"], problem["values"]) if problem else None,
    )  # fmt: skip


def _line(row: tuple[Any, ...]) -> ReadLine:
    code, side, amount, _basis, _rate, formula, source, _parts, title, name_id, name_en = row
    indonesian = name_id or translate(kept_words(title, {}), "id")
    english = name_en or title
    if code.startswith("retro_"):
        indonesian, english = f"Rapel {indonesian}", f"Back pay: {english}"
    return ReadLine(
        code, side, amount, indonesian, english, kept_words(formula["text"], formula["values"]),
        kept_words(source["text"], source["values"]),
    )  # fmt: skip
