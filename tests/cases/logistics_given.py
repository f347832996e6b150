"""What cases of logistics give: items and how they are counted, stock that lies there, orders that wait."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

KNOWN = frozenset({
    "policy", "item", "method", "warehouse", "books_locked_through", "history", "posting", "tracking", "stock_unit",
    "whole_number", "conversions",
})  # fmt: skip


async def set_up(case: Any, given: Mapping[str, Any]) -> None:
    """The item, its units, then what lies there."""
    if "item" in given:
        await make_item(case, given, given["item"])
    for step in given.get("history", ()):
        await case.do(step)


async def make_item(case: Any, given: Mapping[str, Any], code: str) -> int:
    """The item with its costing, tracking and units."""
    facts: dict[str, Any] = {"method": given.get("method", "fifo"), "tracking": given.get("tracking", "none")}
    if "stock_unit" in given:
        facts["unit"] = await case.unit(given["stock_unit"], 0 if given.get("whole_number") else 6)
    units = [await _own_unit(case, name, factor) for name, factor in given.get("conversions", {}).items()]
    return int(await case.item(code, **facts, units=units))


async def _own_unit(case: Any, name: str, factor: Any) -> dict[str, Any]:
    if isinstance(factor, Mapping):
        above, below = factor["numerator"], factor["denominator"]
    else:
        above, below = Decimal(factor).as_integer_ratio()
    return {"unit": await case.unit(name), "numerator": above, "denominator": below}
