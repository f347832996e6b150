"""What runs beside the requests: events to their handlers, the timetable, jobs. In the server or as `dapur worker`."""

import asyncio
import contextlib
import logging
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import psycopg

from dapur.events.dispatcher import Dispatcher
from dapur.jobs.timetable import Timetable
from dapur.jobs.worker import HOLD_S, Worker

if TYPE_CHECKING:
    from dapur.house import House

log = logging.getLogger("dapur.jobs")


@dataclass
class Background:
    """The running parts. Stop it before the house is closed."""

    house: "House"
    workers: Sequence[Worker]
    dispatcher: Dispatcher
    timetable: Timetable
    _tasks: list[asyncio.Task[None]] = field(default_factory=list, repr=False)

    def start(self) -> None:
        """Begin."""
        parts: list[Coroutine[Any, Any, None]] = [self.dispatcher.run(), self.timetable.run(), self._listen()]
        parts += [worker.run() for worker in self.workers]
        self._tasks = [asyncio.create_task(part) for part in parts]

    async def stop(self) -> None:
        """End; a job under way is given back, and goes on elsewhere or at the next start."""
        for task in self._tasks:
            task.cancel()
        for task in self._tasks:
            with contextlib.suppress(asyncio.CancelledError):
                await task
        self._tasks = []

    def _wake_workers(self) -> None:
        for worker in self.workers:
            worker.wake()

    async def _listen(self) -> None:
        pause = 0.1
        while True:
            with contextlib.suppress(psycopg.Error, OSError):
                async with await psycopg.AsyncConnection.connect(self.house.url, autocommit=True) as connection:
                    await connection.execute("listen dapur_jobs")
                    await connection.execute("listen dapur_outbox")
                    self._wake_workers()
                    self.dispatcher.wake_all()
                    pause = 0.1
                    async for notice in connection.notifies():
                        if notice.channel == "dapur_jobs":
                            self._wake_workers()
                        else:
                            self.dispatcher.wake(int(notice.payload))
            log.warning("the background lost its connection; reconnecting")
            await asyncio.sleep(pause)
            pause = min(pause * 2, 5.0)


async def start_background(house: "House", *, hold_s: float = HOLD_S) -> Background:
    """Start everything that runs beside the requests."""
    # Two, so that a long job does not hold up what somebody waits for.
    made = Background(house, (Worker(house, hold_s), Worker(house, hold_s)), Dispatcher(house), Timetable(house))
    made.start()
    return made
