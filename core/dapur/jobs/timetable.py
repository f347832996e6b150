"""The declared jobs on their timetable (cron on the company's clock), for each company where the department is on."""

import asyncio
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from croniter import croniter

from dapur.contract import Job

if TYPE_CHECKING:
    from dapur.house import House

log = logging.getLogger("dapur.jobs")


@dataclass
class Timetable:
    """Looks at the clock once a minute. A slot that passed while nothing ran is made up for once, the latest only."""

    house: "House"
    tick_s: float = 20.0
    _taken: dict[tuple[int, str], datetime] = field(default_factory=dict, repr=False)

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            try:
                await self.look(self.house.moment())
            except Exception:
                log.exception("the timetable could not be looked at")
            await asyncio.sleep(self.tick_s)

    async def look(self, now: datetime) -> int:
        """Turn the slots that are due into jobs. Returns how many."""
        jobs = self.house.registry.jobs
        if not jobs:
            return 0
        async with self.house.pools.read() as connection:
            companies = await (await connection.execute(b"select company_id, zone, plugins from core.companies_on()")).fetchall()
        return sum([await self._look_at(company, zone, plugins, jobs, now) for company, zone, plugins in companies])

    async def _look_at(self, company: int, zone: str, on: list[str], jobs: Mapping[str, Job], now: datetime) -> int:
        due = []
        for name, job in jobs.items():
            plugin = name.partition(".")[0]
            if plugin != "core" and plugin not in on:
                continue
            slot = last_slot(job.cron, now, zone)
            if self._taken.get((company, name)) != slot:
                due.append((name, job, slot))
        if not due:
            return 0
        taken = 0
        async with self.house.pools.write() as connection, connection.transaction():
            await connection.execute(b"select core.begin_read(%s, null)", (company,))
            for name, job, slot in due:
                values = (company, name, job.operation.name, json.dumps(dict(job.input), default=str), slot)
                cursor = await connection.execute(b"select core.take_slot(%s, %s, %s, %s::jsonb, %s)", values)
                row = await cursor.fetchone()
                taken += bool(row and row[0])
        self._taken |= {(company, name): slot for name, _job, slot in due}
        return taken


def last_slot(cron: str, now: datetime, zone: str) -> datetime:
    """The latest moment up to now at which the job was due, on the clock of the zone."""
    there = now.astimezone(ZoneInfo(zone))
    if croniter.match(cron, there):
        return there.replace(second=0, microsecond=0)
    slot: datetime = croniter(cron, there).get_prev(datetime)
    return slot
