"""What logistics reads, by noun."""

from dapur_logistics.queries import counts, documents, items, purchases, received, sales, stock

QUERIES = (
    *items.QUERIES,
    *stock.QUERIES,
    *documents.QUERIES,
    *purchases.QUERIES,
    *received.QUERIES,
    *sales.QUERIES,
    *counts.QUERIES,
)
