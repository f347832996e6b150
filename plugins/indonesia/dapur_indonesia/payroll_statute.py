"""The service PayrollStatute: PPh 21 and BPJS of one month, each line with its basis, rate and regulation."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from dapur.contract import Service, Words, _
from dapur.services.payroll_statute import MonthAnswer, PayMonth, PayrollStatute, StatuteFact, StatuteLine
from dapur_indonesia.bpjs import Contribution, contributions
from dapur_indonesia.dated import block
from dapur_indonesia.payroll_facts import FACTS, Facts, least_wage, read_facts
from dapur_indonesia.pph21 import gross_up_month, is_borne_by_government, ter_month
from dapur_indonesia.pph21_year import MonthOfYear, YearTax, year_tax
from dapur_indonesia.rounding import Exact, half_up

TAXED_PREMIUMS = ("health_employer", "accident_employer", "death_employer")
"""The employer's contributions that are income of the worker (PMK 168/2023 art. 5); old age and pension are not."""
TAX_FREE_SHARES = ("old_age_employee", "pension_employee")
"""The worker's contributions that lower the taxable income of the year (PMK 168/2023 art. 10)."""
TITLES = {
    "health_employee": _("BPJS health, employee"),
    "old_age_employee": _("BPJS old age (JHT), employee"),
    "pension_employee": _("BPJS pension (JP), employee"),
    "health_employer": _("BPJS health, employer"),
    "old_age_employer": _("BPJS old age (JHT), employer"),
    "pension_employer": _("BPJS pension (JP), employer"),
    "accident_employer": _("BPJS work accident (JKK)"),
    "death_employer": _("BPJS death (JKM)"),
}
TAX_ROLE = "income_tax_21_payable"


class IndonesianPay:
    """Indonesia's rules; they need neither company nor transaction."""

    def facts(self) -> Sequence[StatuteFact]:
        """What is asked of people and of the company."""
        return FACTS

    def month(self, month: PayMonth) -> MonthAnswer:
        """Contributions, then the tax: by average rates, or the true-up in the last tax period."""
        facts = read_facts(month)
        social = [line for line in contributions(facts.insured, month.month) if line.amount]
        gross = _taxable(month, social)
        pension = _sum(social, TAX_FREE_SHARES) + Fraction(month.deductions.get("pension", 0))
        this = MonthOfYear(gross, pension, Fraction(month.deductions.get("donation", 0)))
        tax = _last_period(month, facts, this) if _is_last(month) else _ordinary(month, facts, gross)
        lines = [*(_social_line(line) for line in social if line.payer == "employee"), *tax.lines]
        lines += [_social_line(line) for line in social if line.payer == "employer"]
        figures = {"gross": gross + tax.allowance, "pension": pension, "donation": this.zakat, "tax": tax.withheld}
        figures |= {"fixed": Fraction(month.earnings.get("regular", 0)), "borne": tax.borne}
        return MonthAnswer(lines, {name: _decimal(value) for name, value in figures.items() if value})

    def minimum_wage(self, facts: Mapping[str, str], day: date) -> Decimal | None:
        """Of the regency or city, else of the province, else what the company noted."""
        least = least_wage(facts, day)
        return _decimal(least) if least else None


class _Tax:
    """What the tax of a month came to: its lines, and the figures that later months need."""

    def __init__(
        self, month: PayMonth, facts: Facts, withheld: int, basis: Fraction, rate: str, words: Words, source: str
    ) -> None:
        self.withheld = Fraction(withheld)
        self.allowance = Fraction(0)
        self.borne = Fraction(0)
        self.lines: list[StatuteLine] = []
        self._deduct(withheld, basis, rate, words, source)
        if withheld > 0 and _is_borne(month, facts):
            self._bear(withheld, month.pay_day)

    def allow(self, allowance: int, basis: Fraction, source: str) -> None:
        """Add what the company pays so that the tax costs the worker nothing."""
        if not allowance:
            return
        self.allowance = Fraction(allowance)
        words = _("The smallest allowance that equals the tax on {basis} and itself").fill(basis=_decimal(basis))
        role = "allowance_expense"
        line = StatuteLine(
            "tax_allowance", _("Income tax allowance"), "earning", Decimal(allowance), _decimal(basis), "", words, source, role
        )
        self.lines.insert(0, line)

    def _deduct(self, amount: int, basis: Fraction, rate: str, words: Words, source: str) -> None:
        title = _("Income tax (PPh 21)")
        line = StatuteLine("income_tax", title, "deduction", Decimal(amount), _decimal(basis), rate, words, source, TAX_ROLE)
        self.lines.append(line)

    def _bear(self, amount: int, day: date) -> None:
        self.borne = Fraction(amount)
        rule = block("pph21", "borne_by_government", day)
        words = _("The government bears the tax; it is paid with the wage")
        title = _("Income tax borne by the government (DTP)")
        line = StatuteLine("tax_borne", title, "earning", Decimal(amount), Decimal(amount), "", words, rule["source"], TAX_ROLE)
        self.lines.append(line)


def _ordinary(month: PayMonth, facts: Facts, gross: Fraction) -> _Tax:
    compute = gross_up_month if facts.is_grossed_up else ter_month
    tax = compute(facts.ptkp, gross, month.pay_day, has_tax_id=facts.has_tax_id)
    words = _("{gross} × {rate}% (category {category}, {status})").fill(
        gross=_decimal(tax.gross), rate=Decimal(tax.rate), category=tax.category, status=facts.ptkp
    )
    if not facts.has_tax_id:
        words = _("{sum}, 20% more without a tax number").fill(sum=words)
    source = block("pph21", "ter_monthly", month.pay_day)["source"]
    made = _Tax(month, facts, tax.tax, Fraction(tax.gross), tax.rate, words, source)
    made.allow(tax.allowance, gross, source)
    return made


def _last_period(month: PayMonth, facts: Facts, this: MonthOfYear) -> _Tax:
    before = [_month_of_year(figures) for figures in month.earlier]
    allowance = _allowance(month, facts, before, this) if facts.is_grossed_up else 0
    year = _year(month, facts, [*before, _with(this, allowance)])
    withheld = _refundable(year, month)
    source = "PMK 168/2023 Pasal 10, 15(1)b"
    made = _Tax(month, facts, withheld, Fraction(year.taxable_income), "", _year_words(year), source)
    made.allow(allowance, Fraction(this.gross), source)
    return made


def _year(month: PayMonth, facts: Facts, months: list[MonthOfYear]) -> YearTax:
    return year_tax(
        facts.ptkp,
        months,
        month.pay_day,
        is_part_year=facts.is_part_year,
        has_tax_id=facts.has_tax_id,
        previous_net=facts.previous_net,
        previous_withheld=facts.previous_tax,
    )


def _allowance(month: PayMonth, facts: Facts, before: list[MonthOfYear], this: MonthOfYear) -> int:
    """The smallest allowance that equals what is left of the year's tax with it: from below, each step nearer."""
    allowance, wanted = 0, max(0, _year(month, facts, [*before, this]).tax_last_month)
    while wanted != allowance:
        allowance, wanted = wanted, max(0, _year(month, facts, [*before, _with(this, wanted)]).tax_last_month)
    return allowance


def _refundable(year: YearTax, month: PayMonth) -> int:
    """Too much withheld goes back to the worker, but not what the government bore (PMK 105/2025)."""
    borne = sum((figures.get("borne", Decimal(0)) for figures in month.earlier), Decimal(0))
    return max(year.tax_last_month, -int(year.withheld_before - Fraction(borne))) if borne else year.tax_last_month


def _year_words(year: YearTax) -> Words:
    return _(
        "Year: gross {gross} − occupational cost {cost} − pension {pension} − donation {donation} + net before {before}"
        " − PTKP {free} = taxable {taxable}; tax {tax} − withheld before {withheld}"
    ).fill(
        gross=_decimal(year.gross),
        cost=Decimal(year.occupational_cost),
        pension=_decimal(year.pension),
        donation=_decimal(year.zakat),
        before=_decimal(year.previous_net),
        free=Decimal(year.ptkp),
        taxable=Decimal(year.taxable_income),
        tax=Decimal(year.tax_for_period),
        withheld=_decimal(year.withheld_before),
    )


def _is_last(month: PayMonth) -> bool:
    """December, or the month in which the employment ends."""
    last = month.last_day
    return month.month.month == 12 or (last is not None and (last.year, last.month) <= (month.month.year, month.month.month))


def _is_borne(month: PayMonth, facts: Facts) -> bool:
    first = month.earlier[0].get("fixed", Decimal(0)) if month.earlier else month.earnings.get("regular", Decimal(0))
    return is_borne_by_government(
        Fraction(first), month.pay_day, is_listed=facts.is_in_listed_sector, has_tax_id=facts.has_tax_id
    )


def _taxable(month: PayMonth, social: list[Contribution]) -> Fraction:
    earned = sum((Fraction(month.earnings.get(kind, 0)) for kind in ("regular", "irregular", "benefit")), Fraction(0))
    return earned + _sum(social, TAXED_PREMIUMS)


def _social_line(line: Contribution) -> StatuteLine:
    words = _("{base} × {rate}%").fill(base=_decimal(line.base), rate=Decimal(line.rate))
    return StatuteLine(
        line.code,
        TITLES[line.code],
        "deduction" if line.payer == "employee" else "employer",
        Decimal(line.amount),
        _decimal(line.base),
        line.rate,
        words,
        line.source,
        "social_security_payable",
        "" if line.payer == "employee" else "social_security_expense",
    )


def _month_of_year(figures: Mapping[str, Decimal]) -> MonthOfYear:
    return MonthOfYear(*(Fraction(figures.get(name, 0)) for name in ("gross", "pension", "donation", "tax")))


def _with(month: MonthOfYear, allowance: int) -> MonthOfYear:
    return MonthOfYear(month.gross + allowance, month.pension, month.zakat)


def _sum(social: list[Contribution], codes: Sequence[str]) -> Fraction:
    return sum((Fraction(line.amount) for line in social if line.code in codes), Fraction(0))


def _decimal(value: Exact) -> Decimal:
    """Rupiah, with sen only where there are some."""
    if value.denominator == 1:
        return Decimal(int(value))
    return Decimal(half_up(value * 100)) / 100


def _make(_work: Any) -> IndonesianPay:
    return IndonesianPay()


PAYROLL_STATUTE = Service(PayrollStatute, _make, readable=True)
