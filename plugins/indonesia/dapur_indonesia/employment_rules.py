"""Contracts, annual leave and wages by the law of Indonesia. Figures and sources: data/leave.toml."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from dapur.contract import Problem, Service, _
from dapur.services.employment_rules import AnnualLeave, ContractTerms, EmploymentRules, LeaveOffer, MonthlyWage
from dapur_indonesia.dated import read_data

PROBATION_FORBIDDEN = _("A fixed-term contract has no probation (PP 35/2021 art. 12). Leave it empty.")
PROBATION_LONG = _("Probation lasts {months} months at most (UU 13/2003 art. 60). Choose {day} or earlier.")
TERM_LONG = _(
    "Fixed terms last {years} years at most in all (PP 35/2021 art. 8). Choose {day} or earlier, or agree a permanent one."
)

WAGE_LOW = _("The wage {wage} is below the minimum wage {least} (PP 36/2021 art. 23).")
BASIC_LOW = _("Basic pay {basic} is less than {share}% of {wage}, basic pay and fixed allowances (PP 36/2021 art. 7).")


def _valid(name: str, day: date) -> dict[str, Any] | None:
    found = [row for row in read_data("leave")[name] if row["effective_from"] <= day]
    return max(found, key=lambda row: row["effective_from"], default=None)


def years_later(day: date, years: int, months: int = 0) -> date:
    """The same day so much later; the last of the month where the month is shorter."""
    number = (day.year + years) * 12 + day.month - 1 + months
    for last in (day.day, 30, 29, 28):
        try:
            return date(number // 12, number % 12 + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("unreachable")


class IndonesianEmployment:
    """Fulfils `EmploymentRules`."""

    def contract_problems(self, terms: ContractTerms) -> Sequence[Problem]:
        """Probation and length of contracts: PP 35/2021 arts. 8 and 12; UU 13/2003 art. 60."""
        law = _valid("contracts", terms.first_day)
        return [] if law is None else list(_problems(terms, law))

    def annual_leave(self, hired: date, day: date) -> AnnualLeave:
        """Twelve days once twelve months were worked without a break: UU 13/2003 art. 79(3)."""
        served = _months(hired, day)
        law = _valid("annual", day)
        due = law is not None and served >= law["after_months"]
        return AnnualLeave(served // 12, Decimal(law["days"]) if law is not None and due else Decimal(0))

    def leave_offers(self, day: date) -> Sequence[LeaveOffer]:
        """The kinds of leave of UU 13/2003 and UU 4/2024."""
        annual = _valid("annual", day)
        return [_offer(kind, annual) for kind in read_data("leave")["kinds"]]

    def wage_problems(self, wage: MonthlyWage, day: date) -> Sequence[Problem]:
        """Basic pay is three quarters of basic and fixed allowances, and both reach the minimum: PP 36/2021 arts. 7(2), 23."""
        law = _valid("wages", day)
        return [] if law is None else list(_wage_problems(wage, Decimal(law["basic_share_percent"])))


def _problems(terms: ContractTerms, law: dict[str, Any]) -> Iterator[Problem]:
    if terms.kind == "fixed_term":
        if terms.probation_until is not None:
            yield Problem("INDONESIA_PROBATION_FORBIDDEN", PROBATION_FORBIDDEN, "probation_until")
        latest = date.fromordinal(years_later(terms.served_from or terms.first_day, law["fixed_term_years"]).toordinal() - 1)
        if terms.last_day is not None and terms.last_day > latest:
            text = TERM_LONG.fill(years=law["fixed_term_years"], day=latest)
            yield Problem("INDONESIA_FIXED_TERM_LONG", text, "last_day")
        return
    latest = date.fromordinal(years_later(terms.first_day, 0, law["probation_months"]).toordinal() - 1)
    if terms.probation_until is not None and terms.probation_until > latest:
        text = PROBATION_LONG.fill(months=law["probation_months"], day=latest)
        yield Problem("INDONESIA_PROBATION_LONG", text, "probation_until")


def _wage_problems(wage: MonthlyWage, share: Decimal) -> Iterator[Problem]:
    if wage.minimum is not None and wage.total < wage.minimum:
        yield Problem("INDONESIA_WAGE_BELOW_MINIMUM", WAGE_LOW.fill(wage=wage.total, least=wage.minimum))
    if wage.basic * 100 < wage.total * share:
        yield Problem("INDONESIA_BASIC_SHARE", BASIC_LOW.fill(basic=wage.basic, wage=wage.total, share=share))


def _months(hired: date, day: date) -> int:
    """Completed months at the beginning of a day."""
    months = (day.year - hired.year) * 12 + day.month - hired.month
    return max(0, months if years_later(hired, 0, months) <= day else months - 1)


def _offer(kind: dict[str, Any], annual: dict[str, Any] | None) -> LeaveOffer:
    given = annual if kind.get("yearly") else None
    return LeaveOffer(
        kind["code"],
        kind["name_id"],
        kind["name_en"],
        kind["letter"],
        kind["tone"],
        is_paid=not kind.get("unpaid", False),
        counted="calendar_days" if kind.get("calendar") else "working_days",
        limit=Decimal(kind["limit"]) if "limit" in kind else None,
        yearly_days=Decimal(given["days"]) if given is not None else None,
        after_months=given["after_months"] if given is not None else 0,
        half_days=kind.get("half_days", False),
        is_confidential=kind.get("confidential", False),
        source=kind["source"],
    )


EMPLOYMENT_RULES = Service(EmploymentRules, lambda _source: IndonesianEmployment(), readable=True)
