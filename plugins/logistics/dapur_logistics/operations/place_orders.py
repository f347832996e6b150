"""Orders are placed, closed and cancelled."""

from typing import Annotated, Any

from dapur.contract import Form, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.approvals import document_gone, need_approved
from dapur_base.operations.versions import untouched
from dapur_logistics.operations.fields import Version
from dapur_logistics.operations.order_numbers import order_number
from dapur_logistics.operations.reserve_order import drop_claims
from dapur_logistics.operations.save_purchase_order import draft_held, order_held
from dapur_logistics.purchase_approval import PURCHASE, subject_of


class OneOrder(Form):
    """Which order; `version` as it was seen."""

    id: Annotated[int, Shown(_("Order no."), kind="hidden")]
    version: Version = None


class OrderPlaced(Result):
    """The order and its number."""

    id: int
    number: str


class OrderEnded(Result):
    """The order and how it stands."""

    id: int
    status: str


@operation(
    "logistics.place_purchase_order",
    title=_("Place order"),
    permission="logistics.purchase",
    audit_verb=_("placed the purchase order"),
)
async def place_purchase_order(work: Work, form: OneOrder) -> OrderPlaced:
    """Give the order its number; from now on goods can be received for it, and its lines stay."""
    row = await seen(work, await draft_held(work, "purchase_order", form.id), "purchase_order", form)
    await need_approved(work, await subject_of(work, form.id))
    number = await order_number(work, "purchase_order", row["day"])
    await work.run(
        "update logistics.purchase_order set status = 'ordered', number = %s, version = version + 1 where company_id = %s and id = %s",
        number,
        work.scope.company,
        form.id,
    )
    await index_order(work, "purchase_order", form.id, number, "logistics/purchases", row["supplier_id"])
    return OrderPlaced(id=form.id, number=number)


@operation(
    "logistics.confirm_sales_order",
    title=_("Confirm order"),
    permission="logistics.sell",
    audit_verb=_("confirmed the sales order"),
)
async def confirm_sales_order(work: Work, form: OneOrder) -> OrderPlaced:
    """Give the order its number and its place in the queue for stock; its lines stay."""
    row = await seen(work, await draft_held(work, "sales_order", form.id), "sales_order", form)
    number = await order_number(work, "sales_order", row["day"])
    await work.run(
        "update logistics.sales_order set status = 'confirmed', number = %s, waits_since = %s, version = version + 1"
        " where company_id = %s and id = %s",
        number,
        work.now,
        work.scope.company,
        form.id,
    )
    await index_order(work, "sales_order", form.id, number, "logistics/sales", row["customer_id"])
    return OrderPlaced(id=form.id, number=number)


@operation(
    "logistics.close_purchase_order",
    title=_("Close order"),
    permission="logistics.purchase",
    audit_verb=_("closed the purchase order"),
)
async def close_purchase_order(work: Work, form: OneOrder) -> OrderEnded:
    """Nothing more is expected for it. A draft is cancelled."""
    row = await seen(work, await order_held(work, "purchase_order", form.id), "purchase_order", form)
    status = {"draft": "cancelled", "ordered": "closed"}.get(row["status"])
    if status is None:
        raise Refused("ORDER_ENDED", _("The order is closed already."), field="id")
    if status == "cancelled":
        await document_gone(work, PURCHASE, form.id)
    await work.run(
        "update logistics.purchase_order set status = %s, version = version + 1 where company_id = %s and id = %s",
        status,
        work.scope.company,
        form.id,
    )
    return OrderEnded(id=form.id, status=status)


@operation(
    "logistics.cancel_backorder",
    title=_("Cancel what is left"),
    permission="logistics.sell",
    audit_verb=_("cancelled what was left of the sales order"),
    danger=True,
)
async def cancel_backorder(work: Work, form: OneOrder) -> OrderEnded:
    """Nothing more is delivered for it; what was reserved is free again. A draft is cancelled."""
    row = await seen(work, await order_held(work, "sales_order", form.id), "sales_order", form)
    if row["status"] not in ("draft", "confirmed"):
        raise Refused("ORDER_ENDED", _("The order is closed already."), field="id")
    await drop_claims(work, form.id)
    await work.run(
        "update logistics.sales_line set cancelled = ordered - delivered where company_id = %s and order_id = %s",
        work.scope.company,
        form.id,
    )
    delivered = await work.value(
        "select sum(delivered) from logistics.sales_line where company_id = %s and order_id = %s", work.scope.company, form.id
    )
    status = "closed" if delivered else "cancelled"
    await work.run(
        "update logistics.sales_order set status = %s, version = version + 1 where company_id = %s and id = %s",
        status,
        work.scope.company,
        form.id,
    )
    return OrderEnded(id=form.id, status=status)


async def seen(work: Work, row: dict[str, Any], table: str, form: OneOrder) -> dict[str, Any]:
    """The order, as it was seen. Raises Conflict where somebody saved it since."""
    if form.version is not None and row["version"] != form.version:
        raise await untouched(work, f"logistics.{table}", form.id)
    return row


async def index_order(work: Work, kind: str, order: int, number: str, path: str, party: int) -> None:
    """An order is found by its number and its partner."""
    await work.run(
        "select core.index_for_search(%s, 'logistics', %s, array[%s::bigint], array[%s::text], array[p.name], array[''],"
        " array[%s::text], 'logistics.read') from base.party p where p.company_id = %s and p.id = %s",
        work.scope.company,
        kind,
        order,
        number,
        f"{path}/{order}",
        work.scope.company,
        party,
    )
