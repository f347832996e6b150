"""The cost of a document's moves, item by item, and of all later moves that it changes."""

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from dapur.contract import Refused, _
from dapur.operations.work import Work
from dapur_logistics.operations.cost_history import History, read_history, read_past
from dapur_logistics.operations.locations_known import Locations
from dapur_logistics.operations.stock_draft import ItemHeld
from dapur_logistics.rules.costing import Costing, Event, Flow, Move, ShortOn, difference, read_state, written_state
from dapur_logistics.rules.layers import Method
from dapur_logistics.rules.sums import plain


@dataclass
class Costed:
    """What costing an item found: flows of the new events, differences of earlier ones (event, its day, flows), the state."""

    held: ItemHeld
    flows: dict[int, list[Flow]] = field(default_factory=dict)
    corrections: list[tuple[Event, list[Flow]]] = field(default_factory=list)
    state: dict[str, Any] = field(default_factory=dict)
    last_day: date = date.min
    snapshots: dict[date, dict[str, Any]] = field(default_factory=dict)
    stale_from: date = date.max

    def kept(self) -> dict[str, Any]:
        """The state as the posting function takes it."""
        return {
            "item_id": self.held.id,
            "version": self.held.version,
            "state": self.state,
            "last_day": self.last_day.isoformat(),
            "last_event": max([self.held.last_event, *self.flows]),
            "stale_from": self.stale_from.isoformat(),
            "snapshots": [{"day": day.isoformat(), "state": state} for day, state in self.snapshots.items()],
        }


async def cost_item(work: Work, held: ItemHeld, fresh: Sequence[Event], locations: Locations) -> Costed:
    """Cost the fresh events of an item, all of one day. Raises Refused (INSUFFICIENT) where there would be too few."""
    costing = _costing(held, work.company.decimals, locations)
    costed = Costed(held)
    try:
        if held.last_day is None or fresh[0].day >= held.last_day:
            await _go_on(work, costing, costed, fresh)
        else:
            await _replay(work, costing, costed, fresh, await read_history(work, held.id, fresh[0].day, locations))
    except ShortOn as short:
        raise too_few(held.id, short.event.day, short.missing, short.place) from None
    costed.state = written_state(costing.stock)
    return costed


def too_few(item: int, day: date, missing: Decimal, place: int = 0) -> Refused:
    """The refusal that says on which day how many would be missing."""
    return Refused(
        "INSUFFICIENT",
        _("On {first_negative_on} there would be {shortage} too few. Choose a smaller quantity or a later day.").fill(
            first_negative_on=day, shortage=plain(missing)
        ),
        field="quantity",
        first_negative_on=day,
        shortage=plain(missing),
        item=item,
        location=place,
    )


def _costing(held: ItemHeld, places: int, locations: Locations) -> Costing:
    method: Method = "moving_average" if held.method == "moving_average" else "fifo"
    return Costing(method, places, locations.virtual("variance").id, locations.virtual("customer").id)


async def _go_on(work: Work, costing: Costing, costed: Costed, fresh: Sequence[Event]) -> None:
    """The usual case: nothing comes later, so the state that is kept goes on."""
    held, day = costed.held, fresh[0].day
    costing.stock = read_state(held.state)
    costing.past = await read_past(work, references(fresh), day)
    if held.last_day is not None and month_end(held.last_day) < day and held.state:
        costed.snapshots[month_end(held.last_day)] = dict(held.state)
    for event in fresh:
        costed.flows[event.id] = costing.run(event)
    costed.last_day = day


async def _replay(work: Work, costing: Costing, costed: Costed, fresh: Sequence[Event], history: History) -> None:
    """A late event: everything since the last snapshot before it happens again, and what comes out otherwise is corrected."""
    costing.stock = read_state(history.state)
    day = fresh[0].day
    events = [*(e for e in history.events if e.day <= day), *fresh, *(e for e in history.events if e.day > day)]
    ids = {e.id for e in events}
    costing.past = await read_past(work, [r for r in references(events) if r not in ids], events[0].day - timedelta(days=1))
    new = {e.id for e in fresh}
    last: date | None = None
    costed.stale_from = day
    for event in events:
        if last is not None and event.day > month_end(last) >= day:
            costed.snapshots[month_end(last)] = written_state(costing.stock)
        flows = costing.run(event)
        if event.id in new:
            costed.flows[event.id] = flows
        elif event.day > day:
            changed = difference(flows, history.known.get(event.id, {}))
            if changed:
                costed.corrections.append((event, changed))
        last = event.day
    costed.last_day = last or day


def references(events: Iterable[Event]) -> list[int]:
    """The moves that these events come back from."""
    return [e.of for e in events if isinstance(e, Move) and e.of is not None]


def month_end(day: date) -> date:
    """The last day of its month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def values_of(flows: Iterable[Flow], locations: Mapping[int, Any]) -> Decimal:
    """What a move was worth: what it took from stock, or brought to it."""
    stock = [f.value for f in flows if locations[f.location].stock is not None]
    taken = [-v for v in stock if v < 0]
    return sum(taken or stock, Decimal(0))
