"""What is free to promise: on hand, less what is held, expired or reserved. Read while nobody else can promise it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from dapur.contract import Refused, _
from dapur.operations.work import Work
from dapur_logistics.operations.items_known import Item
from dapur_logistics.rules.sums import ZERO, plain

HOLD_STOCK = "select * from logistics.hold_stock(%s, %s, %s, %s, %s)"
Key = tuple[int, int]
"""Item and warehouse."""


@dataclass(frozen=True)
class Stock:
    """An item in a warehouse: what lies there, and what of it can be promised to somebody."""

    on_hand: Decimal = ZERO
    held: Decimal = ZERO
    reserved: Decimal = ZERO
    expired: Decimal = ZERO

    @property
    def available(self) -> Decimal:
        """Free to promise."""
        return max(ZERO, self.on_hand - self.held - self.reserved - self.expired)


async def hold_available(work: Work, items: list[int], places: list[int], *, moving: bool = False) -> dict[Key, Stock]:
    """Hold these items in these warehouses until the transaction ends, in one fixed order, and say what is there.

    moving: they are to be moved, too; what costs them is held first, as everybody does who moves.
    """
    items, places = sorted(set(items)), sorted(set(places))
    rows = await work.rows(HOLD_STOCK, work.scope.company, items, places, moving, work.today)
    return {(r["item_id"], r["stock_id"]): Stock(r["on_hand"], r["held"], r["reserved"], r["expired"]) for r in rows}


def check_available(stock: Mapping[Key, Stock], wanted: Mapping[Key, Decimal], items: Mapping[int, Item]) -> None:
    """Raise Refused (INSUFFICIENT) where more is wanted than is free; tells how much there is and how much is missing."""
    for key, quantity in wanted.items():
        free = stock.get(key, Stock()).available
        if quantity > free:
            raise insufficient(items[key[0]], free, quantity)


def insufficient(item: Item, available: Decimal, wanted: Decimal, field: str = "quantity") -> Refused:
    """The refusal that says how many there are."""
    return Refused(
        "INSUFFICIENT",
        _("Of {item} there are {available} {unit} available, {shortage} too few. What is reserved for others stays theirs.").fill(
            item=item.code, available=plain(available), unit=item.unit_code, shortage=plain(wanted - available)
        ),
        field=field,
        available=plain(available),
        shortage=plain(wanted - available),
        item=item.id,
    )
