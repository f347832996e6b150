"""Cases of logistics: stock that moves, is valued, promised, counted, through the product's operations.

Parts (modules `logistics_*`) have `STEPS`: verb -> `await step(case, step)` and `CHECKS`: name -> `await check(case, equals)`
(what is read, in the shape that the case expects). A refusal of a step is kept as its result.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from dapur.contract import DapurError
from dapur.house import House
from dapur.testing.databases import TestDatabase
from tests.cases import logistics_flow, logistics_given, logistics_value
from tests.cases.adapter import Adapter, Different
from tests.cases.logistics_world import World

PARTS = (logistics_value, logistics_flow)
Step = Callable[[Any, Mapping[str, Any]], Awaitable[Any]]
Check = Callable[[Any, Any], Awaitable[Any]]
STEPS: dict[str, Step] = {name: step for part in PARTS for name, step in part.STEPS.items()}
CHECKS: dict[str, Check] = {name: check for part in PARTS for name, check in part.CHECKS.items()}
NOTE_KEYS = frozenset({"nothing_posted", "sum_check", "unit_cost_display"})
"""Remarks of the case files that other checks hold."""


def make_adapter(house: House, database: TestDatabase) -> Adapter:
    """An adapter for one case."""
    return LogisticsCase(house, database)


@dataclass
class LogisticsCase(World):
    """One case: what its steps left, by ref and in order."""

    given: Mapping[str, Any] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)
    results: list[Any] = field(default_factory=list)
    named: dict[str, Any] = field(default_factory=dict)

    def code_of(self, code: str) -> str:
        """The case files write codes in lower case."""
        return code.lower()

    def can_begin(self, given: Mapping[str, Any]) -> bool:
        """Whether everything that is given can be set up."""
        return set(given) <= logistics_given.KNOWN

    async def begin(self, given: Mapping[str, Any]) -> None:
        """A company with what the case gives."""
        self.given = given
        await World.begin(self, given)
        await logistics_given.set_up(self, given)

    async def go_on(self, given: Mapping[str, Any]) -> None:
        """No case of logistics continues another."""
        raise NotImplementedError

    def can_do(self, step: Mapping[str, Any]) -> bool:
        """Whether some part has the verb."""
        return step["do"] in STEPS

    async def do(self, step: Mapping[str, Any]) -> None:
        """Do it; a refusal is the step's result."""
        try:
            result = await STEPS[step["do"]](self, step)
        except DapurError as refused:
            result = refusal(refused)
        self.results.append(result)
        if "ref" in step:
            self.named[step["ref"]] = result

    def can_check(self, check: Mapping[str, Any]) -> bool:
        """A named read, or the result of a step by its ref."""
        return check["check"] in CHECKS or check["check"] in self.named

    async def check(self, check: Mapping[str, Any]) -> None:
        """Compare what is read. Raises Different."""
        name, wanted = check["check"], check["equals"]
        found = await CHECKS[name](self, wanted) if name in CHECKS else self.named[name]
        fault = differences(plain(found), plain(wanted), name)
        if fault:
            raise Different(fault)


def refusal(refused: DapurError) -> dict[str, Any]:
    """A refusal as the case files write it: its code, and what it tells."""
    return {"refused": refused.code.lower(), **dict(refused.problems[0].data)}


def plain(value: Any) -> Any:
    """Numbers without zeros at the end, days as text, whatever they were written as."""
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items() if str(k) not in NOTE_KEYS}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (int, Decimal)):
        return number(Decimal(value))
    try:
        return number(Decimal(value))
    except ArithmeticError:
        return value


def number(value: Decimal) -> str:
    """As written without exponent and zeros at the end."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") or "0" if "." in text else text


def differences(found: Any, wanted: Any, place: str) -> str:
    """The first difference, or "". A refusal may tell more than the case expects."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        missing = [k for k in wanted if k not in found]
        extra = [] if "refused" in wanted else [k for k in found if k not in wanted]
        if missing or extra:
            return f"{place} is {found}, expected {wanted}"
        return next((d for k in wanted if (d := differences(found[k], wanted[k], f"{place}.{k}"))), "")
    if isinstance(wanted, list) and isinstance(found, list) and len(found) == len(wanted):
        return next((d for n, w in enumerate(wanted) if (d := differences(found[n], w, f"{place}[{n}]"))), "")
    return "" if found == wanted else f"{place} is {found}, expected {wanted}"
