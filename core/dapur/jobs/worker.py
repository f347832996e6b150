"""Takes due jobs one after another and runs them; a job of a killed process comes back after its hold."""

import asyncio
import contextlib
import logging
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from dapur.contract import DapurError, NotFound
from dapur.contract.scope import Scope
from dapur.database.pools import Overloaded
from dapur.jobs.actors import HOUSE, scope_of_house, scope_of_person
from dapur.jobs.running import RunningJob, Stopped
from dapur.jobs.tasks import task_of
from dapur.operations.perform import perform

if TYPE_CHECKING:
    from dapur.house import House

MOST_TRIES = 5
HOLD_S = 30.0
log = logging.getLogger("dapur.jobs")


@dataclass
class Worker:
    """Runs jobs until it is stopped. hold_s: how long a job stays with a worker that gives no sign of life."""

    house: "House"
    hold_s: float = HOLD_S
    poll_s: float = 5.0
    _wake: asyncio.Event = field(default_factory=asyncio.Event, repr=False)

    def wake(self) -> None:
        """There may be something to do."""
        self._wake.set()

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            # Before looking: what arrives while we look must wake us again.
            self._wake.clear()
            try:
                while await self.run_one():
                    pass
            except Exception:
                log.exception("the worker could not look for jobs")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), self.poll_s)

    async def run_one(self) -> bool:
        """Run the next due job, if there is one."""
        hold = timedelta(seconds=self.hold_s)
        async with self.house.pools.write() as connection:
            row = await (await connection.execute(b"select * from core.claim_job(%s)", (hold,))).fetchone()
        if row is None:
            return False
        company, number, kind, given, user, tries = row
        await self._run(RunningJob(self.house, company, number, kind, given, user, tries, hold))
        return True

    async def _run(self, job: RunningJob) -> None:
        if job.tries > MOST_TRIES:
            await job.end("failed", "It was begun several times and never ended.")
            return
        sign = asyncio.create_task(self._signs_of_life(job))
        try:
            await self._do(job)
            await job.end("done")
        except Stopped:
            await job.end("cancelled")
        except asyncio.CancelledError:
            # The process ends: the next one goes on at once.
            await asyncio.shield(job.again(timedelta(), "The server was stopped."))
            raise
        except Exception as error:
            await self._failed(job, error)
        finally:
            sign.cancel()

    async def _do(self, job: RunningJob) -> None:
        task = task_of(job.kind)
        if task is not None:
            await task(job)
            return
        operation = self.house.registry.operations.get(job.kind)
        if operation is None:
            raise NotFound(f"There is no operation {job.kind} any more.")
        # The key makes a second run after a crash between commit and end a replay.
        await perform(self.house, await scope_of_job(job), operation, job.input, key=f"job-{job.id}")

    async def _failed(self, job: RunningJob, error: Exception) -> None:
        final = isinstance(error, DapurError) and not passes(error)
        if final or job.tries >= MOST_TRIES:
            if not final:
                log.error("job %s %s failed for good", job.kind, job.id, exc_info=error)
            await job.end("failed", str(error))
            return
        log.warning("job %s %s failed and is tried again", job.kind, job.id, exc_info=error)
        await job.again(timedelta(seconds=2.0**job.tries), str(error))

    async def _signs_of_life(self, job: RunningJob) -> None:
        while True:
            await asyncio.sleep(self.hold_s / 3)
            with contextlib.suppress(Exception):
                await job.stay()


def passes(refused: DapurError) -> bool:
    """Whether the same may work in a moment: everything was busy."""
    return isinstance(refused, Overloaded) or refused.code == "BUSY"


async def scope_of_job(job: RunningJob) -> Scope:
    """For whom the job acts."""
    if job.user == HOUSE:
        return await scope_of_house(job.house, job.company)
    return replace(await scope_of_person(job.house, job.company, job.user), request=f"job-{job.id}")
