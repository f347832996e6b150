"""Cases of hr: a month's payroll, its slips, its entry, its bank file."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from dapur.contract import NotFound
from dapur.jobs.kept_words import kept_words
from dapur.language.catalogue import translate
from dapur.queries.plan import Wish
from dapur.testing.companies import Actor
from tests.cases.adapter import Different
from tests.cases.hr import Hr
from tests.cases.hr_people import _components as make_components
from tests.cases.hr_people import component, shown_rows

CODES = {"HR_PAYROLL_POSTED": "ALREADY_POSTED", "HR_NOT_EMPLOYED": "NOT_EMPLOYED"}
ACCOUNTS = {
    "salary_expense": "salary_expense", "social_security_expense": "employer_contributions_expense",
    "social_security_payable": "contributions_payable", "income_tax_21_payable": "income_tax_payable",
    "employee_loan": "employee_loans", "salary_payable": "salaries_payable",
}  # fmt: skip
"""Role -> the case files' name of its account."""
BASES = {("working_days", "count_as_worked"): "working_days", ("working_days", "exclude"): "working_days_off_holidays"}


# -- what is given ------------------------------------------------------------------------------------


async def _currency(case: Hr, value: Any, given: Mapping[str, Any]) -> None:
    """Nothing statutory is assumed: the country's rules are off."""
    await case.boss.perform("core.switch_plugin_off", plugin="indonesia")
    object.__setattr__(case.boss.scope, "plugins", case.boss.scope.plugins - {"indonesia"})


async def _components(case: Hr, components: list[Mapping[str, Any]], given: Mapping[str, Any]) -> None:
    await make_components(case, components, given)
    if "slabs" in given:
        slices = [{"up_to": s.get("up_to"), "rate": Decimal(s["rate"]) * 100} for s in given["slabs"]]
        await case.boss.perform("hr.save_pay_slices", code="slab", from_day="2000-01-01", slices=slices)
    for item in components:
        await case.boss.perform("hr.save_pay_rule", **_rule(case, item))


def _rule(case: Hr, item: Mapping[str, Any]) -> dict[str, Any]:
    formula = item.get("formula", "")
    if "per" in item:
        formula = f"days_present * {item['rate']}"
    kinds = {"earning": "regular", "deduction": "other", "employer": "other"}
    return {
        "component": case.components[item["name"]], "statute_class": kinds[item["kind"]], "formula": formula,
        "is_prorated": item.get("prorate", item["kind"] == "earning"),
    }  # fmt: skip


async def _proration(case: Hr, rule: Any, given: Mapping[str, Any]) -> None:
    basis, days = _basis(rule)
    values = {"hr.proration": basis, "hr.proration_days": days}
    for name, value in values.items():
        await case.boss.perform("core.change_setting", name=name, value=value)


def _basis(rule: Any) -> tuple[str, int]:
    if isinstance(rule, str):
        return rule, 30
    return BASES.get((rule["basis"], rule.get("holidays", "")), rule["basis"]), rule.get("days", 30)


async def hired(case: Hr, code: str, facts: Mapping[str, Any]) -> None:
    """What an employee has of their own."""
    if "proration" in facts:
        fact = {"name": "proration", "value": _basis(facts["proration"])[0]}
        await case.boss.perform("hr.note_payroll_facts", employee=case.employees[code], from_day=facts["joined"], facts=[fact])


async def _payslips(case: Hr, slips: list[Mapping[str, Any]], given: Mapping[str, Any]) -> None:
    """Slips as they are given: each figure is a component of its own, so that the run comes to exactly these."""
    shape = (
        ("gross", "basic", "earning", "salary_expense", ""),
        ("contributions", "contributions", "deduction", "social_security_payable", ""),
        ("income_tax", "income_tax", "deduction", "income_tax_21_payable", ""),
        ("loan", "loan", "deduction", "employee_loan", ""),
        ("employer_contributions", "employer_part", "employer", "social_security_expense", "social_security_payable"),
    )
    for _name, code, kind, role, payable in shape:
        made = await component(case, code, kind)
        of_class = "regular" if kind == "earning" else "other"
        await case.boss.perform("hr.save_pay_rule", component=made, statute_class=of_class, role=role, payable_role=payable)
    await _ledger(case, {c for slip in slips for c in slip["cost_centres"]})
    for slip in slips:
        pay = [{"component": case.components[code], "amount": slip[name]} for name, code, *_rest in shape if slip[name] != "0"]
        await _hire_with(case, slip, pay)


async def _hire_with(case: Hr, slip: Mapping[str, Any], pay: list[dict[str, Any]]) -> None:
    code = slip["employee"]
    made = await case.boss.perform("hr.hire_employee", name=code, number=code, first_day="2020-01-01", pay=pay)
    case.employees[code], case.employments[code] = made.id, made.employment
    shares = [{"cost_centre": c, "percent": Decimal(s) * 100} for c, s in slip["cost_centres"].items()]
    raw = {"employee": made.id, "from_day": "2020-01-01"}
    await case.boss.perform("hr.share_cost", shares=shares, **raw)
    await case.boss.perform("hr.set_pay_account", bank="014", number=slip["account"], **raw)


async def _ledger(case: Hr, centres: set[str]) -> None:
    for code in sorted(centres):
        await case.boss.perform("accounting.save_dimension", kind="cost_centre", code=code, name=code)
    loan = await case.boss.perform(
        "accounting.save_account", code="1199", name_id="Pinjaman karyawan", name_en="Loans", type="asset"
    )
    await case.boss.perform("accounting.give_account_role", role="employee_loan", account=loan.id)


async def _nothing(case: Hr, value: Any, given: Mapping[str, Any]) -> None:
    """Said elsewhere."""


GIVEN = {
    "base_currency": _currency, "components": _components, "slabs": _nothing, "proration": _proration, "payslips": _payslips,
}  # fmt: skip


# -- steps --------------------------------------------------------------------------------------------


def _month(period: Any) -> str:
    return f"{str(period)[:7]}-01"


async def _run_payroll(case: Hr, step: Mapping[str, Any]) -> None:
    """The whole month; then each person who has no slip is asked for alone, so that the refusal of one is heard."""
    case.set_clock(None)
    month = _month(step["period"])
    run = await case.boss.perform("hr.start_payroll", month=month)
    case.kept["run " + month] = run.id
    if step.get("post"):
        await _post(case, run.id, step.get("date"))
    slips = await case.read(
        "select employee_id from hr.payslip where company_id = %s and run_id = %s", case.boss.scope.company, run.id
    )
    for code, employee in case.employees.items():
        if (employee,) not in slips and not await _is_yet_to_come(case, code, month):
            await case.boss.perform("hr.recalculate_payslip", payroll=run.id, employee=employee)


async def _is_yet_to_come(case: Hr, code: str, month: str) -> bool:
    rows = await case.read(
        "select 1 from hr.employment where company_id = %s and id = %s and first_day >= %s::date + interval '1 month'",
        *(case.boss.scope.company, case.employments[code], month),
    )
    return bool(rows)


async def _post(case: Hr, run: int, day: Any) -> Any:
    slips = await case.boss.page("hr.payroll_comparison", Wish(filters={"payroll": run, "status": ["open"]}))
    ids = [row["id"] for row in slips.dicts()]
    if ids:
        await case.boss.perform("hr.check_payslips", payroll=run, payslips=ids, note="Sudah dilihat")
    return await case.boss.perform("hr.post_payroll", id=run, day=str(day) if day else None)


async def _post_payroll(case: Hr, step: Mapping[str, Any]) -> None:
    month = _month(step["period"])
    if "run " + month not in case.kept:
        case.kept["run " + month] = (await case.boss.perform("hr.start_payroll", month=month)).id
    case.kept[step["ref"]] = await _post(case, case.kept["run " + month], step["date"])


async def _bank_file(case: Hr, step: Mapping[str, Any]) -> None:
    reader = await case.boss.reader()
    document = case.house.registry.documents["hr.bank_file"]
    made = await reader.document(document, {"payroll": case.kept[step["run"]].id})
    case.kept[step["ref"]] = made.content.decode()


async def _release(case: Hr, step: Mapping[str, Any]) -> None:
    month = _month(step["period"])
    run = case.kept["run " + month]
    if not await case.read(
        "select 1 from hr.payroll_run where company_id = %s and id = %s and state = 'posted'", case.boss.scope.company, run
    ):
        await _post(case, run, None)
    await case.boss.perform("hr.release_payslips", id=run)


async def _report(case: Hr, step: Mapping[str, Any]) -> None:
    from dapur.contract import Forbidden

    actor = case.kept[f"role {step['as_role']}"]
    try:
        rows = (
            await actor.page("hr.payroll_comparison", Wish(filters={"payroll": case.kept["run " + _month(step["period"])]}))
        ).dicts()
    except (Forbidden, NotFound):
        rows = []
    case.kept[f"report {step['as_role']} {step['name']}"] = len(rows)


async def _approve_raise(case: Hr, step: Mapping[str, Any]) -> None:
    """Noted when the case is played: whoever is hired then has no pay that was known before."""
    pay = [{"component": await component(case, "basic"), "amount": step["basic"]}]
    await case.boss.perform("hr.change_pay", employee=case.employees[step["employee"]], from_day=step["effective"], pay=pay)


async def _add_earning(case: Hr, step: Mapping[str, Any]) -> None:
    kind = "earning" if step["do"] == "add_earning" else "deduction"
    raw = {"component": await component(case, step["component"], kind), "month": _month(step["period"]), "amount": step["amount"]}
    await case.boss.perform("hr.add_pay_entry", employee=case.employees[step["employee"]], **raw)


STEPS = {
    "run_payroll": _run_payroll, "post_payroll": _post_payroll, "make_bank_file": _bank_file, "release_payslips": _release,
    "report": _report, "approve_raise": _approve_raise, "add_earning": _add_earning, "add_deduction": _add_earning,
}  # fmt: skip


async def _see_slip(case: Hr, actor: Actor, target: str) -> None:
    employee, _slash, period = target.partition("/")
    first = date.fromisoformat(_month(period))
    await shown_rows(case, actor, "hr.payslips", {"employee": case.employees[employee], "month": (first, first)})


VIEWS = {"payslip": _see_slip}


# -- checks -------------------------------------------------------------------------------------------


async def _slip(case: Hr, check: Mapping[str, Any]) -> Mapping[str, Any]:
    first = date.fromisoformat(_month(check["period"]))
    wish = Wish(filters={"employee": case.employees[check["employee"]], "month": (first, first)})
    rows = (await case.boss.page("hr.payslips", wish)).dicts()
    if not rows:
        raise Different("there is no slip")
    return rows[0]


async def _lines(case: Hr, slip: int) -> list[dict[str, Any]]:
    wish = Wish(filters={"payslip": slip}, limit=100)
    return (await case.boss.page("hr.payslip_lines", wish)).dicts()


async def _payslip(case: Hr, check: Mapping[str, Any]) -> None:
    slip = await _slip(case, check)
    lines = await _lines(case, slip["id"])
    signed = {
        row["code"]: -row["amount"] if row["side"] == "deduction" else row["amount"] for row in lines if row["side"] != "employer"
    }
    _same("lines", {name: Decimal(v) for name, v in check.get("lines", {}).items()}, _named(signed, check))
    employer = {row["code"]: row["amount"] for row in lines if row["side"] == "employer"}
    if "employer" in check:
        _same("employer", {name: Decimal(v) for name, v in check["employer"].items()}, employer)
    for name in ("gross", "net", "employer_cost", "paid_days", "period_days", "unpaid_days"):
        if name in check:
            _same(name, Decimal(str(check[name])), Decimal(str(slip[name])))
    if "segments" in check:
        _same(
            "segments", [{k: str(v) for k, v in s.items()} for s in check["segments"]], await _segments(case, slip["id"], check)
        )


def _named(signed: Mapping[str, Decimal], check: Mapping[str, Any]) -> dict[str, Decimal]:
    """A check lists every line that is not zero, except where it names only income_tax."""
    if set(check.get("lines", {})) == {"income_tax"}:
        return {"income_tax": signed.get("income_tax", Decimal(0))}
    return dict(signed)


async def _segments(case: Hr, slip: int, check: Mapping[str, Any]) -> list[dict[str, str]]:
    rows = await case.read(
        "select code, parts from hr.payslip_line where company_id = %s and payslip_id = %s", case.boss.scope.company, slip
    )
    parts = dict(rows)
    wanted = [key for key in check["segments"][0] if key not in ("start", "end")]
    (name,) = wanted
    return [{"start": p["first"], "end": p["last"], name: p["amount"]} for p in parts[name]]


async def _explain(case: Hr, check: Mapping[str, Any]) -> None:
    slip = await _slip(case, check)
    rows = await case.read(
        "select formula from hr.payslip_line where company_id = %s and payslip_id = %s and code = %s",
        *(case.boss.scope.company, slip["id"], check["component"]),
    )
    for language in ("id", "en"):
        told = translate(kept_words(rows[0][0]["text"], rows[0][0]["values"]), language).replace(".", "").replace(",", "")
        for amount in check["mentions"]:
            if amount not in told:
                raise Different(f"{told} does not mention {amount}")


async def _posting(case: Hr, check: Mapping[str, Any]) -> None:
    posted = case.kept[check["ref"]]
    rows = await case.read(
        "select r.role, l.debit, l.credit, coalesce(v.code, ''), e.date from accounting.entry e"
        " join accounting.line l on l.company_id = e.company_id and l.entry_id = e.id"
        " join accounting.account_role r on r.company_id = l.company_id and r.account_id = l.account_id"
        " left join accounting.dimension_set s on s.company_id = l.company_id and s.id = l.dimension_set_id"
        " left join accounting.dimension_value v on v.company_id = s.company_id and v.id = any (s.value_ids)"
        " where e.company_id = %s and e.id = %s",
        *(case.boss.scope.company, posted.entry),
    )
    found = {(ACCOUNTS[role], debit, credit, centre) for role, debit, credit, centre, _day in rows if role in ACCOUNTS}
    wanted = {
        (line["account"], Decimal(line.get("debit", 0)), Decimal(line.get("credit", 0)), line.get("cost_centre", ""))
        for line in check["lines"]
    }
    _same("lines", wanted, found)
    _same("date", str(check["date"]), str(rows[0][4]))


async def _bank_file_check(case: Hr, check: Mapping[str, Any]) -> None:
    rows = case.kept[check["ref"]].strip().splitlines()[1:]
    _same("rows", check["rows"], len(rows))
    _same("total", Decimal(check["total"]), sum(Decimal(row.split(",")[3]) for row in rows))


async def _report_rows(case: Hr, check: Mapping[str, Any]) -> None:
    _same("rows", check["rows"], case.kept[f"report {check['as_user']} {check['name']}"])


async def _audit(case: Hr, check: Mapping[str, Any]) -> None:
    """Successful views of a slip by somebody else than the case itself."""
    rows = await case.read(
        "select count(*) from core.audit_log where company_id = %s and action = 'S' and subject = 'hr.payslips' and actor_id <> %s",
        *(case.boss.scope.company, case.boss.scope.user),
    )
    _same("count", check["count"], rows[0][0])


async def _unchanged(case: Hr, check: Mapping[str, Any]) -> None:
    """Nothing of the slip was written after it was posted."""
    code, period = check["payslip"]
    rows = await case.read(
        "select s.made_at <= r.posted_at from hr.payslip s join hr.payroll_run r on r.company_id = s.company_id and r.id = s.run_id"
        " where s.company_id = %s and s.employment_id = %s and s.month = %s and r.state = 'posted'",
        *(case.boss.scope.company, case.employments[code], _month(period)),
    )
    _same("unchanged", [(True,)], rows)


def _same(name: str, expected: Any, found: Any) -> None:
    if expected != found:
        raise Different(f"{name}: {found}, expected {expected}")


CHECKS = {
    "payslip": _payslip, "explain": _explain, "posting": _posting, "bank_file": _bank_file_check, "report_rows": _report_rows,
    "audit": _audit, "unchanged": _unchanged,
}  # fmt: skip
