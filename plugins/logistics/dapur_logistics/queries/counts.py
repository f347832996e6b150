"""Counts and what was counted, reorder rules and proposals, transfers under way, read."""

from typing import Any

from sqlalchemy import Select, Text, and_, case, cast, exists, func, literal, select

from dapur.contract import Column, Filter, Query, _
from dapur.tables import app_user
from dapur_base.tables import party, unit
from dapur_base.tables.approvals import approval_request
from dapur_logistics.operations.count_approval import COUNT
from dapur_logistics.order_tables import counted, purchase_order, reorder_proposal, reorder_rule, stock_count
from dapur_logistics.queries.order_words import (
    COUNT_STATES,
    COUNT_TONES,
    OUTCOME_TONES,
    OUTCOMES,
    PROPOSAL_STATES,
    PROPOSAL_TONES,
    TRANSFER_STATES,
    TRANSFER_TONES,
)
from dapur_logistics.tables import document, item, location, lot, move

_counter = app_user.alias("counter")


# A count that was posted but is not approved yet.
_waits = exists(
    select(literal(1)).where(
        approval_request.c.company_id == stock_count.c.company_id,
        approval_request.c.kind == COUNT,
        approval_request.c.document_id == stock_count.c.id,
        approval_request.c.void_at.is_(None),
        approval_request.c.outcome.is_(None),
    )
)
_count_state = case((and_(stock_count.c.status == "open", _waits), "approval"), else_=stock_count.c.status)


def _counts() -> Select[Any]:
    return select(stock_count.c.id).select_from(
        stock_count.join(
            location, and_(location.c.company_id == stock_count.c.company_id, location.c.id == stock_count.c.place_id)
        )
    )


COUNTS = Query(
    "logistics.counts",
    _("Stock counts"),
    "logistics.read",
    statement=_counts,
    company=stock_count.c.company_id,
    description="Counts of warehouses and bins, the newest first.",
    columns=(
        Column("id", _("Number"), "id", stock_count.c.id, hidden=True),
        Column("code", _("Number"), "code", stock_count.c.number, hidden=True),
        Column("name", _("Place"), "text", location.c.name, hidden=True),
        Column("started_at", _("Started"), "time", stock_count.c.started_at, sort=True, phone=2),
        Column("number", _("Number"), "code", stock_count.c.number, phone=1, link="logistics/counts/{id}"),
        Column("place", _("Place"), "text", location.c.name, phone=2),
        Column("is_blind", _("Blind"), "flag", stock_count.c.is_blind),
        Column("tolerance_value", _("Difference up to"), "money", stock_count.c.tolerance_value),
        Column("tolerance_percent", _("Difference up to (%)"), "number", stock_count.c.tolerance_percent),
        Column("status", _("Status"), "status", cast(_count_state, Text), choices=COUNT_STATES, tones=COUNT_TONES, phone=1),
        Column("document_id", _("Document"), "id", stock_count.c.document_id, hidden=True),
        Column("place_id", _("Place"), "id", stock_count.c.place_id, hidden=True),
        Column("version", _("Version"), "integer", stock_count.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("-started_at",),
    filters=(Filter("status", _("Status"), "choice", lambda v: cast(_count_state, Text) == func.any(v), choices=COUNT_STATES),),
    search=(stock_count.c.number,),
)


def _counted() -> Select[Any]:
    return select(counted.c.id).select_from(
        counted.join(item, and_(item.c.company_id == counted.c.company_id, item.c.id == counted.c.item_id))
        .join(unit, and_(unit.c.company_id == item.c.company_id, unit.c.id == item.c.unit_id))
        .join(location, and_(location.c.company_id == counted.c.company_id, location.c.id == counted.c.location_id))
        .join(stock_count, and_(stock_count.c.company_id == counted.c.company_id, stock_count.c.id == counted.c.count_id))
        .outerjoin(lot, and_(lot.c.company_id == counted.c.company_id, lot.c.id == counted.c.lot_id))
        .outerjoin(_counter, _counter.c.id == counted.c.counted_by)
    )


# Of a blind count nobody sees what should be there until it is posted, unless they may decide on it.

_seen = case((and_(stock_count.c.is_blind, stock_count.c.status == "open"), False), else_=True)
COUNTED = Query(
    "logistics.counted",
    _("What was counted"),
    "logistics.read",
    statement=_counted,
    company=counted.c.company_id,
    description="Rounds of counting with what the book said at that moment.",
    columns=(
        Column("id", _("Number"), "id", counted.c.id, hidden=True),
        Column("code", _("Item"), "code", item.c.code, sort=True, phone=1, link="logistics/items/{item_id}"),
        Column("name", _("Name"), "text", item.c.name, phone=2),
        Column("place", _("Bin"), "code", location.c.code, sort=True),
        Column("lot", _("Lot"), "code", func.coalesce(lot.c.code, literal(""))),
        Column("round", _("Round"), "integer", counted.c.round, sort=True),
        Column("counted", _("Counted"), "quantity", counted.c.counted, phone=1),
        Column("unit", _("Counted in"), "code", unit.c.code),
        Column("book", _("Book"), "quantity", case((_seen, counted.c.book), else_=None)),
        Column("variance", _("Difference"), "quantity", case((_seen, counted.c.variance), else_=None), phone=1),
        Column("value", _("Value"), "money", case((_seen, counted.c.value), else_=None), permission="logistics.value.read"),
        Column("status", _("Result"), "status", counted.c.result, choices=OUTCOMES, tones=OUTCOME_TONES, phone=1),
        Column("counted_by", _("Counted by"), "text", func.coalesce(_counter.c.name, literal("")), phone=2),
        Column("counted_at", _("Counted at"), "time", counted.c.counted_at),
        Column("item_id", _("Item"), "id", counted.c.item_id, hidden=True),
    ),
    key=("id",),
    default_sort=("code", "place", "round"),
    filters=(
        Filter("count", _("Count"), "reference", lambda v: counted.c.count_id == v, reference="logistics.counts"),
        Filter("status", _("Result"), "choice", lambda v: counted.c.result == func.any(v), choices=OUTCOMES),
    ),
)


def _rules() -> Select[Any]:
    return select(reorder_rule.c.id).select_from(
        reorder_rule.join(item, and_(item.c.company_id == reorder_rule.c.company_id, item.c.id == reorder_rule.c.item_id))
        .join(location, and_(location.c.company_id == reorder_rule.c.company_id, location.c.id == reorder_rule.c.warehouse_id))
        .outerjoin(party, and_(party.c.company_id == reorder_rule.c.company_id, party.c.id == reorder_rule.c.supplier_id))
    )


_point = reorder_rule.c.demand_per_day * reorder_rule.c.lead_days + reorder_rule.c.safety_stock
RULES = Query(
    "logistics.reorder_rules",
    _("Reorder rules"),
    "logistics.read",
    statement=_rules,
    company=reorder_rule.c.company_id,
    description="When items are ordered again, by warehouse.",
    columns=(
        Column("id", _("Number"), "id", reorder_rule.c.id, hidden=True),
        Column("code", _("Item"), "code", item.c.code, sort=True, phone=1, link="logistics/reorder-rules/{id}"),
        Column("name", _("Name"), "text", item.c.name, phone=2),
        Column("place", _("Warehouse"), "text", location.c.name, phone=2),
        Column("supplier_name", _("Supplier"), "text", func.coalesce(party.c.name, literal(""))),
        Column("point", _("Ordered again at"), "quantity", _point, phone=1),
        Column("demand_per_day", _("Used a day"), "quantity", reorder_rule.c.demand_per_day, hidden=True),
        Column("lead_days", _("Days until it arrives"), "integer", reorder_rule.c.lead_days),
        Column("safety_stock", _("Safety stock"), "quantity", reorder_rule.c.safety_stock),
        Column("max_level", _("Fill up to"), "quantity", reorder_rule.c.max_level, phone=1),
        Column("min_order", _("Smallest order"), "quantity", reorder_rule.c.min_order, hidden=True),
        Column("multiple", _("In packs of"), "quantity", reorder_rule.c.multiple, hidden=True),
        Column("is_closed", _("No longer used"), "flag", reorder_rule.c.is_closed),
        Column("item", _("Item"), "id", reorder_rule.c.item_id, hidden=True),
        Column("warehouse", _("Warehouse"), "id", reorder_rule.c.warehouse_id, hidden=True),
        Column("supplier", _("Supplier"), "id", reorder_rule.c.supplier_id, hidden=True),
        Column("version", _("Version"), "integer", reorder_rule.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("code",),
    search=(item.c.code, item.c.name),
)


def _proposals() -> Select[Any]:
    return select(reorder_proposal.c.id).select_from(
        reorder_proposal.join(
            reorder_rule,
            and_(reorder_rule.c.company_id == reorder_proposal.c.company_id, reorder_rule.c.id == reorder_proposal.c.rule_id),
        )
        .join(item, and_(item.c.company_id == reorder_rule.c.company_id, item.c.id == reorder_rule.c.item_id))
        .join(unit, and_(unit.c.company_id == item.c.company_id, unit.c.id == item.c.unit_id))
        .join(location, and_(location.c.company_id == reorder_rule.c.company_id, location.c.id == reorder_rule.c.warehouse_id))
        .outerjoin(party, and_(party.c.company_id == reorder_rule.c.company_id, party.c.id == reorder_rule.c.supplier_id))
        .outerjoin(
            purchase_order,
            and_(
                purchase_order.c.company_id == reorder_proposal.c.company_id,
                purchase_order.c.id == reorder_proposal.c.purchase_order_id,
            ),
        )
    )


PROPOSALS = Query(
    "logistics.proposals",
    _("Reorder proposals"),
    "logistics.read",
    statement=_proposals,
    company=reorder_proposal.c.company_id,
    description="What is to be ordered again, and why.",
    columns=(
        Column("id", _("Number"), "id", reorder_proposal.c.id, hidden=True),
        Column("made_at", _("Proposed"), "time", reorder_proposal.c.made_at, sort=True, phone=2),
        Column("code", _("Item"), "code", item.c.code, sort=True, phone=1, link="logistics/proposals/{id}"),
        Column("name", _("Name"), "text", item.c.name, phone=2),
        Column("place", _("Warehouse"), "text", location.c.name),
        Column("projected", _("Will be free"), "quantity", reorder_proposal.c.projected),
        Column("need", _("Missing"), "quantity", reorder_proposal.c.need),
        Column("quantity", _("To order"), "quantity", reorder_proposal.c.quantity, phone=1),
        Column("unit", _("Counted in"), "code", unit.c.code, phone=1),
        Column("supplier", _("Supplier"), "text", func.coalesce(party.c.name, literal(""))),
        Column(
            "status", _("Status"), "status", reorder_proposal.c.status, choices=PROPOSAL_STATES, tones=PROPOSAL_TONES, phone=1
        ),
        Column("order_id", _("Order no."), "id", reorder_proposal.c.purchase_order_id, hidden=True),
        Column("rule_id", _("Rule"), "id", reorder_proposal.c.rule_id, hidden=True),
        Column("version", _("Version"), "integer", reorder_proposal.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("-made_at",),
    filters=(
        Filter("status", _("Status"), "choice", lambda v: reorder_proposal.c.status == func.any(v), choices=PROPOSAL_STATES),
    ),
    search=(item.c.code, item.c.name),
)

_later = move.alias("later")
_sent = (
    select(func.sum(move.c.quantity))
    .where(move.c.company_id == document.c.company_id, move.c.document_id == document.c.id)
    .correlate(document)
    .scalar_subquery()
)
_ended = (
    select(func.coalesce(func.sum(_later.c.quantity), 0))
    .select_from(move.join(_later, and_(_later.c.company_id == move.c.company_id, _later.c.of_id == move.c.id)))
    .where(move.c.company_id == document.c.company_id, move.c.document_id == document.c.id)
    .correlate(document)
    .scalar_subquery()
)
_way = case((_ended < _sent, "under_way"), else_="arrived")
_target = location.alias("target")

TRANSFERS = Query(
    "logistics.transfers",
    _("Transfers"),
    "logistics.read",
    statement=lambda: (
        select(document.c.id)
        .select_from(
            document.join(_target, and_(_target.c.company_id == document.c.company_id, _target.c.id == document.c.target_id))
        )
        .where(document.c.kind == "dispatch")
    ),
    company=document.c.company_id,
    description="Goods sent to another warehouse, and whether they arrived.",
    columns=(
        Column("id", _("Number"), "id", document.c.id, hidden=True),
        Column("day", _("Date"), "date", document.c.day, sort=True, phone=2),
        Column("number", _("Number"), "code", document.c.number, sort=True, phone=1, link="logistics/transfers/{id}"),
        Column("target", _("Goes to"), "text", _target.c.name, phone=2),
        Column("sent", _("Sent"), "quantity", _sent),
        Column("ended", _("Arrived or lost"), "quantity", _ended),
        Column("status", _("Status"), "status", cast(_way, Text), choices=TRANSFER_STATES, tones=TRANSFER_TONES, phone=1),
        Column("note", _("Note"), "text", document.c.note, hidden=True),
        Column("target_id", _("Goes to"), "id", document.c.target_id, hidden=True),
    ),
    key=("id",),
    default_sort=("-day",),
    filters=(Filter("status", _("Status"), "choice", lambda v: cast(_way, Text) == func.any(v), choices=TRANSFER_STATES),),
    search=(document.c.number,),
)

QUERIES = (COUNTS, COUNTED, RULES, PROPOSALS, TRANSFERS)
