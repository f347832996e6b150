"""What an operation wants to post to the stock ledger, and what it is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class MoveDraft:
    """A quantity (in the stock unit) of an item that goes from one location to another.

    unit, unit_quantity: as it was entered (box, 2.5). given: value named from outside. of: the move that it returns.
    """

    item: int
    source: int
    target: int
    quantity: Decimal
    unit: int
    unit_quantity: Decimal
    lot: int | None = None
    given: Decimal | None = None
    of: int | None = None
    order_line: int | None = None


@dataclass(frozen=True)
class RevaluationDraft:
    """The cost of a receipt (a move) changed by `amount`, spread over `base` units, which came in at `place`."""

    item: int
    receipt: int
    place: int
    amount: Decimal
    base: Decimal


@dataclass(frozen=True)
class ServiceDraft:
    """A service that was rendered: so much of it (in `unit`), at what cost in all."""

    item: int
    quantity: Decimal
    unit: int
    amount: Decimal
    order_line: int | None = None


@dataclass(frozen=True)
class StockDraft:
    """A stock document to post. order: the order that it fulfils. of: the document that it takes back or corrects.

    target: the warehouse to which a transfer is under way.
    """

    kind: str
    day: date
    moves: Sequence[MoveDraft] = ()
    revaluations: Sequence[RevaluationDraft] = ()
    services: Sequence[ServiceDraft] = ()
    party: int | None = None
    order: int | None = None
    of: int | None = None
    target: int | None = None
    reference: str = ""
    note: str = ""
    cost_centre: str = ""


@dataclass(frozen=True)
class ItemHeld:
    """An item that the transaction holds: how its cost stands."""

    id: int
    method: str
    version: int
    state: dict[str, object]
    last_day: date | None
    last_event: int


@dataclass(frozen=True)
class StockPosted:
    """The document. values: what each of its moves was worth, in their order. corrections: how many earlier costs changed."""

    id: int
    number: str
    moves: tuple[int, ...]
    values: tuple[Decimal, ...]
    corrections: int
