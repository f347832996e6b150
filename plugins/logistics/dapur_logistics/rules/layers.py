"""What an item costs in one place: layers of quantity and value, the oldest first.

A layer keeps quantity and value; what a unit costs follows from them. Taking a whole layer takes its whole value. Under
moving average there is one layer, into which everything flows together. Both are the methods that IAS 2 paragraph 25
(PSAK 202) and Indonesian income tax law (UU PPh article 10 paragraph 6) allow.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Literal

from dapur_logistics.rules.sums import EXACT, ZERO, plain, share

Method = Literal["fifo", "moving_average"]
FRACTION = Decimal("1e-15")


class NotEnough(Exception):
    """There are too few: `missing` units in `place`."""

    def __init__(self, place: int, missing: Decimal) -> None:
        super().__init__(f"{missing} too few in {place}")
        self.place, self.missing = place, missing


@dataclass(frozen=True)
class Layer:
    """Units that came in together. `source`: the event that brought them (0 under moving average).

    origins: which part of them came from which receipt, where they came through a transfer.
    """

    source: int
    quantity: Decimal
    value: Decimal
    origins: Mapping[int, Decimal] = field(default_factory=dict)

    def part_of(self, receipt: int) -> Decimal:
        """How many of the units came with this receipt."""
        if self.source == receipt:
            return self.quantity
        return EXACT.multiply(self.quantity, self.origins.get(receipt, ZERO))


@dataclass(frozen=True)
class Taken:
    """What was taken: its value, and how many units of which receipt it held."""

    value: Decimal
    origins: Mapping[int, Decimal]


Layers = tuple[Layer, ...]


def total(layers: Iterable[Layer]) -> tuple[Decimal, Decimal]:
    """Quantity and value of all layers."""
    quantity = value = ZERO
    for layer in layers:
        quantity, value = quantity + layer.quantity, value + layer.value
    return quantity, value


def put(layers: Layers, layer: Layer, method: Method) -> Layers:
    """Add units: as the youngest layer, or into the one average."""
    if method == "fifo":
        return (*layers, layer)
    quantity, value = total((*layers, layer))
    return (Layer(0, quantity, value),)


def take(layers: Layers, quantity: Decimal, places: int, first: int | None = None) -> tuple[Layers, Taken]:
    """Take units from the oldest layer on; from that of the event `first` before all others. Raises NotEnough."""
    wanted = quantity
    value = ZERO
    kept: dict[int, Layer] = dict(enumerate(layers))
    origins: dict[int, Decimal] = {}
    for n in _order(layers, first):
        if not wanted:
            break
        layer = layers[n]
        part = min(wanted, layer.quantity)
        worth = share(layer.value, part, layer.quantity, places)
        _remember(origins, layer, part)
        wanted, value = wanted - part, value + worth
        if part == layer.quantity:
            del kept[n]
        else:
            kept[n] = replace(layer, quantity=layer.quantity - part, value=layer.value - worth)
    if wanted:
        raise NotEnough(0, wanted)
    return tuple(kept[n] for n in sorted(kept)), Taken(value, origins)


def _order(layers: Layers, first: int | None) -> Sequence[int]:
    if first is None:
        return range(len(layers))
    return sorted(range(len(layers)), key=lambda n: (layers[n].source != first, n))


def _remember(origins: dict[int, Decimal], layer: Layer, part: Decimal) -> None:
    if layer.source:
        units = {receipt: EXACT.multiply(part, fraction) for receipt, fraction in layer.origins.items()}
        for receipt, quantity in (units or {layer.source: part}).items():
            origins[receipt] = origins.get(receipt, ZERO) + quantity


def mixed(source: int, quantity: Decimal, taken: Taken) -> Layer:
    """The layer that units make in the place where a transfer brought them."""
    fractions = {
        receipt: EXACT.divide(units, quantity).quantize(FRACTION, context=EXACT) for receipt, units in taken.origins.items()
    }
    return Layer(source, quantity, taken.value, fractions)


def written(layers: Layers) -> list[dict[str, Any]]:
    """As plain data, to be kept."""
    return [
        {
            "source": x.source,
            "quantity": plain(x.quantity),
            "value": plain(x.value),
            "origins": {str(k): plain(v) for k, v in x.origins.items()},
        }
        for x in layers
    ]


def read(kept: Iterable[Mapping[str, Any]]) -> Layers:
    """What `written` gave."""
    return tuple(
        Layer(k["source"], Decimal(k["quantity"]), Decimal(k["value"]), {int(r): Decimal(v) for r, v in k["origins"].items()})
        for k in kept
    )
