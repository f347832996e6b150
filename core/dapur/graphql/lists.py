"""Declared queries as connections: rows with filters, sort, cursors from keyset paging, and totals."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import psycopg
from graphql import (
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLString,
)
from pydantic import ValidationError
from sqlalchemy import Date, DateTime, Integer, String

from dapur.contract import Column, Filter, Forbidden, GraphQLColumn, Invalid, Problem, Query, Refused, _
from dapur.graphql.ask import ADDED_COST, TOTALS_COST, Ask, in_turn
from dapur.graphql.models import ModelTypes
from dapur.graphql.naming import camel, field_of, type_of
from dapur.graphql.scalars import DATE, DECIMAL, MOMENT, WHOLE, fixed, whole
from dapur.graphql.selection import names_below
from dapur.language.problems import problems_of
from dapur.queries.plan import Wish, source_of
from dapur.queries.reader import Rows, Totals, read_cursor, write_cursor

ROWS = 50
KINDS: dict[str, Any] = {
    "text": GraphQLString,
    "code": GraphQLString,
    "status": GraphQLString,
    "number": DECIMAL,
    "money": DECIMAL,
    "quantity": DECIMAL,
    "rate": DECIMAL,
    "integer": WHOLE,
    "id": WHOLE,
    "date": DATE,
    "time": MOMENT,
    "flag": GraphQLBoolean,
}
PAGE_INFO = GraphQLObjectType(
    "PageInfo",
    {
        "hasNextPage": GraphQLField(GraphQLNonNull(GraphQLBoolean)),
        "hasPreviousPage": GraphQLField(GraphQLNonNull(GraphQLBoolean)),
        "startCursor": GraphQLField(GraphQLString, description="Cursor of the first row here."),
        "endCursor": GraphQLField(GraphQLString, description="Cursor of the last row here: give it as `after`."),
    },
    description="Where this page lies in the list.",
)
DATES = GraphQLInputObjectType(
    "DateRange",
    {"from": GraphQLInputField(DATE), "to": GraphQLInputField(DATE)},
    description="Days, both ends included; either may be left out.",
)
AMOUNTS = GraphQLInputObjectType(
    "AmountRange",
    {"from": GraphQLInputField(DECIMAL), "to": GraphQLInputField(DECIMAL)},
    description="Amounts, both ends included; either may be left out.",
)
FILTER_TYPES: dict[str, Any] = {
    "text": GraphQLString,
    "choice": GraphQLList(GraphQLNonNull(GraphQLString)),
    "flag": GraphQLBoolean,
    "reference": WHOLE,
    "dates": DATES,
    "money": AMOUNTS,
}


@dataclass(frozen=True)
class Asked:
    """What of a list somebody asked for. `columns`: names; `sums`: columns whose totals are wanted, None for no totals."""

    columns: tuple[str, ...]
    cursors: bool = False
    sums: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Found:
    """A page of rows, its totals when asked for, and where in a row its sort values stand."""

    rows: Rows
    totals: Totals | None
    order: tuple[int, ...]

    def cursor(self, row: tuple[Any, ...]) -> str:
        """The place of this row in the list."""
        return write_cursor([row[n] for n in self.order])

    def page_info(self) -> dict[str, Any]:
        """Whether there is more, and the cursors of both ends."""
        rows = self.rows.rows
        ends = (self.cursor(rows[0]), self.cursor(rows[-1])) if rows and self.order else (None, None)
        return {
            "hasNextPage": bool(self.rows.next),
            "hasPreviousPage": bool(self.rows.previous),
            "startCursor": ends[0],
            "endCursor": ends[1],
        }


def list_field(query: Query, models: ModelTypes, added: Sequence[GraphQLColumn]) -> GraphQLField:
    """The connection of a query. `added`: columns that plugins put on its rows."""
    base = type_of(query.name)
    columns = {camel(c.name): c for c in query.columns}
    fields = {n: _column_field(c) for n, c in columns.items()} | {field_of(c.name): _added_field(c, models) for c in added}
    row = GraphQLObjectType(f"{base}Row", fields, description=f"A row of `{query.name}`.")
    edge = GraphQLObjectType(
        f"{base}Edge",
        {"cursor": GraphQLField(GraphQLNonNull(GraphQLString)), "node": GraphQLField(GraphQLNonNull(row))},
        description="A row and its place in the list.",
    )
    sums = {camel(c.name): GraphQLField(DECIMAL, description=f"Sum: {c.title}.") for c in query.columns if c.total}
    totals = GraphQLObjectType(
        f"{base}Totals",
        {"count": GraphQLField(GraphQLNonNull(WHOLE), description="How many rows there are."), **sums},
        description="Over all rows that fit the filters, not only this page.",
    )
    connection = GraphQLObjectType(
        f"{base}Connection",
        {
            "nodes": GraphQLField(GraphQLNonNull(GraphQLList(GraphQLNonNull(row)))),
            "edges": GraphQLField(GraphQLNonNull(GraphQLList(GraphQLNonNull(edge)))),
            "pageInfo": GraphQLField(GraphQLNonNull(PAGE_INFO)),
            "totals": GraphQLField(GraphQLNonNull(totals)),
        },
        description=f"{query.title}: a page of rows.",
    )
    about = f"{query.description or query.title} Needs the permission `{query.permission}`."
    return GraphQLField(connection, _arguments(query, base, models), resolve=in_turn(_resolver(query, added)), description=about)


def _added_field(column: GraphQLColumn, models: ModelTypes) -> GraphQLField:
    about = f"{column.description} Needs the permission `{column.permission}`; without it the list is refused."
    return GraphQLField(models.value(column.output), description=about)


def _column_field(column: Column) -> GraphQLField:
    said = f"{column.title}."
    if column.choices:
        said += " One of: " + ", ".join(f"`{c.value}` ({c.title})" for c in column.choices) + "."
    if column.permission:
        said += f" Needs the permission `{column.permission}`; without it the list is refused."
    return GraphQLField(KINDS[column.kind], description=said)


def _arguments(query: Query, base: str, models: ModelTypes) -> dict[str, GraphQLArgument]:
    arguments = {
        "first": GraphQLArgument(WHOLE, description=f"How many rows, {ROWS} unless told."),
        "after": GraphQLArgument(GraphQLString, description="Rows behind this cursor."),
        "last": GraphQLArgument(WHOLE, description="How many rows, counted back from `before`."),
        "before": GraphQLArgument(GraphQLString, description="Rows ahead of this cursor."),
        "sort": GraphQLArgument(
            GraphQLList(GraphQLNonNull(_sort_type(query, base))),
            description="First by this, then by that; one direction, the first one's, for all.",
        ),
    }
    if query.search:
        arguments["search"] = GraphQLArgument(GraphQLString, description="Rows that contain this text.")
    if query.filters:
        fields = {camel(f.name): _filter_field(f) for f in query.filters}
        about = "Rows that fit all of these."
        arguments["filter"] = GraphQLArgument(GraphQLInputObjectType(f"{base}Filter", fields, description=about))
    if query.parameters is not None:
        kind: Any = models.input(query.parameters)
        needed = any(i.is_required() for i in query.parameters.model_fields.values())
        arguments["parameters"] = GraphQLArgument(GraphQLNonNull(kind) if needed else kind)
    return arguments


def _filter_field(declared: Filter) -> GraphQLInputField:
    said = f"{declared.title}."
    if declared.choices:
        said += " Any of: " + ", ".join(f"`{c.value}` ({c.title})" for c in declared.choices) + "."
    if declared.reference:
        said += f" The id of a row of `{declared.reference}`."
    return GraphQLInputField(FILTER_TYPES[declared.kind], out_name=declared.name, description=said)


def sortable(query: Query) -> list[str]:
    """Names of the columns that a list may be sorted by."""
    usual = {n.lstrip("-") for n in query.default_sort} | set(query.key)
    return [c.name for c in query.columns if c.sort or c.name in usual]


def _sort_type(query: Query, base: str) -> GraphQLEnumType:
    values = {}
    for name in sortable(query):
        values[name.upper()] = GraphQLEnumValue(name, description=f"{query.column(name).title}, smallest first.")
        values[f"{name.upper()}_DESC"] = GraphQLEnumValue(f"-{name}", description=f"{query.column(name).title}, largest first.")
    return GraphQLEnumType(f"{base}Sort", values, description="What the list may be sorted by.")


def _resolver(query: Query, added_here: Sequence[GraphQLColumn]) -> Callable[..., Any]:
    further = {field_of(c.name): c for c in added_here}
    names = {camel(c.name): c.name for c in query.columns}

    async def resolve(_root: Any, info: GraphQLResolveInfo[Any], **arguments: Any) -> dict[str, Any]:
        ask: Ask = info.context
        below = names_below(info)
        wanted = below.get("nodes", set()) | {n for path in ("edges.node",) for n in below.get(path, set())}
        added = [further[n] for n in sorted(wanted) if n in further]
        for column in added:
            ask.reader.need(column.permission)
        needs = [n for column in added for n in column.needs]
        columns = tuple(dict.fromkeys((*(c for n, c in names.items() if n in wanted), *needs)))
        sums = tuple(names[n] for n in below["totals"] if n in names) if "totals" in below else None
        found = await find(ask, query, arguments, Asked(columns, "edges" in below or "pageInfo" in below, sums))
        nodes = await _with_added(ask, found, added)
        edges = (
            [{"cursor": found.cursor(r), "node": n} for r, n in zip(found.rows.rows, nodes, strict=True)] if found.order else []
        )
        return {"nodes": nodes, "edges": edges, "pageInfo": found.page_info(), "totals": totals_of(found)}

    return resolve


async def _with_added(ask: Ask, found: Found, added: Sequence[GraphQLColumn]) -> list[dict[str, Any]]:
    rows = found.rows.dicts()
    nodes = [{camel(k): v for k, v in row.items()} for row in rows]
    for column in added:
        ask.spend(ADDED_COST * len(rows))
        for node, value in zip(nodes, await column.read(ask.reader, rows), strict=True):
            node[field_of(column.name)] = value
    return nodes


def totals_of(found: Found) -> dict[str, Any]:
    """Count and sums by the names of the API."""
    if found.totals is None:
        return {}
    return {"count": found.totals.count, **{camel(n): v for n, v in found.totals.sums.items()}}


async def find(ask: Ask, query: Query, arguments: Mapping[str, Any], asked: Asked) -> Found:
    """Read a page as asked. Raises Forbidden (also for a single column), NotFound, Invalid, Refused."""
    for name in (*asked.columns, *(asked.sums or ())):
        permission = query.column(name).permission
        if permission and not ask.scope.may(permission):
            raise Forbidden(permission)
    seen = ask.reader.seen(query)
    wish = wish_of(query, arguments, ask.limits.rows)
    order = _order(seen, wish.sort) if asked.cursors else ()
    columns = tuple(dict.fromkeys((*(asked.columns or query.key), *order)))
    ask.spend(wish.limit * max(1, len(asked.columns)) + (TOTALS_COST if asked.sums is not None else 0))
    wish = Wish(columns, wish.filters, wish.search, wish.sort, wish.after, wish.before, wish.limit, wish.parameters)
    try:
        rows = await ask.reader.page(query, wish)
    except psycopg.DataError:
        if wish.after is None and wish.before is None:
            raise
        raise _bad_cursor() from None
    totals = await ask.reader.totals(query, wish) if asked.sums is not None else None
    return Found(rows, totals, tuple(rows.cells.index(n) for n in order))


def _order(query: Query, sort: Sequence[str]) -> tuple[str, ...]:
    names = [n.lstrip("-") for n in (sort or query.default_sort)]
    return tuple(dict.fromkeys((*names, *query.key)))


def wish_of(query: Query, arguments: Mapping[str, Any], most: int) -> Wish:
    """The arguments of a connection as a wish. Raises Invalid and Refused."""
    if arguments.get("after") is not None and arguments.get("before") is not None:
        raise Refused("NOT_ALLOWED", _("Give `after` or `before`, not both."), field="before")
    back = arguments.get("before") is not None
    declared = {f.name: f for f in query.filters}
    given = {n: v for n, v in (arguments.get("filter") or {}).items() if v is not None}
    after, before = arguments.get("after"), arguments.get("before")
    return Wish(
        filters={n: filter_value(declared[n], v) for n, v in given.items()},
        search=(arguments.get("search") or "").strip(),
        sort=tuple(arguments.get("sort") or ()),
        after=_place(query, after, arguments) if after else None,
        before=_place(query, before, arguments) if before else None,
        limit=_count(arguments, "last" if back else "first", most),
        parameters=_parameters(query, arguments.get("parameters")),
    )


def _place(query: Query, cursor: str, arguments: Mapping[str, Any]) -> tuple[Any, ...]:
    values = read_cursor(cursor)
    names = _order(query, tuple(arguments.get("sort") or ()))
    if len(values) == len(names) and not all(_fits(query.column(n), v) for n, v in zip(names, values, strict=True)):
        raise _bad_cursor()
    return values


def _fits(column: Column, value: Any) -> bool:
    kind = source_of(column).type
    if value is None:
        return True
    if isinstance(kind, String):
        return isinstance(value, str)
    if isinstance(kind, Integer):
        return isinstance(value, int) and not isinstance(value, bool) and -(2**63) <= value < 2**63
    if isinstance(kind, Date | DateTime):
        return isinstance(value, date)
    return True


def _bad_cursor() -> Invalid:
    return Invalid([Problem("BAD_CURSOR", _("This page address no longer fits. Open the list again."))])


def _count(arguments: Mapping[str, Any], name: str, most: int) -> int:
    given = arguments.get(name)
    if given is None:
        return min(ROWS, most)
    number = _integer(given, name)
    if number < 1:
        raise Refused("TOO_SMALL", _("Ask for at least one row."), field=name)
    if number > most:
        raise Refused("TOO_MANY_ROWS", _("Ask for at most {most} rows at once.").fill(most=most), field=name)
    return number


def _integer(given: Any, field: str) -> int:
    number = _decimal(given, field)
    if number.adjusted() > 18 or number != int(number) or not -(2**63) <= number < 2**63:
        raise Refused("NOT_WHOLE", _("Write a whole number here."), field=field)
    return int(number)


def _decimal(given: Any, field: str) -> Decimal:
    try:
        number = Decimal(given)
    except InvalidOperation:
        number = Decimal("nan")
    if not number.is_finite():
        raise Refused("NOT_A_NUMBER", _("Write a number here, with a point for the decimals."), field=field)
    return number


def filter_value(declared: Filter, given: Any) -> Any:
    """A filter's value of its type. Raises Refused."""
    field = f"filter.{declared.name}"
    if declared.kind == "dates":
        return tuple(_date(given.get(end), f"{field}.{end}") for end in ("from", "to"))
    if declared.kind == "money":
        return tuple(None if given.get(e) is None else _decimal(given[e], f"{field}.{e}") for e in ("from", "to"))
    if declared.kind == "reference":
        return _integer(given, field)
    if declared.kind == "choice":
        unknown = set(given) - {c.value for c in declared.choices}
        if declared.choices and unknown:
            raise Refused("NOT_ALLOWED", _("{value} is not offered here.").fill(value=sorted(unknown)[0]), field=field)
    return given


def _date(given: str | None, field: str) -> date | None:
    try:
        return date.fromisoformat(given) if given is not None else None
    except ValueError:
        raise Refused("NOT_A_DATE", _('Write the date as "2026-03-02".'), field=field) from None


def _parameters(query: Query, given: Mapping[str, Any] | None) -> Any:
    if query.parameters is None:
        return None
    try:
        return query.parameters.model_validate(given or {})
    except ValidationError as error:
        problems = problems_of(error, query.parameters)
        raise Invalid([Problem(p.code, p.message, f"parameters.{p.field}", p.data) for p in problems]) from None


def converter(column: Column) -> Callable[[Any], Any] | None:
    """What turns a cell into JSON where the encoder would not write what the column's type promises."""
    kind = KINDS[column.kind]
    source = source_of(column).type
    if kind is DECIMAL:
        return fixed
    if kind is WHOLE:
        return None if isinstance(source, Integer) else whole
    if kind is GraphQLString:
        return None if isinstance(source, String) else lambda value: None if value is None else str(value)
    return None
