"""What a country's law says about contracts, wages and leave. Offered by country packs; departments know no country.

`find(EmploymentRules)` gives None for a company whose country has no pack: then only the company's own rules hold.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, Protocol

from dapur.contract import Problem


@dataclass(frozen=True)
class ContractTerms:
    """What a contract says. served_from: first day of fixed-term work with this employer that this contract goes on."""

    kind: Literal["permanent", "fixed_term"]
    first_day: date
    last_day: date | None = None
    probation_until: date | None = None
    served_from: date | None = None


@dataclass(frozen=True)
class AnnualLeave:
    """What the law gives a year. `days` are those of the year of service that contains the day."""

    service_years: int
    days: Decimal


@dataclass(frozen=True)
class MonthlyWage:
    """A whole month's pay by contract. minimum: of the place, None where it is not known."""

    basic: Decimal
    fixed_allowances: Decimal
    minimum: Decimal | None = None

    @property
    def total(self) -> Decimal:
        """What is compared with the minimum."""
        return self.basic + self.fixed_allowances


@dataclass(frozen=True)
class LeaveOffer:
    """A kind of leave that the law knows, as a company begins with it.

    counted: "working_days" or "calendar_days". limit: days a request may have at most (None: no limit).
    yearly_days and after_months: a balance that is given each year of service once so many months were served.
    letter: how the calendar shows it. is_confidential: only the person, HR and who approves see which leave it is.
    source: the regulation.
    """

    code: str
    name_id: str
    name_en: str
    letter: str
    tone: str
    is_paid: bool = True
    counted: Literal["working_days", "calendar_days"] = "working_days"
    limit: Decimal | None = None
    yearly_days: Decimal | None = None
    after_months: int = 0
    half_days: bool = False
    is_confidential: bool = False
    source: str = ""


class EmploymentRules(Protocol):
    """A country's rules of employment, by date."""

    def contract_problems(self, terms: ContractTerms) -> Sequence[Problem]:
        """What the law forbids about these terms, each at its field (kind, last_day, probation_until)."""
        ...

    def annual_leave(self, hired: date, day: date) -> AnnualLeave:
        """The least annual leave on a day for somebody who works without a break since they were hired."""
        ...

    def leave_offers(self, day: date) -> Sequence[LeaveOffer]:
        """The kinds of leave that the law knows on this day."""
        ...

    def wage_problems(self, wage: MonthlyWage, day: date) -> Sequence[Problem]:
        """What the law of a day has against a wage, each with the amounts and its source."""
        ...
