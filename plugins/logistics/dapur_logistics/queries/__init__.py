"""What logistics reads, by noun."""

from dapur_logistics.queries import counts, documents, items, purchases, received, sales, stock, values

QUERIES = (
    *items.QUERIES,
    *stock.QUERIES,
    *values.QUERIES,
    *documents.QUERIES,
    *purchases.QUERIES,
    *received.QUERIES,
    *sales.QUERIES,
    *counts.QUERIES,
)
