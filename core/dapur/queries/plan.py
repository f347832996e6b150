"""From a declared query to prepared SQL: one text per shape (columns, filters present, sort, paging side).

The text is compiled by SQLAlchemy once and then run by the driver alone: SQLAlchemy's safety, the
driver's speed. No sort or filter takes a name that is not declared.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, Date, Numeric, Select, String, bindparam, cast, func, literal_column, or_, select, tuple_
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

from dapur.contract import Column, Filter, Form, Problem, Query, _
from dapur.contract.errors import Invalid
from dapur.queries.row_by_row import row_by_row

DIALECT = PGDialect_psycopg(paramstyle="pyformat")  # type: ignore[no-untyped-call]
COUNT_LIMIT = 100_000


@dataclass(frozen=True)
class Wish:
    """What somebody wants to see. `filters`: values by filter name, already of their types."""

    columns: tuple[str, ...] = ()
    filters: Mapping[str, Any] | None = None
    search: str = ""
    sort: tuple[str, ...] = ()
    after: tuple[Any, ...] | None = None
    before: tuple[Any, ...] | None = None
    limit: int = 50
    parameters: Form | None = None


@dataclass(frozen=True)
class Plan:
    """Ready to run: `sql` with named parameters, `values` for them, names of the cells in order.

    The last `len(order)` cells of each row are the sort values, for the cursor.
    """

    sql: bytes
    values: dict[str, Any]
    cells: tuple[str, ...]
    order: tuple[str, ...]
    backwards: bool


def plan(query: Query, company: int, wish: Wish) -> Plan:
    """The rows. Raises Invalid for a name that is not declared."""
    cells = _cells(query, wish.columns)
    order = _order(query, wish.sort)
    values, present = _values(query, wish)
    side = "before" if wish.before is not None else "after" if wish.after is not None else ""
    cursor = wish.before if wish.before is not None else wish.after
    if cursor is not None:
        if len(cursor) != len(order):
            raise Invalid([Problem("BAD_CURSOR", _("This page address no longer fits. Open the list again."))])
        values.update({f"at_{n}": value for n, value in enumerate(cursor)})
    values["company"] = company
    values["limit"] = wish.limit
    scope = ""
    sql = _compiled(
        query.name,
        _Held(query),
        cells,
        order,
        present,
        bool(wish.search),
        side,
        scope,
        _Held(wish.parameters) if wish.parameters is not None else None,
    )
    return Plan(sql, values, cells, tuple(o.lstrip("-") for o in order), side == "before")


def totals_plan(query: Query, company: int, wish: Wish, at_most: int = 0) -> tuple[bytes, dict[str, Any], tuple[str, ...]]:
    """Count and sums over all rows of the wish: SQL, values, names of the summed columns.

    at_most: stop after so many rows, so that the cost does not grow with the age of the books; 0 = never.
    """
    values, present = _values(query, wish)
    values["company"] = company
    if at_most:
        values["at_most"] = at_most
    sums = tuple(c.name for c in query.columns if c.total)
    sql = _compiled_totals(
        query.name,
        _Held(query),
        sums,
        present,
        bool(wish.search),
        _Held(wish.parameters) if wish.parameters is not None else None,
        bool(at_most),
    )
    return sql, values, sums


class _Held:
    """Hands an object to a cached function; equal by the parameters' content, or the query's identity."""

    def __init__(self, held: Any) -> None:
        self.held = held
        self._key = held.model_dump_json() if isinstance(held, Form) else id(held)

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and self._key == other._key


@lru_cache(maxsize=2048)
def _compiled(
    name: str,
    held: _Held,
    cells: tuple[str, ...],
    order: tuple[str, ...],
    present: tuple[str, ...],
    searched: bool,
    side: str,
    scope: str,
    parameters: _Held | None,
) -> bytes:
    query: Query = held.held
    names = [o.lstrip("-") for o in order]
    selected = [row_by_row(source_of(query.column(c))).label(c) for c in cells]
    selected += [source_of(query.column(c)).label(f"order_{n}") for n, c in enumerate(names)]
    statement = _filtered(query, present, searched, parameters).with_only_columns(*selected, maintain_column_froms=True)
    descending = order[0].startswith("-")
    if side:
        left = tuple_(*(source_of(query.column(c)) for c in names))
        right = tuple_(*(bindparam(f"at_{n}", type_=source_of(query.column(c)).type) for n, c in enumerate(names)))
        statement = statement.where(left < right if descending == (side == "after") else left > right)
    flip = descending != (side == "before")
    statement = statement.order_by(
        *((source_of(query.column(c)).desc() if flip else source_of(query.column(c)).asc()) for c in names)
    )
    return _text(statement.limit(bindparam("limit", type_=BigInteger)))


@lru_cache(maxsize=1024)
def _compiled_totals(
    name: str,
    held: _Held,
    sums: tuple[str, ...],
    present: tuple[str, ...],
    searched: bool,
    parameters: _Held | None,
    bounded: bool,
) -> bytes:
    query: Query = held.held
    cells = [source_of(query.column(c)).label(c) for c in sums] or [literal_column("1").label("one")]
    rows = _filtered(query, present, searched, parameters).with_only_columns(*cells, maintain_column_froms=True)
    inner = (rows.limit(bindparam("at_most", type_=BigInteger)) if bounded else rows).subquery()
    return _text(select(func.count(), *(func.sum(inner.c[c]) for c in sums)).select_from(inner))


def _filtered(query: Query, present: tuple[str, ...], searched: bool, parameters: _Held | None) -> Select[Any]:
    statement = query.statement(parameters.held) if parameters is not None else query.statement()
    statement = statement.where(query.company == bindparam("company", type_=BigInteger))
    for mark in present:
        statement = statement.where(_condition(query, mark))
    if searched:
        typed = bindparam("search", type_=String)
        statement = statement.where(or_(*(cast(c, String).ilike(typed) for c in query.search)))
    return statement


def _condition(query: Query, mark: str) -> Any:
    name, _sep, ends = mark.partition("|")
    declared = next(f for f in query.filters if f.name == name)
    if declared.kind in ("dates", "money"):
        kind: Any = Date if declared.kind == "dates" else Numeric
        low = bindparam(f"{name}_from", type_=kind) if "f" in ends else None
        high = bindparam(f"{name}_to", type_=kind) if "t" in ends else None
        return declared.apply((low, high))
    kinds: dict[str, Any] = {"choice": ARRAY(String), "reference": BigInteger, "text": String}
    if declared.kind == "flag":
        return declared.apply(bindparam(f"f_{name}"))
    return declared.apply(bindparam(f"f_{name}", type_=kinds[declared.kind]))


def _values(query: Query, wish: Wish) -> tuple[dict[str, Any], tuple[str, ...]]:
    values: dict[str, Any] = {}
    present: list[str] = []
    declared = {f.name: f for f in query.filters}
    for name, value in sorted((wish.filters or {}).items()):
        if name not in declared:
            raise Invalid([Problem("UNKNOWN_FILTER", _("There is no filter {name} here.").fill(name=name), name)])
        present.append(_bind(declared[name], value, values))
    if wish.search:
        escaped = wish.search.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        values["search"] = f"%{escaped}%"
    return values, tuple(p for p in present if p)


def _bind(declared: Filter, value: Any, values: dict[str, Any]) -> str:
    if declared.kind in ("dates", "money"):
        low, high = value
        ends = ""
        if low is not None:
            values[f"{declared.name}_from"], ends = low, ends + "f"
        if high is not None:
            values[f"{declared.name}_to"], ends = high, ends + "t"
        return f"{declared.name}|{ends}" if ends else ""
    values[f"f_{declared.name}"] = list(value) if declared.kind == "choice" else value
    return declared.name


def _cells(query: Query, wanted: tuple[str, ...]) -> tuple[str, ...]:
    known = {c.name for c in query.columns}
    for name in wanted:
        if name not in known:
            raise Invalid([Problem("UNKNOWN_COLUMN", _("There is no column {name} here.").fill(name=name), name)])
    shown = [c.name for c in query.columns if c.name in wanted] if wanted else [c.name for c in query.columns if not c.hidden]
    if wanted:
        shown = list(wanted)
    needed = [c for c in _needed(query, shown) if c not in shown]
    return (*shown, *needed)


def _needed(query: Query, shown: list[str]) -> list[str]:
    """Columns that the shown ones lean on: the key, currencies, what links name."""
    names = list(query.key)
    for name in shown:
        column = query.column(name)
        if column.currency:
            names.append(column.currency)
        names += [part.partition("}")[0] for part in column.link.split("{")[1:]]
    return list(dict.fromkeys(names))


def _order(query: Query, wanted: tuple[str, ...]) -> tuple[str, ...]:
    chosen = wanted or tuple(query.default_sort)
    for name in chosen:
        column = next((c for c in query.columns if c.name == name.lstrip("-")), None)
        if column is None or not (column.sort or name in query.default_sort or column.name in query.key):
            raise Invalid([Problem("UNKNOWN_SORT", _("This list cannot be sorted by {name}.").fill(name=name), "sort")])
    descending = chosen[0].startswith("-")
    names = list(dict.fromkeys([*(c.lstrip("-") for c in chosen), *query.key]))
    # One direction for all, so that a page is one row comparison on an index.
    return tuple(f"-{n}" if descending else n for n in names)


def source_of(column: Column) -> Any:
    """The column's expression. Raises TypeError where it has none."""
    if column.source is None:
        raise TypeError(f"column {column.name} has no source")
    return column.source


def _text(statement: Select[*tuple[Any, ...]]) -> bytes:
    compiled = statement.compile(dialect=DIALECT)
    asked = {name: None for bind, name in compiled.bind_names.items() if bind.required}
    expanded = compiled.construct_expanded_state(asked)
    fixed = {k: v for k, v in expanded.parameters.items() if v is not None}
    text = expanded.statement
    for name, value in fixed.items():
        if f"%({name})s" in text:
            text = text.replace(f"%({name})s", _literal(value))
    return text.encode()


def _literal(value: Any) -> str:
    """Constants of the declaration itself (never anybody's input), written into the text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, Decimal)):
        return str(value)
    if isinstance(value, date):
        return f"'{value.isoformat()}'"
    if isinstance(value, str):
        return "'" + value.replace("'", "''").replace("%", "%%") + "'"
    if isinstance(value, (list, tuple)):
        return "array[" + ", ".join(_literal(v) for v in value) + "]"
    raise TypeError(f"a query's fixed value may not be a {type(value).__name__}")
