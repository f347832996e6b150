"""Importing 20,000 entries, twice on one connection, against COPY of the same rows."""

import time
from datetime import date
from decimal import Decimal

import psycopg

from bench.findings import Finding, at_least, at_most
from bench.place import Place, bookkeeper
from bench.posting import DAY, entry, facts_of
from bench.raw import copy_entries

ENTRIES = 20_000
BATCH = 1000


async def measure(where: Place) -> list[Finding]:
    """Through the bulk operation, a thousand entries a time, as an import does it."""
    async with bookkeeper(where) as actor:
        facts = await facts_of(actor)
        with psycopg.connect(where.database.app_url, autocommit=True) as connection:
            began = time.perf_counter()
            copy_entries(connection, ENTRIES, DAY)
            raw = time.perf_counter() - began
        took = []
        for round_ in (0, 1):
            day = date(2026, 7 + round_, 1)
            began = time.perf_counter()
            for start in range(0, ENTRIES, BATCH):
                records = [
                    {**entry(facts, Decimal(1000 + n), day), "source": f"{round_}-{n}"} for n in range(start, start + BATCH)
                ]
                await actor.perform("accounting.post_entries", records=records)
            took.append(time.perf_counter() - began)
    note = f"{ENTRIES / took[0]:.0f} entries/s"
    return [
        at_least("import 20,000 entries, against COPY", raw / took[0], 0.15, note),
        at_most("the second import on the same connection, against the first", took[1] / took[0], 2, "×"),
    ]
