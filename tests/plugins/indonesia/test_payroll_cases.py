"""The published and computed examples of Indonesian pay come out to the rupiah."""

import pytest

from dapur.house import House
from tests.cases.__main__ import OWN
from tests.cases.calculations import Calculation, read_calculations, run_calculation
from tests.cases.kinds import Bench
from tests.cases.kinds.payroll import KINDS

CASES = read_calculations(OWN / "indonesia_payroll.yaml")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
async def test_an_example_comes_out_exactly(house: House, case: Calculation) -> None:
    verdict = await run_calculation(case, KINDS, Bench(house))

    assert verdict.state == "passed", verdict.line()
