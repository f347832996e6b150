"""Gaps between the skills that a position needs and those that people have; and the courses that close them."""

from collections.abc import Hashable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from dapur_training.rules.scoring import rounded

S = TypeVar("S", bound=Hashable)
Levels = Mapping[str, int]
"""Skill -> level; a skill that is not named has level 0."""


def gap(required: Mapping[S, int], levels: Mapping[S, int]) -> dict[S, int]:
    """Levels that are missing, by skill; more than required does not compensate."""
    return {skill: max(0, need - levels.get(skill, 0)) for skill, need in required.items()}


def coverage(required: Mapping[S, int], levels: Mapping[S, int]) -> Decimal:
    """Σ min(level, required) ÷ Σ required, in percent with two decimals; 100 where nothing is required."""
    needed = sum(required.values())
    if needed == 0:
        return Decimal("100.00")
    return rounded(Fraction(100 * sum(min(levels.get(s, 0), n) for s, n in required.items()), needed))


def plan(gaps: Mapping[str, Levels], levels: Mapping[str, Levels], courses: Mapping[str, Levels]) -> dict[str, list[str]]:
    """Course -> people who should take it, so that each gap closes with few courses.

    gaps: person -> skill -> missing levels. courses: course -> skill -> level that it gives. Takes, again and again, the
    course that closes most of what is left of a person's gaps (the first by name where several do).
    """
    found: dict[str, list[str]] = {}
    for person, missing in gaps.items():
        for course in _courses_for(missing, levels.get(person, {}), courses):
            found.setdefault(course, []).append(person)
    return found


def _courses_for(missing: Levels, levels: Levels, courses: Mapping[str, Levels]) -> Sequence[str]:
    left = {skill: levels.get(skill, 0) + need for skill, need in missing.items() if need > 0}
    chosen: list[str] = []
    while left:
        closes = {course: sum(gives.get(s, 0) >= target for s, target in left.items()) for course, gives in courses.items()}
        best = max(sorted(closes), key=lambda course: closes[course], default=None)
        if best is None or closes[best] == 0:
            break
        chosen.append(best)
        left = {s: target for s, target in left.items() if courses[best].get(s, 0) < target}
    return chosen
