"""The one way to read: declared queries, reports, and a department's own fixed reads, in one company."""

import base64
import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar, cast
from zoneinfo import ZoneInfo

from psycopg import AsyncConnection, AsyncCursor
from sqlalchemy import ColumnElement, bindparam

from dapur.contract import Document, DocumentFile, Forbidden, Form, NotFound, Problem, Query, Report, Scope, Sheet, _
from dapur.contract.errors import Invalid
from dapur.queries.plan import Plan, Wish, plan, source_of, totals_plan

if TYPE_CHECKING:
    from dapur.house import House
    from dapur.people.scopes import Company

P = TypeVar("P")
F = TypeVar("F", bound=Form)

BEGIN_READ = b"select core.begin_read(%s, %s), set_config('dapur.language', %s, true)"
"""The language is for names that are kept in several: a department's query picks the reader's."""


@dataclass(frozen=True)
class Rows:
    """A page of rows: tuples whose cells are named by `cells`. Cursors are "" at the ends."""

    query: Query
    cells: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    next: str
    previous: str

    def dicts(self) -> list[dict[str, Any]]:
        """The rows as dicts by cell name."""
        return [dict(zip(self.cells, row, strict=True)) for row in self.rows]


@dataclass(frozen=True)
class Totals:
    """How many rows there are in all, and the sums of the columns that are added up.

    more: counting stopped at `count`; there are more, and the sums are not those of all.
    """

    count: int
    sums: dict[str, Decimal]
    more: bool = False


class Reader:
    """Reads as one actor in one company."""

    def __init__(self, house: "House", scope: Scope, company: "Company") -> None:
        self.house = house
        self.scope = scope
        self.company = company
        self.now: datetime = house.moment()

    @property
    def today(self) -> date:
        """The business date in the company's zone."""
        return self.now.astimezone(ZoneInfo(self.company.zone)).date()

    def need(self, permission: str) -> None:
        """Raise Forbidden unless the actor holds it."""
        if not self.scope.may(permission):
            raise Forbidden(permission)

    def find(self, protocol: Callable[..., P]) -> P | None:
        """Another plugin's readable service, or None while no plugin that offers it is on."""
        offered = self.house.registry.service(cast(type, protocol), self.scope.plugins)
        return cast(P, offered.make(self)) if offered is not None and offered.readable else None

    def find_all(self, protocol: Callable[..., P]) -> list[P]:
        """The readable service of every plugin that offers it and is on."""
        offered = self.house.registry.every_service(cast(type, protocol), self.scope.plugins)
        return [cast(P, service.make(self)) for service in offered if service.readable]

    def may_read(self, query: Query | Report | Document) -> None:
        """Raise NotFound while the plugin is off, Forbidden without the permission."""
        if query.plugin != "core" and query.plugin not in self.scope.plugins:
            raise NotFound(_("This part of Dapur is switched off for this company."))
        self.need(query.permission)

    def seen(self, query: Query) -> Query:
        """The query as this actor sees it: without the columns whose permission they lack."""
        hidden = frozenset(c.name for c in query.columns if c.permission and not self.scope.may(c.permission))
        return self.house.without_columns(query, hidden - set(query.key)) if hidden else query

    async def rows(self, sql: str, *args: Any) -> list[tuple[Any, ...]]:
        """A department's own fixed SQL (never built from input), with positional parameters."""
        async with self._reading() as connection:
            cursor = await connection.execute(sql.encode(), args or None)
            return await cursor.fetchall()

    async def value(self, sql: str, *args: Any) -> Any:
        """First cell of the first row, or None."""
        found = await self.rows(sql, *args)
        return found[0][0] if found else None

    async def page(self, query: Query, wish: Wish = Wish()) -> Rows:
        """One page. Raises Forbidden, NotFound (plugin off) and Invalid."""
        made = self._page_plan(self._readable(query), wish)
        return await self._page(query, made, wish, await self._fetch(made))

    async def totals(self, query: Query, wish: Wish = Wish(), at_most: int = 0) -> Totals:
        """Count and sums over all pages; at_most: count no further than so many rows (0 = all)."""
        made = self._totals_plan(self._readable(query), wish, at_most)
        async with self._reading() as connection:
            return await _totals_of(made, await connection.execute(made.sql, made.values))

    async def page_and_totals(self, query: Query, wish: Wish, at_most: int = 0) -> tuple[Rows, Totals]:
        """Both, in one round trip."""
        readable = self._readable(query)
        made, counted = self._page_plan(readable, wish), self._totals_plan(readable, wish, at_most)
        async with self._reading() as connection:
            page = await connection.execute(made.sql, made.values)
            count = await connection.execute(counted.sql, counted.values)
            found, totals = await page.fetchall(), await _totals_of(counted, count)
        return await self._page(query, made, wish, found), totals

    async def all(self, query: Query, wish: Wish = Wish(), batch: int = 5000) -> AsyncIterator[list[tuple[Any, ...]]]:
        """Every row in batches, for exports."""
        wish = replace(wish, limit=batch, before=None)
        while True:
            found = await self.page(query, wish)
            yield found.rows
            if not found.next:
                return
            wish = replace(wish, after=read_cursor(found.next))

    async def one(self, query: Query, *key: Any, columns: tuple[str, ...] = ()) -> dict[str, Any]:
        """The row with this key, all its columns. Raises NotFound, also for another company's."""
        narrowed = self._readable(query)
        wanted = columns or tuple(c.name for c in narrowed.columns)
        key_query = _by_key(narrowed)
        made = plan(
            key_query, self.scope.company, Wish(columns=wanted, filters={f"key_{n}": k for n, k in enumerate(key)}, limit=1)
        )
        found = await self._fetch(made)
        if not found:
            raise NotFound()
        if query.sensitive:
            await self._record_seen(query, made, found)
        return dict(zip(made.cells, found[0], strict=False))

    async def report(self, report: Report, raw: Mapping[str, Any] | Form) -> Sheet:
        """Build a report. Raises Forbidden, NotFound and Invalid."""
        self.may_read(report)
        return await report.build(self, form_of(report.input, raw))

    async def document(self, document: Document, raw: Mapping[str, Any] | Form) -> DocumentFile:
        """Make a document. Raises Forbidden, NotFound and Invalid."""
        self.may_read(document)
        form = form_of(document.input, raw)
        made = await document.make(self, form)
        if document.sensitive:
            await self._record(document.name, ["/".join(str(value) for value in form.model_dump().values())])
        return made

    @asynccontextmanager
    async def _reading(self) -> AsyncIterator[AsyncConnection[Any]]:
        """A connection that sees this company; what is asked until an answer is fetched goes there together."""
        async with self.house.pools.read() as connection, connection.pipeline():
            await connection.execute(BEGIN_READ, (self.scope.company, self.scope.user, self.scope.language))
            yield connection

    def _page_plan(self, readable: Query, wish: Wish) -> Plan:
        # One more than is shown tells whether there is a next page.
        return plan(readable, self.scope.company, replace(wish, limit=wish.limit + 1))

    def _totals_plan(self, readable: Query, wish: Wish, at_most: int) -> "_TotalsPlan":
        sql, values, sums = totals_plan(readable, self.scope.company, wish, at_most + 1 if at_most else 0)
        return _TotalsPlan(sql, values, sums, at_most)

    async def _page(self, query: Query, made: Plan, wish: Wish, found: list[tuple[Any, ...]]) -> Rows:
        more = len(found) > wish.limit
        found = found[: wish.limit]
        if made.backwards:
            found.reverse()
        if query.sensitive:
            await self._record_seen(query, made, found)
        return _page_of(query, made, wish, found, more)

    def _readable(self, query: Query) -> Query:
        """The columns and rows of it that this actor may read. Raises NotFound and Forbidden."""
        self.may_read(query)
        query = self.seen(query)
        scope_name = self.scope.rows.get(query.permission)
        if not scope_name:
            return query
        if scope_name not in query.row_scopes:
            raise Forbidden(query.permission)
        return self.house.narrowed(query, scope_name, self.scope.user)

    async def _fetch(self, made: Plan) -> list[tuple[Any, ...]]:
        async with self._reading() as connection:
            cursor = await connection.execute(made.sql, made.values)
            return await cursor.fetchall()

    async def _record_seen(self, query: Query, made: Plan, rows: Sequence[tuple[Any, ...]]) -> None:
        places = [made.cells.index(k) for k in query.key]
        await self._record(query.name, ["/".join(str(row[p]) for p in places) for row in rows])

    async def _record(self, name: str, keys: Sequence[str]) -> None:
        """Keep in the log who read what."""
        async with self.house.pools.write() as connection, connection.transaction():
            await connection.execute(
                b"select core.begin_work(%s, %s, %s, %s, %s, %s, null, null)",
                (self.scope.company, self.scope.user, self.scope.token, name, self.scope.door, self.scope.request),
            )
            await connection.execute(b"select core.record_seen(%s, %s)", (name, list(keys)))


def form_of(kind: type[F], raw: Mapping[str, Any] | F) -> F:
    """The validated input. Raises Invalid."""
    from pydantic import ValidationError

    from dapur.language.problems import problems_of

    if isinstance(raw, Form):
        return raw
    try:
        return kind.model_validate(raw)
    except ValidationError as error:
        raise Invalid(problems_of(error, kind)) from None


def _by_key(query: Query) -> Query:

    from dapur.contract import Filter

    cached = _KEYED.get(id(query))
    if cached is not None and cached[0] is query:
        return cached[1]
    filters = []
    for n, name in enumerate(query.key):
        source = source_of(query.column(name))
        filters.append(Filter(f"key_{n}", "", "flag", _equals(source, n)))
    made = replace(query, filters=tuple(filters))
    _KEYED[id(query)] = (query, made)
    return made


_KEYED: dict[int, tuple[Query, Query]] = {}


@dataclass(frozen=True, slots=True)
class _TotalsPlan:
    """What counts and adds up; sums: the columns that are added."""

    sql: bytes
    values: Mapping[str, Any]
    sums: Sequence[str]
    at_most: int


async def _totals_of(made: _TotalsPlan, cursor: AsyncCursor[Any]) -> Totals:
    count, *added = await cursor.fetchone() or (0,)
    more = bool(made.at_most) and count > made.at_most
    sums = {n: v if v is not None else Decimal(0) for n, v in zip(made.sums, added, strict=True)}
    return Totals(made.at_most if more else count, sums, more)


def _page_of(query: Query, made: Plan, wish: Wish, found: list[tuple[Any, ...]], more: bool) -> Rows:
    width = len(made.cells)
    ahead = bool(found) and (more if not made.backwards else True)
    behind = bool(found) and (wish.after is not None if not made.backwards else more)
    following = write_cursor(found[-1][width:]) if ahead else ""
    preceding = write_cursor(found[0][width:]) if behind else ""
    return Rows(query, made.cells, [row[:width] for row in found], following, preceding)


def write_cursor(values: Sequence[Any]) -> str:
    """Sort values as an address part."""
    return base64.urlsafe_b64encode(json.dumps([_plain(v) for v in values]).encode()).decode().rstrip("=")


def read_cursor(text: str) -> tuple[Any, ...]:
    """The sort values again. Raises Invalid for anything that we did not write."""
    try:
        values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        return tuple(_typed(v) for v in values)
    except (ValueError, TypeError, KeyError):
        raise Invalid([Problem("BAD_CURSOR", _("This page address no longer fits. Open the list again."))]) from None


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"t": value.isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    if isinstance(value, Decimal):
        return {"n": str(value)}
    return value


def _equals(source: ColumnElement[Any], n: int) -> Callable[[Any], ColumnElement[bool]]:
    return lambda _value: source == bindparam(f"f_key_{n}", type_=source.type)


def _typed(value: Any) -> Any:
    if not isinstance(value, dict):
        if value is None or isinstance(value, (str, int, bool)):
            return value
        raise ValueError(value)
    ((kind, text),) = value.items()
    readers: dict[str, Callable[[str], Any]] = {"t": datetime.fromisoformat, "d": date.fromisoformat, "n": Decimal}
    return readers[kind](text)
