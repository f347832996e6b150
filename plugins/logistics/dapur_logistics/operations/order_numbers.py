"""Numbers of orders and counts, without gaps, counted from the first of a year."""

from datetime import date

from dapur.numbering import take_number
from dapur.operations.work import Work

PATTERNS = {
    "purchase_order": "PO/{year}/{month}/{number}",
    "sales_order": "SO/{year}/{month}/{number}",
    "stock_count": "CN/{year}/{month}/{number}",
}


async def order_number(work: Work, kind: str, day: date) -> str:
    """The next number of a kind of order."""
    return (await take_number(work, f"logistics.{kind}", day, PATTERNS[kind])).text
