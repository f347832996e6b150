"""A house whose clock is set reads at that clock, too; no other house does."""

from datetime import UTC, datetime

from dapur.plugins.registry import Registry
from dapur.testing.companies import Actor, new_company
from dapur.testing.databases import TestDatabase
from tests.clock import at, clocked_house

THEN = datetime(2026, 8, 3, 2, tzinfo=UTC)


async def test_reads_and_reports_see_the_clock_that_was_set(actor: Actor, registry: Registry, database: TestDatabase) -> None:
    async with clocked_house(registry, database) as house:
        boss = await new_company(house, plugins=())
        with at(database, THEN.isoformat()):
            dated, plain = await boss.reader(), await actor.reader()
            assert (dated.now, await dated.value("select core.now()")) == (THEN, THEN)
            assert plain.now != THEN
            assert await plain.value("select core.now()") != THEN
