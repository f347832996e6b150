"""Ordering again: rules per item and warehouse, proposals that are made once, orders from them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field

from dapur.contract import Form, NotFound, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.operations.versions import untouched
from dapur_logistics.operations.fields import Version, Warehouse
from dapur_logistics.operations.items_known import read_items
from dapur_logistics.operations.locations_known import read_locations
from dapur_logistics.operations.save_purchase_order import PurchaseLine, SavePurchaseOrder, save_purchase_order
from dapur_logistics.rules.reordering import Level, need, order_quantity, projected, reorder_point

Much = Annotated[Decimal, Field(ge=0, lt=Decimal(10) ** 12, decimal_places=6)]
RULES = """
    select r.id, r.item_id, r.warehouse_id, r.demand_per_day, r.lead_days, r.safety_stock, r.max_level, r.min_order, r.multiple,
        coalesce(n.on_hand - n.held, 0) as on_hand, coalesce(n.reserved, 0) + coalesce(w.waiting, 0) as reserved,
        coalesce(o.incoming, 0) + coalesce(p.proposed, 0) as incoming
    from logistics.reorder_rule r
    join logistics.item i on i.company_id = r.company_id and i.id = r.item_id and not i.is_closed
    left join logistics.stock_now n on n.company_id = r.company_id and n.item_id = r.item_id and n.stock_id = r.warehouse_id
    left join lateral (select sum(l.ordered - l.delivered - l.reserved - l.cancelled) as waiting
        from logistics.sales_line l join logistics.sales_order s on s.company_id = l.company_id and s.id = l.order_id
        where l.company_id = r.company_id and l.item_id = r.item_id and s.warehouse_id = r.warehouse_id and s.status = 'confirmed') w on true
    left join lateral (select sum(greatest(l.ordered - l.received, 0)) as incoming
        from logistics.purchase_line l join logistics.purchase_order b on b.company_id = l.company_id and b.id = l.order_id
        join logistics.location k on k.company_id = b.company_id and k.id = b.warehouse_id
        where l.company_id = r.company_id and l.item_id = r.item_id and k.stock_id = r.warehouse_id and b.status in ('draft', 'ordered')) o on true
    left join lateral (select sum(q.quantity) as proposed from logistics.reorder_proposal q
        where q.company_id = r.company_id and q.rule_id = r.id and q.status = 'open') p on true
    where r.company_id = %s and not r.is_closed order by r.id for update of r
"""


class SaveReorderRule(Form):
    """When an item is ordered again for a warehouse, in stock units. Without `id` a new one is made."""

    id: Annotated[int | None, Shown(_("Number"), kind="hidden")] = None
    item: Annotated[int, Shown(_("Item"), reference="logistics.items")]
    warehouse: Warehouse
    supplier: Annotated[int | None, Shown(_("Supplier"), reference="base.parties")] = None
    demand_per_day: Annotated[Much, Shown(_("Used a day"), kind="quantity")]
    lead_days: Annotated[int, Field(ge=0, le=1000), Shown(_("Days until it arrives"))]
    safety_stock: Annotated[Much, Shown(_("Safety stock"), kind="quantity")] = Decimal(0)
    max_level: Annotated[Much, Shown(_("Fill up to"), kind="quantity")]
    min_order: Annotated[Much, Shown(_("Smallest order"), kind="quantity")] = Decimal(0)
    multiple: Annotated[Much, Shown(_("In packs of"), kind="quantity")] = Decimal(0)
    is_closed: Annotated[bool, Shown(_("No longer used"))] = False
    version: Version = None


class ReorderRuleSaved(Result):
    """The rule."""

    id: int
    version: int


COLUMNS = (
    "item_id", "warehouse_id", "supplier_id", "demand_per_day", "lead_days", "safety_stock", "max_level", "min_order", "multiple",
    "is_closed",
)  # fmt: skip
INSERT = (
    f"insert into logistics.reorder_rule (company_id, {', '.join(COLUMNS)}) values (%s, {', '.join(['%s'] * len(COLUMNS))})"
    " returning id, version"
)
UPDATE = (
    f"update logistics.reorder_rule set {', '.join(f'{c} = %s' for c in COLUMNS)}, version = version + 1"
    " where company_id = %s and id = %s and (version = %s or %s::int is null) returning id, version"
)


@operation(
    "logistics.save_reorder_rule",
    title=_("Save reorder rule"),
    permission="logistics.purchase",
    audit_verb=_("saved the reorder rule"),
    conflicts={
        "reorder_rule_key": ("item", "RULE_EXISTS", _("This item has a rule for this warehouse already. Change that one.")),
        "reorder_rule_company_id_supplier_id_fkey": (
            "supplier",
            "SUPPLIER_UNKNOWN",
            _("There is no such supplier here. Choose one of the list."),
        ),
    },
)
async def save_reorder_rule(work: Work, form: SaveReorderRule) -> ReorderRuleSaved:
    """Say when an item is ordered again: at what is used until it arrives, plus the safety stock; up to the maximum."""
    item = (await read_items(work, [form.item]))[form.item]
    if item.is_service:
        raise Refused("NOT_IN_STOCK", _("{item} is a service; it never lies in stock.").fill(item=item.code), field="item")
    place = (await read_locations(work, [form.warehouse])).stock(form.warehouse)
    facts = (
        form.item, place.stock, form.supplier, form.demand_per_day, form.lead_days, form.safety_stock, form.max_level,
        form.min_order, form.multiple, form.is_closed,
    )  # fmt: skip
    if form.id is None:
        row = await work.row(INSERT, work.scope.company, *facts)
    else:
        row = await work.row(UPDATE, *facts, work.scope.company, form.id, form.version, form.version)
    if row is None:
        raise await untouched(work, "logistics.reorder_rule", form.id or 0)
    return ReorderRuleSaved(**row)


class ProposeOrders(Form):
    """Nothing is asked."""


class RuleLookedAt(Result):
    """A rule: when it orders, what will be free, and what was proposed now (nothing: 0)."""

    rule: int
    reorder_point: Decimal
    projected: Decimal
    need: Decimal
    quantity: Decimal


class OrdersProposed(Result):
    """How many proposals are new, and how each rule stands."""

    made: int
    rules: list[RuleLookedAt]


@operation(
    "logistics.propose_orders",
    title=_("Look what is to be ordered"),
    permission="logistics.purchase",
    audit_verb=_("looked what is to be ordered"),
)
async def propose_orders(work: Work, form: ProposeOrders) -> OrdersProposed:
    """Propose what is to be ordered again. What was proposed or ordered counts as incoming: run twice, nothing is new."""
    looked = [await _look(work, row) for row in await work.rows(RULES, work.scope.company)]
    return OrdersProposed(made=sum(1 for x in looked if x.quantity), rules=looked)


async def _look(work: Work, row: Mapping[str, Any]) -> RuleLookedAt:
    level = _level(row)
    there = projected(row["on_hand"], row["reserved"], row["incoming"])
    wanted = need(level, there)
    quantity = order_quantity(wanted, level.min_order, level.multiple) if wanted > 0 else Decimal(0)
    if quantity and await _is_open(work, row["id"]):
        quantity = Decimal(0)
    if quantity:
        await work.run(
            "insert into logistics.reorder_proposal (company_id, rule_id, need, quantity, projected) values (%s, %s, %s, %s, %s)",
            work.scope.company,
            row["id"],
            wanted,
            quantity,
            there,
        )
    return RuleLookedAt(rule=row["id"], reorder_point=reorder_point(level), projected=there, need=wanted, quantity=quantity)


def _level(row: Mapping[str, Any]) -> Level:
    return Level(
        row["demand_per_day"], row["lead_days"], row["safety_stock"], row["max_level"], row["min_order"], row["multiple"]
    )


async def _is_open(work: Work, rule: int) -> bool:
    found = await work.value(
        "select exists (select from logistics.reorder_proposal where company_id = %s and rule_id = %s and status = 'open')",
        work.scope.company,
        rule,
    )
    return bool(found)


class OneProposal(Form):
    """Which proposal; `version` as it was seen."""

    id: Annotated[int, Shown(_("Proposal"), kind="hidden")]
    version: Version = None


class ProposalOrdered(Result):
    """The purchase order that was prepared."""

    id: int
    order: int


PROPOSAL = """
    select p.id, p.quantity, p.status, p.version, r.item_id, r.warehouse_id, r.supplier_id
    from logistics.reorder_proposal p join logistics.reorder_rule r on r.company_id = p.company_id and r.id = p.rule_id
    where p.company_id = %s and p.id = %s for update of p
"""


@operation(
    "logistics.order_proposal",
    title=_("Prepare order"),
    permission="logistics.purchase",
    audit_verb=_("prepared an order from the proposal"),
)
async def order_proposal(work: Work, form: OneProposal) -> ProposalOrdered:
    """Prepare a purchase order from a proposal, to its rule's supplier."""
    row = await _open_proposal(work, form)
    if row["supplier_id"] is None:
        raise Refused("SUPPLIER_NEEDED", _("The rule names no supplier. Add one to the rule first."), field="id")
    lines = [PurchaseLine(item=row["item_id"], quantity=row["quantity"])]
    draft = SavePurchaseOrder(supplier=row["supplier_id"], warehouse=row["warehouse_id"], lines=lines)
    order = await save_purchase_order.run(work, draft)
    await work.run(
        "update logistics.reorder_proposal set status = 'ordered', version = version + 1, purchase_order_id = %s"
        " where company_id = %s and id = %s",
        order.id,
        work.scope.company,
        form.id,
    )
    return ProposalOrdered(id=form.id, order=order.id)


class ProposalDismissed(Result):
    """The proposal."""

    id: int


@operation(
    "logistics.dismiss_proposal", title=_("Dismiss"), permission="logistics.purchase", audit_verb=_("dismissed the proposal")
)
async def dismiss_proposal(work: Work, form: OneProposal) -> ProposalDismissed:
    """Order nothing now. The next look proposes it again where it is still needed."""
    await _open_proposal(work, form)
    await work.run(
        "update logistics.reorder_proposal set status = 'dismissed', version = version + 1 where company_id = %s and id = %s",
        work.scope.company,
        form.id,
    )
    return ProposalDismissed(id=form.id)


async def _open_proposal(work: Work, form: OneProposal) -> dict[str, Any]:
    row = await work.row(PROPOSAL, work.scope.company, form.id)
    if row is None:
        raise NotFound(_("There is no such proposal here. Choose one of the list."), field="id")
    if row["status"] != "open":
        raise Refused("PROPOSAL_ENDED", _("This proposal was ordered or dismissed already."), field="id")
    if form.version is not None and row["version"] != form.version:
        raise await untouched(work, "logistics.reorder_proposal", form.id)
    return row
