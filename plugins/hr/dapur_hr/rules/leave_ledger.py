"""The ledger of leave, read: what is left of which lot, and what can still be taken.

A lot is an entry that brought days. Days taken use the lot that lapses soonest, then the oldest. A day that was given back
counts as never taken.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

ZERO = Decimal(0)
DAY = timedelta(days=1)
HALF = Decimal("0.5")


@dataclass(frozen=True)
class Entry:
    """An entry as far as counting needs it."""

    id: int
    day: date
    days: Decimal
    kind: str = "granted"
    lapses_on: date | None = None
    lot: int | None = None
    request: int | None = None


@dataclass
class Lot:
    """What is left of the days that an entry brought."""

    id: int
    day: date
    lapses_on: date | None
    left: Decimal

    def usable_on(self, day: date) -> bool:
        """Whether its days can be taken on this day."""
        return self.day <= day and (self.lapses_on is None or day <= self.lapses_on)


def balance(entries: Iterable[Entry], day: date) -> Decimal:
    """Days at the end of a day: what came, less what went, through that day."""
    return sum((e.days for e in entries if e.day <= day), ZERO)


def lots_left(entries: Iterable[Entry], before: date = date.max) -> list[Lot]:
    """Each lot with what entries through the day before leave of it."""
    counted = sorted((e for e in _still_taken(entries) if e.day < before), key=lambda e: (e.day, e.days < 0, e.id))
    lots: list[Lot] = []
    for entry in counted:
        if entry.days > 0:
            lots.append(Lot(entry.id, entry.day, entry.lapses_on, entry.days))
        elif entry.lot is not None:
            _use([lot for lot in lots if lot.id == entry.lot], -entry.days)
        else:
            _use(_in_order(lots, entry.day), -entry.days)
    return lots


def available(entries: Sequence[Entry], day: date) -> Decimal:
    """What can be taken on a day without uncovering what was taken for later days, to the half day."""
    there = sum((lot.left for lot in _in_order(lots_left(entries, day + DAY), day)), ZERO)
    while there > 0 and not is_covered(entries, [(day, there)]):
        there -= HALF
    return max(there, ZERO)


def is_covered(entries: Iterable[Entry], taking: Iterable[tuple[date, Decimal]]) -> bool:
    """Whether these days can be taken and every day that was taken before stays covered.

    Lots that lapse before a day do not count for it, nor do those that come after it.
    """
    known = _still_taken(entries)
    wanted = [Entry(0, day, -days, "taken") for day, days in taking]
    lots = lots_left([e for e in known if e.days > 0 or e.lot is not None])
    for use in sorted((e for e in [*known, *wanted] if e.days < 0 and e.lot is None), key=lambda e: e.day):
        usable = _in_order(lots, use.day)
        if sum((lot.left for lot in usable), ZERO) < -use.days:
            return False
        _use(usable, -use.days)
    return True


def lapsed(entries: Sequence[Entry], through: date) -> list[tuple[Lot, Decimal]]:
    """Lots whose last day has passed by a day, with what is still left of them: days that lapse."""
    ended = sorted({e.lapses_on for e in entries if e.lapses_on is not None and e.lapses_on < through})
    found: dict[int, tuple[Lot, Decimal]] = {}
    for last in ended:
        for lot in lots_left(entries, last + DAY):
            rest = lot.left + sum((e.days for e in entries if e.lot == lot.id and e.day > last), ZERO)
            if lot.lapses_on == last and rest > 0:
                found[lot.id] = (lot, rest)
    return list(found.values())


def _still_taken(entries: Iterable[Entry]) -> list[Entry]:
    every = list(entries)
    returned = {(e.request, e.day) for e in every if e.kind == "returned"}
    return [e for e in every if e.request is None or (e.request, e.day) not in returned]


def _in_order(lots: Iterable[Lot], day: date) -> list[Lot]:
    usable = (lot for lot in lots if lot.left > 0 and lot.usable_on(day))
    return sorted(usable, key=lambda lot: (lot.lapses_on or date.max, lot.day, lot.id))


def _use(lots: Iterable[Lot], days: Decimal) -> None:
    for lot in lots:
        taken = min(lot.left, days)
        lot.left -= taken
        days -= taken
