"""A job while it runs: it holds its place, tells how far it is, and notices that it should stop."""

import json
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic
from typing import TYPE_CHECKING, Any

from dapur.contract import Words
from dapur.database.pools import Overloaded
from dapur.jobs.kept_words import keep_words

if TYPE_CHECKING:
    from dapur.house import House

TELL_EVERY_S = 0.5


class Stopped(Exception):
    """Somebody cancelled the job, or another worker has taken it over: end without a further write."""


@dataclass
class RunningJob:
    """The handle of a running job. `hold`: for how long it stays ours without a sign of life."""

    house: "House"
    company: int
    id: int
    kind: str
    input: dict[str, Any]
    user: int
    tries: int
    hold: timedelta
    stopped: bool = False
    _told: float = field(default=0.0, repr=False)

    async def tell(self, done: int, total: int, message: Words = "", *, now: bool = False) -> None:
        """Keep how far it is (at most twice a second unless `now`). Raises Stopped."""
        if self.stopped:
            raise Stopped
        if not now and monotonic() - self._told < TELL_EVERY_S:
            return
        self._told = monotonic()
        text, data = keep_words(message)
        with suppress(Overloaded):  # telling is worth no failure
            row = await self._write(
                b"update core.job set done = %s, total = %s, message = %s, message_data = %s::jsonb, due_at = now() + %s,"
                b" changed_at = now() where company_id = %s and id = %s and tries = %s and state = 'running' returning cancel_asked",
                (done, total, text, json.dumps(data), self.hold, self.company, self.id, self.tries),
            )
            self._stop_if_gone(row)

    async def stay(self) -> None:
        """A sign of life. Raises Stopped."""
        row = await self._write(
            b"update core.job set due_at = now() + %s where company_id = %s and id = %s and tries = %s and state = 'running'"
            b" returning cancel_asked",
            (self.hold, self.company, self.id, self.tries),
        )
        self._stop_if_gone(row)

    async def end(self, state: str, failure: str = "") -> None:
        """Finish as done, failed or cancelled; a success of the timetable leaves no trace."""
        if state == "done" and self.user == 0:
            await self._write(
                b"delete from core.job where company_id = %s and id = %s and tries = %s returning false",
                (self.company, self.id, self.tries),
            )
            return
        await self._write(
            b"update core.job set state = %s, failure = %s, changed_at = now()"
            b" where company_id = %s and id = %s and tries = %s and state = 'running' returning false",
            (state, failure[:2000], self.company, self.id, self.tries),
        )

    async def again(self, after: timedelta, failure: str) -> None:
        """Try again later."""
        await self._write(
            b"update core.job set state = 'waiting', due_at = now() + %s, failure = %s, changed_at = now()"
            b" where company_id = %s and id = %s and tries = %s and state = 'running' returning false",
            (after, failure[:2000], self.company, self.id, self.tries),
        )

    def _stop_if_gone(self, row: tuple[Any, ...] | None) -> None:
        if row is None or row[0]:
            self.stopped = True
            raise Stopped

    async def _write(self, sql: bytes, values: tuple[Any, ...]) -> tuple[Any, ...] | None:
        async with self.house.pools.write() as connection, connection.transaction():
            await connection.execute(b"select core.begin_read(%s, null)", (self.company,))
            found: tuple[Any, ...] | None = await (await connection.execute(sql, values)).fetchone()
            return found
