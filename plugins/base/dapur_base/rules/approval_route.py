"""Which steps a document goes through: the lines of a rule that fit its amount, in order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class RouteLine:
    """An approver of a step, for amounts above a limit (not including it) and up to another (including it).

    approver: "user" (then `user`), "role" (then `role`), or "manager": the manager of who asks.
    """

    order: int = 1
    title: str = ""
    need: int = 1
    above: Decimal | None = None
    up_to: Decimal | None = None
    approver: str = "user"
    user: int | None = None
    role: int | None = None


@dataclass(frozen=True)
class RouteStep:
    """Approvers of whom `need` must say yes. Steps of one order are open together."""

    order: int
    title: str
    need: int
    lines: tuple[RouteLine, ...]


def fits(line: RouteLine, amount: Decimal | None) -> bool:
    """Whether the line counts for this amount; without an amount only lines without limits do."""
    if amount is None:
        return line.above is None and line.up_to is None
    return (line.above is None or amount > line.above) and (line.up_to is None or amount <= line.up_to)


def route(lines: Iterable[RouteLine], amount: Decimal | None) -> list[RouteStep]:
    """The steps in order; none means that nobody needs to approve."""
    grouped: dict[tuple[int, str], list[RouteLine]] = {}
    for line in lines:
        if fits(line, amount):
            grouped.setdefault((line.order, line.title), []).append(line)
    return [_step(order, title, found) for (order, title), found in sorted(grouped.items(), key=lambda item: item[0][0])]


def _step(order: int, title: str, lines: Sequence[RouteLine]) -> RouteStep:
    return RouteStep(order, title, max(line.need for line in lines), tuple(lines))
