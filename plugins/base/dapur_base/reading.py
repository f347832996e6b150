"""Fixed reads that are asked inside an operation (Work) as well as in queries, reports and pages (Reader)."""

from typing import Any

from dapur.operations.work import Work
from dapur.queries.reader import Reader

Source = Work | Reader


async def rows_of(source: Source, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """Rows of a fixed SQL text as tuples: a Work's own `rows` gives dicts, in which two columns of one name would be one."""
    if isinstance(source, Reader):
        return await source.rows(sql, *values)
    cursor = await source.connection.execute(sql.encode(), values or None)
    return await cursor.fetchall()
