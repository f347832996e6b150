"""Leave through operations: asked, decided, cancelled; what PostgreSQL never lets happen."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import psycopg
import pytest

from dapur.contract import DapurError, Forbidden, Refused
from dapur.operations.work import Work
from dapur.queries.plan import Wish
from dapur.services.reporting import ReportingLines
from dapur.services.workforce import Workforce
from dapur.testing.companies import Actor, new_member
from dapur_base.events import ApprovalDecided
from dapur_hr.handlers import settle_leave
from tests.plugins.hr.staff import Staff

MONDAY = "2027-07-05"


class Team:
    """A boss and a worker who both sign in."""

    def __init__(self, staff: Staff, boss: Actor, worker: Actor, boss_id: int, worker_id: int, annual: int) -> None:
        self.staff, self.boss, self.worker = staff, boss, worker
        self.boss_id, self.worker_id, self.annual = boss_id, worker_id, annual

    async def ask(self, **facts: Any) -> Any:
        """The worker asks for annual leave."""
        return await self.worker.perform("hr.request_leave", {"first_day": MONDAY, "type": self.annual, **facts})

    async def balance(self, day: str = "2030-01-01") -> Decimal:
        """The worker's annual leave at the end of a day."""
        rows = await self.staff.sql(
            "select coalesce(sum(x.days), 0) from hr.leave_entry x join hr.employment m on m.company_id = x.company_id"
            " and m.id = x.employment_id where x.company_id = %s and m.employee_id = %s and x.day <= %s",
            *(self.staff.actor.scope.company, self.worker_id, day),
        )
        return Decimal(rows[0][0])


async def team_of(staff: Staff, days: str = "12") -> Team:
    """The worker has so many days of annual leave."""
    places = await staff.places()
    boss = await new_member(staff.actor, "manager", "employee", name="Rina")
    worker = await new_member(staff.actor, "employee", name="Ratna")
    top = await staff.hire("Rina", "2020-01-06", position=places["head"], user=boss.scope.user)
    hired = await staff.hire("Ratna", "2024-01-08", position=places["clerk"], manager=top.id, user=worker.scope.user)
    annual = await staff.leave_type("annual")
    raw = {"employee": hired.id, "type": annual, "day": "2027-01-01", "days": days, "opening": True}
    await staff.actor.perform("hr.note_leave_balance", raw)
    return Team(staff, boss, worker, top.id, hired.id, annual)


async def test_leave_is_asked_for_and_approved_by_the_manager(staff: Staff) -> None:
    team = await team_of(staff)
    asked = await team.ask(dates="5/7/2027-9/7/2027", first_day=None)

    decided = await team.boss.perform("hr.approve_leave", id=asked.id)

    assert (asked.days, decided.state) == (Decimal(5), "approved")
    assert (await team.balance("2027-07-06"), await team.balance()) == (Decimal(10), Decimal(7))
    workforce = (await staff.actor.reader()).find(Workforce)
    assert workforce is not None
    (absence,) = await workforce.absences(*(2 * [staff.actor.house.moment().date().replace(2027, 7, 7)]))
    assert absence.employee == team.worker_id


async def test_nobody_decides_about_their_own_leave_or_about_another_team(staff: Staff) -> None:
    team = await team_of(staff)
    stranger = await new_member(staff.actor, "manager", name="Orang lain")
    own = await team.boss.perform("hr.request_leave", first_day=MONDAY, type=await staff.leave_type("unpaid"))
    asked = await team.ask()

    with pytest.raises(Refused, match="Nobody decides about their own leave"):
        await team.boss.perform("hr.approve_leave", id=own.id)
    with pytest.raises(Forbidden):
        await stranger.perform("hr.approve_leave", id=asked.id)
    with pytest.raises(Forbidden):
        await team.worker.perform("hr.approve_leave", id=asked.id)


async def test_what_waits_is_spoken_for(staff: Staff) -> None:
    team = await team_of(staff, "3")
    await team.ask(last_day="2027-07-06")

    with pytest.raises(Refused, match=r"1(\.00)? days are left for 2027-07-12; 2"):
        await team.ask(first_day="2027-07-12", last_day="2027-07-13")


async def test_half_days_stand_beside_each_other_but_not_on_each_other(staff: Staff) -> None:
    team = await team_of(staff)
    await team.ask(part="morning")
    afternoon = await team.ask(part="afternoon")

    assert afternoon.days == Decimal("0.5")
    for part in ("", "morning", "afternoon"):
        with pytest.raises(Refused, match="Leave was asked for these days already"):
            await team.ask(part=part)


async def test_cancelled_leave_gives_its_days_back(staff: Staff) -> None:
    team = await team_of(staff)
    asked = await team.ask(last_day="2027-07-07")
    await team.boss.perform("hr.approve_leave", id=asked.id)

    await team.worker.perform("hr.cancel_leave", id=asked.id)

    assert await team.balance() == Decimal(12)
    with pytest.raises(Refused, match="does not wait any more: Cancelled"):
        await team.boss.perform("hr.approve_leave", id=asked.id)


async def test_a_leaving_takes_later_leave_with_it_but_not_through_the_middle(staff: Staff) -> None:
    team = await team_of(staff)
    later = await team.ask(first_day="2027-07-12", last_day="2027-07-14")
    await team.boss.perform("hr.approve_leave", id=later.id)
    ending = {"employee": team.worker_id, "reason": "resignation"}

    with pytest.raises(Refused, match="goes beyond this day"):
        await staff.actor.perform("hr.end_employment", ending, last_day="2027-07-13")
    await staff.actor.perform("hr.end_employment", ending, last_day="2027-07-09")

    rows = (await staff.actor.page("hr.leave_requests")).dicts()
    assert [row["status"] for row in rows] == ["cancelled"]
    assert await team.balance() == Decimal(12)


async def test_by_a_rule_of_approval_the_manager_decides_in_the_inbox(staff: Staff) -> None:
    team = await team_of(staff)
    lines = [{"approver": "manager"}]
    await staff.actor.perform("base.save_approval_policy", kind="hr.leave", name="Cuti", lines=lines)
    asked = await team.ask()
    (row,) = (await inbox(team.boss)).dicts()

    ((digest,),) = await staff.sql("select digest from base.approval_request where company_id = %s", staff.actor.scope.company)

    decided = await with_rights(team.boss, "base.approval.decide").perform("base.approve", id=row["id"], digest=digest)
    event = ApprovalDecided("hr.leave", asked.id, row["id"], decided.outcome, digest)
    await delivered(staff, event)
    await delivered(staff, event)

    assert await team.balance() == Decimal(11)


async def inbox(actor: Actor) -> Any:
    """What waits for somebody."""
    able = with_rights(actor, "base.approval.decide")
    return await able.page("base.approvals_to_do")


def with_rights(actor: Actor, *rights: str) -> Actor:
    """The same person with more rights."""
    return replace(actor, scope=replace(actor.scope, permissions=actor.scope.permissions | set(rights)))


async def delivered(staff: Staff, event: ApprovalDecided) -> None:
    """As the dispatcher delivers it: a transaction of the handler's own."""
    house, scope = staff.actor.house, staff.actor.scope
    async with house.pools.write() as connection, connection.transaction():
        await connection.execute(
            b"select core.begin_work(%s, %s, null, 'hr.settle_leave', 'job', '', null, null)", (scope.company, scope.user)
        )
        await settle_leave(Work(house, scope, await house.company(scope.company), connection, house.moment()), event)


async def test_the_page_of_the_request_votes_as_well(staff: Staff) -> None:
    team = await team_of(staff)
    await staff.actor.perform("base.save_approval_policy", kind="hr.leave", name="Cuti", lines=[{"approver": "manager"}])
    asked = await team.ask()

    decided = await team.boss.perform("hr.approve_leave", id=asked.id)

    assert decided.state == "approved"
    assert (await inbox(team.boss)).rows == []


async def test_a_deputy_stands_in_while_the_leave_lasts(staff: Staff) -> None:
    team = await team_of(staff)
    unpaid = await staff.leave_type("unpaid")
    asked = await team.boss.perform(
        "hr.request_leave", first_day=MONDAY, last_day="2027-07-09", type=unpaid, deputy=team.worker_id
    )

    await staff.actor.perform("hr.approve_leave", id=asked.id)

    (row,) = await staff.sql("select user_id, deputy_id, first_day::text, last_day::text, ended_at from base.delegation where company_id = %s",
                             staff.actor.scope.company)  # fmt: skip
    assert row == (team.boss.scope.user, team.worker.scope.user, MONDAY, "2027-07-09", None)
    await staff.actor.perform("hr.cancel_leave", id=asked.id)
    ended = await staff.sql("select ended_at is not null from base.delegation where company_id = %s", staff.actor.scope.company)
    assert ended == [(True,)]


async def test_approvals_know_who_reports_to_whom(staff: Staff) -> None:
    team = await team_of(staff)
    reader = await staff.actor.reader()

    lines = reader.find(ReportingLines)

    assert lines is not None
    assert await lines.manager_of(team.worker.scope.user, reader.today) == team.boss.scope.user
    assert await lines.manager_of(team.boss.scope.user, reader.today) is None


async def test_giving_leave_twice_writes_it_once(staff: Staff) -> None:
    team = await team_of(staff)
    through = (staff.actor.house.moment().date() + timedelta(days=400)).isoformat()

    first, second = await asyncio.gather(*(staff.actor.perform("hr.give_leave", through=through) for _n in range(2)))
    third = await staff.actor.perform("hr.give_leave", through=through)

    assert sorted((first.entries > 0, second.entries > 0)) == [False, True]
    assert third.entries == 0
    assert await team.balance() > 12


async def test_two_approvals_at_once_take_the_days_once(staff: Staff) -> None:
    team = await team_of(staff)
    asked = await team.ask()

    results = await asyncio.gather(
        team.boss.perform("hr.approve_leave", id=asked.id),
        staff.actor.perform("hr.approve_leave", id=asked.id),
        return_exceptions=True,
    )

    assert sum(isinstance(r, DapurError) for r in results) == 1
    assert await team.balance() == Decimal(11)


ATTACKS = {
    "take more than there is": "insert into hr.leave_entry (company_id, employment_id, type_id, day, days, kind)"
    " select company_id, employment_id, type_id, day, -99, 'corrected' from hr.leave_entry limit 1",
    "change an entry": "update hr.leave_entry set days = 99",
    "delete an entry": "delete from hr.leave_entry",
    "count a day anew": "update hr.leave_day set days = 0.1",
    "overlap": "insert into hr.leave_request (company_id, employment_id, type_id, first_day, last_day, days, asked_by)"
    " select company_id, employment_id, type_id, first_day, last_day, 1, 1 from hr.leave_request",
    "come with a minus": "insert into hr.leave_entry (company_id, employment_id, type_id, day, days, kind)"
    " select company_id, employment_id, type_id, day, -1, 'granted' from hr.leave_entry limit 1",
}


async def test_plain_sql_cannot(staff: Staff, app_url: str) -> None:
    team = await team_of(staff)
    await team.ask()

    for attack, sql in ATTACKS.items():
        with psycopg.connect(app_url) as connection:
            connection.execute(
                "select core.begin_work(%s, 1, null, 'attack', 'cli', '', null, null)", (staff.actor.scope.company,)
            )
            try:
                connection.execute(sql)
                connection.commit()
            except psycopg.Error:
                continue
        pytest.fail(f"plain SQL could {attack}")


async def test_a_balance_as_known_on_an_earlier_day_leaves_out_what_came_later(staff: Staff) -> None:
    team = await team_of(staff)
    reader = await staff.actor.reader()

    now = await reader.report(reader.house.registry.reports["hr.leave_balances"], {"day": "2027-01-01"})
    before = await reader.report(
        reader.house.registry.reports["hr.leave_balances"], {"day": "2027-01-01", "known_on": "2020-01-01"}
    )

    assert [row.cells[-1] for row in now.rows] == [Decimal(12)]
    assert before.rows == []
    assert (await team.worker.page("hr.leave_entries", Wish(limit=5))).dicts()[0]["kind"] == "opening"


async def test_joint_leave_comes_off_each_balance_once(staff: Staff) -> None:
    team = await team_of(staff)
    christmas_eve = "2026-12-24"
    raw = {"employee": team.worker_id, "type": team.annual, "day": "2026-01-01", "days": 1, "opening": True}
    await staff.actor.perform("hr.note_leave_balance", raw)
    always = (await staff.actor.perform("base.add_calendar", name="Toko", days_off="none")).id
    shop = (await staff.actor.perform("base.save_organisation_unit", code="TK", name="Toko", calendar=always)).id
    seller = await staff.hire("Penjual", unit=shop)
    await staff.actor.perform("hr.note_leave_balance", {**raw, "employee": seller.id})

    first = await staff.actor.perform("hr.take_joint_leave", day=christmas_eve)
    again = await staff.actor.perform("hr.take_joint_leave", day=christmas_eve)

    assert (first.taken, first.without, again.taken) == (1, 1, 0)
    assert await team.balance("2026-12-31") == Decimal(0)
    with pytest.raises(Refused, match="2026-12-23 is no day of joint leave"):
        await staff.actor.perform("hr.take_joint_leave", day="2026-12-23")


async def test_cancelled_leave_waits_in_no_inbox(staff: Staff) -> None:
    team = await team_of(staff)
    await staff.actor.perform("base.save_approval_policy", kind="hr.leave", name="Cuti", lines=[{"approver": "manager"}])
    asked = await team.ask()
    assert len((await inbox(team.boss)).rows) == 1

    await team.worker.perform("hr.cancel_leave", id=asked.id)

    assert (await inbox(team.boss)).rows == []


async def test_a_no_in_the_inbox_tells_its_reason(staff: Staff) -> None:
    team = await team_of(staff)
    await staff.actor.perform("base.save_approval_policy", kind="hr.leave", name="Cuti", lines=[{"approver": "manager"}])
    asked = await team.ask()
    ((request, digest),) = await staff.sql(
        "select id, digest from base.approval_request where company_id = %s", staff.actor.scope.company
    )

    await team.boss.perform("base.decline", id=request, digest=digest, reason="Dua orang lain sudah cuti.")
    await delivered(staff, ApprovalDecided("hr.leave", asked.id, request, "declined", digest))

    (row,) = (await team.worker.page("hr.leave_requests", Wish(columns=("status", "answer")))).dicts()
    assert (row["status"], row["answer"]) == ("declined", "Dua orang lain sudah cuti.")
    assert await team.balance() == Decimal(12)


async def test_leave_that_becomes_shorter_stays_approved_gives_days_back_and_its_deputy_follows(staff: Staff) -> None:
    team = await team_of(staff)
    deputy = await new_member(staff.actor, "employee", name="Dewi")
    dewi = await staff.hire("Dewi", user=deputy.scope.user)
    asked = await team.ask(last_day="2027-07-09", deputy=dewi.id)
    await team.boss.perform("hr.approve_leave", id=asked.id)

    shorter = await team.worker.perform("hr.change_leave", id=asked.id, first_day="2027-07-06", last_day="2027-07-07")

    assert (shorter.state, shorter.days, await team.balance()) == ("approved", 2, Decimal(10))
    rows = await staff.sql("select first_day::text, last_day::text, ended_at is null from base.delegation order by id")
    assert rows == [("2027-07-05", "2027-07-09", False), ("2027-07-06", "2027-07-07", True)]


async def test_leave_that_moves_to_other_days_is_asked_for_anew(staff: Staff) -> None:
    team = await team_of(staff)
    asked = await team.ask(last_day="2027-07-06")
    await team.boss.perform("hr.approve_leave", id=asked.id)

    moved = await team.worker.perform("hr.change_leave", id=asked.id, dates="7/7/2027-9/7/2027")

    assert (moved.state, moved.days, await team.balance()) == ("waiting", 3, Decimal(12))
    states = await staff.sql("select state from hr.leave_request order by id")
    assert [state for (state,) in states] == ["cancelled", "waiting"]
    with pytest.raises(Forbidden):
        await (await new_member(staff.actor, "employee", name="Lain")).perform("hr.change_leave", id=moved.id, dates="8/7/2027")


async def test_home_shows_a_manager_what_waits_and_everybody_their_own_balance(staff: Staff) -> None:
    team = await team_of(staff)
    asked = await team.ask(last_day="2027-07-06")
    panels = {panel.name: panel for _plugin, panel in staff.actor.house.registry.panels}

    (task,) = await panels["hr.waiting_leave"].content(await team.boss.reader(), "")
    today = (await staff.actor.reader()).today
    extra = {"employee": team.worker_id, "type": team.annual, "day": today, "days": 3, "note": "Lembur"}
    await staff.actor.perform("hr.note_leave_balance", extra)
    card = await panels["hr.my_leave"].content(await team.worker.reader(), "")

    assert (task.address, str(task.title)) == (f"hr/leave/{asked.id}", "Leave of Ratna")
    assert (card.value, card.money) == (Decimal(3), False)
    assert await panels["hr.my_leave"].content(await staff.actor.reader(), "") is None, "who is no employee has none"
