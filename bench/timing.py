"""Fair comparison on a noisy machine: slices of each way in turn, and the median of the ratios."""

import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

Slice = Callable[[], Awaitable[int]]
"""Does some work and returns how many units it was."""


@dataclass(frozen=True)
class Pace:
    """Units per second of each way (median over the rounds), and their ratio (median of the rounds' ratios)."""

    ours: float
    theirs: float
    ratio: float


async def rate(slice_: Slice) -> float:
    """Units per second of one slice."""
    began = time.perf_counter()
    units = await slice_()
    return units / (time.perf_counter() - began)


async def compare(ours: Slice, theirs: Slice, *, rounds: int = 7) -> Pace:
    """Run both in turn, the order changing each round; the first round warms up and is not counted."""
    pairs = []
    for n in range(rounds + 1):
        if n % 2:
            first, second = await rate(ours), await rate(theirs)
        else:
            second, first = await rate(theirs), await rate(ours)
        if n:
            pairs.append((first, second))
    return Pace(
        statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs), statistics.median(a / b for a, b in pairs)
    )


async def milliseconds(run: Callable[[], Awaitable[object]], *, times: int = 30) -> float:
    """Median time of one call."""
    await run()
    found = []
    for _n in range(times):
        began = time.perf_counter()
        await run()
        found.append((time.perf_counter() - began) * 1000)
    return statistics.median(found)
