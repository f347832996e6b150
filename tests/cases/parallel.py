"""`concurrent` steps: the same action n times, or several actions, really at the same moment, each in its own transaction.

    - do: concurrent
      n: 20
      action: {do: reserve, qty: '7'}

What came of them is compared by the checks `succeeded` and `refused` (how many) and `refusal` (the one code).
"""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from dapur.contract import DapurError
from tests.cases.adapter import Adapter, Different

STEP = "concurrent"
CHECKS = ("succeeded", "refused", "refusal")
_KNOWN = {"do", "n", "action", "actions", "ref", "label"}


def parts_of(step: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The actions; none where the step asks for more than this can do (faults on purpose, repeats)."""
    if set(step) - _KNOWN:
        return ()
    return step["actions"] if "actions" in step else [step["action"]] * step["n"]


async def do_at_once(adapter: Adapter, parts: Sequence[Mapping[str, Any]]) -> list[str]:
    """Do them all; "" for each that was done, else the code of its refusal. Anything else that is raised is a bug."""
    ends = await asyncio.gather(*(adapter.do(part) for part in parts), return_exceptions=True)
    for end in ends:
        if isinstance(end, BaseException) and not isinstance(end, DapurError):
            raise end
    return [adapter.code_of(end.code) if isinstance(end, DapurError) else "" for end in ends]


def compare(outcomes: Sequence[str], check: Mapping[str, Any]) -> None:
    """Raises Different."""
    refusals = Counter(code for code in outcomes if code)
    found: dict[str, Any] = {"succeeded": outcomes.count(""), "refused": refusals.total(), "refusal": ", ".join(sorted(refusals))}
    name = check["check"]
    if found[name] != check["equals"]:
        raise Different(f"{name} is {found[name]}, expected {check['equals']}")
