"""What logistics reads, by noun."""

from dapur_logistics.queries import documents, items, stock

QUERIES = (*items.QUERIES, *documents.QUERIES, *stock.QUERIES)
