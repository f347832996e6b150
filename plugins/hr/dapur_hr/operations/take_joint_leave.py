"""Joint leave comes off everybody's balance."""

from datetime import date
from typing import Annotated, Any

from dapur.contract import Form, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.calendars import CALENDAR_OF_UNIT, calendar_of
from dapur_hr.operations.leave_accounts import NewEntry, entries_of, lock_accounts, write_entries
from dapur_hr.operations.request_leave import type_of
from dapur_hr.rules.leave_days import ONE
from dapur_hr.rules.leave_ledger import is_covered

_PEOPLE = f"""
    select m.id, (select {CALENDAR_OF_UNIT} from base.assignment a
                  join base.organisation_unit u on u.company_id = a.company_id and u.id = a.unit_id
                  where a.company_id = m.company_id and a.party_id = e.party_id and a.kind = 'primary' and a.known_to is null
                      and a.from_day <= %s and (a.to_day is null or a.to_day >= %s)) as calendar
    from hr.employment m join hr.employee e on e.company_id = m.company_id and e.id = m.employee_id
    where m.company_id = %s and m.first_day <= %s and (m.last_day is null or m.last_day >= %s)
        and not exists (select from hr.leave_request r where r.company_id = m.company_id and r.employment_id = m.id
            and r.state in ('waiting', 'approved') and r.first_day <= %s and r.last_day >= %s) order by m.id
"""
_WRITE = """
    insert into hr.leave_request (company_id, employment_id, type_id, first_day, last_day, days, note, state, asked_by, asked_at,
        decided_by, decided_at)
    select %s, e, %s, %s, %s, 1, %s, 'approved', %s, %s, %s, %s from unnest(%s::bigint[]) e returning id, employment_id
"""


class TakeJointLeave(Form):
    """Which day of joint leave, and from which balance."""

    day: Annotated[date, Shown(_("Day"), hint=_("A day of joint leave that the company is closed on"))]
    type: Annotated[int | None, Shown(_("Leave"), reference="hr.leave_types", hint=_("Empty: annual leave"))] = None


class JointLeaveTaken(Result):
    """From how many people a day was taken, and how many had none left."""

    taken: int
    without: int


@operation(
    "hr.take_joint_leave",
    title=_("Take joint leave from balances"),
    permission="hr.leave.manage",
    audit_verb=_("took joint leave from the balances"),
)
async def take_joint_leave(work: Work, form: TakeJointLeave) -> JointLeaveTaken:
    """Take a decreed day of joint leave from everybody whose calendar is closed on it and who has a day left.

    Whoever is away on it anyway is left out. Whoever has none left is off without losing a day. Doing it again takes nothing twice.
    """
    leave_type = await type_of(work, form.type)
    if not leave_type["has_balance"]:
        raise Refused("HR_LEAVE_UNCOUNTED", _("This kind of leave has no balance. Choose another."), field="type")
    rows = await work.rows(_PEOPLE, form.day, form.day, work.scope.company, *(4 * [form.day]))
    names = {number: await _name(work, number, form.day) for number in {None, *(row["calendar"] for row in rows)}}
    name = next((name for name in names.values() if name), "")
    if not name:
        words = _("{day} is no day of joint leave in the company's calendar. Choose one that is.")
        raise Refused("HR_NOT_JOINT_LEAVE", words.fill(day=form.day), field="day")
    people = [row["id"] for row in rows if names[row["calendar"]]]
    await lock_accounts(work, leave_type["id"], people)
    entries = await entries_of(work, leave_type["id"], people)
    able = [person for person in people if is_covered(entries[person], [(form.day, ONE)])]
    await _take(work, leave_type["id"], able, form.day, name)
    return JointLeaveTaken(taken=len(able), without=len(people) - len(able))


async def _name(work: Work, calendar: int | None, day: date) -> str:
    """What the day of joint leave is called in a calendar; "" where it is none."""
    holiday = (await calendar_of(work, calendar)).holiday_on(day)
    if holiday is None or holiday.kind != "joint_leave":
        return ""
    return str(holiday.name_en if work.company.language == "en" else holiday.name_id)


async def _take(work: Work, leave_type: int, people: list[int], day: date, name: str) -> None:
    made: list[dict[str, Any]] = await work.rows(
        _WRITE, *(work.scope.company, leave_type, day, day, name, work.actor, work.now, work.actor, work.now, people)
    )
    await work.run(
        "insert into hr.leave_day (company_id, request_id, day, days) select %s, r, %s, 1 from unnest(%s::bigint[]) r",
        *(work.scope.company, day, [row["id"] for row in made]),
    )
    taken = [NewEntry(row["employment_id"], day, -ONE, "taken", request=row["id"]) for row in made]
    await write_entries(work, leave_type, taken)
