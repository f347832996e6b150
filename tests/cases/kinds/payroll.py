"""Kinds of payroll: Indonesia's income tax, contributions and employment law, by the rules of the country pack."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from dapur.services.payroll_statute import PayMonth
from dapur_hr.rules.payroll.proration import Month, Proration, employed_in
from dapur_indonesia import absence_pay, bpjs, holiday_allowance, overtime, pph21, severance
from dapur_indonesia.payroll_statute import TAXED_PREMIUMS, IndonesianPay
from dapur_indonesia.pph21_year import MonthOfYear, YearTax, year_tax
from dapur_indonesia.rounding import half_up
from tests.cases.kinds import Bench, Kind, Kinds

Given = Mapping[str, Any]
NAMES = {"health": "kesehatan", "old_age": "jht", "pension": "jp", "accident": "jkk", "death": "jkm"}


def exact(value: Any) -> Fraction:
    """A figure of the file, exactly."""
    return Fraction(str(value))


def day_of(value: Any) -> date:
    """A date of the file."""
    return date.fromisoformat(str(value))


def cents(value: Fraction) -> str:
    """Two decimals, half up."""
    return f"{Decimal(half_up(value * 100)) / 100:.2f}"


def decimal(value: Fraction | int) -> Decimal:
    """A fraction whose decimals end."""
    return Decimal(value.numerator) / Decimal(value.denominator)


def ter_month(given: Given) -> dict[str, Any]:
    tax = pph21.ter_month(given["ptkp"], exact(given["gross"]), day_of(given["date"]), has_tax_id=given.get("tax_id", True))
    return {"category": tax.category, "rate_percent": tax.rate, "tax": tax.tax}


def gross_up_month(given: Given) -> dict[str, Any]:
    base = exact(given["base"])
    tax = pph21.gross_up_month(given["ptkp"], base, day_of(given["date"]), has_tax_id=given.get("tax_id", True))
    return {
        "category": tax.category, "rate_percent": tax.rate, "tax_allowance": tax.allowance,
        "gross": decimal(tax.gross), "tax": tax.tax, "take_home": decimal(tax.gross - tax.tax),
    }  # fmt: skip


def prorated(given: Given) -> dict[str, Any]:
    first, last = day_of(given["from"]), day_of(given["to"])
    month = Month(first.replace(day=1), frozenset(), frozenset())
    employed = employed_in(month, first, last)
    assert employed is not None
    basis = Proration("calendar_days")
    (worked,) = basis.stretches(month, [employed], {})
    amount = half_up(exact(given["monthly"]) * worked / basis.period(month))
    return {"days_worked": decimal(worked), "days_in_month": basis.period(month), "amount": amount}


def year(given: Given) -> dict[str, Any]:
    months, monthly = [], []
    has_tax_id = given.get("tax_id", True)
    for number, month in enumerate(given["months"], 1):
        last = _month_end(given["year"], month["month"])
        gross = exact(month["gross"])
        tax = pph21.ter_month(given["ptkp"], gross, last, has_tax_id=has_tax_id)
        months.append(MonthOfYear(gross, exact(month.get("pension", 0)), exact(month.get("zakat", 0)), tax.tax))
        if number < len(given["months"]):
            monthly.append({"month": month["month"], "rate_percent": tax.rate, "tax": tax.tax})
    before = given.get("previous_employer", {})
    found = year_tax(
        given["ptkp"],
        months,
        _month_end(given["year"], given["months"][-1]["month"]),
        is_part_year=given.get("subjective_part_year", False),
        has_tax_id=has_tax_id,
        previous_net=exact(before.get("net", 0)),
        previous_withheld=exact(before.get("withheld", 0)),
    )
    category, _rows = pph21.ter_category(given["ptkp"], date(given["year"], 1, 1))
    return {"category": category, "monthly": monthly, "last_period": _last_period(found)}


def _last_period(found: YearTax) -> dict[str, Any]:
    shown = {name: value for name, value in vars(found).items() if value is not None}
    return {name: half_up(value) for name, value in shown.items()}


def _month_end(year: int, month: int) -> date:
    return date.fromordinal((date(year, month + 1, 1) if month < 12 else date(year + 1, 1, 1)).toordinal() - 1)


def daily(given: Given) -> dict[str, Any]:
    method, tax = pph21.daily_tax(exact(given["daily_gross"]), day_of(given["date"]))
    return {"method": method, "tax_per_day": tax, "tax_total": tax * given["days"]}


def non_permanent(given: Given) -> dict[str, Any]:
    day = day_of(given["date"])
    found = [pph21.ter_month(given["ptkp"], exact(gross), day) for gross in given["gross_by_month"]]
    return {"category": found[0].category, "tax_by_month": [t.tax for t in found], "tax_total": sum(t.tax for t in found)}


def non_employee(given: Given) -> dict[str, Any]:
    day, has_tax_id = day_of(given["date"]), given.get("tax_id", True)
    taxes = [pph21.non_employee_tax(exact(p), day, has_tax_id=has_tax_id) for p in given["payments"]]
    return {"tax_by_payment": taxes, "tax_total": sum(taxes)}


def lump_sum(given: Given) -> dict[str, Any]:
    return {"tax": pph21.lump_sum_tax(given["type"], exact(given["amount"]), day_of(given["date"]))}


def foreign(given: Given) -> dict[str, Any]:
    return {"tax": pph21.foreign_tax(exact(given["gross"]), day_of(given["date"]), treaty_rate=given.get("rate_percent", ""))}


def borne_by_government(given: Given) -> dict[str, Any]:
    day = day_of(given["date"])
    tax = pph21.ter_month(given["ptkp"], exact(given["gross"]), day, has_tax_id=given["tax_id"]).tax
    fixed = exact(given["fixed_regular_gross_first_month"])
    borne = pph21.is_borne_by_government(fixed, day, is_listed=given["listed_klu"], has_tax_id=given["tax_id"])
    state = tax if borne else 0
    return {
        "eligible": borne, "tax": tax, "borne_by_government": state, "deducted_from_employee": tax - state,
        "cash_paid_back_to_employee": state,
    }  # fmt: skip


def status(given: Given) -> dict[str, Any]:
    day = day_of(given.get("date", "2026-01-01"))
    found = pph21.ptkp_status(
        is_woman=given["sex"] == "F",
        is_married=given["married"],
        dependents=given["dependents"],
        husband_without_income=given.get("husband_no_income_statement", False),
        day=day,
    )
    return {"status": found, "category": pph21.ter_category(found, day)[0], "ptkp": pph21.ptkp_amount(found, day)}


def insured(given: Given, wage: Fraction) -> bpjs.Insured:
    return bpjs.Insured(
        wage,
        exact(given.get("minimum_wage", 0)),
        given.get("jkk_class", 1),
        given.get("jp", True),
        given.get("extra_members", 0),
        given.get("labour_intensive_relief", False),
    )


def contributions(given: Given) -> dict[str, Any]:
    return _contributions(insured(given, exact(given["wage"])), day_of(given["date"]))


def _contributions(person: bpjs.Insured, day: date) -> dict[str, Any]:
    lines = bpjs.contributions(person, day)
    by_name = {_named(line.code): line.amount for line in lines}
    bases = {line.code: decimal(line.base) for line in lines}
    return {
        **by_name,
        "kesehatan_base": bases["health_employee"],
        "jp_base": bases["pension_employee"],
        "employee_total": sum(line.amount for line in lines if line.payer == "employee"),
        "employer_total": sum(line.amount for line in lines if line.payer == "employer"),
    }


def _named(code: str) -> str:
    kind, _underscore, payer = code.rpartition("_")
    return f"{NAMES[kind]}_{payer}"


FACTS = {"ptkp": "ptkp", "minimum_wage": "minimum_wage", "jkk_class": "risk_class", "extra_members": "extra_members"}


def payslip(given: Given) -> dict[str, Any]:
    day = day_of(given["date"])
    wage = exact(given["basic"]) + exact(given.get("fixed_allowance", 0))
    regular = wage + exact(given.get("variable_allowance", 0)) + exact(given.get("overtime", 0))
    irregular = exact(given.get("thr", 0)) + exact(given.get("bonus", 0))
    answer = IndonesianPay().month(_pay_month(given, day, wage, regular, irregular))
    amounts = {line.code: line.amount for line in answer.lines}
    sums = {side: sum(line.amount for line in answer.lines if line.side == side) for side in ("deduction", "employer")}
    earned, allowance, tax = decimal(regular + irregular), amounts.get("tax_allowance", 0), amounts["income_tax"]
    return {
        "earnings": earned,
        "bpjs": _contributions(insured(given, wage), day) | _social_amounts(amounts),
        "employer_premiums_taxable": sum(amounts.get(code, 0) for code in TAXED_PREMIUMS),
        "tax_allowance": allowance,
        "taxable_gross": answer.figures["gross"],
        "category": pph21.ter_category(given["ptkp"], day)[0],
        "rate_percent": next(line.rate for line in answer.lines if line.code == "income_tax"),
        "pph21": tax,
        "employee_bpjs": sums["deduction"] - tax,
        "net_pay": earned + allowance - sums["deduction"],
        "employer_cost": earned + allowance + sums["employer"],
    }


def _pay_month(given: Given, day: date, wage: Fraction, regular: Fraction, irregular: Fraction) -> PayMonth:
    facts = {FACTS[name]: str(value) for name, value in given.items() if name in FACTS}
    facts["tax_method"] = "gross" if given.get("method", "gross") == "gross" else "gross_up"
    facts["pension"] = "yes" if given.get("jp", True) else "no"
    facts["tax_id"] = "yes" if given.get("tax_id", True) else "no"
    facts["accident_relief"] = "yes" if given.get("labour_intensive_relief", False) else "no"
    earnings = {"regular": decimal(regular), "irregular": decimal(irregular)}
    return PayMonth(day.replace(day=1), day, date(2020, 1, 1), None, decimal(wage), earnings, facts=facts)


def _social_amounts(amounts: Mapping[str, Decimal]) -> dict[str, Decimal]:
    return {_named(code): amount for code, amount in amounts.items() if code.rpartition("_")[0] in NAMES}


def thr(given: Given) -> dict[str, Any]:
    holiday = day_of(given["holiday_date"])
    if "last_wages" in given:
        last = [exact(w) for w in given["last_wages"]][-12:]
        wage = sum(last, Fraction(0)) / len(last)
    else:
        wage = exact(given["basic"]) + exact(given.get("fixed_allowance", 0))
    ended = day_of(given["employment_ended"]) if "employment_ended" in given else None
    permanent = given.get("contract", "PKWTT") == "PKWTT"
    found = holiday_allowance.holiday_allowance(day_of(given["hire_date"]), holiday, wage, ended=ended, is_permanent=permanent)
    return {"service_months": found.months, "eligible": found.is_due, "amount": found.amount}


def thr_due(given: Given) -> dict[str, Any]:
    return {"latest_payment": holiday_allowance.latest_payment(day_of(given["holiday_date"]))}


def overtime_pay(given: Given) -> dict[str, Any]:
    wage = exact(given["basic"]) + exact(given.get("fixed_allowance", 0))
    days = [(d["type"], exact(d["hours"])) for d in given["days"]]
    day = day_of(given.get("date", "2026-01-01"))
    found = overtime.overtime(wage, exact(given.get("variable_allowance", 0)), given["week_days"], days, day)
    return {"hourly_wage": cents(found.hourly), "units": decimal(found.units), "amount": found.amount}


def daily_to_monthly(given: Given) -> dict[str, Any]:
    day = date(2026, 1, 1)
    factor, wage = overtime.monthly_of_daily(exact(given["daily_wage"]), given["week_days"], day)
    return {"factor": factor, "monthly_wage": half_up(wage), "hourly_wage": cents(overtime.hourly_wage(wage, 0, day))}


def severance_pay(given: Given) -> dict[str, Any]:
    found = severance.severance(
        day_of(given["hire_date"]),
        day_of(given["last_day"]),
        exact(given["basic"]) + exact(given.get("fixed_allowance", 0)),
        given["cause"],
        rights=exact(given.get("compensation_of_rights", 0)),
        separation=exact(given.get("separation_pay", 0)),
    )
    return {
        "service_years": found.years, "severance_months": found.pay_months, "award_months": found.award_months,
        "severance_pay": found.pay, "service_award": found.award, "total": found.total, "final_tax": found.tax, "net": found.net,
    }  # fmt: skip


def pkwt_compensation(given: Given) -> dict[str, Any]:
    months, days, amount = severance.contract_compensation(
        day_of(given["start"]), day_of(given["end"]), exact(given["wage"]), is_foreigner=given.get("foreigner", False)
    )
    return {"months": months, "days": days, "amount": amount}


def maternity(given: Given) -> dict[str, Any]:
    return _months(absence_pay.maternity_pay(exact(given["monthly_wage"]), given["months"], date(2026, 1, 1)))


def sick(given: Given) -> dict[str, Any]:
    return _months(absence_pay.sick_pay(exact(given["monthly_wage"]), given["months"], date(2026, 1, 1)))


def _months(amounts: list[int]) -> dict[str, Any]:
    return {"pay_by_month": amounts, "total": sum(amounts)}


def late_wage(given: Given) -> dict[str, Any]:
    due, paid = day_of(given["due"]), day_of(given["paid"])
    days = (paid - due).days
    return {
        "days_late": days,
        "fine_percent": decimal(absence_pay.late_wage_percent(days, due)),
        "fine": absence_pay.late_wage_fine(exact(given["wage"]), due, paid),
    }


def _kind(compute: Callable[[Given], dict[str, Any]]) -> Kind:
    async def run(_bench: Bench, given: Given) -> dict[str, Any]:
        return compute(given)

    made: Callable[[Bench, Given], Awaitable[dict[str, Any]]] = run
    return made


KINDS: Kinds = {
    name: _kind(compute)
    for name, compute in {
        "pph21_ter_month": ter_month,
        "pph21_gross_up_month": gross_up_month,
        "pph21_year": year,
        "pph21_daily": daily,
        "pph21_non_permanent_monthly": non_permanent,
        "pph21_non_employee": non_employee,
        "pph21_final_lump_sum": lump_sum,
        "pph26": foreign,
        "pph21_borne_by_government": borne_by_government,
        "ptkp_status": status,
        "bpjs": contributions,
        "payslip": payslip,
        "prorate": prorated,
        "thr": thr,
        "thr_due": thr_due,
        "overtime": overtime_pay,
        "daily_to_monthly": daily_to_monthly,
        "severance": severance_pay,
        "pkwt_compensation": pkwt_compensation,
        "maternity_pay": maternity,
        "sick_pay": sick,
        "late_wage_fine": late_wage,
    }.items()
}
