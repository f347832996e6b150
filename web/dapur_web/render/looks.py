"""The classes of a table's columns: how they are aligned, and on which line of a card they stand on the phone."""

from collections.abc import Sequence

from dapur.contract import Column

NUMERIC = frozenset({"money", "number", "quantity", "rate", "integer"})


def looks(columns: Sequence[Column]) -> list[str]:
    """One class text per shown column. The first column names the row: it stays in sight and leads the card."""
    return [_look(column, first=n == 0) for n, column in enumerate(columns)]


def _look(column: Column, *, first: bool) -> str:
    kinds = {"date": "date", "time": "date", "text": "wide" if column.phone == 0 else ""}
    side = "money" if column.kind in NUMERIC else kinds.get(column.kind, "")
    return " ".join(part for part in ("key" if first else "", side, _line(column, first=first)) if part)


def _line(column: Column, *, first: bool) -> str:
    """p1 number, p2 party and the like, p3 amount, p4 status; "" is left out on the phone."""
    if first:
        return "p1"
    if not column.phone:
        return ""
    if column.kind == "status":
        return "p4"
    return "p3" if column.kind in NUMERIC else "p2"
