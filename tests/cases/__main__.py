"""`python -m tests.cases FILES`: a line per case, closing with `N passed, N failed`."""

import argparse
import asyncio
import os
import sys
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from dapur.house import House
from dapur.plugins.registry import discover
from dapur.testing.databases import drop_database, fresh_database
from tests.cases.adapter import adapter_for
from tests.cases.calculations import is_calculations, read_calculations, run_calculations
from tests.cases.files import CaseFileError, read_case_file
from tests.cases.kinds import Bench, all_kinds
from tests.cases.runner import Verdict, run_file
from tests.letters import with_letters

OWN = Path(__file__).parent / "data"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the files (none given: the product's own). Fails when a case fails or none passed."""
    parser = argparse.ArgumentParser(prog="python -m tests.cases", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    given = parser.parse_args(arguments)
    try:
        verdicts = asyncio.run(_run(given.files or sorted(OWN.glob("*.yaml"))))
    except CaseFileError as error:
        print(error, file=sys.stderr)
        return 2
    print(closing_line(verdicts))
    return 1 if any(v.state == "failed" for v in verdicts) else 0


def closing_line(verdicts: Sequence[Verdict]) -> str:
    """`N passed, N failed`, and how many could not run whole."""
    counts = Counter(v.state for v in verdicts)
    told = f"{counts['passed']} passed, {counts['failed']} failed"
    return told + (f", {counts['skipped']} skipped" if counts["skipped"] else "")


async def _run(paths: Sequence[Path]) -> list[Verdict]:
    files = [(path, read_calculations(path) if is_calculations(path) else read_case_file(path)) for path in paths]
    registry = with_letters(discover())
    registry.check()
    database = fresh_database(registry, f"dapur_cases_{os.getpid()}")
    house = await House(registry, database.app_url, database.owner_url, pool_size=8, clock_is_set=True).open(follow=False)
    try:
        found: list[Verdict] = []
        for path, file in files:
            print(path)
            if isinstance(file, list):
                found += await run_calculations(file, all_kinds(), Bench(house), print)
            else:
                found += await run_file(file, partial(adapter_for, file.department, house, database), print)
        return found
    finally:
        await house.close()
        drop_database(database)


if __name__ == "__main__":
    sys.exit(main())
