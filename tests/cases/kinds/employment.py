"""Annual leave and least wages by law."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from dapur.services.employment_rules import EmploymentRules, MonthlyWage
from tests.cases.kinds import Bench, Kinds


async def _rules(bench: Bench) -> EmploymentRules:
    found = (await (await bench.actor()).reader()).find(EmploymentRules)
    assert found is not None
    return found


async def leave_entitlement(bench: Bench, given: Mapping[str, Any]) -> dict[str, Any]:
    """What the law gives on a day, and what is left of it."""
    annual = (await _rules(bench)).annual_leave(date.fromisoformat(given["hire_date"]), date.fromisoformat(given["as_of"]))
    gone = Decimal(given.get("taken", 0)) + Decimal(given.get("joint_leave_taken", 0))
    return {"service_years": annual.service_years, "entitlement_days": annual.days, "balance_days": annual.days - gone}


async def minimum_wage(bench: Bench, given: Mapping[str, Any]) -> dict[str, Any]:
    """Whether a wage keeps the law beside the place's minimum."""
    basic, fixed, minimum = (Decimal(given[name]) for name in ("basic", "fixed_allowance", "minimum_wage"))
    found = {p.code for p in (await _rules(bench)).wage_problems(MonthlyWage(basic, fixed, minimum), date(2026, 1, 1))}
    return {"basic_share_ok": "INDONESIA_BASIC_SHARE" not in found, "minimum_ok": "INDONESIA_WAGE_BELOW_MINIMUM" not in found}


KINDS: Kinds = {"leave_entitlement": leave_entitlement, "minimum_wage": minimum_wage}
