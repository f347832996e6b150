"""Why a person's pay differs from the month before: reasons that the facts give, and whether they explain every line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from dapur_hr.rules.payroll.slip import ZERO

DAYS = ("days_present", "working_days", "paid_days", "period_days", "unpaid_days")
"""Figures of formulas that change with the calendar."""


@dataclass(frozen=True)
class ComparedLine:
    """What a line says as far as months are compared. full: amounts of a whole month by contract, in the order of the month.

    entered: what of the amount was entered for one month. is_statutory: from the statute; rate "" is a sum over the year.
    rule: the formula, and `inputs` what it looked at.
    """

    code: str
    amount: Decimal
    full: Sequence[Decimal] = ()
    entered: Decimal = ZERO
    basis: Decimal | None = None
    rate: str = ""
    is_statutory: bool = False
    rule: str = ""
    inputs: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class ComparedSlip:
    """A month's slip as far as months are compared."""

    net: Decimal
    paid_days: Decimal
    period_days: int
    unpaid_days: Decimal
    lines: Mapping[str, ComparedLine] = field(default_factory=dict)


@dataclass(frozen=True)
class Difference:
    """reasons: joined, left, full_month, raise, back_pay, unpaid_leave, days, entered:<code>, year_end, rate, first. unexplained: codes
    of lines that differ without a reason."""

    amount: Decimal | None
    reasons: tuple[str, ...]
    unexplained: tuple[str, ...]

    @property
    def is_explained(self) -> bool:
        """Whether every line that differs has a reason."""
        return not self.unexplained


@dataclass(frozen=True)
class Times:
    """Where the employment begins and ends, as seen from a month; `month`: its first day, `next_month`: of the next."""

    month: date
    next_month: date
    first_day: date
    last_day: date | None

    @property
    def joined(self) -> bool:
        """The first day lies in the month."""
        return self.first_day >= self.month

    @property
    def left(self) -> bool:
        """The last day lies in the month."""
        return self.last_day is not None and self.last_day < self.next_month


@dataclass(frozen=True)
class _Pair:
    """A line in both months; where it stood in one of them only, an empty one in the other."""

    now: ComparedLine
    old: ComparedLine
    stood_in_both: bool

    @property
    def one(self) -> ComparedLine:
        """Either, for what is the same in both."""
        return self.now if self.now.code else self.old


def compare(now: ComparedSlip, before: ComparedSlip | None, times: Times, *, is_first_run: bool) -> Difference:
    """This month against the month before. before: None where there was no slip."""
    if before is None:
        if times.joined or is_first_run:
            return Difference(None, ("joined",) if times.joined else ("first",), ())
        return Difference(None, (), tuple(now.lines))
    reasons: dict[str, None] = {}
    open_lines: list[str] = []
    following: list[str] = []
    for pair in _differing(now, before):
        found = _reasons(pair, now, before, times)
        reasons.update(dict.fromkeys(found))
        if not found:
            (following if _follows(pair) else open_lines).append(pair.one.code)
    if not reasons:
        open_lines += following
    return Difference(now.net - before.net, tuple(reasons), tuple(open_lines))


NO_LINE = ComparedLine("", ZERO)


def _differing(now: ComparedSlip, before: ComparedSlip) -> list[_Pair]:
    codes = [*now.lines, *(code for code in before.lines if code not in now.lines)]
    pairs = [
        _Pair(now.lines.get(code, NO_LINE), before.lines.get(code, NO_LINE), code in now.lines and code in before.lines)
        for code in codes
    ]
    return [pair for pair in pairs if pair.now.amount != pair.old.amount]


def _reasons(pair: _Pair, now: ComparedSlip, before: ComparedSlip, times: Times) -> list[str]:
    if pair.one.is_statutory:
        return _statutory(pair)
    if pair.one.code.startswith("retro_"):
        return ["back_pay"]
    found = []
    if pair.now.entered != pair.old.entered:
        found.append(f"entered:{pair.one.code}")
    if pair.now.full != pair.old.full:
        found.append("raise")
    if pair.now.full or pair.old.full:
        found += _days(now, before, times)
    if pair.stood_in_both and pair.now.rule and pair.now.rule == pair.old.rule and _other_days(pair):
        found.append("unpaid_leave" if now.unpaid_days != before.unpaid_days else "days")
    return found


def _other_days(pair: _Pair) -> bool:
    return any(pair.now.inputs.get(name) != pair.old.inputs.get(name) for name in DAYS)


def _days(now: ComparedSlip, before: ComparedSlip, times: Times) -> list[str]:
    """Why another part of the month is paid."""
    found = []
    if now.unpaid_days != before.unpaid_days:
        found.append("unpaid_leave")
    if times.left:
        found.append("left")
    if before.paid_days + before.unpaid_days < before.period_days:
        found.append("full_month")
    elif not found and (now.paid_days, now.period_days) != (before.paid_days, before.period_days) and now.unpaid_days:
        found.append("days")
    return found


def _statutory(pair: _Pair) -> list[str]:
    if not pair.stood_in_both or pair.now.rate == pair.old.rate:
        return []
    if "" in (pair.now.rate, pair.old.rate):
        return ["year_end"]
    return ["rate"] if pair.now.basis == pair.old.basis else []


def _follows(pair: _Pair) -> bool:
    """Whether a line only follows others: by the same formula from other inputs, or by the statute from another basis."""
    if pair.one.rule:
        return not pair.stood_in_both or (pair.now.rule == pair.old.rule and pair.now.inputs != pair.old.inputs)
    return pair.one.is_statutory and (not pair.stood_in_both or pair.now.basis != pair.old.basis)
