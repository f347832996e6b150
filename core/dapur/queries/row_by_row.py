"""EXISTS in a column of a page is looked up row by row.

For fifty rows that are fifty looks into an index. PostgreSQL counts on every row of the table instead (it does not reckon with
LIMIT here) and reads and hashes the whole table beside it first: a page would take longer the older the books are.
"""

from typing import Any

from sqlalchemy import ColumnElement, Select, literal_column
from sqlalchemy.sql import visitors
from sqlalchemy.sql.selectable import Exists


def row_by_row(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The same column; a subquery with LIMIT is never hashed."""
    if not any(isinstance(part, Exists) for part in visitors.iterate(column)):
        return column
    changed: ColumnElement[Any] = visitors.replacement_traverse(column, {}, _looked_up)
    return changed


def _looked_up(element: Any, **_kw: Any) -> ColumnElement[bool] | None:
    if not isinstance(element, Exists):
        return None
    inner: Any = element.element
    while not isinstance(inner, Select):
        inner = inner.element
    one: Select[Any] = inner.with_only_columns(literal_column("true"), maintain_column_froms=True).limit(literal_column("1"))
    return one.scalar_subquery().is_not(None)
