"""When and how much is ordered again."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from dapur_logistics.rules.sums import EXACT, ZERO


@dataclass(frozen=True)
class Level:
    """What an item needs in a warehouse. min_order, multiple: what the supplier asks for (0: nothing)."""

    demand_per_day: Decimal
    lead_days: int
    safety_stock: Decimal
    max_level: Decimal
    min_order: Decimal = ZERO
    multiple: Decimal = ZERO


def reorder_point(level: Level) -> Decimal:
    """What is used until an order arrives, and the safety stock."""
    return level.demand_per_day * level.lead_days + level.safety_stock


def projected(on_hand: Decimal, reserved: Decimal, incoming: Decimal) -> Decimal:
    """What will be free. Incoming is everything ordered or proposed already, so that nothing is proposed twice."""
    return on_hand - reserved + incoming


def need(level: Level, there: Decimal) -> Decimal:
    """What is missing to the maximum, once the reorder point is reached; else nothing."""
    return max(ZERO, level.max_level - there) if there <= reorder_point(level) else ZERO


def order_quantity(wanted: Decimal, min_order: Decimal, multiple: Decimal) -> Decimal:
    """What is ordered for a need: at least the minimum, in whole packs."""
    least = max(wanted, min_order)
    if not multiple:
        return least
    packs = EXACT.divide(least, multiple).to_integral_value(ROUND_CEILING)
    return packs * multiple
