"""A country's rules of pay: taxes and contributions of one person's month. A country pack offers it; a payroll asks it.

    statute = work.find(PayrollStatute)
    if statute is not None:
        answer = statute.month(PayMonth(…))

A payroll knows no country: it keeps the facts that the statute asks for (by date, as text), hands over a month's
earnings by class, and books the lines of the answer. The rules read no database, so that a payroll may ask for
thousands of people at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, Protocol

from dapur.contract import Choice, Words

EarningClass = Literal["regular", "irregular", "benefit", "exempt"]
"""regular: paid every month. irregular: once in a while (bonus, holiday allowance). benefit: in kind, taxable but not
paid out. exempt: no income by law."""
DeductionClass = Literal["pension", "donation", "other"]
"""pension: to a recognised pension fund. donation: obligatory, through the employer. other: nothing to the statute."""
Side = Literal["earning", "deduction", "employer"]
"""earning: paid to the person. deduction: kept from the person. employer: a cost beside the pay."""


@dataclass(frozen=True)
class StatuteFact:
    """What a statute has to know of each person, or once of the company. Kept by date; a value is text.

    kind: "choice" one of `choices`; "flag" "yes" or "no"; "integer", "money" digits; "code" free text.
    """

    name: str
    title: Words
    of: Literal["person", "company"]
    kind: Literal["choice", "flag", "integer", "money", "code"]
    default: str
    choices: Sequence[Choice] = ()
    hint: Words = ""


@dataclass(frozen=True)
class Household:
    """What tax asks about a person's household."""

    is_woman: bool = False
    is_married: bool = False
    dependants: int = 0
    spouse_has_no_income: bool = False


@dataclass(frozen=True)
class PayMonth:
    """One person's month at one employer. Amounts are in the company's currency.

    month: its first day. pay_day: chooses the rules. first_day, last_day: of the employment, None while it goes on.
    wage: basic pay and fixed allowances of a whole month by contract. earnings: what this month pays, by EarningClass.
    deductions: what the company keeps, by DeductionClass. facts: by name of StatuteFact (missing: its default).
    household: as on 1 January, or on the first day of an employment that began later. nationality: ISO country code.
    earlier: figures of the answers for the earlier months of the same year and employment, the oldest first.
    """

    month: date
    pay_day: date
    first_day: date
    last_day: date | None
    wage: Decimal
    earnings: Mapping[str, Decimal]
    deductions: Mapping[str, Decimal] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    birth_date: date | None = None
    nationality: str = ""
    household: Household = Household()
    earlier: Sequence[Mapping[str, Decimal]] = ()


@dataclass(frozen=True)
class StatuteLine:
    """One line of the answer. amount: positive; a deduction below zero is given back.

    basis × rate (percent, as the law writes it; "" where it is no single rate) gives the amount; `formula` says how in
    words, `source` names the regulation. role: the ledger's role of what is owed or, for an earning, of what it costs.
    cost_role: for the employer's side, the role of the cost.
    """

    code: str
    title: Words
    side: Side
    amount: Decimal
    basis: Decimal
    rate: str
    formula: Words
    source: str
    role: str
    cost_role: str = ""


@dataclass(frozen=True)
class MonthAnswer:
    """lines: in the order of a slip. figures: what the statute wants to see again in later months of the year."""

    lines: Sequence[StatuteLine]
    figures: Mapping[str, Decimal]


class PayrollStatute(Protocol):
    """Taxes and contributions by law."""

    def facts(self) -> Sequence[StatuteFact]:
        """What it has to know of people and of the company."""
        ...

    def minimum_wage(self, facts: Mapping[str, str], day: date) -> Decimal | None:
        """The least wage a month on a day for whom these facts hold (missing: their defaults); None where it is not known."""
        ...

    def month(self, month: PayMonth) -> MonthAnswer:
        """The lines of one person's month. Raises Refused where a fact makes no sense or no rule is known for the day."""
        ...
