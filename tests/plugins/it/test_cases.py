"""The cases of IT that the product passes, through its operations."""

import pytest

from dapur.house import House
from dapur.testing.databases import TestDatabase
from tests.cases.__main__ import OWN
from tests.cases.files import read_case_file
from tests.cases.it import make_adapter
from tests.cases.runner import run_case

CASES = read_case_file(OWN / "it.yaml")


@pytest.mark.parametrize("name", CASES.cases)
async def test_the_case_passes(clocked: House, database: TestDatabase, name: str) -> None:
    verdict = await run_case(CASES, CASES.cases[name], make_adapter(clocked, database))

    assert verdict.state == "passed", verdict.line()
