"""All that a slip is computed from: one person, one month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from dapur.services.payroll_statute import Household
from dapur_base.rules.spans import Span
from dapur_hr.rules.payroll.formula import Slice
from dapur_hr.rules.payroll.proration import Month, Proration
from dapur_hr.rules.payroll.slip import Part

NOBODY = Household()
"""Nothing is noted."""
Kind = Literal["earning", "deduction", "employer"]


@dataclass(frozen=True)
class Component:
    """How the payroll treats a component. is_fixed: a part of the monthly wage by contract.

    formula: "" where the amount is noted as pay or entered. role: the ledger's role of the cost (earning, employer) or of
    what is owed to others (deduction). payable_role: where the employer's cost is owed.
    """

    id: int
    code: str
    kind: Kind
    position: int = 100
    is_prorated: bool = True
    is_fixed: bool = True
    statute_class: str = "regular"
    formula: str = ""
    role: str = "salary_expense"
    payable_role: str = ""


@dataclass(frozen=True)
class PayAmount:
    """So much a month from the first through the last day of the span."""

    code: str
    amount: Decimal
    span: Span


@dataclass(frozen=True)
class Entry:
    """So much in this month only."""

    code: str
    amount: Decimal
    note: str = ""


@dataclass(frozen=True)
class Absent:
    """Away for a day or a part of it."""

    days: Fraction
    is_paid: bool


@dataclass(frozen=True)
class Rules:
    """What holds for everybody in the month. decimals: of the currency. tables: slices by code, for formulas."""

    month: Month
    pay_day: date
    decimals: int
    components: Sequence[Component]
    tables: Mapping[str, Sequence[Slice]] = field(default_factory=dict)
    company_facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class PersonMonth:
    """One person. first_day, last_day: of the employment. facts: those that the statute asks for.

    earlier: figures of the statute's answers of the months before in this year. back_pay: by component, a part a month that
    was paid otherwise than it should have been; its amount is what is owed (below zero: taken back). month: by the calendar of
    their unit where it is another than the company's.
    """

    first_day: date
    last_day: date | None
    proration: Proration
    pay: Sequence[PayAmount]
    entries: Sequence[Entry] = ()
    absent: Mapping[date, Absent] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    birth_date: date | None = None
    nationality: str = ""
    household: Household = NOBODY
    earlier: Sequence[Mapping[str, Decimal]] = ()
    back_pay: Mapping[str, Sequence[Part]] = field(default_factory=dict)
    month: Month | None = None
