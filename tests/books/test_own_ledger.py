"""The suite's own ledger, imported and read through every door, is what plain Python says it must be."""

from pathlib import Path

from dapur.house import House
from dapur.testing.databases import TestDatabase
from dapur.testing.visits import visiting
from tests.books.comparing import differences
from tests.books.doors import Doors
from tests.books.entering import bring, enter
from tests.books.own_ledger import own_ledger


async def test_every_figure_is_right_at_every_door(house: House, database: TestDatabase, tmp_path: Path) -> None:
    ledger = own_ledger()
    actor = await enter(house, ledger, tmp_path)

    again = await bring(actor, "accounting.entries", tmp_path / "journal.csv")

    assert (again.counts["new"], again.counts["same"]) == (0, len(ledger.entries))
    async with visiting(actor) as client:
        assert await differences(ledger, Doors(actor, database, client)) == []
