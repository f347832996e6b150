"""Fixed reads that an operation and a page share: rows as dicts, from a Work as from a Reader."""

from typing import Any

from dapur.operations.work import Work
from dapur.queries.reader import Reader

Source = Work | Reader


async def dicts(source: Source, columns: str, rest: str, *args: Any) -> list[dict[str, Any]]:
    """`select columns rest` as dicts. `columns`: expressions with names, "a.x, b.y as z"; both are fixed texts."""
    sql = f"select {columns} {rest}"
    if isinstance(source, Work):
        return await source.rows(sql, *args)
    names = [part.strip().rpartition(" as ")[2].rpartition(".")[2] for part in columns.split(",")]
    return [dict(zip(names, row, strict=True)) for row in await source.rows(sql, *args)]


async def one(source: Source, columns: str, rest: str, *args: Any) -> dict[str, Any] | None:
    """The first row, or None."""
    found = await dicts(source, columns, rest, *args)
    return found[0] if found else None
