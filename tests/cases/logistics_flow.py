"""Orders, promises, deliveries, returns, bills, transfers, counts, reordering."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from dapur.contract import DapurError
from dapur.events.dispatcher import Dispatcher
from dapur.house import House
from dapur.queries.plan import Wish
from dapur.testing.companies import Actor
from dapur.testing.waiting import settled
from tests.cases.logistics_value import day_of, item_of, journals_of, lines_of, receive, remember

PLENTY = "1000000"
"""Ordered quantity where a case does not say how much."""


# -- orders ------------------------------------------------------------------------------------------------


async def make_order(case: Any, name: str, lines: list[tuple[int, Any]], **facts: Any) -> int:
    """A confirmed sales order under the case's name."""
    customer = await case.party(facts.pop("customer", f"customer of {name}"))
    price = facts.pop("unit_price", "0")
    saved = await case.boss.perform(
        "logistics.save_sales_order",
        customer=customer,
        warehouse=case.warehouse,
        lines=[{"item": item, "quantity": quantity, "unit_price": price} for item, quantity in lines],
        **facts,
    )
    await case.boss.perform("logistics.confirm_sales_order", id=saved.id)
    case.things.setdefault("orders", {})[name] = saved.id
    return int(saved.id)


async def order_lines(case: Any, order: int) -> list[dict[str, Any]]:
    """Its lines as they stand."""
    wish = Wish(columns=("id", "code", "item_id", "quantity", "reserved", "delivered", "backorder"), filters={"order": order})
    return list((await case.boss.page("logistics.sales_lines", wish)).dicts())


async def reserve(case: Any, step: Mapping[str, Any]) -> Any:
    """An order that is there, or one made for the step."""
    order = await _order_to_reserve(case, step)
    done = await case.boss.perform("logistics.reserve_order", id=order, how=_how(case))
    return {"reserved": done.lines[0].reserved, "waiting": done.lines[0].waiting}


def _how(case: Any) -> str:
    return {"all_or_nothing": "whole", "partial": "partial"}.get(case.given.get("policy", ""), "order")


async def _order_to_reserve(case: Any, step: Mapping[str, Any]) -> int:
    orders = case.things.setdefault("orders", {})
    if step.get("so") in orders:
        return int(orders[step["so"]])
    wanted = step.get("lines") or [{"item": case.given.get("item"), "qty": step["qty"]}]
    lines = [(await case.item(x["item"]), x["qty"]) for x in wanted]
    return await make_order(case, step.get("so") or f"order {len(orders) + 1}", lines)


async def concurrent(case: Any, step: Mapping[str, Any]) -> Any:
    """Reservations really at the same moment, each in its own transaction on its own connection."""
    actions = step.get("actions") or [step["action"]] * step["n"]
    orders = [await _order_to_reserve(case, action) for action in actions]
    house = await House(
        case.house.registry, case.database.app_url, case.database.owner_url, pool_size=len(orders), clock_is_set=True
    ).open(follow=False)
    everyone = replace(case.boss, house=house)
    try:
        for _n in range(step.get("repeat", 1)):
            case.things.setdefault("rounds", []).append(await _at_once(case, everyone, orders))
            if "repeat" in step:
                for order in orders:
                    await everyone.perform("logistics.release_order", id=order)
    finally:
        await house.close()
    return case.things["rounds"][-1]


async def _at_once(case: Any, everyone: Actor, orders: list[int]) -> dict[str, Any]:
    asked = [everyone.perform("logistics.reserve_order", id=order, how=_how(case)) for order in orders]
    ends = await asyncio.gather(*asked, return_exceptions=True)
    refusals = [end for end in ends if isinstance(end, DapurError)]
    others = [end for end in ends if isinstance(end, BaseException) and not isinstance(end, DapurError)]
    found: dict[str, Any] = {
        "succeeded": len(ends) - len(refusals) - len(others),
        "refused": len(refusals),
        "codes": {r.code.lower() for r in refusals},
        "available": {r.problems[0].data.get("available") for r in refusals},
        "others": others,
    }
    if "on_hand" in case.given and isinstance(case.given["on_hand"], Mapping):
        losers = [order for order, end in zip(orders, ends, strict=True) if isinstance(end, DapurError)]
        lines = [line for order in losers for line in await order_lines(case, order)]
        found["loser_holds"] = {line["code"]: line["reserved"] for line in lines}
    return found


async def deliver(case: Any, step: Mapping[str, Any]) -> Any:
    """For the case's order, or for one of the customer that is made for the step."""
    day = await day_of(case, step)
    parts = _lots(step)
    wanted = sum((Decimal(q) for _lot, q in parts), Decimal(0))
    orders = case.things.setdefault("orders", {})
    name = step.get("so") or case.given.get("so") or f"order of {step.get('ref')}"
    if name not in orders:
        facts = {"customer": step["customer"]} if "customer" in step else {}
        await make_order(case, name, [(await item_of(case, step), PLENTY if "so" in step else wanted)], **facts)
    line = (await order_lines(case, orders[name]))[0]["id"]
    lines = [{"line": line, "quantity": quantity, "lot": lot} for lot, quantity in parts]
    posted = await case.boss.perform("logistics.deliver_order", order=orders[name], day=day, lines=lines)
    return remember(case, step, posted)


def _lots(step: Mapping[str, Any]) -> list[tuple[str, Any]]:
    if "lots" in step:
        return [(x["lot"], x["qty"]) for x in step["lots"]]
    if "serials" in step:
        return [(serial, "1") for serial in step["serials"]]
    return [(step.get("lot", ""), step["qty"])]


async def invoice(case: Any, step: Mapping[str, Any]) -> Any:
    """What was delivered and not invoiced; the draft is posted."""
    drafted = await case.boss.perform("logistics.invoice_order", id=case.things["orders"][case.given["so"]])
    document = drafted.documents[0]
    await case.boss.perform("accounting.post_invoice_draft", id=document)
    reader = await case.boss.reader()
    net = await reader.value(
        "select sum(net) from accounting.document_line where company_id = %s and document_id = %s", reader.scope.company, document
    )
    case.things.setdefault("invoiced", []).append(net)
    return net


async def cancel_backorder(case: Any, step: Mapping[str, Any]) -> Any:
    """Nothing more is delivered."""
    await case.boss.perform("logistics.cancel_backorder", id=case.things["orders"][step.get("so") or case.given["so"]])
    return "ok"


async def receive_order(case: Any, step: Mapping[str, Any]) -> Any:
    """For the case's purchase order, where it gives one."""
    if "po" not in case.given:
        return await receive(case, step)
    wish = Wish(columns=("id",), filters={"order": case.things["purchase"]})
    line = (await case.boss.page("logistics.purchase_lines", wish)).dicts()[0]["id"]
    posted = await case.boss.perform(
        "logistics.receive_order", order=case.things["purchase"], lines=[{"line": line, "quantity": step["qty"]}]
    )
    return remember(case, step, posted)


# -- returns, bills, later costs -----------------------------------------------------------------------------


async def return_to_supplier(case: Any, step: Mapping[str, Any]) -> Any:
    """Part of a receipt goes back."""
    return await _return(case, step, "logistics.return_to_supplier")


async def return_from_customer(case: Any, step: Mapping[str, Any]) -> Any:
    """Part of a delivery comes back."""
    return await _return(case, step, "logistics.return_from_customer")


async def _return(case: Any, step: Mapping[str, Any], operation: str) -> Any:
    day = await day_of(case, step)
    document = case.things[step["of"]]
    wish = Wish(columns=("id", "lot", "quantity"), filters={"document": document["id"]})
    moves = {row["lot"]: row["id"] for row in (await case.boss.page("logistics.moves", wish)).dicts()}
    lines = [{"move": moves[lot], "quantity": quantity} for lot, quantity in _lots(step)]
    posted = await case.boss.perform(operation, document=document["id"], day=day, lines=lines)
    return remember(case, step, posted)


async def supplier_bill(case: Any, step: Mapping[str, Any]) -> Any:
    """The bill for a receipt is drafted, posted, and what it changes is taken to stock."""
    await day_of(case, step)
    receipt = case.things[step["of"]]
    line = {"line": receipt["moves"][0], "quantity": step["qty"], "unit_price": step["unit_price"]}
    drafted = await case.boss.perform(
        "logistics.bill_receipt", receipt=receipt["id"], day=step["date"], reference=step["ref"], lines=[line]
    )
    case.things[step["ref"]] = drafted.document
    await case.boss.perform("accounting.post_bill_draft", id=drafted.document)
    await settled(case.house)
    await Dispatcher(case.house).deliver_all(case.boss.scope.company)
    return "ok"


async def landed_cost(case: Any, step: Mapping[str, Any]) -> Any:
    """A later cost of receipts, in a company that has an account for it."""
    await day_of(case, step)
    name = "Landed cost clearing"
    account = await case.boss.perform("accounting.save_account", name_id=name, name_en=name, type="liability", code="2199")
    await case.boss.perform("accounting.give_account_role", role="landed_cost_clearing", account=account.id)
    done = await case.boss.perform(
        "logistics.add_landed_cost",
        amount=step["amount"],
        allocate_by=step["allocate_by"],
        receipts=[{"receipt": case.things[ref]["id"]} for ref in step["receipts"]],
        day=step["date"],
    )
    case.things[step["ref"]] = {"id": done.id, "number": done.number, "moves": [], "shares": done.shares}
    return "ok"


# -- transfers -------------------------------------------------------------------------------------------------


async def dispatch(case: Any, step: Mapping[str, Any]) -> Any:
    """Sent to another warehouse."""
    await day_of(case, step)
    posted = await case.boss.perform(
        "logistics.send_transfer",
        source=await case.place(step["from"]),
        target=await case.place(step["to"]),
        lines=[{"item": await item_of(case, step), "quantity": step["qty"]}],
    )
    remember(case, step, posted)
    case.things["in transit"] = await _in_transit(case)
    return "ok"


async def receive_transfer(case: Any, step: Mapping[str, Any]) -> Any:
    """Part of it arrived."""
    await day_of(case, step)
    transfer = case.things[step["ref"]]
    posted = await case.boss.perform(
        "logistics.receive_transfer", transfer=transfer["id"], lines=[{"move": transfer["moves"][0], "quantity": step["qty"]}]
    )
    case.things["arrival"] = sum(posted.values, Decimal(0))
    return "ok"


async def close_transfer(case: Any, step: Mapping[str, Any]) -> Any:
    """What never arrived."""
    posted = await case.boss.perform("logistics.close_transfer", transfer=case.things[step["ref"]]["id"], missing=step["missing"])
    case.things["loss"] = sum(posted.values, Decimal(0))
    return "ok"


async def _in_transit(case: Any) -> Decimal:
    reader = await case.boss.reader()
    transit = await reader.value(
        "select id from logistics.location where company_id = %s and kind = 'transit'", reader.scope.company
    )
    return (await case.stock(await item_of(case, {}), transit))[1]  # type: ignore[no-any-return]


# -- counts ------------------------------------------------------------------------------------------------------


async def start_count(case: Any, step: Mapping[str, Any]) -> Any:
    """Begin."""
    await day_of(case, step)
    case.things["count"] = (await case.boss.perform("logistics.start_count", place=case.warehouse)).id
    return "ok"


async def record_count(case: Any, step: Mapping[str, Any]) -> Any:
    """What somebody counted."""
    await day_of(case, step)
    who = await case.person(step["by"]) if "by" in step else case.boss
    counts = step.get("counts") or {case.given["item"]: step["qty"]}
    lines = [{"item": await case.item(name), "quantity": quantity} for name, quantity in counts.items()]
    done = await who.perform("logistics.record_count", count=case.things["count"], lines=lines)
    codes = {number: code for code, number in case.items.items()}
    found = {codes[x.item]: x for x in done.lines}
    case.things.setdefault("counted", []).append(found)
    return {
        code: {"variance": x.variance, "value": x.value, "percent": x.percent, "result": x.result} for code, x in found.items()
    }


async def post_count(case: Any, step: Mapping[str, Any]) -> Any:
    """Book the differences."""
    await day_of(case, step)
    who = await case.person(step["by"]) if "by" in step else case.boss
    case.things["before post"] = (await case.stock(case.items[next(iter(case.items))]))[0]
    done = await who.perform("logistics.post_count", id=case.things["count"])
    case.things["posted count"] = done
    return "ok"


async def approve_count(case: Any, step: Mapping[str, Any]) -> Any:
    """Posting asks for approval by the company's rule; this person's yes books it."""
    chief = await case.person(step["by"])
    lines = [{"approver": "user", "user": chief.scope.user}]
    await case.boss.perform("base.save_approval_policy", kind="logistics.count", name="Counts", lines=lines)
    case.things["posted count"] = await case.boss.perform("logistics.post_count", id=case.things["count"])
    assert case.things["posted count"].document is None
    wish = Wish(columns=("id", "digest"))
    (asked,) = (await chief.page("base.approvals_to_do", wish)).dicts()
    await chief.perform("base.approve", id=asked["id"], digest=asked["digest"])
    await settled(case.house)
    await Dispatcher(case.house).deliver_all(case.boss.scope.company)
    return "ok"


# -- reordering --------------------------------------------------------------------------------------------------


async def replenish(case: Any, step: Mapping[str, Any]) -> Any:
    """Look what is to be ordered."""
    done = await case.boss.perform("logistics.propose_orders")
    case.things.setdefault("looks", []).append(done.rules[0])
    return "ok"


async def trace_forward(case: Any, step: Mapping[str, Any]) -> Any:
    """Where a batch went."""
    sheet = await case.report("trace_forward", lot=step.get("lot", ""), supplier_batch=step.get("supplier_batch", ""))
    rows = [(*row.key.split("/"), row.cells[3]) for row in sheet.rows if row.key != "missing"]
    delivered: dict[str, Decimal] = {}
    for what, who, _lot, quantity in rows:
        if what == "delivered":
            delivered[who] = delivered.get(who, Decimal(0)) + quantity
    assert sheet.rows[-1].cells[3] == 0
    case.things["forward"] = {
        "received": sum((q for what, _w, _l, q in rows if what == "received"), Decimal(0)),
        "delivered_net": delivered,
        "on_hand": {lot: q for what, _w, lot, q in rows if what == "on_hand"},
    }
    return "ok"


async def trace_back(case: Any, step: Mapping[str, Any]) -> Any:
    """From where a delivery came."""
    names = {kept["number"]: ref for ref, kept in case.things.items() if isinstance(kept, dict) and "number" in kept}
    sheet = await case.report("trace_back", document=case.things[step["delivery"]]["id"])
    rows = [{"lot": r.cells[0], "supplier_batch": r.cells[1], "receipt": names[r.cells[4]]} for r in sheet.rows]
    case.things["back"] = {step["delivery"]: rows}
    return "ok"


# -- checks ------------------------------------------------------------------------------------------------------


async def last_round(case: Any, name: str) -> Any:
    """Of the actions at the same moment."""
    found = case.things["rounds"][-1]
    return next(iter(found[name])) if isinstance(found[name], set) else found[name]


async def refusal(case: Any, wanted: Any) -> Any:
    """The one refusal of all losers."""
    return {"code": await last_round(case, "codes"), "available": await last_round(case, "available")}


async def reserved(case: Any, wanted: Any) -> Any:
    """Sum of the claims, which is what availability says."""
    return (await _availability(case))["reserved"]


async def free(case: Any, wanted: Any) -> Any:
    """What can still be promised."""
    return (await _availability(case))["free"]


async def _availability(case: Any) -> dict[str, Any]:
    wish = Wish(columns=("reserved", "expired", "free"), filters={"item": await item_of(case, {}), "warehouse": case.warehouse})
    row = (await case.boss.page("logistics.availability", wish)).dicts()[0]
    claims = (await case.boss.page("logistics.claims", Wish(columns=("quantity",), limit=100))).dicts()
    assert row["reserved"] == sum((c["quantity"] for c in claims), Decimal(0))
    return dict(row)


async def each_repeat(case: Any, wanted: Any) -> Any:
    """The same every time, and nobody saw a deadlock."""
    rounds = case.things["rounds"]
    assert all(not r["others"] and r["codes"] == {"insufficient"} for r in rounds), rounds
    winners = {r["succeeded"] for r in rounds}
    holds = {tuple(sorted(r["loser_holds"].items())) for r in rounds}
    assert len(winners) == len(holds) == 1
    return {"winners": winners.pop(), "loser_holds": dict(holds.pop())}


async def after_reserve(case: Any, wanted: Mapping[str, Any]) -> Any:
    """What each reservation answered."""
    return dict(zip(wanted, [r for r in case.results if isinstance(r, dict)], strict=False))


async def after_receipt(case: Any, wanted: Mapping[str, Any]) -> Any:
    """How the orders stand now."""
    found = {}
    for name in wanted:
        line = (await order_lines(case, case.things["orders"][name]))[0]
        found[name] = {"reserved": line["reserved"], "waiting": line["backorder"] - line["reserved"]}
    return found


async def after_delivery(case: Any, wanted: Mapping[str, Any]) -> Any:
    """How the order stood when so much had left."""
    return case.things["standing"][wanted["delivered"]]


async def deliver_and_look(case: Any, step: Mapping[str, Any]) -> Any:
    """Deliver, and remember how the order stands afterwards."""
    result = await deliver(case, step)
    if "so" in case.given:
        order = case.things["orders"][case.given["so"]]
        line = (await order_lines(case, order))[0]
        row = await (await case.boss.reader()).one(case.house.registry.queries["logistics.sales_orders"], order)
        case.things.setdefault("standing", {})[f"{line['delivered']:f}"] = {
            "delivered": line["delivered"], "backorder": line["backorder"], "status": row["status"],
        }  # fmt: skip
    return result


async def looks(case: Any, name: str) -> list[Any]:
    """A figure of each look."""
    return [getattr(look, name) for look in case.things["looks"]]


async def proposals(case: Any, wanted: Any) -> Any:
    """What each look proposed."""
    return [[{"qty": look.quantity}] if look.quantity else [] for look in case.things["looks"]]


async def price_difference(case: Any, wanted: Any) -> Any:
    """Difference of the bill to the receipt."""
    return -await case.boss_value(
        "select sum(v.value) from logistics.valuation v join logistics.revaluation r on r.company_id = v.company_id and r.id = v.event_id"
        " join logistics.location l on l.company_id = v.company_id and l.id = v.location_id and l.kind in ('supplier', 'landed')"
        " where v.company_id = %s"
    )


async def to_place(case: Any, kind: str) -> Any:
    """What of the difference went to stock or to cost of sales."""
    return await case.boss_value(
        "select sum(v.value) from logistics.valuation v join logistics.revaluation r on r.company_id = v.company_id and r.id = v.event_id"
        f" join logistics.location l on l.company_id = v.company_id and l.id = v.location_id and l.kind = '{kind}'"
        " where v.company_id = %s"
    )


async def balance_of(case: Any, role: str, sign: int = 1) -> Any:
    """An account at the end."""
    return sign * await case.balance(role, date(2026, 12, 31))


async def received(case: Any, wanted: Any) -> Any:
    """Of the order's line, in all."""
    wish = Wish(columns=("received",), filters={"order": case.things["purchase"]})
    return (await case.boss.page("logistics.purchase_lines", wish)).dicts()[0]["received"]


async def journal(case: Any, wanted: Any) -> Any:
    """What the count booked."""
    wish = Wish(columns=("id", "document_id"))
    (found,) = (await case.boss.page("logistics.counts", wish)).dicts()
    return {"lines": lines_of((await case.booked(found["document_id"]))[0])}


async def on_hand_serials(case: Any, wanted: Any) -> Any:
    """Serial numbers in stock."""
    rows = (await case.boss.page("logistics.bins", Wish(columns=("lot",), limit=100))).dicts()
    return sorted(row["lot"] for row in rows)


async def by_item(case: Any, name: str) -> Any:
    """Shares of a later cost by item."""
    codes = {number: code for code, number in case.items.items()}
    reader = await case.boss.reader()
    shares = next(x["shares"] for x in case.things.values() if isinstance(x, dict) and "shares" in x)
    found = {}
    for share in shares:
        item = await reader.value(
            "select item_id from logistics.move where company_id = %s and id = %s", reader.scope.company, share.move
        )
        weight = Decimal(next(x["weight_kg"] for x in case.given["items"] if x["item"] == codes[item]))
        found[codes[item]] = share.units * weight if name == "weights" else share.amount
    return found


async def base_quantity(case: Any, wanted: Any) -> Any:
    """Units over which the cost was spread."""
    return sum((s.units for s in case.things["LC1"]["shares"]), Decimal(0))


async def per_unit(case: Any, wanted: Any) -> Any:
    """What one of them took."""
    amount = sum((s.amount for s in case.things["LC1"]["shares"]), Decimal(0))
    return amount / await base_quantity(case, wanted)


# -- picking -------------------------------------------------------------------------------------------------


async def look_available(case: Any, step: Mapping[str, Any]) -> Any:
    """What is free, by availability."""
    case.things["available"] = await _availability(case)
    return "ok"


async def pick(case: Any, step: Mapping[str, Any]) -> Any:
    """An order for so much, all of it or nothing; the pick list says from which lots, what goes first first."""
    picks = case.things.setdefault("picks", [])
    order = await make_order(case, f"pick {len(picks)}", [(await item_of(case, step), step["qty"])])
    try:
        await case.boss.perform("logistics.reserve_order", id=order, how="whole")
    except DapurError as refused:
        picks.append({"refused": refused.code.lower(), **dict(refused.problems[0].data)})
        raise
    sheet = await case.report("picking", order=order)
    picks.append([{"lot": row.cells[3], "qty": row.cells[4]} for row in sheet.rows])
    return "ok"


STEPS = {
    "available": look_available,
    "pick": pick,
    "receive": receive_order,
    "reserve": reserve,
    "concurrent": concurrent,
    "deliver": deliver_and_look,
    "invoice": invoice,
    "cancel_backorder": cancel_backorder,
    "return_to_supplier": return_to_supplier,
    "return_from_customer": return_from_customer,
    "supplier_bill": supplier_bill,
    "landed_cost": landed_cost,
    "dispatch": dispatch,
    "receive_transfer": receive_transfer,
    "close_transfer": close_transfer,
    "start_count": start_count,
    "record_count": record_count,
    "record_recount": record_count,
    "post_count": post_count,
    "approve": approve_count,
    "replenish": replenish,
    "round_order": replenish,
    "trace_forward": trace_forward,
    "trace_back": trace_back,
}
CHECKS = {
    "available": lambda case, wanted: _known(case.things["available"]["free"]),
    "expired_qty": lambda case, wanted: _known(case.things["available"]["expired"]),
    "picks": lambda case, wanted: _known(case.things["picks"]),
    "succeeded": lambda case, wanted: last_round(case, "succeeded"),
    "refused": lambda case, wanted: last_round(case, "refused"),
    "no_5xx": lambda case, wanted: _nobody_failed(case),
    "refusal": refusal,
    "reserved": reserved,
    "free": free,
    "each_repeat": each_repeat,
    "after_reserve": after_reserve,
    "after_receipt": after_receipt,
    "after_D1": after_delivery,
    "after_D2": after_delivery,
    "invoiced_total": lambda case, wanted: _known(sum(case.things["invoiced"], Decimal(0))),
    "reorder_point": lambda case, wanted: _known(case.things["looks"][0].reorder_point),
    "projected": lambda case, wanted: looks(case, "projected"),
    "proposals": proposals,
    "order_qty": lambda case, wanted: _known(case.things["looks"][0].quantity),
    "surplus": lambda case, wanted: _known(case.things["looks"][0].quantity - case.things["looks"][0].need),
    "price_difference": price_difference,
    "to_inventory": lambda case, wanted: to_place(case, "warehouse"),
    "to_cogs": lambda case, wanted: to_place(case, "customer"),
    "grni_balance": lambda case, wanted: balance_of(case, "goods_received"),
    "payable": lambda case, wanted: balance_of(case, "payable", -1),
    "cogs_effect": lambda case, wanted: balance_of(case, "cost_of_sales"),
    "net_cogs": lambda case, wanted: balance_of(case, "cost_of_sales"),
    "received": received,
    "journals_of_LC1": lambda case, wanted: journals_of(case, "LC1", wanted),
    "dispatched_value": lambda case, wanted: _known(case.things["T1"]["value"]),
    "in_transit_after_dispatch": lambda case, wanted: _known(case.things["in transit"]),
    "received_value": lambda case, wanted: _known(case.things["arrival"]),
    "loss_value": lambda case, wanted: _known(case.things["loss"]),
    "in_transit_after_close": lambda case, wanted: _in_transit(case),
    "book_at_count": lambda case, wanted: _known(next(iter(case.things["counted"][0].values())).book),
    "variance": lambda case, wanted: _known(next(iter(case.things["counted"][0].values())).variance),
    "book_before_post": lambda case, wanted: _known(case.things["before post"]),
    "book_after_post": lambda case, wanted: _quantity(case),
    "first_count": lambda case, wanted: _known(case.results[0]),
    "recount_by_same_person": lambda case, wanted: _known(case.results[1]),
    "recount": lambda case, wanted: _known(case.results[2]),
    "journal": journal,
    "accuracy_percent": lambda case, wanted: _known(case.things["posted count"].accuracy_percent),
    "trace_forward": lambda case, wanted: _known(case.things["forward"]),
    "trace_back": lambda case, wanted: _known(case.things["back"]),
    "on_hand_serials": on_hand_serials,
    "weights": lambda case, wanted: by_item(case, "weights"),
    "allocation": lambda case, wanted: by_item(case, "allocation"),
    "sum": lambda case, wanted: _sum(case),
    "allocation_base_qty": base_quantity,
    "per_unit": per_unit,
}


async def _known(value: Any) -> Any:
    return value


async def _sum(case: Any) -> Any:
    return sum((await by_item(case, "allocation")).values(), Decimal(0))


async def _nobody_failed(case: Any) -> bool:
    return not case.things["rounds"][-1]["others"]


async def _quantity(case: Any) -> Any:
    return (await case.stock(await item_of(case, {})))[0]
