"""Conversion between units of measure, exact: fractions all the way, and no result that a unit cannot hold."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Conversion:
    """1 of `unit` is `factor` of `into`."""

    unit: int
    into: int
    factor: Fraction


class NoWay(Exception):
    """Nothing says how many of the one make the other."""


class NotExact(Exception):
    """The quantity has more decimals than the unit may have (a third of a box). `quantity`: what it would be."""

    def __init__(self, quantity: Fraction) -> None:
        super().__init__(str(quantity))
        self.quantity = quantity


class Conversions:
    """What a company knows about its units, with what an item says of its own (its box of 24)."""

    def __init__(self, known: Iterable[Conversion], own: Iterable[Conversion] = ()) -> None:
        self._next: dict[int, dict[int, Fraction]] = {}
        self._own = _by_unit(own)
        for conversion in known:
            if not self._said_by_item(conversion):
                _add(self._next, conversion)
        for unit, factors in self._own.items():
            self._next.setdefault(unit, {}).update(factors)

    def factor(self, unit: int, into: int) -> Fraction:
        """How many of `into` one of `unit` is. Raises NoWay."""
        reached = {unit: Fraction(1)}
        waiting = deque([unit])
        while waiting:
            here = waiting.popleft()
            if here == into:
                return reached[here]
            for there, factor in self._next.get(here, {}).items():
                if there not in reached:
                    reached[there] = reached[here] * factor
                    waiting.append(there)
        raise NoWay(f"{unit} -> {into}")

    def convert(self, quantity: Decimal | int | Fraction, unit: int, into: int) -> Fraction:
        """The same quantity in another unit. Raises NoWay."""
        return Fraction(quantity) * self.factor(unit, into)

    def _said_by_item(self, conversion: Conversion) -> bool:
        return conversion.into in self._own.get(conversion.unit, {})


def quantity_of(value: Fraction, decimals: int) -> Decimal:
    """A quantity as a unit with so many decimals holds it (0: whole numbers only). Raises NotExact rather than round."""
    scaled = value * 10**decimals
    if scaled.denominator != 1:
        raise NotExact(value)
    return Decimal(scaled.numerator).scaleb(-decimals)


def _by_unit(conversions: Iterable[Conversion]) -> dict[int, dict[int, Fraction]]:
    found: dict[int, dict[int, Fraction]] = {}
    for conversion in conversions:
        _add(found, conversion)
    return found


def _add(into: dict[int, dict[int, Fraction]], conversion: Conversion) -> None:
    into.setdefault(conversion.unit, {})[conversion.into] = conversion.factor
    into.setdefault(conversion.into, {})[conversion.unit] = 1 / conversion.factor
