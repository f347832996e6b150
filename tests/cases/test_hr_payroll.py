"""Our own cases of a month's payroll pass."""

import pytest

from dapur.house import House
from dapur.testing.databases import TestDatabase
from tests.cases.__main__ import OWN
from tests.cases.files import read_case_file
from tests.cases.hr import make_adapter
from tests.cases.runner import run_case
from tests.cases.test_hr import clocked

OURS = read_case_file(OWN / "hr_payroll.yaml")
__all__ = ["clocked"]


@pytest.mark.parametrize("name", OURS.cases)
async def test_our_own_cases_of_payroll_pass(clocked: House, database: TestDatabase, name: str) -> None:
    verdict = await run_case(OURS, OURS.cases[name], make_adapter(clocked, database))

    assert verdict.state == "passed", verdict.line()
