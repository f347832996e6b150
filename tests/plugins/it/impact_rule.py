"""What is hit when something fails: pure, on a graph without circles. It only gets worse from below upwards."""

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Rule = Literal["all", "any", "at_least"]
UP, DEGRADED, DOWN = 0, 1, 2


@dataclass(frozen=True, slots=True)
class NeedGroup:
    """`component` needs all of `needs`, any one of them, or at least `least`."""

    component: int
    rule: Rule
    needs: Sequence[int]
    least: int = 1


@dataclass(frozen=True)
class Impact:
    """What is down and what is degraded besides what failed itself."""

    down: frozenset[int]
    degraded: frozenset[int]


def impact_of(failed: Collection[int], groups: Iterable[NeedGroup]) -> Impact:
    """Follow a failure upwards. A group with redundancy is degraded while it still works; degraded spreads as degraded."""
    above: dict[int, list[NeedGroup]] = defaultdict(list)
    for group in groups:
        for need in group.needs:
            above[need].append(group)
    health: dict[int, int] = dict.fromkeys(failed, DOWN)
    waiting = deque(failed)
    while waiting:
        for group in above[waiting.popleft()]:
            if health.get(group.component) == DOWN:
                continue
            worse = max(health.get(group.component, UP), health_of(group, health))
            if worse > health.get(group.component, UP):
                health[group.component] = worse
                waiting.append(group.component)
    return Impact(_with(health, DOWN) - frozenset(failed), _with(health, DEGRADED))


def health_of(group: NeedGroup, health: Mapping[int, int]) -> int:
    """How a group stands, from the health of what it needs."""
    states = [health.get(need, UP) for need in group.needs]
    working = sum(state < DOWN for state in states)
    enough = {"all": len(states), "any": 1, "at_least": group.least}[group.rule]
    if working < min(enough, len(states)):
        return DOWN
    return DEGRADED if any(states) else UP


def _with(health: Mapping[int, int], state: int) -> frozenset[int]:
    return frozenset(node for node, found in health.items() if found == state)
