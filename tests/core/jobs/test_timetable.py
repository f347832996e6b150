"""The timetable: each slot once, on the company's clock."""

import asyncio
from datetime import UTC, datetime

from dapur.house import House
from dapur.jobs.timetable import Timetable, last_slot
from dapur.jobs.worker import Worker
from dapur.testing.companies import Actor
from dapur.testing.waiting import settled

NIGHT = "17 2 * * *"


def test_a_slot_is_on_the_companys_clock() -> None:
    now = datetime(2026, 11, 25, 0, 0, tzinfo=UTC)

    assert last_slot(NIGHT, now, "Asia/Jakarta") == datetime(2026, 11, 24, 19, 17, tzinfo=UTC)
    assert last_slot(NIGHT, now, "Asia/Jayapura") == datetime(2026, 11, 24, 17, 17, tzinfo=UTC)


def test_a_job_is_due_in_its_very_minute() -> None:
    assert last_slot("* * * * *", datetime(2026, 11, 25, 0, 0, 42, tzinfo=UTC), "UTC").minute == 0


async def test_a_slot_becomes_one_job_however_many_processes_look(house: House, actor: Actor) -> None:
    first = datetime(2026, 11, 25, 0, 0, 30, tzinfo=UTC)
    await Timetable(house).look(first)

    later = first.replace(minute=10)
    await asyncio.gather(*(Timetable(house).look(later) for _ in range(3)))

    reader = await actor.reader()
    jobs = await reader.rows(
        "select kind, count(*) from core.job where company_id = %s and user_id = 0 group by kind", actor.scope.company
    )
    assert ("core.seal_audit", 1) in jobs
    assert {count for _kind, count in jobs} == {1}


async def test_the_timetable_seals_the_audit_log(house: House, actor: Actor) -> None:
    first = datetime(2026, 11, 25, 0, 0, 30, tzinfo=UTC)
    await Timetable(house).look(first)
    await Timetable(house).look(first.replace(minute=10))
    await settled(house)
    worker = Worker(house)
    while await worker.run_one():
        pass

    reader = await actor.reader()
    assert await reader.value("select count(*) from core.audit_seal where company_id = %s", actor.scope.company) == 1
    assert await reader.value("select count(*) from core.job where company_id = %s", actor.scope.company) == 0


async def test_cleaning_up_forgets_used_keys_after_a_week_and_keeps_younger_ones(
    house: House, actor: Actor, owner_url: str
) -> None:
    import psycopg

    await actor.perform("core.save_role", title="Lama", permissions=[], key="old")
    await actor.perform("core.save_role", title="Baru", permissions=[], key="new")
    with psycopg.connect(owner_url) as connection:
        connection.execute("select set_config('dapur.company', %s, false)", (str(actor.scope.company),))
        connection.execute(
            "update core.idempotency set created_at = now() - interval '8 days' where company_id = %s and key = 'old'",
            (actor.scope.company,),
        )

    await actor.through("job").perform("core.clean_up")

    reader = await actor.reader()
    keys = await reader.rows("select key from core.idempotency where company_id = %s", actor.scope.company)
    assert keys == [("new",)]
