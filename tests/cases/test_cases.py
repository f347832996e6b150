"""Our own cases pass, and the runner is one that can fail."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from dapur.house import House
from dapur.plugins.registry import Registry
from dapur.testing.databases import TestDatabase
from tests.cases.__main__ import OWN, closing_line
from tests.cases.accounting import make_adapter
from tests.cases.adapter import adapter_for
from tests.cases.calculations import is_calculations
from tests.cases.files import CaseFile, CaseFileError, read_case_file
from tests.cases.runner import Verdict, run_case
from tests.clock import clocked_house
from tests.letters import with_letters

FILES = [read_case_file(path) for path in sorted(OWN.glob("*.yaml")) if not is_calculations(path)]
OURS = next(file for file in FILES if file.department == "accounting")


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def clocked(registry: Registry, database: TestDatabase) -> AsyncIterator[House]:
    """With letters, which some cases write."""
    async with clocked_house(with_letters(registry), database) as made:
        yield made


@pytest.mark.parametrize(("file", "name"), [(file, name) for file in FILES for name in file.cases])
async def test_our_own_cases_pass(clocked: House, database: TestDatabase, file: CaseFile, name: str) -> None:
    verdict = await run_case(file, file.cases[name], adapter_for(file.department, clocked, database))

    assert verdict.state == "passed", verdict.line()


async def test_a_case_with_another_figure_fails(clocked: House, database: TestDatabase) -> None:
    case = OURS.cases["own-01"]
    wrong = replace(case, then=[{**case.then[1], "base": "50000001"}, *case.then[2:]])

    verdict = await run_case(OURS, wrong, make_adapter(clocked, database))

    assert verdict.state == "failed"
    assert verdict.wrong == ["check 1, balance: bank is 50000000, expected 50000001"]


async def test_a_refusal_that_nobody_expects_fails_the_case(clocked: House, database: TestDatabase) -> None:
    case = OURS.cases["own-02"]
    wrong = replace(case, then=[check for check in case.then if check["check"] != "error"])

    verdict = await run_case(OURS, wrong, make_adapter(clocked, database))

    assert verdict.wrong == ["step 2 was refused with UNBALANCED, which no check expects"]


async def test_a_step_that_nobody_can_do_yet_never_passes(clocked: House, database: TestDatabase) -> None:
    case = OURS.cases["own-01"]
    more = replace(case, when=[*case.when, {"do": "issue_invoice", "ref": "I"}])

    verdict = await run_case(OURS, more, make_adapter(clocked, database))

    assert (verdict.state, verdict.done, verdict.held) == ("skipped", 2, 1)


async def test_concurrent_steps_run_at_once_and_are_counted(clocked: House, database: TestDatabase) -> None:
    case = OURS.cases["own-02"]
    good, bad = case.when[0], case.when[1]
    checks: list[Mapping[str, Any]] = [
        {"check": "succeeded", "equals": 3},
        {"check": "refused", "equals": 2},
        {"check": "refusal", "equals": "UNBALANCED"},
    ]
    mixed = replace(case, when=[good, {"do": "concurrent", "actions": [good, bad, good, bad, good]}], then=checks)
    wrong = replace(mixed, then=[{"check": "succeeded", "equals": 5}])
    beyond = replace(mixed, when=[{"do": "concurrent", "n": 2, "action": good, "fail_every": 7}], then=checks)

    assert (await run_case(OURS, mixed, make_adapter(clocked, database))).state == "passed"
    assert (await run_case(OURS, wrong, make_adapter(clocked, database))).wrong == [
        "check 1, succeeded: succeeded is 3, expected 5"
    ]
    assert (await run_case(OURS, beyond, make_adapter(clocked, database))).state == "skipped"


async def test_a_department_without_adapter_is_skipped_and_counted() -> None:
    file = CaseFile(Path("hr.yaml"), "hr", {})
    case = OURS.cases["own-01"]

    assert (await run_case(file, case, None)).state == "skipped"


def test_the_closing_line_counts() -> None:
    verdicts = [Verdict("a", "", done=1), Verdict("b", "", wrong=["x"]), Verdict("c", "", missing=["y"])]

    assert closing_line(verdicts) == "1 passed, 1 failed, 1 skipped"
    assert closing_line(verdicts[:1]) == "1 passed, 0 failed"


def test_a_file_of_another_schema_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("schema: other/2\n")

    with pytest.raises(CaseFileError, match=r"x\.yaml: is not of the schema"):
        read_case_file(tmp_path / "x.yaml")
