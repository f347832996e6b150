"""`python -m bench [--only NAME ...] [--write]`: measure, print a table, keep it in docs/measurements.md when asked."""

import argparse
import os
import platform
from collections.abc import Callable, Coroutine
from typing import Any

import uvloop

from bench import (
    administration,
    aging,
    importing,
    inbox,
    it,
    matching,
    payroll,
    people,
    posting,
    reading,
    starting,
    stock,
    training,
    web,
)
from bench.findings import Finding, table, write_page
from bench.place import Place, place

SECTIONS: dict[str, Callable[[Place], Coroutine[Any, Any, list[Finding]]]] = {
    "posting": posting.measure,
    "importing": importing.measure,
    "reading": reading.measure,
    "matching": matching.measure,
    "stock": stock.measure,
    "aging": aging.measure,
    "payroll": payroll.measure,
    "it": it.measure,
    "people": people.measure,
    "inbox": inbox.measure,
    "training": training.measure,
    "administration": administration.measure,
    "web": web.measure,
    "starting": starting.measure,
}


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(prog="bench", description="Measure Dapur against raw PostgreSQL.")
    parser.add_argument("--only", nargs="*", choices=SECTIONS, default=list(SECTIONS))
    parser.add_argument("--write", action="store_true", help="keep the table in docs/measurements.md")
    given = parser.parse_args()
    findings: list[Finding] = []
    with place() as where:
        for name in given.only:
            print(f"Measuring: {name} …", flush=True)
            # The server runs on uvloop too.
            findings += uvloop.run(SECTIONS[name](where))
    print("\n" + table(findings))
    if given.write:
        write_page(findings, f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}")


if __name__ == "__main__":
    main()
