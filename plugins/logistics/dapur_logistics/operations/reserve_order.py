"""Stock is promised to a customer's order."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal

from dapur.contract import Choice, Form, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_logistics.operations.availability import Key, Stock, hold_available, insufficient
from dapur_logistics.operations.items_known import read_items
from dapur_logistics.operations.save_purchase_order import order_held
from dapur_logistics.rules.promising import Wanted, first_short, promise
from dapur_logistics.rules.sums import ZERO

LINES = """
    select l.id, l.item_id, l.ordered, l.delivered, l.reserved, l.cancelled, i.is_service
    from logistics.sales_line l join logistics.item i on i.company_id = l.company_id and i.id = l.item_id
    where l.company_id = %s and l.order_id = %s order by l.line_no
"""
CLAIM = """
    insert into logistics.claim as c (company_id, order_line_id, item_id, stock_id, quantity)
    select %s, l.id, l.item_id, %s, u.quantity from unnest(%s::bigint[], %s::numeric[]) as u(line, quantity)
    join logistics.sales_line l on l.company_id = %s and l.id = u.line order by l.item_id
    on conflict (company_id, order_line_id, stock_id) do update set quantity = c.quantity + excluded.quantity
"""
HOW = (Choice("order", _("As the order says")), Choice("partial", _("As much as there is")), Choice("whole", _("All or nothing")))


class ReserveOrder(Form):
    """Which order, and whether a part is better than nothing."""

    id: Annotated[int, Shown(_("Order no."), kind="hidden")]
    how: Annotated[Literal["order", "partial", "whole"], Shown(_("How"), choices=HOW)] = "order"


class LineReserved(Result):
    """A line: what is reserved for it in all, and what still waits."""

    line: int
    reserved: Decimal
    waiting: Decimal


class OrderReserved(Result):
    """How its lines stand."""

    id: int
    lines: list[LineReserved]


@operation(
    "logistics.reserve_order", title=_("Reserve"), permission="logistics.reserve", audit_verb=_("reserved stock for the order")
)
async def reserve_order(work: Work, form: ReserveOrder) -> OrderReserved:
    """Promise stock to the order's lines: what is free, never what others hold. All or nothing where the order says so."""
    order = await order_held(work, "sales_order", form.id)
    if order["status"] != "confirmed":
        raise Refused("ORDER_NOT_OPEN", _("Stock is reserved for an order that is confirmed and not closed."), field="id")
    lines = await work.rows(LINES, work.scope.company, form.id)
    place = order["warehouse_id"]
    wanted = [Wanted(r["id"], (r["item_id"], place), _waiting(r)) for r in lines if not r["is_service"] and _waiting(r) > 0]
    whole = order["is_whole"] if form.how == "order" else form.how == "whole"
    given = await claim(work, wanted, place, whole=whole)
    return OrderReserved(id=form.id, lines=[_told(r, given.get(r["id"], ZERO)) for r in lines if not r["is_service"]])


def _waiting(row: Mapping[str, Any]) -> Decimal:
    return Decimal(row["ordered"] - row["delivered"] - row["reserved"] - row["cancelled"])


def _told(row: Mapping[str, Any], more: Decimal) -> LineReserved:
    return LineReserved(line=row["id"], reserved=row["reserved"] + more, waiting=_waiting(row) - more)


async def claim(work: Work, wanted: list[Wanted], place: int, *, whole: bool) -> dict[int, Decimal]:
    """Claim what lines want, in their order; answers what each got. whole: all of it, or Refused (INSUFFICIENT)."""
    if not wanted:
        return {}
    stock = await hold_available(work, [w.key[0] for w in wanted], [place])
    free = free_of(stock)
    if whole and (short := first_short(wanted, free)) is not None:
        items = await read_items(work, [short[0].key[0]])
        raise insufficient(items[short[0].key[0]], short[1], short[0].quantity)
    given = promise(wanted, free)
    await add_claims(work, given, place)
    return given


async def add_claims(work: Work, given: Mapping[int, Decimal], place: int) -> None:
    """Add to the claims of lines."""
    if given:
        company = work.scope.company
        await work.run(CLAIM, company, place, list(given), list(given.values()), company)


def free_of(stock: Mapping[Key, Stock]) -> dict[Key, Decimal]:
    """What is free, by item and warehouse."""
    return {key: found.available for key, found in stock.items()}


class ReleaseOrder(Form):
    """Which order."""

    id: Annotated[int, Shown(_("Order no."), kind="hidden")]


class OrderReleased(Result):
    """The order, which holds nothing any more."""

    id: int


@operation(
    "logistics.release_order",
    title=_("Release reservation"),
    permission="logistics.reserve",
    audit_verb=_("released what was reserved for the order"),
)
async def release_order(work: Work, form: ReleaseOrder) -> OrderReleased:
    """Give back what was reserved. The order keeps its place in the queue."""
    await order_held(work, "sales_order", form.id)
    await drop_claims(work, form.id)
    return OrderReleased(id=form.id)


async def drop_claims(work: Work, order: int) -> None:
    """Give back everything that an order holds; stock is held in the order in which everybody holds it."""
    company = work.scope.company
    rows = await work.rows(
        "select c.item_id, c.stock_id from logistics.claim c join logistics.sales_line l on l.company_id = c.company_id"
        " and l.id = c.order_line_id where c.company_id = %s and l.order_id = %s",
        company,
        order,
    )
    if rows:
        await hold_available(work, [r["item_id"] for r in rows], [r["stock_id"] for r in rows])
        await work.run(
            "delete from logistics.claim c using logistics.sales_line l where c.company_id = %s and l.company_id = %s"
            " and l.id = c.order_line_id and l.order_id = %s",
            company,
            company,
            order,
        )
