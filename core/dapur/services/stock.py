"""Stock for other departments: what is available, and taking some of it, in the same transaction.

    stock = work.find(StockKeeping)
    if stock is not None:
        taken = await stock.issue(StockIssue(…))

`find` gives None while no plugin that keeps stock is on. Items and warehouses are named by code, as people know them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol


@dataclass(frozen=True)
class StockLine:
    """So many of an item, in its stock unit. serial: a lot or serial number, where the item is kept by one."""

    item: str
    quantity: Decimal
    serial: str = ""


@dataclass(frozen=True)
class StockIssue:
    """What a department uses: charged to a cost centre ("" = none), for the document that is named.

    warehouse "" is the company's first one. day None is today.
    """

    lines: Sequence[StockLine]
    cost_centre: str
    source_plugin: str
    source_number: str
    note: str = ""
    warehouse: str = ""
    day: date | None = None


@dataclass(frozen=True)
class StockIssued:
    """The stock document, and what each line cost."""

    id: int
    number: str
    costs: tuple[Decimal, ...]
    address: str


class StockKeeping(Protocol):
    """Stock that other departments look at and take from. The rights are those of the caller's operation.

    Raises Refused: ITEM_UNKNOWN, LOCATION_UNKNOWN, INSUFFICIENT (with available and shortage), LOT_NEEDED, LOT_UNKNOWN.
    """

    async def available(self, item: str, warehouse: str = "") -> Decimal:
        """What is free: on hand, less what is held, expired or reserved."""
        ...

    async def issue(self, issue: StockIssue) -> StockIssued:
        """Take it out of stock at what it cost; the ledger is told."""
        ...


@dataclass(frozen=True)
class StockItem:
    """An item of which something is free. unit: code of its stock unit; by_serial: a lot or serial number is asked for."""

    code: str
    name: str
    unit: str
    free: Decimal
    by_serial: bool


class StockOnHand(Protocol):
    """What there is to choose from, for pages. Offered readable; what it costs is not told."""

    async def items(self) -> Sequence[StockItem]:
        """Items with something free in any warehouse, by name; at most 500."""
        ...
