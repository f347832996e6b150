"""The address of a list: which columns, filters, order and page it asks for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from dapur.contract import Filter, Query
from dapur.language.catalogue import translate
from dapur.language.dates import parse_date
from dapur.language.numbers import parse_number
from dapur.language.unclear import Unclear
from dapur.queries.plan import Wish
from dapur.queries.reader import read_cursor
from dapur_web.server.formats import ReaderFormats
from dapur_web.server.gate import Visitor

SIZES = (25, 50, 100, 200)
Params = list[tuple[str, str]]


def formats_of(visitor: Visitor) -> ReaderFormats:
    """How this visitor sees numbers and dates."""
    company = visitor.company
    return ReaderFormats(visitor.language, company.zone, company.currency, company.decimals)


@dataclass(frozen=True)
class Asked:
    """What the URL asks for, understood. `error` is set when a part of it can't be read."""

    wish: Wish
    params: Params
    start: int
    error: str = ""

    def without(self, *names: str) -> Params:
        """The URL's parameters less some, and less the place in the paging."""
        dropped = {*names, "after", "before", "start", "_done"}
        return [(n, v) for n, v in self.params if n not in dropped]


def read_address(visitor: Visitor, query: Query) -> Asked:
    """Understand the query string. What can't be read is said and left out; names are checked by the query layer."""
    return understand(visitor, query, visitor.request.query_params.multi_items())


def understand(visitor: Visitor, query: Query, given: Iterable[tuple[str, str]]) -> Asked:
    """The same for any parameters of this listing."""
    known = {"q", "sort", "size", "column", "after", "before", "start", *_filter_names(query)}
    params = [(n, v) for n, v in given if v != "" and n in known]
    values = dict(params)
    filters: dict[str, Any] = {}
    error = ""
    for declared in query.filters:
        try:
            found = _filter_value(declared, params, visitor)
        except Unclear as unclear:
            error = translate(unclear.text, visitor.language)
            continue
        if found is not None:
            filters[declared.name] = found
    size = (
        int(values["size"])
        if values.get("size", "") in {str(s) for s in SIZES}
        else visitor.house.setting(visitor.company, "core.rows_per_page")
    )
    columns = tuple(v for n, v in params if n == "column")
    sort = (values["sort"],) if "sort" in values else ()
    after, before = values.get("after"), values.get("before")
    start = int(values["start"]) if values.get("start", "").isdigit() and len(values["start"]) < 12 else 1
    wish = Wish(
        columns=_columns(query, columns),
        filters=filters,
        search=values.get("q", "")[:200],
        sort=sort,
        limit=size,
        after=read_cursor(after) if after else None,
        before=read_cursor(before) if before and not after else None,
    )
    return Asked(wish, params, max(start, 1) if after or before else 1, error)


def _filter_names(query: Query) -> set[str]:
    spans = {f.name for f in query.filters if f.kind in ("dates", "money")}
    return {f.name for f in query.filters if f.name not in spans} | {f"{n}.{end}" for n in spans for end in ("from", "to")}


def _columns(query: Query, wanted: tuple[str, ...]) -> tuple[str, ...]:
    known = {c.name for c in query.columns}
    return tuple(dict.fromkeys(c for c in wanted if c in known))


def _filter_value(declared: Filter, params: Params, visitor: Visitor) -> Any:
    given = [v for n, v in params if n == declared.name]
    low = next((v for n, v in params if n == f"{declared.name}.from"), "")
    high = next((v for n, v in params if n == f"{declared.name}.to"), "")
    match declared.kind:
        case "dates":
            pair = tuple(_date(v, visitor) if v else None for v in (low, high))
            return pair if any(v is not None for v in pair) else None
        case "money":
            amounts = tuple(parse_number(v, visitor.language) if v else None for v in (low, high))
            return amounts if any(v is not None for v in amounts) else None
        case "choice":
            allowed = {c.value for c in declared.choices}
            return [v for v in given if v in allowed] or None
        case "reference":
            return int(given[0]) if given and given[0].isdigit() and len(given[0]) < 19 else None
        case "flag":
            return given[0] == "1" if given else None
        case "text":
            return given[0][:500] if given else None


def _date(text: str, visitor: Visitor) -> date:
    return parse_date(text, visitor.language, visitor.reader.today)
