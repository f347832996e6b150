"""Jobs: written with the operation, run once, tried again, stopped, taken over."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from dapur.contract import NotFound, Operation
from dapur.house import House
from dapur.jobs.enqueue import later
from dapur.jobs.running import RunningJob, Stopped
from dapur.jobs.worker import MOST_TRIES, Worker
from dapur.operations.perform import perform
from dapur.operations.work import Work
from dapur.testing.companies import Actor
from tests.core.events import probe
from tests.core.events.conftest import bell_house, nothing_fails, ringer

__all__ = ["bell_house", "nothing_fails", "ringer"]


async def put(actor: Actor, number: int, operation: str = "probe.note", *, dry_run: bool = False) -> int:
    """An operation that leaves a job behind; the job's number."""

    async def run(work: Work, form: probe.Ring) -> probe.Ringed:
        return probe.Ringed(number=await later(work, operation, {"number": form.number}))

    declared: Operation = replace(probe.ring, name="probe.put", run=run)
    outcome = await perform(actor.house, actor.scope, declared, {"number": number}, dry_run=dry_run)
    return outcome.result.number  # type: ignore[attr-defined, no-any-return]


async def state_of(actor: Actor, number: int) -> tuple[str, int]:
    reader = await actor.reader()
    rows = await reader.rows("select state, tries from core.job where company_id = %s and id = %s", actor.scope.company, number)
    return rows[0]


async def run_all(house: House) -> None:
    worker = Worker(house)
    while await worker.run_one():
        pass


async def test_a_job_is_there_exactly_when_its_operation_is(bell_house: House, ringer: Actor) -> None:
    await put(ringer, 1, dry_run=True)
    number = await put(ringer, 2)

    await run_all(bell_house)

    assert await probe.heard(ringer, "job") == [(2, ringer.scope.user)]
    assert await state_of(ringer, number) == ("done", 1)


async def test_four_workers_run_each_job_once(bell_house: House, ringer: Actor) -> None:
    for number in range(12):
        await put(ringer, number)

    await asyncio.gather(*(run_all(bell_house) for _ in range(4)))

    assert sorted(n for n, _ in await probe.heard(ringer, "job")) == list(range(12))


async def test_what_a_person_asked_for_goes_before_what_the_timetable_began(bell_house: House, ringer: Actor) -> None:
    async with bell_house.pools.write() as connection, connection.transaction():
        await connection.execute(b"select core.begin_read(%s, null)", (ringer.scope.company,))
        await connection.execute(
            b"select core.add_job(%s, 'probe.note', '{}', 0, now() - interval '1 hour', '')", (ringer.scope.company,)
        )
    asked = await put(ringer, 2)

    first = await claimed(bell_house, hold=timedelta(0))
    await first.end("done")
    second = await claimed(bell_house, hold=timedelta(0))
    await second.end("done")

    assert (first.id, first.user) == (asked, ringer.scope.user)
    assert (second.company, second.user) == (ringer.scope.company, 0)


async def test_a_failed_job_leaves_nothing_and_is_tried_again(bell_house: House, ringer: Actor) -> None:
    probe.FAILING.add(7)
    number = await put(ringer, 7)
    await run_all(bell_house)
    assert await state_of(ringer, number) == ("waiting", 1)
    assert await probe.heard(ringer, "job") == []

    probe.FAILING.clear()
    await due_now(ringer, number)
    await run_all(bell_house)
    assert await state_of(ringer, number) == ("done", 2)
    assert [n for n, _ in await probe.heard(ringer, "job")] == [7]


async def test_a_job_that_never_works_fails_for_good_and_can_be_started_again(bell_house: House, ringer: Actor) -> None:
    probe.FAILING.add(7)
    number = await put(ringer, 7)
    for _ in range(MOST_TRIES):
        await due_now(ringer, number)
        await run_all(bell_house)
    assert (await state_of(ringer, number))[0] == "failed"

    probe.FAILING.clear()
    await ringer.perform("core.retry_job", id=number)
    await run_all(bell_house)
    assert (await state_of(ringer, number))[0] == "done"


async def test_a_refused_job_is_not_tried_again(bell_house: House, ringer: Actor) -> None:
    number = await put(ringer, 1, "probe.gone")

    await run_all(bell_house)

    assert await state_of(ringer, number) == ("failed", 1)


async def test_the_job_of_a_dead_worker_is_taken_over_and_the_slow_one_may_write_no_more(
    bell_house: House, ringer: Actor
) -> None:
    number = await put(ringer, 5)
    dead = await claimed(bell_house, hold=timedelta(0))
    assert dead.id == number

    await run_all(bell_house)

    assert await state_of(ringer, number) == ("done", 2)
    with pytest.raises(Stopped):
        await dead.tell(1, 2, now=True)
    await dead.end("failed", "too late")
    assert (await state_of(ringer, number))[0] == "done"


async def test_a_running_job_hears_that_it_should_stop(bell_house: House, ringer: Actor) -> None:
    number = await put(ringer, 5)
    running = await claimed(bell_house, hold=timedelta(seconds=30))
    await ringer.perform("core.cancel_job", id=number)

    with pytest.raises(Stopped):
        await running.tell(1, 2, now=True)


async def test_a_waiting_job_that_is_stopped_never_runs(bell_house: House, ringer: Actor) -> None:
    number = await put(ringer, 5)
    await ringer.perform("core.cancel_job", id=number)

    await run_all(bell_house)

    assert await probe.heard(ringer, "job") == []
    assert (await state_of(ringer, number))[0] == "cancelled"


async def test_another_companys_job_cannot_be_stopped(bell_house: House, ringer: Actor, other: Actor) -> None:
    number = await put(ringer, 5)

    with pytest.raises(NotFound):
        await other.perform("core.cancel_job", id=number)


async def claimed(house: House, hold: timedelta) -> RunningJob:
    async with house.pools.write() as connection:
        row = await (await connection.execute(b"select * from core.claim_job(%s)", (hold,))).fetchone()
    assert row is not None
    company, number, kind, given, user, tries = row
    return RunningJob(house, company, number, kind, given, user, tries, hold)


async def due_now(actor: Actor, number: int) -> None:
    async with actor.house.pools.write() as connection, connection.transaction():
        await connection.execute(b"select core.begin_read(%s, null)", (actor.scope.company,))
        await connection.execute(
            b"update core.job set due_at = now() where company_id = %s and id = %s and state = 'waiting'",
            (actor.scope.company, number),
        )
