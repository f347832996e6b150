"""Imports as jobs: left, stopped, gone on with, killed."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from dapur.contract import Conflict, Refused
from dapur.imports.runs import Run, find_run
from dapur.jobs.worker import Worker
from dapur.testing.companies import Actor
from dapur.testing.databases import TestDatabase
from dapur.testing.waiting import until
from tests.core.imports.conftest import HEAD, kept, slips

ROOT = Path(__file__).parents[3]


async def begin(actor: Actor, content: str, name: str = "probe.slips") -> int:
    """Upload and start; the number of the run."""
    stored = await actor.perform("core.upload_file", name="slips.csv", content=(HEAD + content).encode())
    return int((await actor.perform("core.start_import", name=name, file=stored.id)).id)


async def match(actor: Actor, number: int, mode: str = "") -> None:
    run = await state_of(actor, number)
    columns = [{"column": column, "place": place} for column, place in run.columns.items()]
    await actor.perform("core.match_import", id=number, version=run.version, columns=columns, numbers=run.numbers, mode=mode)


async def work(actor: Actor) -> None:
    worker = Worker(actor.house)
    while await worker.run_one():
        pass


async def state_of(actor: Actor, number: int) -> Run:
    return (await find_run(await actor.reader(), number))[0]


async def test_an_import_is_checked_and_saved_by_jobs(clerk: Actor) -> None:
    number = await begin(clerk, slips(30))
    await clerk.perform("core.check_import", id=number)
    await work(clerk)
    checked = await state_of(clerk, number)
    assert (checked.state, checked.is_checked, await kept(clerk)) == ("checked", True, [])

    await clerk.perform("core.run_import", id=number)
    await work(clerk)

    done = await state_of(clerk, number)
    assert (done.state, len(await kept(clerk))) == ("done", 30)
    assert done.outcomes == "n" * 30


async def test_what_was_not_checked_or_is_wrong_is_not_saved(clerk: Actor) -> None:
    number = await begin(clerk, slips(2) + "B,2026-01-02,kas,1\n")
    with pytest.raises(Refused) as unchecked:
        await clerk.perform("core.run_import", id=number)
    await clerk.perform("core.check_import", id=number)
    await work(clerk)
    with pytest.raises(Refused) as wrong:
        await clerk.perform("core.run_import", id=number)

    assert {unchecked.value.code, wrong.value.code} == {"IMPORT_NOT_CHECKED"}
    assert await kept(clerk) == []


async def test_matching_anew_asks_for_a_new_check_and_an_old_page_is_a_conflict(clerk: Actor) -> None:
    number = await begin(clerk, slips(2))
    await clerk.perform("core.check_import", id=number)
    await work(clerk)
    await match(clerk, number)

    with pytest.raises(Refused):
        await clerk.perform("core.run_import", id=number)
    with pytest.raises(Conflict):
        await clerk.perform("core.match_import", id=number, version=1, columns=[], numbers="en")


async def test_a_record_that_went_wrong_since_the_check_stops_all_or_nothing(clerk: Actor) -> None:
    number = await begin(clerk, slips(1_100))
    await match(clerk, number, "all")
    await clerk.perform("core.check_import", id=number)
    await work(clerk)
    await clerk.perform("probe.keep_slip", reference="A-1050", on="2026-05-05", lines=[{"account_id": 1, "amount": "0"}])
    await clerk.perform("core.run_import", id=number)
    await work(clerk)

    run = await state_of(clerk, number)
    assert (run.state, await kept(clerk)) == ("failed", ["A-1050"])
    problems = await (await clerk.reader()).rows(
        "select row_number, column_name, code from core.import_problem where company_id = %s and run_id = %s",
        clerk.scope.company,
        number,
    )
    assert problems == [(2 * 1050, "reference", "REFERENCE_REUSED")]


async def test_batches_that_are_saved_stay_and_the_rest_is_gone_on_with(clerk: Actor) -> None:
    number = await begin(clerk, slips(2_500))
    await match(clerk, number, "batches")
    await clerk.perform("core.check_import", id=number)
    await work(clerk)
    wrong = await clerk.perform("probe.keep_slip", reference="A-2200", on="2026-05-05", lines=[{"account_id": 1, "amount": "0"}])
    await clerk.perform("core.run_import", id=number)
    await work(clerk)
    stopped = await state_of(clerk, number)
    assert (stopped.state, stopped.rows_done) == ("failed", 1 + 2 * 2_000)
    assert len(await kept(clerk)) == 2_001

    await forget(clerk, wrong.number.removeprefix("S-"))
    async with clerk.house.pools.write() as connection, connection.transaction():
        await connection.execute(b"select core.begin_read(%s, null)", (clerk.scope.company,))
        await connection.execute(
            b"update core.import_run set checked_version = version where company_id = %s and id = %s",
            (clerk.scope.company, number),
        )
    await clerk.perform("core.run_import", id=number)
    await work(clerk)
    assert (await state_of(clerk, number)).state == "done"
    assert sorted(await kept(clerk)) == sorted(f"A-{n}" for n in range(1, 2_501))


async def forget(actor: Actor, reference: str) -> None:
    async with actor.house.pools.write() as connection, connection.transaction():
        await connection.execute(b"select core.begin_read(%s, null)", (actor.scope.company,))
        await connection.execute(
            b"delete from core.notice where company_id = %s and message = %s", (actor.scope.company, reference)
        )


async def test_a_stopped_import_saves_no_more(clerk: Actor) -> None:
    number = await begin(clerk, slips(3_000))
    await match(clerk, number, "batches")
    await clerk.perform("core.check_import", id=number)
    await work(clerk)
    await clerk.perform("core.run_import", id=number)
    running = asyncio.create_task(work(clerk))
    while not (await state_of(clerk, number)).rows_done:
        await asyncio.sleep(0.005)
    await clerk.perform("core.cancel_import", id=number)
    saved = len(await kept(clerk))
    await running

    run = await state_of(clerk, number)
    assert (run.state, len(await kept(clerk)), 2 * saved + 1) == ("cancelled", saved, run.rows_done)
    await clerk.perform("core.run_import", id=number)
    await work(clerk)
    assert len(await kept(clerk)) == 3_000


@pytest.mark.parametrize("mode", ["all", "batches"])
async def test_a_worker_killed_in_the_middle_leaves_no_half_and_another_goes_on(
    mode: str, clerk: Actor, database: TestDatabase
) -> None:
    number = await begin(clerk, slips(2_500), "probe.single")
    await match(clerk, number, mode)
    await clerk.perform("core.check_import", id=number)
    await work(clerk)
    await clerk.perform("core.run_import", id=number)
    killed = spawn(database)
    try:
        await asyncio.to_thread(until, lambda: progress_of(database, clerk, number) >= 2_000, seconds=60)
    finally:
        os.kill(killed.pid, signal.SIGKILL)
        killed.wait()

    halfway = len(await kept(clerk))
    run = await state_of(clerk, number)
    assert run.state == "running"
    assert halfway == (0 if mode == "all" else (run.rows_done - 1) // 2) and halfway < 2_500
    await hold_is_over(clerk)
    await work(clerk)

    assert (await state_of(clerk, number)).state == "done"
    assert sorted(await kept(clerk)) == sorted(f"A-{n}" for n in range(1, 2_501))


def spawn(database: TestDatabase) -> "subprocess.Popen[bytes]":
    """A worker process on the same database."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.core.imports.worker", database.app_url], cwd=ROOT, stdin=subprocess.DEVNULL
    )


def progress_of(database: TestDatabase, actor: Actor, number: int) -> int:
    """How far its job says that it is."""
    import psycopg

    with psycopg.connect(database.app_url) as connection:
        connection.execute("select core.begin_read(%s, null)", (actor.scope.company,))
        row = connection.execute(
            "select j.done from core.job j join core.import_run r on r.company_id = j.company_id and r.job_id = j.id"
            " where r.company_id = %s and r.id = %s",
            (actor.scope.company, number),
        ).fetchone()
    return int(row[0]) if row else 0


async def hold_is_over(actor: Actor) -> None:
    """What time would do to the job of a killed worker."""
    async with actor.house.pools.write() as connection, connection.transaction():
        await connection.execute(b"select core.begin_read(%s, null)", (actor.scope.company,))
        await connection.execute(
            b"update core.job set due_at = now() where company_id = %s and state = 'running'", (actor.scope.company,)
        )


async def test_a_lock_held_by_somebody_else_only_delays_the_import(clerk: Actor) -> None:
    number = await begin(clerk, slips(5))
    await clerk.perform("core.check_import", id=number)
    await work(clerk)
    await clerk.perform("core.run_import", id=number)
    async with clerk.house.pools.write() as rival:
        await rival.execute(b"begin")
        await rival.execute(b"select core.begin_read(%s, null)", (clerk.scope.company,))
        await rival.execute(b"lock table core.notice in access exclusive mode")
        await work(clerk)
        await rival.execute(b"rollback")
    assert (await state_of(clerk, number)).state == "running"

    await waiting_is_over(clerk)
    await work(clerk)
    assert ((await state_of(clerk, number)).state, len(await kept(clerk))) == ("done", 5)


async def waiting_is_over(actor: Actor) -> None:
    """What time would do to a job that waits for its next try."""
    async with actor.house.pools.write() as connection, connection.transaction():
        await connection.execute(b"select core.begin_read(%s, null)", (actor.scope.company,))
        await connection.execute(
            b"update core.job set due_at = now() where company_id = %s and state = 'waiting'", (actor.scope.company,)
        )
