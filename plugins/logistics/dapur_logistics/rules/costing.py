"""What each event of an item costs: a pure replay of its moves in the order of their days, then of their posting.

The same moves, entered in any order, cost the same in the end: whoever enters a late one replays what comes after it,
and the differences become entries of their own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from dapur_logistics.rules.layers import Layer, Layers, Method, NotEnough, mixed, put, read, take, total, written
from dapur_logistics.rules.sums import ZERO, share, shares


@dataclass(frozen=True)
class Place:
    """A location as costing sees it. stock: the place in which its stock is valued; None outside."""

    id: int
    stock: int | None


@dataclass(frozen=True)
class Move:
    """A quantity goes from one location to another. given: value named from outside. of: the move that it comes back from."""

    id: int
    day: date
    source: Place
    target: Place
    quantity: Decimal
    given: Decimal | None = None
    of: int | None = None


@dataclass(frozen=True)
class Revaluation:
    """The cost of a receipt changed by `amount`, spread over `base` units.

    place: where the receipt came in. outside: the location whose account the amount comes from.
    """

    id: int
    day: date
    receipt: int
    place: int
    amount: Decimal
    base: Decimal
    outside: int


Event = Move | Revaluation


@dataclass(frozen=True)
class Flow:
    """Quantity and value that an event brought to a location (negative: took from it)."""

    location: int
    quantity: Decimal
    value: Decimal


@dataclass
class Past:
    """A move that others refer to: what it moved, and how much of it came back."""

    quantity: Decimal
    value: Decimal
    back_quantity: Decimal = ZERO
    back_value: Decimal = ZERO


class ShortOn(Exception):
    """An event cannot be: on its day there are too few in a place."""

    def __init__(self, event: Event, place: int, missing: Decimal) -> None:
        super().__init__(f"{missing} too few on {event.day}")
        self.event, self.place, self.missing = event, place, missing


@dataclass
class Costing:
    """An item's cost while events pass. variance, sold: locations that take what is neither stock nor its counterpart."""

    method: Method
    places: int
    variance: int
    sold: int
    stock: dict[int, Layers] = field(default_factory=dict)
    past: dict[int, Past] = field(default_factory=dict)

    def run(self, event: Event) -> list[Flow]:
        """Let one event happen. Raises ShortOn."""
        flows = self._revalue(event) if isinstance(event, Revaluation) else self._move(event)
        return merged(flows)

    def _move(self, move: Move) -> list[Flow]:
        source, target = move.source.stock, move.target.stock
        if source == target:
            return []
        if source is None:
            return self._bring(move)
        taken = self._take(move, source)
        self.past[move.id] = Past(move.quantity, taken.value)
        if target is None:
            return self._hand_out(move, source, taken.value)
        self._put(target, mixed(move.id, move.quantity, taken))
        return [Flow(source, -move.quantity, -taken.value), Flow(target, move.quantity, taken.value)]

    def _take(self, move: Move, place: int) -> Any:
        try:
            self.stock[place], taken = take(self.stock.get(place, ()), move.quantity, self.places, move.of)
        except NotEnough as short:
            raise ShortOn(move, place, short.missing) from None
        return taken

    def _put(self, place: int, layer: Layer) -> None:
        self.stock[place] = put(self.stock.get(place, ()), layer, self.method)

    def _bring(self, move: Move) -> list[Flow]:
        assert move.target.stock is not None
        value = move.given if move.given is not None else self._value_back(move)
        self.past[move.id] = Past(move.quantity, value)
        self._put(move.target.stock, Layer(move.id, move.quantity, value))
        return [Flow(move.source.id, -move.quantity, -value), Flow(move.target.stock, move.quantity, value)]

    def _value_back(self, move: Move) -> Decimal:
        """A return comes back at the average cost of what went out; the last unit takes the rest."""
        gone = self.past.get(move.of or 0)
        if gone is None:
            return ZERO
        left, worth = gone.quantity - gone.back_quantity, gone.value - gone.back_value
        value = worth if move.quantity == left else share(gone.value, move.quantity, gone.quantity, self.places)
        gone.back_quantity, gone.back_value = gone.back_quantity + move.quantity, gone.back_value + value
        return value

    def _hand_out(self, move: Move, source: int, value: Decimal) -> list[Flow]:
        """Out of stock. Where somebody credits another value than it cost, the difference is a variance."""
        credited = value if move.given is None else move.given
        flows = [Flow(source, -move.quantity, -value), Flow(move.target.id, move.quantity, credited)]
        return [*flows, Flow(self.variance, ZERO, value - credited)] if credited != value else flows

    def _revalue(self, event: Revaluation) -> list[Flow]:
        """Units of the receipt that are still here take their share; that of the others goes to cost of sales."""
        held = {place: self._units_of(event, place, layers) for place, layers in self.stock.items()}
        held = {place: units for place, units in sorted(held.items()) if units > 0}
        gone = max(ZERO, event.base - sum(held.values(), ZERO))
        parts = shares(event.amount, [*held.values(), gone], self.places) if held else [event.amount]
        flows = [Flow(event.outside, ZERO, -event.amount)]
        for place, part in zip(held, parts, strict=False):
            kept, lost = self._add_value(place, event.receipt, part)
            flows += [Flow(place, ZERO, kept), Flow(self.sold, ZERO, lost)]
        return [*flows, Flow(self.sold, ZERO, parts[-1])]

    def _units_of(self, event: Revaluation, place: int, layers: Layers) -> Decimal:
        """An average does not know whose units are left: those of the receipt go last, where it came in."""
        if self.method == "moving_average":
            return min(total(layers)[0], event.base) if place == event.place else ZERO
        return sum((layer.part_of(event.receipt) for layer in layers), ZERO)

    def _add_value(self, place: int, receipt: int, amount: Decimal) -> tuple[Decimal, Decimal]:
        """Spread over the layers of a place. A layer never falls below zero: what it cannot take is lost to cost of sales."""
        layers = self.stock[place]
        weights = [x.quantity if self.method == "moving_average" else x.part_of(receipt) for x in layers]
        parts = shares(amount, weights, self.places)
        changed, kept = [], ZERO
        for layer, part in zip(layers, parts, strict=True):
            value = max(ZERO, layer.value + part)
            kept += value - layer.value
            changed.append(Layer(layer.source, layer.quantity, value, layer.origins))
        self.stock[place] = tuple(changed)
        return kept, amount - kept


def merged(flows: Iterable[Flow]) -> list[Flow]:
    """One flow a location, none that is empty."""
    sums: dict[int, Flow] = {}
    for flow in flows:
        known = sums.get(flow.location, Flow(flow.location, ZERO, ZERO))
        sums[flow.location] = Flow(flow.location, known.quantity + flow.quantity, known.value + flow.value)
    return [flow for flow in sums.values() if flow.quantity or flow.value]


def difference(now: Iterable[Flow], before: Mapping[int, Decimal]) -> list[Flow]:
    """What must be added to what was known of an event's values so that they are what they are now."""
    values = {flow.location: flow.value for flow in now}
    changed = [Flow(x, ZERO, values.get(x, ZERO) - before.get(x, ZERO)) for x in sorted({*values, *before})]
    return [flow for flow in changed if flow.value]


def written_state(stock: Mapping[int, Layers]) -> dict[str, Any]:
    """Layers by place as plain data; places that are empty are left out."""
    return {str(place): written(layers) for place, layers in sorted(stock.items()) if layers}


def read_state(kept: Mapping[str, Any]) -> dict[int, Layers]:
    """What `written_state` gave."""
    return {int(place): read(layers) for place, layers in kept.items()}
