"""What happened in logistics, for whoever wants to know."""

from dataclasses import dataclass

from dapur.contract import Event


@dataclass(frozen=True)
class StockMoved(Event):
    """A stock document was posted."""

    name = "logistics.stock_moved"
    document: int
    kind: str
    number: str


@dataclass(frozen=True)
class GoodsReceived(Event):
    """Goods came in. moves: their numbers; party: the supplier."""

    name = "logistics.goods_received"
    document: int
    number: str
    moves: tuple[int, ...]
    party: int | None
