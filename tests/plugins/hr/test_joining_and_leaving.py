"""The checklist waits for who can take it; a leaving is completed once nothing is held, or by somebody who answers for it."""

from datetime import date
from typing import Any

import psycopg
import pytest
import pytest_asyncio

from dapur.contract import Forbidden, Refused
from dapur.house import House
from dapur.testing.companies import new_company, new_member
from dapur_base.person_steps import TaskSteps
from dapur_hr.person_steps import PERSON_STEPS
from tests.cases.hearing import hear
from tests.plugins.hr.staff import Staff, staff_of

JOIN, LEAVE, SWITCHED_ON = PERSON_STEPS


@pytest_asyncio.fixture(loop_scope="session")
async def alone(house: House) -> Staff:
    """HR without any other department."""
    return await staff_of(await new_company(house, plugins=("hr",)))


async def steps(staff: Staff) -> list[tuple[str, str, bool]]:
    """What is done, whether it is begun, whether something is wrong."""
    rows = (await staff.actor.page("hr.person_steps")).dicts()
    return [(row["what"], row["status"], bool(row["problem"])) for row in rows]


async def left(staff: Staff, **facts: Any) -> Any:
    """Somebody whose last day is over."""
    ratna = await staff.hire("Ratna", "2024-01-02", **facts)
    await staff.actor.perform("hr.end_employment", employee=ratna.id, last_day="2025-06-30", reason="resignation")
    return ratna


async def test_a_step_waits_until_the_department_that_takes_it_is_switched_on(alone: Staff) -> None:
    await alone.actor.perform("hr.save_checklist_line", what="Laptop", way="ticket", days=-1)
    await alone.actor.perform("hr.save_checklist_line", what="Tur kantor", days=0)
    await alone.hire("Citra", "2090-08-18")
    await hear(alone.actor.house, alone.actor.scope.company, JOIN)
    assert sorted(await steps(alone)) == [("Laptop", "waiting", False), ("Tur kantor", "taken", False)]

    await alone.actor.perform("core.switch_plugin_on", plugin="it")
    await hear(alone.actor.house, alone.actor.scope.company, SWITCHED_ON)

    assert sorted(await steps(alone)) == [("Laptop", "taken", False), ("Tur kantor", "taken", False)]


async def test_a_step_that_is_refused_says_why_and_holds_no_other(alone: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    async def away(self: object, step: Any) -> Any:
        raise Refused("BASE_NOT_A_COLLEAGUE", "This person does not work in this company. Choose a colleague.")

    await alone.actor.perform("hr.save_checklist_line", what="Tur kantor", days=0)
    citra = await alone.hire("Citra", "2090-08-18")
    with monkeypatch.context() as patched:
        patched.setattr(TaskSteps, "take", away)
        await hear(alone.actor.house, alone.actor.scope.company, JOIN)
    assert await steps(alone) == [("Tur kantor", "waiting", True)]

    assert (await alone.actor.perform("hr.take_steps", employee=citra.id)).taken == 1
    assert await steps(alone) == [("Tur kantor", "taken", False)]


async def test_a_line_for_one_position_leaves_the_others_alone(alone: Staff) -> None:
    places = await alone.places()
    await alone.actor.perform("hr.save_checklist_line", what="Uji SIM", position=places["driver"])
    await alone.hire("Citra", "2090-08-18", position=places["clerk"])
    await alone.hire("Fajar", "2090-08-18", position=places["driver"])
    await hear(alone.actor.house, alone.actor.scope.company, JOIN)

    rows = (await alone.actor.page("hr.person_steps")).dicts()
    assert [(row["what"], row["name"], row["due"]) for row in rows] == [("Uji SIM", "Fajar", date(2090, 8, 18))]


async def test_whoever_is_entered_long_after_needs_no_checklist(alone: Staff) -> None:
    await alone.actor.perform("hr.save_checklist_line", what="Tur kantor", days=0)
    await alone.hire("Ratna", "2024-01-02")
    await hear(alone.actor.house, alone.actor.scope.company, JOIN)

    assert await steps(alone) == []


async def test_nothing_of_a_leaving_waits_once_its_last_day_is_taken_back(alone: Staff) -> None:
    actor, company = alone.actor, alone.actor.scope.company
    await actor.perform("hr.save_checklist_line", what="Tur kantor", days=0)
    await actor.perform("hr.save_checklist_line", what="Laptop kembali", way="ticket", occasion="leaving", days=-1)
    citra = await alone.hire("Citra", "2090-01-02")
    await hear(actor.house, company, JOIN)

    async def leave(day: str) -> None:
        await actor.perform("hr.end_employment", employee=citra.id, last_day=day, reason="resignation")

    await leave("2090-06-30")
    await hear(actor.house, company, LEAVE)
    assert sorted(await steps(alone)) == [("Laptop kembali", "waiting", False), ("Tur kantor", "taken", False)]
    await actor.perform("hr.take_end_back", employee=citra.id)
    assert await steps(alone) == [("Tur kantor", "taken", False)]
    await leave("2090-07-31")
    await actor.perform("hr.take_end_back", employee=citra.id)
    await hear(actor.house, company, LEAVE)
    assert await steps(alone) == [("Tur kantor", "taken", False)]

    await leave("2090-08-31")
    await hear(actor.house, company, LEAVE)
    (waiting,) = [row for row in (await actor.page("hr.person_steps")).dicts() if row["status"] == "waiting"]
    assert (waiting["what"], waiting["due"]) == ("Laptop kembali", date(2090, 8, 30))


async def test_a_leaving_is_completed_once_and_then_stays(alone: Staff) -> None:
    ratna = await left(alone)
    later = await alone.hire("Joko", "2024-01-02")
    with pytest.raises(Refused, match="This employment has no last day"):
        await alone.actor.perform("hr.complete_leaving", employee=later.id)
    await alone.actor.perform("hr.end_employment", employee=later.id, last_day="2090-06-30", reason="resignation")
    with pytest.raises(Refused, match="The last day of work is 2090-06-30"):
        await alone.actor.perform("hr.complete_leaving", employee=later.id)

    await alone.actor.perform("hr.complete_leaving", employee=ratna.id)
    with pytest.raises(Refused, match="The leaving is completed already"):
        await alone.actor.perform("hr.complete_leaving", employee=ratna.id)


async def test_completing_all_the_same_needs_a_right_of_its_own(alone: Staff) -> None:
    ratna = await left(alone)
    officer = await new_member(alone.actor, "hr_officer")

    with pytest.raises(Forbidden):
        await officer.perform("hr.complete_leaving_anyway", employee=ratna.id, reason="Sudah diganti")


ATTACKS = {
    "no last day": ("insert into hr.leaving (company_id, employment_id, completed_by) select company_id, id, {me} from hr.employment"
                    " where last_day is null", "This employment has no last day"),
    "held without a reason": ("insert into hr.leaving (company_id, employment_id, completed_by, held)"
                              " select company_id, id, {me}, '{{LT-1}}' from hr.employment where last_day is not null", "leaving_needs_a_reason"),
    "changed": ("update hr.leaving set reason = 'x', held = '{{LT-1}}'", "permission denied"),
    "deleted": ("delete from hr.leaving", "permission denied"),
    "another last day": ("update hr.employment set last_day = '2025-07-31' where last_day is not null", "The leaving is completed"),
    "begun without a document": ("update hr.person_step set state = 'waiting'", "person_step_is_whole"),
}  # fmt: skip


async def test_what_was_completed_stays_by_sql_too(alone: Staff, app_url: str) -> None:
    await alone.actor.perform("hr.save_checklist_line", what="Tur kantor", days=0)
    ratna = await left(alone)
    await alone.hire("Joko", "2090-01-02")
    await hear(alone.actor.house, alone.actor.scope.company, JOIN)
    await alone.actor.perform("hr.complete_leaving", employee=ratna.id)

    with psycopg.connect(app_url) as connection:
        for attack, sentence in ATTACKS.values():
            connection.execute(
                "select core.begin_work(%s, 1, null, 'attack', 'cli', '', null, null)", (alone.actor.scope.company,)
            )
            with pytest.raises(psycopg.Error, match=sentence):
                connection.execute(attack.format(me=alone.actor.scope.user))
            connection.rollback()
