"""kill -9 of the process that delivers: every event is heard, in order, and what was half written is gone."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg

from dapur.events.dispatcher import Dispatcher
from dapur.house import House
from dapur.testing.companies import Actor
from dapur.testing.databases import TestDatabase
from dapur.testing.waiting import until
from tests.core.events import probe

ROOT = Path(__file__).parents[3]
RINGS = 150


async def test_events_survive_the_death_of_their_dispatcher(bell_house: House, ringer: Actor, database: TestDatabase) -> None:
    for number in range(RINGS):
        await ringer.perform("probe.ring", number=number)
    command = [sys.executable, "-m", "tests.core.events.worker", database.app_url]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL)
    try:
        await asyncio.to_thread(until, lambda: heard_so_far(database, ringer) >= 5, seconds=60)
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()

    # Its last transaction may still be rolling back: then its place is taken, and is free a moment later.
    async def finish() -> None:
        while len(await probe.heard(ringer, "heard")) < RINGS or len(await probe.heard(ringer, "also")) < RINGS:
            await Dispatcher(bell_house).deliver_all(ringer.scope.company)

    await asyncio.wait_for(finish(), 60)
    for kind in ("heard", "also"):
        assert [n for n, _ in await probe.heard(ringer, kind)] == list(range(RINGS))


def heard_so_far(database: TestDatabase, actor: Actor) -> int:
    with psycopg.connect(database.app_url) as connection:
        connection.execute("select core.begin_read(%s, null)", (actor.scope.company,))
        row = connection.execute(
            "select count(*) from core.notice where company_id = %s and kind = 'heard'", (actor.scope.company,)
        ).fetchone()
    return int(row[0]) if row else 0
