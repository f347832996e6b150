"""Plays files of calculations: each case is one input, one kind, and the exact answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from dapur.contract import DapurError
from tests.cases.files import CaseFileError
from tests.cases.kinds import Bench, Kinds
from tests.cases.runner import Verdict

SCHEMA = "indonesia/cases/1"


@dataclass(frozen=True)
class Calculation:
    """One case."""

    id: str
    kind: str
    title: str
    given: Mapping[str, Any]
    expected: Mapping[str, Any]


def is_calculations(path: Path) -> bool:
    """Whether the file is of this schema; its head says so."""
    with path.open(encoding="utf-8") as stream:
        return any(line.strip() == f"schema: {SCHEMA}" for line, _n in zip(stream, range(30)))


def read_calculations(path: Path) -> list[Calculation]:
    """Read a file. Raises CaseFileError."""
    try:
        raw = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise CaseFileError(f"{path}: cannot be read ({error})") from error
    return [Calculation(c["id"], c["kind"], c.get("title", ""), c["input"], c["expected"]) for c in raw["cases"]]


async def run_calculations(
    cases: Sequence[Calculation], kinds: Kinds, bench: Bench, say: Callable[[str], None] = lambda line: None
) -> list[Verdict]:
    """Compute each and compare."""
    found = []
    for case in cases:
        verdict = await run_calculation(case, kinds, bench)
        say(verdict.line())
        found.append(verdict)
    return found


async def run_calculation(case: Calculation, kinds: Kinds, bench: Bench) -> Verdict:
    """Compute one and compare; a kind that nothing computes yet is skipped."""
    verdict = Verdict(case.id, f"{case.kind}: {case.title}")
    run = kinds.get(case.kind)
    if run is None:
        verdict.missing.append(f"the kind {case.kind}")
        return verdict
    try:
        answer = await run(bench, case.given)
    except DapurError as refused:
        verdict.wrong.append(f"refused with {refused.code}: {refused}")
        return verdict
    verdict.done = 1
    verdict.wrong = differences(case.expected, answer)
    verdict.held = len(case.expected) - len(verdict.wrong)
    return verdict


def differences(expected: Any, found: Any, place: str = "") -> list[str]:
    """Where the answer is not what is expected; what it says beyond that does not matter."""
    if isinstance(expected, Mapping):
        if not isinstance(found, Mapping):
            return [f"{place} is {found!r}, expected {dict(expected)!r}"]
        return [
            line
            for key, value in expected.items()
            for line in differences(value, found.get(key, "nothing"), f"{place}.{key}".strip("."))
        ]
    if isinstance(expected, list):
        if not isinstance(found, (list, tuple)) or len(found) != len(expected):
            return [f"{place} is {found!r}, expected {expected!r}"]
        return [line for n, value in enumerate(expected) for line in differences(value, found[n], f"{place}[{n}]")]
    return [] if _same(expected, found) else [f"{place} is {found!r}, expected {expected!r}"]


def _same(expected: Any, found: Any) -> bool:
    if isinstance(expected, bool) or isinstance(found, bool) or expected is None or found is None:
        return expected is found
    if isinstance(expected, (int, Decimal)) or isinstance(found, (int, Decimal)):
        return not isinstance(found, float) and Decimal(str(expected)) == Decimal(str(found))
    return _plain(expected) == _plain(found)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, (date, datetime)) else str(value)
