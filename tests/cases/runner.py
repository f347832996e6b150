"""Plays cases: every step through the department's adapter, every check that the steps done allow.

A case passes when all its steps ran and all its checks held. Where a step or check has nothing yet that could
do it, the rest still runs and may fail, but the case counts as skipped.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from dapur.contract import DapurError
from tests.cases.adapter import Adapter, Different
from tests.cases.files import Case, CaseFile
from tests.cases.parallel import CHECKS, STEP, compare, do_at_once, parts_of


@dataclass
class Verdict:
    """How a case went. `missing`: steps and checks that nothing can do yet; `wrong`: what was different."""

    case: str
    title: str
    done: int = 0
    held: int = 0
    wrong: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    @property
    def state(self) -> Literal["passed", "failed", "skipped"]:
        """In a word."""
        if self.wrong:
            return "failed"
        return "skipped" if self.missing else "passed"

    def line(self) -> str:
        """One line for people."""
        told = f"{self.case:<8} {self.state:<8} {self.title}"
        if self.missing and self.state == "skipped":
            told += f" ({self.done} steps and {self.held} checks ran; not there yet: {', '.join(dict.fromkeys(self.missing))})"
        return "\n".join([told, *(f"{'':<17} {fault}" for fault in self.wrong)])


@dataclass
class _Play:
    """Where a case stands while it is played."""

    verdict: Verdict
    refused: dict[int, str] = field(default_factory=dict)
    ran: set[int] = field(default_factory=set)
    refs: set[str] = field(default_factory=set)
    labels: set[str] = field(default_factory=set)
    skipped_a_step: bool = False
    at_once: list[str] | None = None


async def run_file(
    file: CaseFile, make: Callable[[], Adapter | None], say: Callable[[str], None] = lambda line: None
) -> list[Verdict]:
    """Play every case of a file, each in a company of its own."""
    found = []
    for case in file.cases.values():
        verdict = await run_case(file, case, make())
        say(verdict.line())
        found.append(verdict)
    return found


async def run_case(file: CaseFile, case: Case, adapter: Adapter | None) -> Verdict:
    """Play one case after those that it continues."""
    verdict = Verdict(case.id, case.title)
    if adapter is None:
        verdict.missing.append(f"the department {file.department}")
        return verdict
    play = _Play(verdict)
    for part in file.chain(case):
        if not await _begin(play, adapter, part):
            return verdict
        await _steps(play, adapter, part, is_last=part is case)
    for number, check in enumerate(case.then, 1):
        await _check(play, adapter, number, check)
    verdict.wrong += [f"step {n} was refused with {code}, which no check expects" for n, code in _unexpected(play, case)]
    return verdict


async def _begin(play: _Play, adapter: Adapter, part: Case) -> bool:
    if not adapter.can_begin(part.given):
        play.verdict.missing.append("what is given")
        return False
    await (adapter.go_on(part.given) if part.continues else adapter.begin(part.given))
    return True


async def _steps(play: _Play, adapter: Adapter, part: Case, *, is_last: bool) -> None:
    play.refused, play.ran = {}, set()
    for number, step in enumerate(part.when, 1):
        if not _can_do(adapter, step):
            play.verdict.missing.append(step["do"])
            play.skipped_a_step = True
            continue
        play.ran.add(number)
        try:
            await _do(play, adapter, step)
            play.refs |= _refs(step)
            if "label" in step and not play.skipped_a_step:
                play.labels.add(step["label"])
        except DapurError as refused:
            play.refused[number] = adapter.code_of(refused.code)
        play.verdict.done += is_last


def _can_do(adapter: Adapter, step: Mapping[str, Any]) -> bool:
    if step["do"] != STEP or adapter.can_do(step):
        return adapter.can_do(step)
    parts = parts_of(step)
    return bool(parts) and all(adapter.can_do(part) for part in parts)


async def _do(play: _Play, adapter: Adapter, step: Mapping[str, Any]) -> None:
    if step["do"] == STEP and not adapter.can_do(step):
        play.at_once = await do_at_once(adapter, parts_of(step))
    else:
        await adapter.do(step)


def _refs(step: Mapping[str, Any]) -> set[str]:
    """What a check may name: the step, the bank line that it matched, and the entry that takes it back by itself."""
    ref = str(step.get("ref", ""))
    return {ref, f"{ref}/reversal", str(step.get("line", ""))}


async def _check(play: _Play, adapter: Adapter, number: int, check: Mapping[str, Any]) -> None:
    kind = check["check"]
    if kind == "error":
        _check_error(play, number, check)
        return
    by_runner = play.at_once is not None and kind in CHECKS and not adapter.can_check(check)
    if not (by_runner or adapter.can_check(check)) or not _can_hold(play, check):
        play.verdict.missing.append(f"check {kind}" + (f" {check['name']}" if "name" in check else ""))
        return
    try:
        if by_runner and play.at_once is not None:
            compare(play.at_once, check)
        else:
            await adapter.check(check)
    except Different as fault:
        play.verdict.wrong.append(f"check {number}, {kind}: {fault}")
    else:
        play.verdict.held += 1


def _check_error(play: _Play, number: int, check: Mapping[str, Any]) -> None:
    if check["step"] not in play.ran:
        play.verdict.missing.append("check error")
        return
    got = play.refused.get(check["step"], "done")
    if got == check["code"]:
        play.verdict.held += 1
    else:
        play.verdict.wrong.append(f"check {number}, error: step {check['step']} gave {got}, expected {check['code']}")


def _can_hold(play: _Play, check: Mapping[str, Any]) -> bool:
    # What a document shows depends on its own step alone, a report on the steps before it was read, a balance on all.
    if "ref" in check:
        return str(check["ref"]) in play.refs
    return check["label"] in play.labels if "label" in check else not play.skipped_a_step


def _unexpected(play: _Play, case: Case) -> Iterator[tuple[int, str]]:
    if any(check["check"] == "results" for check in case.then):
        return iter(())  # the case says of every step how it ended, and the adapter compares it
    expected = {check["step"] for check in case.then if check["check"] == "error"}
    return ((n, code) for n, code in play.refused.items() if n not in expected)
