"""Cases of hr: people, their pay as facts, leave, and who may see what."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from dapur.contract import Forbidden, NotFound
from dapur.queries.plan import Wish
from dapur.testing.companies import Actor
from tests.cases.adapter import Different
from tests.cases.hr import Hr

CODES = {"HR_INSUFFICIENT_LEAVE": "INSUFFICIENT_LEAVE", "HR_NOT_EMPLOYED": "NOT_EMPLOYED", "HR_LEAVE_OVERLAPS": "LEAVE_OVERLAPS"}
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
OFFICE = "08:00-12:00, 13:00-17:00"
ROLE_OF = {"manager": ("manager", "employee"), "payroll_officer": ("payroll_officer",), "auditor": ("auditor",)}
"""Role of the case -> roles of the product; a role that has nothing to do with people's pay is no role here."""


# -- what is given ------------------------------------------------------------------------------------


async def _nothing(case: Hr, value: Any, given: Mapping[str, Any]) -> None:
    """Said elsewhere, or the way it is anyway."""


async def _workweek(case: Hr, days: list[str], given: Mapping[str, Any]) -> None:
    hours: dict[str, Any] = {day: OFFICE if day[:3] in days else "" for day in WEEK}
    calendar = await _calendar(case)
    await case.boss.perform("base.set_hours", calendar_id=calendar, valid_from="2000-01-01", days_off="none", **hours)


async def _holidays(case: Hr, days: list[str], given: Mapping[str, Any]) -> None:
    calendar = await _calendar(case)
    for day in days:
        await case.boss.perform("base.set_calendar_day", calendar_id=calendar, day=day, name="Libur")


async def _calendar(case: Hr) -> int:
    rows = await case.read("select id from base.calendar where company_id = %s and is_default", case.boss.scope.company)
    return int(rows[0][0])


async def _components(case: Hr, components: list[Mapping[str, Any]], given: Mapping[str, Any]) -> None:
    for item in components:
        await component(case, item["name"], item["kind"])


async def component(case: Hr, name: str, kind: str = "earning") -> int:
    """The pay component of this name, made on first use."""
    if name not in case.components:
        made = await case.boss.perform("hr.save_pay_component", code=name, name_id=name, name_en=name, kind=kind)
        case.components[name] = made.id
    return case.components[name]


async def _leave_types(case: Hr, types: list[Mapping[str, Any]], given: Mapping[str, Any]) -> None:
    for item in types:
        counted = "accrual" in item or "grant" in item
        made = await case.boss.perform(
            "hr.save_leave_type", code=f"{item['type']}_of_case", name_id=item["type"], name_en=item["type"], letter="X",
            is_paid=item["paid"], has_balance=counted, has_half_days=True,
        )  # fmt: skip
        case.leave_types[item["type"]] = made.id
        if counted:
            await case.boss.perform("hr.set_leave_rule", type=made.id, **_rule(item))


def _rule(item: Mapping[str, Any]) -> dict[str, Any]:
    if "accrual" in item:
        accrual = item["accrual"]
        first_part = accrual["first_month"] == "prorate_calendar"
        return {
            "way": "monthly", "days": accrual["days_per_month"], "from_day": "2000-01-01", "first_part": first_part,
            "round_to": accrual["round_to"],
        }  # fmt: skip
    grant, carry = item["grant"], item.get("carry_forward", {})
    first = date.fromisoformat(grant["date"])
    rule = {"way": "yearly", "days": grant["days"], "from_day": grant["date"], "start_month": first.month}
    if carry:
        after = date.fromisoformat(carry["expires"]) + timedelta(days=1)
        rule |= {"carry_most": carry["max"], "carry_months": (after.year - first.year) * 12 + after.month - first.month}
    return rule


async def _employees(case: Hr, people: list[Mapping[str, Any]], given: Mapping[str, Any]) -> None:
    with_manager = [p for p in people if p.get("manager")]
    if with_manager:
        await case.boss.perform("base.save_organisation_unit", code="OPS", name="Operasi")
    for person in sorted(people, key=lambda p: "manager" in p):
        await _hire(case, person, given, bool(with_manager))
    for item in given.get("leave_types", ()):
        if "grant" in item:
            await case.boss.perform("hr.give_leave", through=item["grant"]["date"])


async def _hire(case: Hr, person: Mapping[str, Any], given: Mapping[str, Any], with_units: bool) -> None:
    code = person["code"]
    paid = [item["name"] for item in given.get("components", ()) if item["name"] in person] or ["basic"]
    pay = [{"component": await component(case, name), "amount": person[name]} for name in paid if name in person]
    raw: dict[str, Any] = {"name": code, "number": code, "first_day": person["joined"], "pay": pay}
    if with_units:
        units = await case.read("select id from base.organisation_unit where company_id = %s", case.boss.scope.company)
        raw |= {"unit": units[0][0], "manager": case.employees.get(person.get("manager", ""))}
    if "roles" in given:
        roles = ROLE_OF.get(given["roles"].get(code, ""), ("employee",))
        raw["user"] = (await case.member(code, *roles)).scope.user
    made = await case.boss.perform("hr.hire_employee", raw)
    case.employees[code], case.employments[code] = made.id, made.employment
    if "left" in person:
        await case.boss.perform("hr.end_employment", employee=made.id, last_day=person["left"], reason="resignation")
    await _opening(case, made.id, person)
    for part in case.parts:
        if hasattr(part, "hired"):
            await part.hired(case, code, person)


async def _opening(case: Hr, employee: int, person: Mapping[str, Any]) -> None:
    for name, day in (("prior_year_balance", "2025-12-31"), ("leave_balance", person["joined"])):
        for kind, days in person.get(name, {}).items():
            raw = {"employee": employee, "type": case.leave_types[kind], "day": day, "days": days, "opening": True}
            await case.boss.perform("hr.note_leave_balance", raw)


async def _roles(case: Hr, roles: Mapping[str, str], given: Mapping[str, Any]) -> None:
    for name, role in roles.items():
        case.kept[f"role {role}"] = await case.member(name, *ROLE_OF.get(role, ()))


GIVEN = {
    "base_currency": _nothing, "time_zone": _nothing, "rule": _nothing, "workweek": _workweek, "holidays": _holidays,
    "components": _components, "leave_types": _leave_types, "employees": _employees, "roles": _roles,
}  # fmt: skip


# -- steps --------------------------------------------------------------------------------------------


async def _approve_raise(case: Hr, step: Mapping[str, Any]) -> None:
    case.set_clock(step["approved"])
    pay = [{"component": await component(case, "basic"), "amount": step["basic"]}]
    raw = {"employee": case.employees[step["employee"]], "from_day": step["effective"], "pay": pay, "reason": "Kenaikan gaji"}
    await case.boss.perform("hr.change_pay", raw)


async def _transfer(case: Hr, step: Mapping[str, Any]) -> None:
    raw = {"employee": case.employees[step["employee"]], "from_day": step["effective"]}
    if "manager" in step:
        raw["manager"] = case.employees[step["manager"]]
    units = await case.read("select id from base.organisation_unit where company_id = %s", case.boss.scope.company)
    await case.boss.perform("hr.change_assignment", unit=units[0][0], **raw)


async def _request_leave(case: Hr, step: Mapping[str, Any]) -> None:
    raw = {
        "employee": case.employees[step["employee"]], "type": case.leave_types[step["type"]], "first_day": step["start"],
        "last_day": step["end"], "part": step.get("half_day", ""),
    }  # fmt: skip
    made = await case.boss.perform("hr.request_leave", raw)
    case.requests[step.get("ref", "")] = made.id
    if step.get("approve"):
        await case.boss.perform("hr.approve_leave", id=made.id)


async def _cancel_leave(case: Hr, step: Mapping[str, Any]) -> None:
    await case.boss.perform("hr.cancel_leave", id=case.requests[step["ref"]])


async def _give(case: Hr, step: Mapping[str, Any]) -> None:
    await case.boss.perform("hr.give_leave", through=step["through"])


async def _terminate(case: Hr, step: Mapping[str, Any]) -> None:
    raw = {
        "employee": case.employees[step["employee"]],
        "last_day": step["last_day"],
        "reason": step.get("reason", "resignation"),
    }
    await case.boss.perform("hr.end_employment", raw)


async def _view(case: Hr, step: Mapping[str, Any]) -> None:
    who = step["as_role"]
    actor = case.kept.get(f"role {who}") or case.members[who]
    try:
        await case.views[step["resource"]](case, actor, str(step["target"]))
        shown = True
    except (Forbidden, NotFound):
        shown = False
    case.seen[who, step["resource"], str(step["target"]), str(step.get("moment", ""))] = shown


STEPS = {
    "approve_raise": _approve_raise, "transfer": _transfer, "request_leave": _request_leave, "cancel_leave": _cancel_leave, "run_accrual": _give,
    "run_expiry": _give, "terminate": _terminate, "view": _view,
}  # fmt: skip


# -- who may see what ---------------------------------------------------------------------------------


async def shown_rows(case: Hr, actor: Actor, query: str, filters: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows that somebody gets; none is the same as not being allowed."""
    rows = (await actor.page(query, Wish(filters=dict(filters)))).dicts()
    if not rows:
        raise NotFound()
    return rows


async def _job(case: Hr, actor: Actor, target: str) -> None:
    await shown_rows(case, actor, "hr.employments", {"employee": case.employees[target]})


async def _salary(case: Hr, actor: Actor, target: str) -> None:
    await shown_rows(case, actor, "hr.pay", {"employee": case.employees[target]})


async def _leave_requests(case: Hr, actor: Actor, target: str) -> None:
    await actor.page("hr.leave_requests", Wish(filters={"employee": case.employees[target]}))


async def _medical(case: Hr, actor: Actor, target: str) -> None:
    """Nothing medical is kept, so there is nothing to show to anybody."""
    raise NotFound()


VIEWS = {"employee.job": _job, "employee.salary": _salary, "leave_request": _leave_requests, "employee.medical": _medical}


# -- checks -------------------------------------------------------------------------------------------

ENTRIES = "select coalesce(sum(days), 0) from hr.leave_entry where company_id = %s and employment_id = %s and type_id = %s and "


async def _leave_balance(case: Hr, check: Mapping[str, Any]) -> None:
    wanted = (case.boss.scope.company, case.employments[check["employee"]], case.leave_types[check["type"]])
    reader = await case.boss.reader()
    sheet = await reader.report(case.house.registry.reports["hr.leave_balances"], {"day": check["as_of"]})
    names = [column.name for column in sheet.columns]
    rows = [dict(zip(names, row.cells, strict=True)) for row in sheet.rows]
    found = sum((row["balance"] for row in rows if row["name"] == check["employee"] and row["type"] == check["type"]), Decimal(0))
    ledger = (await case.read(ENTRIES + "day <= %s", *wanted, check["as_of"]))[0][0]
    _same("days", Decimal(check["days"]), found)
    _same("days in the ledger", Decimal(check["days"]), ledger)


async def _leave_expired(case: Hr, check: Mapping[str, Any]) -> None:
    wanted = (case.boss.scope.company, case.employments[check["employee"]], case.leave_types[check["type"]])
    rows = await case.read(ENTRIES + "kind = 'lapsed' and day = %s::date + 1", *wanted, check["date"])
    _same("days", Decimal(check["days"]), -rows[0][0])


async def _leave_days(case: Hr, check: Mapping[str, Any]) -> None:
    rows = await case.read(
        "select to_char(day, 'YYYY-MM'), sum(days) from hr.leave_day where company_id = %s and request_id = %s group by 1",
        *(case.boss.scope.company, case.requests[check["ref"]]),
    )
    _same("days", Decimal(check["days"]), sum(days for _month, days in rows))
    for month, days in check.get("by_month", {}).items():
        _same(f"days of {month}", Decimal(days), dict(rows).get(str(month)[:7]))


async def _access(case: Hr, check: Mapping[str, Any]) -> None:
    key = (check["as_user"], check["resource"], str(check["target"]), str(check.get("moment", "")))
    _same("allowed", check["allowed"], case.seen.get(key))


def _same(name: str, expected: Any, found: Any) -> None:
    if expected != found:
        raise Different(f"{name}: {found}, expected {expected}")


CHECKS = {"leave_balance": _leave_balance, "leave_expired": _leave_expired, "leave_days": _leave_days, "access": _access}
