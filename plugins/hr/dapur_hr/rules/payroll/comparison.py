"""Why a person's pay differs from the month before: reasons that the facts give, and whether they explain every line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from dapur_hr.rules.payroll.slip import ZERO


@dataclass(frozen=True)
class ComparedLine:
    """What a line says as far as months are compared. full: amounts of a whole month by contract, in the order of the month.

    entered: what of the amount was entered for one month. is_statutory: from the statute; rate "" is a sum over the year.
    is_formula: computed from other lines.
    """

    code: str
    amount: Decimal
    full: Sequence[Decimal] = ()
    entered: Decimal = ZERO
    basis: Decimal | None = None
    rate: str = ""
    is_statutory: bool = False
    is_formula: bool = False


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


def compare(now: ComparedSlip, before: ComparedSlip | None, times: Times, *, is_first_run: bool) -> Difference:
    """This month against the month before. before: None where there was no slip."""
    if before is None:
        if times.joined or is_first_run:
            return Difference(None, ("joined",) if times.joined else ("first",), ())
        return Difference(None, (), tuple(now.lines))
    reasons: dict[str, None] = {}
    open_lines: list[str] = []
    following: list[str] = []
    for code in [*now.lines, *(c for c in before.lines if c not in now.lines)]:
        line, old = now.lines.get(code), before.lines.get(code)
        if (line.amount if line else ZERO) == (old.amount if old else ZERO):
            continue
        found = _reasons(line, old, now, before, times)
        reasons.update(dict.fromkeys(found))
        if not found:
            (following if _follows(line, old) else open_lines).append(code)
    if not reasons:
        open_lines += following
    return Difference(now.net - before.net, tuple(reasons), tuple(open_lines))


def _reasons(
    line: ComparedLine | None, old: ComparedLine | None, now: ComparedSlip, before: ComparedSlip, times: Times
) -> list[str]:
    if (line or old) is None:
        return []
    if (line or old).is_statutory:  # type: ignore[union-attr]  # one of them is there
        return _statutory(line, old)
    if (line or old).code.startswith("retro_"):  # type: ignore[union-attr]
        return ["back_pay"]
    found = []
    if (line.entered if line else ZERO) != (old.entered if old else ZERO):
        found.append(f"entered:{(line or old).code}")  # type: ignore[union-attr]
    if (line.full if line else ()) != (old.full if old else ()):
        found.append("raise")
    if (line and line.full) or (old and old.full):
        found += _days(now, before, times)
    return found


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


def _statutory(line: ComparedLine | None, old: ComparedLine | None) -> list[str]:
    if line is None or old is None:
        return []
    if line.code == old.code and line.rate != old.rate:
        if "" in (line.rate, old.rate):
            return ["year_end"]
        return ["rate"] if line.basis == old.basis else []
    return []


def _follows(line: ComparedLine | None, old: ComparedLine | None) -> bool:
    """Whether a line only follows others: computed from them, or by the statute from a basis that moved."""
    one = line or old
    if one is None:
        return False
    return one.is_formula or (one.is_statutory and (line is None or old is None or line.basis != old.basis))
