"""PPh 21 of a month: PTKP, average effective rates (TER), gross-up, and the tax of those who are no permanent staff.

Sources stand in data/pph21.toml, block by block; a block is chosen by the date of payment.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

from dapur.contract import Refused, _
from dapur_indonesia.dated import block, block_or_none, percent
from dapur_indonesia.rate_tables import Row, progressive, row_for, rows_of
from dapur_indonesia.rounding import Exact, round_tax


@dataclass(frozen=True)
class MonthTax:
    """The tax of one payment: `gross` in this row of this category (rate in percent). allowance: what a gross-up adds."""

    category: str
    rate: str
    gross: Exact
    tax: int
    allowance: int = 0


def ptkp_status(*, is_woman: bool, is_married: bool, dependents: int, husband_without_income: bool = False, day: date) -> str:
    """The status from a person's circumstances on 1 January (PMK 168/2023 art. 9).

    A married woman counts as TK/0 unless a statement of the district office says that her husband has no income.
    """
    counted = min(max(dependents, 0), int(block("pph21", "ptkp", day)["max_dependents"]))
    if is_woman and is_married and not husband_without_income:
        return "TK/0"
    return f"{'K' if is_married else 'TK'}/{counted}"


def ptkp_amount(status: str, day: date) -> int:
    """The free income of a year. K/I (a wife's income joined) exists in the annual return only. Raises Refused."""
    rule = block("pph21", "ptkp", day)
    married, _slash, dependents = own_status(status).partition("/")
    if married not in ("K", "TK") or dependents not in ("0", "1", "2", "3"):
        raise Refused(
            "PTKP_UNKNOWN", _("{status} is no PTKP status. Choose one from TK/0 to K/3.").fill(status=status), field="ptkp"
        )
    return int(rule["self"] + rule["married"] * (married == "K") + rule["dependent"] * int(dependents))


def own_status(status: str) -> str:
    """K/I/n counts as K/n for an employer."""
    return status.replace("K/I/", "K/")


def ter_category(status: str, day: date) -> tuple[str, tuple[Row, ...]]:
    """The category of a status and its rows (PP 58/2023 annex A to C)."""
    ptkp_amount(status, day)
    for category in block("pph21", "ter_monthly", day)["category"]:
        if own_status(status) in category["ptkp"]:
            return category["name"], _rows(day)[category["name"]]
    raise AssertionError(f"no category holds {status}")


def surcharge(*, has_tax_id: bool, day: date) -> Fraction:
    """Without an NPWP or a valid NIK the tax is 20% higher (UU PPh art. 21(5a))."""
    return Fraction(1) if has_tax_id else 1 + percent(block("pph21", "no_tax_id_surcharge", day)["percent"])


def ter_month(status: str, gross: Exact, day: date, *, has_tax_id: bool = True) -> MonthTax:
    """Tax of a month that is not the last tax period: the whole gross at the rate of its row, rounded once."""
    category, rows = ter_category(status, day)
    row = row_for(rows, gross)
    return MonthTax(category, row.rate, gross, round_tax(gross * row.part * surcharge(has_tax_id=has_tax_id, day=day), day))


def gross_up_month(status: str, base: Exact, day: date, *, has_tax_id: bool = True) -> MonthTax:
    """The smallest allowance T in whole rupiah with T = tax(base + T) (PMK 168/2023 annex B I.4).

    Within a row it is base × r / (100 − r); the first row that holds base and allowance together gives the smallest.
    """
    category, rows = ter_category(status, day)
    factor = surcharge(has_tax_id=has_tax_id, day=day)
    for row in rows:
        rate = row.part * factor
        near = round_tax(base * rate / (1 - rate), day)
        for allowance in (near - 1, near, near + 1):
            if allowance >= 0 and row.holds(base + allowance) and round_tax((base + allowance) * rate, day) == allowance:
                return MonthTax(category, row.rate, base + allowance, allowance, allowance)
    raise AssertionError("the open row always has a solution")


def daily_tax(gross: Exact, day: date) -> tuple[str, int]:
    """Tax of a working day of a worker who is neither permanent nor paid by the month, and how it is computed."""
    rule = block("pph21", "ter_daily", day)
    for row in rows_of(rule):
        if row.holds(gross):
            return ("0%" if row.rate == "0" else f"{row.rate}% daily TER"), round_tax(gross * row.part, day)
    part = rule["article_17_percent"]
    return f"Art. 17 x {part}%", round_tax(yearly_tax(gross * percent(part), day), day)


def yearly_tax(income: Exact, day: date) -> Fraction:
    """Article 17 on taxable income, exactly."""
    return progressive(_yearly_rows(day), income)


def non_employee_tax(payment: Exact, day: date, *, has_tax_id: bool = True) -> int:
    """Tax of one payment to somebody who is no employee; payments are not added up (PMK 168/2023 art. 16(3))."""
    base = payment * percent(block("pph21", "non_employee", day)["base_percent"])
    return round_tax(yearly_tax(base, day) * surcharge(has_tax_id=has_tax_id, day=day), day)


def lump_sum_tax(kind: str, amount: Exact, day: date) -> int:
    """Final tax on severance, or on pension or JHT paid at once (PP 68/2009)."""
    kinds = {k["name"]: k for k in block("pph21", "final_lump_sum", day)["kind"]}
    return round_tax(progressive(rows_of(kinds[kind]), amount), day)


def foreign_tax(gross: Exact, day: date, *, treaty_rate: str = "") -> int:
    """PPh 26 of somebody without tax residence here; a treaty's rate, in percent, with a certificate of domicile."""
    return round_tax(gross * percent(treaty_rate or block("pph21", "pph26", day)["rate"]), day)


def is_borne_by_government(fixed_gross: Exact, day: date, *, is_listed: bool, has_tax_id: bool) -> bool:
    """Whether the state bears the tax (DTP): a listed sector, and a fixed gross of the year's first month within the limit."""
    rule = block_or_none("pph21", "borne_by_government", day)
    return rule is not None and is_listed and has_tax_id and fixed_gross <= rule["fixed_gross_at_most"]


@lru_cache
def _rows(day: date) -> dict[str, tuple[Row, ...]]:
    return {c["name"]: rows_of(c) for c in block("pph21", "ter_monthly", day)["category"]}


@lru_cache
def _yearly_rows(day: date) -> tuple[Row, ...]:
    return rows_of(block("pph21", "article_17", day))
