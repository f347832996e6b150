"""A slip on the screen: every line explained; and two months of one person side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dapur.contract import Words, _
from dapur.language.catalogue import translate
from dapur.language.dates import format_date, month_name
from dapur.queries.reader import Reader
from dapur_hr.payroll_pages.amounts import Amounts
from dapur_hr.payroll_pages.reasons import component_names, said
from dapur_hr.slip_reading import SIDES, ReadLine, ReadSlip, read_slip

ZERO = Decimal(0)


@dataclass(frozen=True)
class ShownLine:
    """A line, in this month and in the one before (empty where it did not stand)."""

    name: str
    now: str
    why: str
    source: str
    before: str = ""
    why_before: str = ""
    differs: bool = False


@dataclass(frozen=True)
class ShownSlip:
    """The page. sections: (title, lines). totals: (name, this month, last month). facts: (name, value)."""

    id: int
    employee: int
    payroll: int
    name: str
    month: str
    month_before: str
    is_draft: bool
    is_reversed: bool
    facts: Sequence[tuple[str, str]]
    sections: Sequence[tuple[str, Sequence[ShownLine]]]
    totals: Sequence[tuple[str, str, str]]
    reasons: str
    notes: Sequence[str]
    problem: str
    pdf: str
    may_run: bool
    is_open: bool
    masked: bool


async def one_slip(reader: Reader, parameters: dict[str, str]) -> ShownSlip:
    """The slip of the address; the reading is recorded."""
    return await _shown(reader, await read_slip(reader, int(parameters["id"])), None, Amounts(reader))


async def two_months(reader: Reader, parameters: dict[str, str]) -> ShownSlip:
    """The slip of the address beside the person's slip of the month before."""
    reader.need("hr.payroll.read")
    slip = await read_slip(reader, int(parameters["id"]))
    before = await read_slip(reader, slip.previous) if slip.previous is not None else None
    return await _shown(reader, slip, before, Amounts(reader, masked=parameters.get("mask") == "1"))


async def _shown(reader: Reader, slip: ReadSlip, before: ReadSlip | None, show: Amounts) -> ShownSlip:
    language = reader.scope.language
    is_open = slip.state not in ("posted", "reversed")
    return ShownSlip(
        id=slip.id,
        employee=slip.employee,
        payroll=slip.payroll,
        name=slip.name,
        month=month_name(slip.month, language),
        month_before=month_name(before.month, language) if before else "",
        is_draft=is_open,
        is_reversed=slip.state == "reversed",
        facts=[(translate(title, language), value) for title, value in _facts(slip, language) if value],
        sections=_sections(show, slip, before),
        totals=[
            (translate(title, language), show(slip.sums[name]), show(before.sums[name]) if before else "")
            for name, title in (("gross", _("Gross")), ("deductions", _("Deductions")), ("net", _("Net pay")))
        ],
        reasons=said(slip.reasons, await component_names(reader), language),
        notes=[show.words(translate(note, language)) for note in slip.notes],
        problem=translate(slip.problem, language) if slip.problem is not None else "",
        pdf=f"hr/documents/payslip?id={slip.id}",
        may_run=is_open and reader.scope.may("hr.payroll.run"),
        is_open=bool(slip.unexplained),
        masked=show.masked,
    )


def _facts(slip: ReadSlip, language: str) -> list[tuple[Words, str]]:
    days = f"{slip.sums['paid_days'].normalize():f} / {slip.sums['period_days']}" if slip.sums["period_days"] else ""
    return [
        (_("Employee number"), slip.number),
        (_("Unit"), slip.unit),
        (_("Position"), slip.position_en if language == "en" else slip.position_id),
        (_("Paid on"), format_date(slip.pay_day, language)),
        (_("Paid days"), days),
        (_("Paid to"), f"{slip.bank} {slip.account_number}".strip()),
    ]


def _sections(show: Amounts, slip: ReadSlip, before: ReadSlip | None) -> list[tuple[str, list[ShownLine]]]:
    found = []
    for side, title in SIDES:
        now = {line.code: line for line in slip.side(side)}
        old = {line.code: line for line in before.side(side)} if before else {}
        codes = [*now, *(code for code in old if code not in now)]
        if codes:
            lines = [_line(show, now.get(code), old.get(code), with_before=before is not None) for code in codes]
            found.append((translate(title, show.language), lines))
    return found


def _line(show: Amounts, now: ReadLine | None, old: ReadLine | None, *, with_before: bool) -> ShownLine:
    language, one = show.language, now or old
    assert one is not None
    return ShownLine(
        one.name(language),
        show(now.amount if now else None),
        show.words(now.why(language) if now else ""),
        one.by(language),
        show(old.amount if old else None) if with_before else "",
        show.words(old.why(language) if old else ""),
        with_before and (now.amount if now else ZERO) != (old.amount if old else ZERO),
    )
