"""What waited for a department is taken over once it is switched on: postings, tickets, courses, letters."""

from dataclasses import replace
from decimal import Decimal

import pytest_asyncio

from dapur.house import House
from dapur.people.scopes import standing_of
from dapur.testing.companies import new_company
from dapur.testing.databases import TestDatabase
from tests.plugins.hr.payroll import payroll_of
from tests.plugins.logistics.warehouse import Warehouse, open_warehouse
from tests.plugins.training.schools import new_course
from tests.together.story import Story, turn_calendar

D = Decimal


@pytest_asyncio.fixture(loop_scope="session")
async def small(dated: House, database: TestDatabase) -> Story:
    """A company that begins with people and a warehouse."""
    turn_calendar(database, None)
    return Story(dated, database, await new_company(dated, plugins=("hr", "logistics", "indonesia")))


async def steps(story: Story) -> dict[str, str]:
    """How far each line of the checklist is."""
    return {row["what"]: row["status"] for row in await story.rows("hr.person_steps")}


async def switch_on(story: Story, plugin: str) -> None:
    """One department more; whoever waited for it hears."""
    scope = story.boss.scope
    await story.boss.perform("core.switch_plugin_on", plugin=plugin)
    standing = await standing_of(story.house, scope.user, (await story.house.company(scope.company)).code)
    story.boss.scope = replace(scope, plugins=standing.plugins)
    await story.everybody_hears()


async def joined(story: Story) -> None:
    """Somebody joins where nobody does tickets, courses or letters yet."""
    for what, way, subject in (("Laptop", "ticket", ""), ("K3", "course", "K3"), ("Pengangkatan", "letter", "Pengangkatan")):
        await story.boss.perform("hr.save_checklist_line", what=what, way=way, subject=subject)
    unit = await story.boss.perform("base.save_organisation_unit", code="PROD", name="Produksi")
    await story.boss.perform("hr.hire_employee", name="Citra", first_day="2090-01-02", unit=unit.id)
    await story.everybody_hears()


async def paid(story: Story) -> None:
    """A payroll is posted where nobody keeps the books."""
    payroll = await payroll_of(story.boss)
    await payroll.staff.hire("Joko", "2024-01-01", basic="9000000")
    await payroll.run("2026-09", post=True)


async def stocked(story: Story) -> Warehouse:
    """Goods come in and go out, worth something that nobody has booked."""
    warehouse = await open_warehouse(story.boss)
    await warehouse.receive(10, "2500")
    await warehouse.issue(4)
    return warehouse


async def test_what_waited_is_taken_over(small: Story) -> None:
    await joined(small)
    await paid(small)
    warehouse = await stocked(small)
    assert await steps(small) == {"Laptop": "waiting", "K3": "waiting", "Pengangkatan": "waiting"}

    await switch_on(small, "it")
    assert (await steps(small))["Laptop"] == "taken"

    # The course and the template are made after their departments came: then what waits is tried again.
    await switch_on(small, "training")
    await switch_on(small, "administration")
    waiting = {row["what"]: row["problem"] for row in await small.rows("hr.person_steps", status=["waiting"])}
    assert waiting == {
        "K3": "Tidak ada kursus K3. Tulis kode kursus yang ada.",
        "Pengangkatan": "Tidak ada templat surat Pengangkatan. Tulis nama yang ada.",
    }
    await new_course(small.boss, "K3", lessons=1)
    kind = (await small.rows("administration.letter_kinds"))[0]["id"]
    template = {"name": "Pengangkatan", "kind_id": kind, "subject": "Pengangkatan {person}", "body": "Terhitung {day}."}
    await small.boss.perform("administration.save_letter_template", template)
    (citra,) = await small.rows("hr.employees", search="Citra")
    assert (await small.boss.perform("hr.take_steps", employee=citra["id"])).taken == 2

    await switch_on(small, "accounting")
    warehouse.actor = small.boss
    assert await warehouse.stands() == (D(6), D(15_000))
    assert (await warehouse.difference())["difference"] == 0
    number = await small.value("select entry_number from hr.payroll_run where company_id = %s")
    assert number in {row["number"] for row in await small.rows("accounting.entries")}
