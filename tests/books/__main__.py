"""`python -m tests.books DIR`: import somebody's books into a new company and compare every figure through every door."""

import argparse
import asyncio
import logging
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from dapur.house import House
from dapur.plugins.registry import discover
from dapur.testing.databases import drop_database, fresh_database
from dapur.testing.visits import visiting
from tests.books.comparing import differences
from tests.books.doors import Doors
from tests.books.entering import Refused, bring, enter
from tests.books.folder import read_folder


def main(arguments: Sequence[str] | None = None) -> int:
    """Fails when a figure differs, or when importing again books something."""
    parser = argparse.ArgumentParser(prog="python -m tests.books", description=__doc__)
    parser.add_argument("folder", type=Path)
    given = parser.parse_args(arguments)
    if not (given.folder / "journal.csv").exists():
        print(f"{given.folder} holds no journal.csv. Name a folder with books: make books DIR=…", file=sys.stderr)
        return 2
    logging.getLogger("httpx").setLevel(logging.WARNING)
    try:
        wrong = asyncio.run(_run(given.folder))
    except Refused as problems:
        print(problems, file=sys.stderr)
        return 1
    for fault in wrong:
        print(fault)
    print("Every figure is right at every door." if not wrong else f"{len(wrong)} differences.")
    return 1 if wrong else 0


async def _run(folder: Path) -> list[str]:
    ledger = read_folder(folder)
    registry = discover()
    registry.check()
    database = fresh_database(registry, f"dapur_books_{os.getpid()}")
    house = await House(registry, database.app_url, database.owner_url, pool_size=4).open(follow=False)
    try:
        with tempfile.TemporaryDirectory() as files:
            actor = await enter(house, ledger, Path(files), print)
            again = await bring(actor, "accounting.entries", Path(files) / "journal.csv", print)
            async with visiting(actor) as client:
                wrong = await differences(ledger, Doors(actor, database, client), print)
            return [*wrong, *([f"the second import booked {again.counts['new']}"] if again.counts["new"] else [])]
    finally:
        await house.close()
        drop_database(database)


if __name__ == "__main__":
    sys.exit(main())
