"""What switching people and pay on writes: components of pay, and the kinds of leave that the country's law knows."""

from collections.abc import Sequence
from typing import Any

from dapur.contract import Form, Setup, _
from dapur.operations.work import Work
from dapur.services.employment_rules import EmploymentRules, LeaveOffer
from dapur_hr.operations.save_leave_type import SaveLeaveType, SetLeaveRule, save_leave_type, set_leave_rule

COMPONENTS = (
    ("basic", "Gaji pokok", "Basic salary", "earning", 10),
    ("position_allowance", "Tunjangan jabatan", "Position allowance", "earning", 20),
    ("transport_allowance", "Tunjangan transportasi", "Transport allowance", "earning", 30),
    ("meal_allowance", "Tunjangan makan", "Meal allowance", "earning", 40),
)
ELSEWHERE = (
    LeaveOffer("annual", "Cuti tahunan", "Annual leave", "C", "blue", half_days=True),
    LeaveOffer("sick", "Sakit", "Sick leave", "S", "red", is_confidential=True),
    LeaveOffer("unpaid", "Cuti tanpa upah", "Unpaid leave", "U", "secondary", is_paid=False, half_days=True),
)


class SetUpPeople(Form):
    """Nothing to say: everything can be changed later."""


async def run(work: Work, form: SetUpPeople) -> None:
    """Write what is not there yet."""
    await work.run(
        "insert into hr.pay_component (company_id, code, name_id, name_en, kind, position)"
        " select %s, * from unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::smallint[])"
        " on conflict (company_id, code) do nothing",
        work.scope.company,
        *(list(column) for column in zip(*COMPONENTS, strict=True)),
    )
    rules = work.find(EmploymentRules)
    await write_leave(work, rules.leave_offers(work.today) if rules else ELSEWHERE)


async def write_leave(work: Work, offers: Sequence[LeaveOffer]) -> None:
    """Kinds of leave with their rules; those that are there already stay as they are."""
    rows = await work.rows("select code from hr.leave_type where company_id = %s", work.scope.company)
    known = {row["code"] for row in rows}
    for number, offer in enumerate(offers, 1):
        if offer.code in known:
            continue
        made = await save_leave_type.run(work, _type(offer, number * 10))
        if offer.yearly_days is not None:
            rule = SetLeaveRule(
                type=made.id,
                from_day=work.today.replace(month=1, day=1),
                way="service_year",
                days=offer.yearly_days,
                after_months=offer.after_months,
            )
            await set_leave_rule.run(work, rule)


def _type(offer: LeaveOffer, position: int) -> SaveLeaveType:
    return SaveLeaveType.model_validate(
        {
            "code": offer.code,
            "name_id": offer.name_id,
            "name_en": offer.name_en,
            "letter": offer.letter,
            "tone": offer.tone,
            "is_paid": offer.is_paid,
            "counted": offer.counted,
            "has_balance": offer.yearly_days is not None,
            "has_half_days": offer.half_days,
            "is_confidential": offer.is_confidential,
            "request_limit": offer.limit,
            "position": position,
        }
    )


async def demo(stage: Any) -> None:
    """Forty people with two months of leave."""
    from dapur_hr.demo.fill import fill

    await fill(stage)


SETUP = Setup("hr.people", _("Components of pay, kinds of leave"), SetUpPeople, run, demo)
