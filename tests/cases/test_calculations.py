"""Every file of calculations in `data/` passes, and a wrong answer does not."""

from dataclasses import replace

import pytest
import pytest_asyncio

from dapur.house import House
from tests.cases.__main__ import OWN
from tests.cases.calculations import Calculation, is_calculations, read_calculations, run_calculation
from tests.cases.kinds import Bench, all_kinds

CASES = [case for path in sorted(OWN.glob("*.yaml")) if is_calculations(path) for case in read_calculations(path)]
KINDS = all_kinds()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def bench(house: House) -> Bench:
    """One company for all of them: a calculation changes nothing that another reads."""
    return Bench(house)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
async def test_the_calculation_gives_the_exact_answer(bench: Bench, case: Calculation) -> None:
    verdict = await run_calculation(case, KINDS, bench)

    assert verdict.state == "passed", verdict.line()


async def test_another_answer_fails_and_says_where(bench: Bench) -> None:
    case = next(case for case in CASES if case.kind == "npwp")
    wrong = replace(case, expected={**case.expected, "npwp16": "0013121660091001"})

    verdict = await run_calculation(wrong, KINDS, bench)

    assert verdict.state == "failed"
    assert verdict.wrong == ["npwp16 is '0013121660091000', expected '0013121660091001'"]


def test_no_two_cases_share_a_name() -> None:
    assert len({case.id for case in CASES}) == len(CASES)
