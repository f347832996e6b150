"""Posting to the stock ledger: hold the items, cost the moves, add what changed, tell the general ledger. One transaction."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from dapur.contract import Refused, _
from dapur.numbering import period
from dapur.operations.work import Work
from dapur.services.ledger import LedgerPosting
from dapur_logistics.events import StockMoved
from dapur_logistics.operations.book_stock import Booking, book
from dapur_logistics.operations.cost_history import outside_of
from dapur_logistics.operations.cost_items import Costed, cost_item, values_of
from dapur_logistics.operations.locations_known import Locations, read_locations
from dapur_logistics.operations.stock_draft import ItemHeld, MoveDraft, RevaluationDraft, ServiceDraft, StockDraft, StockPosted
from dapur_logistics.rules.costing import Event, Flow, Move, Revaluation
from dapur_logistics.rules.sums import plain

PATTERNS = {
    "receipt": "GR/{year}/{month}/{number}",
    "issue": "GI/{year}/{month}/{number}",
    "delivery": "SJ/{year}/{month}/{number}",
    "dispatch": "TR/{year}/{month}/{number}",
    "arrival": "TA/{year}/{month}/{number}",
    "loss": "TL/{year}/{month}/{number}",
    "supplier_return": "RB/{year}/{month}/{number}",
    "customer_return": "RJ/{year}/{month}/{number}",
    "count": "OP/{year}/{month}/{number}",
    "relocation": "RL/{year}/{month}/{number}",
    "price_difference": "PD/{year}/{month}/{number}",
    "landed_cost": "LC/{year}/{month}/{number}",
}
"""How the numbers of stock documents are written; each kind counts from the first of a month."""

HOLD = "select * from logistics.hold_items(%s, %s, %s)"
POST = "select * from logistics.post_document(%s, %s::jsonb, %s::jsonb, %s::jsonb, %s::jsonb, %s::jsonb, %s::jsonb, %s::jsonb)"


@dataclass(frozen=True)
class _Events:
    """The document's events in order: drafts with their numbers, and as costing sees them, by item."""

    moves: Sequence[tuple[int, MoveDraft]]
    revaluations: Sequence[tuple[int, RevaluationDraft]]
    services: Sequence[tuple[int, ServiceDraft]]
    by_item: dict[int, list[Event]]


async def post_stock(work: Work, draft: StockDraft) -> StockPosted:
    """Post the document. Raises Refused (INSUFFICIENT, DAY_AHEAD, LOCATION_UNKNOWN) and Forbidden (late days)."""
    _check_day(work, draft.day)
    held, numbers = await _hold(work, draft)
    locations = await read_locations(
        work, {x for m in draft.moves for x in (m.source, m.target)} | {r.place for r in draft.revaluations}
    )
    events = _events(draft, numbers, locations)
    costed = [await cost_item(work, held[item], fresh, locations) for item, fresh in sorted(events.by_item.items())]
    locations = await _with_touched_places(work, locations, costed)
    ledger = work.find(LedgerPosting)
    bookings, valuations = await _bookings(ledger, draft, costed, _service_flows(events, locations))
    row = await work.row(
        POST,
        work.scope.company,
        json.dumps(_document(draft)),
        json.dumps([_move(n, m) for n, m in events.moves]),
        json.dumps([_revaluation(n, r) for n, r in events.revaluations]),
        json.dumps([_service(n, x) for n, x in events.services]),
        json.dumps([b.kept() for b in bookings]),
        json.dumps(valuations),
        json.dumps([c.kept() for c in costed]),
    )
    assert row is not None
    number: str = row["number"]
    await book(work, ledger, draft, number, row["document_id"], bookings, row["bookings"], locations)
    work.emit(StockMoved(row["document_id"], draft.kind, number))
    flows = {event: found for c in costed for event, found in c.flows.items()}
    return StockPosted(
        row["document_id"],
        number,
        tuple(n for n, _m in events.moves),
        tuple(values_of(flows.get(n, ()), locations.by_id) for n, _m in events.moves),
        sum(len(c.corrections) for c in costed),
    )


def _check_day(work: Work, day: date) -> None:
    if day > work.today:
        raise Refused("DAY_AHEAD", _("Stock moves today or on an earlier day. Choose a day up to today."), field="day")
    if day < work.today:
        work.need("logistics.backdate")


async def _hold(work: Work, draft: StockDraft) -> tuple[dict[int, ItemHeld], list[int]]:
    named = [x.item for x in draft.moves] + [x.item for x in draft.revaluations] + [x.item for x in draft.services]
    items = sorted(set(named))
    rows = await work.rows(HOLD, work.scope.company, items, len(named))
    if len(rows) != len(items):
        raise Refused("ITEM_UNKNOWN", _("There is no such item here. Choose one of the list."), field="item")
    held = {
        r["item_id"]: ItemHeld(r["item_id"], r["method"], r["version"], r["state"], r["last_day"], r["last_event"]) for r in rows
    }
    return held, list(rows[0]["events"]) if rows else []


async def _with_touched_places(work: Work, known: Locations, costed: Sequence[Costed]) -> Locations:
    """A cost that changed may have gone on to other warehouses: they must be known, too."""
    corrected = (flow for c in costed for _event, flows in c.corrections for flow in flows)
    touched = {flow.location for flow in corrected} | {flow.location for c in costed for f in c.flows.values() for flow in f}
    missing = touched - known.by_id.keys()
    return await read_locations(work, [*known.by_id, *missing]) if missing else known


def _events(draft: StockDraft, numbers: list[int], locations: Locations) -> _Events:
    moves = list(zip(numbers, draft.moves, strict=False))
    revaluations = list(zip(numbers[len(moves) :], draft.revaluations, strict=False))
    services = list(zip(numbers[len(moves) + len(revaluations) :], draft.services, strict=True))
    found = _Events(moves, revaluations, services, {})
    for number, m in moves:
        source, target = locations.by_id[m.source].place, locations.by_id[m.target].place
        event = Move(number, draft.day, source, target, m.quantity, m.given, m.of)
        found.by_item.setdefault(m.item, []).append(event)
    outside = outside_of(draft.kind, locations) if revaluations else 0
    for number, r in revaluations:
        made = Revaluation(number, draft.day, r.receipt, r.place, r.amount, r.base, outside)
        found.by_item.setdefault(r.item, []).append(made)
    return found


async def _bookings(
    ledger: LedgerPosting | None, draft: StockDraft, costed: Sequence[Costed], services: Mapping[tuple[int, int], list[Flow]]
) -> tuple[list[Booking], list[dict[str, Any]]]:
    """What the ledger is told, and the rows of values; each names its booking by its place from 1."""
    # No earlier day changes, so one question says which days of the books are open.
    open_from = draft.day if ledger is None else await ledger.first_open_day(draft.day)
    first = min((n for c in costed for n in c.flows), default=0)
    bookings: list[Booking] = [Booking("document", open_from)]
    rows: list[dict[str, Any]] = []
    for (event, item), flows in services.items():
        bookings[0].flows.extend(flows)
        rows += [_value(event, item, draft.day, flow, 1, None) for flow in flows]
    for c in costed:
        for event, flows in c.flows.items():
            bookings[0].flows.extend(flows)
            rows += [_value(event, c.held.id, draft.day, flow, 1, None) for flow in flows]
        for changed, flows in c.corrections:
            bookings.append(Booking("valuation_correction", max(changed.day, open_from), list(flows), changed.id, first))
            rows += [_value(changed.id, c.held.id, changed.day, flow, len(bookings), first) for flow in flows]
    return bookings, rows


def _service_flows(events: _Events, locations: Locations) -> dict[tuple[int, int], list[Flow]]:
    """Event and item -> from suppliers to our own use."""
    supplier, use = locations.virtual("supplier").id, locations.virtual("use").id
    return {
        (n, x.item): [Flow(supplier, Decimal(0), -x.amount), Flow(use, Decimal(0), x.amount)]
        for n, x in events.services
        if x.amount
    }


def _value(event: int, item: int, day: date, flow: Flow, booking: int, cause: int | None) -> dict[str, Any]:
    return {
        "event_id": event,
        "item_id": item,
        "location_id": flow.location,
        "day": day.isoformat(),
        "quantity": plain(flow.quantity if cause is None else Decimal(0)),
        "value": plain(flow.value),
        "booking": booking,
        "cause_id": cause,
    }


def _document(draft: StockDraft) -> dict[str, Any]:
    """period, written: in which its number is counted, and how it is written but for the count."""
    return {
        "kind": draft.kind,
        "period": period(draft.day, "month"),
        "written": PATTERNS[draft.kind].format(year=f"{draft.day:%Y}", month=f"{draft.day:%m}", number="{number}"),
        "day": draft.day.isoformat(),
        "party_id": draft.party,
        "order_id": draft.order,
        "of_id": draft.of,
        "target_id": draft.target,
        "reference": draft.reference,
        "note": draft.note,
        "cost_centre": draft.cost_centre,
    }


def _move(number: int, m: MoveDraft) -> dict[str, Any]:
    return {
        "id": number,
        "item_id": m.item,
        "lot_id": m.lot,
        "from_id": m.source,
        "to_id": m.target,
        "quantity": plain(m.quantity),
        "unit_id": m.unit,
        "unit_quantity": plain(m.unit_quantity),
        "given": None if m.given is None else plain(m.given),
        "of_id": m.of,
        "order_line_id": m.order_line,
    }


def _revaluation(number: int, r: RevaluationDraft) -> dict[str, Any]:
    return {"id": number, "item_id": r.item, "receipt_id": r.receipt, "amount": plain(r.amount), "base_quantity": plain(r.base)}


def _service(number: int, x: ServiceDraft) -> dict[str, Any]:
    return {
        "id": number,
        "item_id": x.item,
        "quantity": plain(x.quantity),
        "unit_id": x.unit,
        "amount": plain(x.amount),
        "order_line_id": x.order_line,
    }
