"""What cases of logistics give: items and how they are counted, stock that lies there, orders that wait."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from tests.cases.logistics_flow import make_order

KNOWN = frozenset({
    "policy", "item", "items", "method", "warehouse", "books_locked_through", "history", "posting", "tracking", "stock_unit",
    "whole_number", "conversions", "on_hand", "reserved_for", "orders", "moves", "stock", "so", "qty", "unit_price", "po",
    "over_receipt_tolerance_percent", "demand_per_day", "lead_time_days", "safety_stock", "max_level", "reserved", "incoming",
    "need", "removal", "min_remaining_days", "today", "supplier", "book_at", "counted_at_is_the_reference", "tolerance", "lines",
})  # fmt: skip


async def set_up(case: Any, given: Mapping[str, Any]) -> None:
    """The item, its units, then what lies there, then orders and rules."""
    if "item" in given:
        await make_item(case, given, given["item"])
    for named in given.get("items", ()):
        await case.item(named["item"], method=given["method"], weight=named["weight_kg"])
    for step in given.get("history", ()):
        await case.do(step)
    await _stock(case, given)
    await _orders(case, given)
    await _rule(case, given)
    await _count(case, given)


async def _stock(case: Any, given: Mapping[str, Any]) -> None:
    on_hand = given.get("on_hand", {})
    if not isinstance(on_hand, Mapping):
        on_hand = {given.get("item", "ITEM"): on_hand}
    if on_hand:
        case.clock("2026-01-01")
    for code, quantity in on_hand.items():
        await _bring(case, await case.item(code), quantity)
    for moment, quantity in given.get("book_at", {}).items():
        case.clock(moment)
        await _bring(case, await case.item(given["item"]), quantity)
    if "today" in given:
        await _lots(case, given)
    for place, layers in _by_place(given):
        case.clock("2026-01-05")
        for layer in layers:
            await _bring(case, await case.item(given["item"]), layer["qty"], layer["unit_cost"], await case.place(place))
    for move in given.get("moves", ()):
        verb = "issue" if move["qty"].startswith("-") else "receive"
        await case.do({"do": verb, "effective": move["effective"], "qty": move["qty"].lstrip("-"), "unit_cost": "1000"})
    case.results.clear()
    if on_hand:
        case.clock(None)


def _by_place(given: Mapping[str, Any]) -> Any:
    stock = given.get("stock", {})
    return stock.items() if isinstance(stock, Mapping) else ()


async def _lots(case: Any, given: Mapping[str, Any]) -> None:
    """Lots that came in by themselves. Reading knows no clock but the real one, so their days move along with the case's."""
    later = (await case.boss.reader()).today - date.fromisoformat(str(given["today"]))
    for lot in given["stock"]:
        expires = date.fromisoformat(str(lot["expires"])) + later
        line = {"item": await case.item(given["item"]), "quantity": lot["qty"], "unit_cost": "1000"}
        line |= {"lot": lot["lot"], "expires": expires.isoformat()}
        await case.boss.perform("logistics.receive_goods", warehouse=case.warehouse, lines=[line])


async def _bring(case: Any, item: int, quantity: str, cost: str = "1000", place: int | None = None) -> None:
    line = {"item": item, "quantity": quantity, "unit_cost": cost}
    await case.boss.perform("logistics.receive_goods", warehouse=place or case.warehouse, lines=[line])


async def _orders(case: Any, given: Mapping[str, Any]) -> None:
    for name, quantity in given.get("reserved_for", {}).items():
        await _reserved(case, name, await case.item(given["item"]), quantity)
    if Decimal(given.get("reserved", 0)):
        await _reserved(case, "reserved", await case.item(given["item"]), given["reserved"])
    for order in given.get("orders", ()):
        case.clock(order["at"])
        await make_order(case, order["so"], [(await case.item(given["item"]), order["qty"])])
    if "so" in given:
        item = await case.item("ITEM")
        case.given = {**given, "item": "ITEM"}
        await make_order(case, given["so"], [(item, given["qty"])], unit_price=given["unit_price"])
    if "po" in given:
        await _purchase(case, given)


async def _reserved(case: Any, name: str, item: int, quantity: str) -> None:
    order = await make_order(case, name, [(item, quantity)])
    await case.boss.perform("logistics.reserve_order", id=order)


async def _purchase(case: Any, given: Mapping[str, Any]) -> None:
    saved = await case.boss.perform(
        "logistics.save_purchase_order",
        supplier=await case.party("supplier"),
        warehouse=case.warehouse,
        tolerance=given["over_receipt_tolerance_percent"],
        lines=[{"item": await case.item("ITEM"), "quantity": given["qty"], "unit_price": "1000"}],
    )
    await case.boss.perform("logistics.place_purchase_order", id=saved.id)
    case.things["purchase"] = saved.id


async def _rule(case: Any, given: Mapping[str, Any]) -> None:
    if "max_level" not in given and "need" not in given:
        return
    supplier = given.get("supplier", {})
    await case.boss.perform(
        "logistics.save_reorder_rule",
        item=await case.item(given["item"]),
        warehouse=case.warehouse,
        demand_per_day=given.get("demand_per_day", "0"),
        lead_days=given.get("lead_time_days", 0),
        safety_stock=given.get("safety_stock", "0"),
        max_level=given.get("max_level") or given["need"],
        min_order=supplier.get("min_order_qty", "0"),
        multiple=supplier.get("multiple", "0"),
    )


async def _count(case: Any, given: Mapping[str, Any]) -> None:
    for line in given.get("lines", ()):
        await _bring(case, await case.item(line["item"]), line["book"], line["unit_cost"])
    if "tolerance" in given:
        limits = given["tolerance"]
        started = await case.boss.perform(
            "logistics.start_count", place=case.warehouse, tolerance_value=limits["value"], tolerance_percent=limits["percent"]
        )
        case.things["count"] = started.id


async def make_item(case: Any, given: Mapping[str, Any], code: str) -> int:
    """The item with its costing, tracking and units."""
    facts: dict[str, Any] = {"method": given.get("method", "fifo"), "tracking": given.get("tracking", "none")}
    facts |= {name: given[name] for name in ("removal", "min_remaining_days") if name in given}
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
