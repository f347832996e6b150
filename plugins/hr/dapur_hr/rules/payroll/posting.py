"""The journal entry of a run: costs by role and cost centre, what is owed by role, the pay that goes out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from dapur.services.ledger import LedgerLine
from dapur_hr.rules.payroll.slip import ZERO

NET_ROLE = "salary_payable"


@dataclass(frozen=True)
class Cost:
    """Lines of one person with the same side and roles, added up. other_role: where an employer's cost is owed."""

    employment: int
    side: str
    role: str
    other_role: str
    amount: Decimal


Shares = Sequence[tuple[str, Decimal]]
"""Cost centres and their parts of one person's cost; together one."""


def entry_lines(costs: Iterable[Cost], shares: Mapping[int, Shares], net: Decimal, decimals: int) -> list[LedgerLine]:
    """Balanced lines in a fixed order: costs, what is owed, the net pay. An amount below zero changes sides."""
    sums: dict[tuple[int, str, str], Decimal] = {}

    def add(order: int, role: str, centre: str, amount: Decimal) -> None:
        place = (order, role, centre)
        sums[place] = sums.get(place, ZERO) + amount

    for cost in costs:
        if cost.side == "benefit":
            continue
        if cost.side == "deduction":
            add(1, cost.role, "", -cost.amount)
            continue
        for centre, part in split(cost.amount, _shares_of(cost, shares), decimals):
            add(0, cost.role, centre, part)
        if cost.side == "employer":
            add(1, cost.other_role, "", -cost.amount)
    add(2, NET_ROLE, "", -net)
    return [
        LedgerLine(role, debit=max(amount, ZERO), credit=max(-amount, ZERO), cost_centre=centre)
        for (_order, role, centre), amount in sorted(sums.items())
        if amount
    ]


def split(amount: Decimal, shares: Shares, decimals: int) -> list[tuple[str, Decimal]]:
    """An amount by shares, each rounded half up; the last takes the rest, so that nothing is lost."""
    parts, left = [], amount
    for centre, share in shares[:-1]:
        part = (amount * share).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        parts.append((centre, part))
        left -= part
    return [*parts, (shares[-1][0], left)]


def _shares_of(cost: Cost, shares: Mapping[int, Shares]) -> Shares:
    """What is owed has no cost centre, also where an earning is paid out of it (tax that the government bears)."""
    if cost.role.endswith("_payable"):
        return (("", Decimal(1)),)
    return shares.get(cost.employment) or (("", Decimal(1)),)
