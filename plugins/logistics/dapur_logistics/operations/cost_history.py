"""An item's past, read for costing: the state before a day, what happened since, and what its moves were worth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from dapur.operations.work import Work
from dapur_logistics.operations.locations_known import Locations
from dapur_logistics.rules.costing import Event, Move, Past, Place, Revaluation
from dapur_logistics.rules.sums import ZERO

SNAPSHOT = (
    "select day, state from logistics.cost_snapshot where company_id = %s and item_id = %s and day < %s order by day desc limit 1"
)
EVENTS = """
    select m.id, m.day, m.from_id, f.stock_id as from_stock, m.to_id, t.stock_id as to_stock, m.quantity, m.given, m.of_id,
        null::bigint as receipt_id, null::numeric as amount, '' as kind
    from logistics.move m
    join logistics.location f on f.company_id = m.company_id and f.id = m.from_id
    join logistics.location t on t.company_id = m.company_id and t.id = m.to_id
    where m.company_id = %s and m.item_id = %s and m.day > %s
    union all
    select r.id, r.day, m.to_id, t.stock_id, null, null, r.base_quantity, null, null, r.receipt_id, r.amount, d.kind
    from logistics.revaluation r
    join logistics.document d on d.company_id = r.company_id and d.id = r.document_id
    join logistics.move m on m.company_id = r.company_id and m.id = r.receipt_id
    join logistics.location t on t.company_id = m.company_id and t.id = m.to_id
    where r.company_id = %s and r.item_id = %s and r.day > %s
    order by day, id
"""
VALUES = (
    "select event_id, location_id, sum(value) as value from logistics.valuation"
    " where company_id = %s and event_id = any (%s) group by 1, 2"
)
# What a move took from stock or brought to it, and what came back of it before a day.
PAST = """
    select m.id, m.quantity, coalesce(w.value, 0) as value, coalesce(b.quantity, 0) as back_quantity, coalesce(b.value, 0) as back_value
    from logistics.move m
    left join lateral (select abs(sum(v.value)) as value from logistics.valuation v
        join logistics.location l on l.company_id = v.company_id and l.id = v.location_id and l.stock_id is not null
        where v.company_id = m.company_id and v.event_id = m.id) w on true
    left join lateral (select sum(r.quantity) as quantity, sum(rv.value) as value from logistics.move r
        join logistics.location l on l.company_id = r.company_id and l.id = r.from_id and l.stock_id is null
        join lateral (select sum(v.value) as value from logistics.valuation v
            where v.company_id = r.company_id and v.event_id = r.id and v.value > 0) rv on true
        where r.company_id = m.company_id and r.of_id = m.id and r.day <= %s) b on true
    where m.company_id = %s and m.id = any (%s)
"""


@dataclass(frozen=True)
class History:
    """What is replayed: events in order, and what each was worth as known so far, by location."""

    state: Mapping[str, Any]
    events: Sequence[Event]
    known: Mapping[int, Mapping[int, Decimal]]


async def read_history(work: Work, item: int, day: date, locations: Locations) -> History:
    """From the last snapshot before the day on."""
    company = work.scope.company
    snapshot = await work.row(SNAPSHOT, company, item, day)
    since = snapshot["day"] if snapshot else date.min
    rows = await work.rows(EVENTS, company, item, since, company, item, since)
    events = [_event(row, outside_of(row["kind"], locations) if row["kind"] else 0) for row in rows]
    known: dict[int, dict[int, Decimal]] = {}
    for row in await work.rows(VALUES, company, [e.id for e in events if e.day > day]):
        known.setdefault(row["event_id"], {})[row["location_id"]] = row["value"]
    return History(snapshot["state"] if snapshot else {}, events, known)


def outside_of(kind: str, locations: Locations) -> int:
    """Where the amount of a later cost comes from, by the kind of its document."""
    return locations.virtual("landed" if kind == "landed_cost" else "supplier").id


def _event(row: Mapping[str, Any], outside: int) -> Event:
    if row["receipt_id"] is not None:
        return Revaluation(
            row["id"], row["day"], row["receipt_id"], row["from_stock"] or row["from_id"], row["amount"], row["quantity"], outside
        )
    source, target = Place(row["from_id"], row["from_stock"]), Place(row["to_id"], row["to_stock"])
    return Move(row["id"], row["day"], source, target, row["quantity"], row["given"], row["of_id"])


async def read_past(work: Work, moves: Sequence[int], before: date) -> dict[int, Past]:
    """What others refer to: quantity and value of these moves, and what came back of them through a day."""
    if not moves:
        return {}
    rows = await work.rows(PAST, before, work.scope.company, sorted(set(moves)))
    return {
        row["id"]: Past(row["quantity"], row["value"], row["back_quantity"] or ZERO, row["back_value"] or ZERO) for row in rows
    }
