"""Previous and next record: in the order of the list that the person came from, with its filters."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

from dapur.contract import RecordPage
from dapur.contract.errors import DapurError
from dapur.queries.plan import Wish
from dapur_web.server.gate import Visitor
from dapur_web.server.list_address import understand
from dapur_web.server.site import Place


@dataclass(frozen=True)
class Neighbours:
    """Addresses of the list as it was left, and of the records before and after; "" at its ends."""

    list_url: str
    previous: str
    next: str


async def neighbours_of(visitor: Visitor, place: Place, page: RecordPage, key: str) -> Neighbours:
    """Where this record stands in its list, also when it just left the filter."""
    list_path = f"{visitor.base}/{place.plugin}/{page.list_path}"
    state = _state_of_list(visitor, list_path)
    wish = _wish(visitor, page, state)
    names = list(dict.fromkeys([*(c.lstrip("-") for c in wish.sort), *page.query.key]))
    row = await visitor.reader.one(page.query, int(key), columns=tuple(names))
    at = tuple(row[n] for n in names)
    after = await visitor.reader.page(page.query, replace(wish, after=at))
    before = await visitor.reader.page(page.query, replace(wish, before=at))

    def address(rows: Any) -> str:
        if not rows.rows:
            return ""
        found = f"{visitor.base}/{place.plugin}/{page.path.format(id=rows.rows[0][0])}"
        return f"{found}?_list={quote(state, safe='')}" if state else found

    return Neighbours(f"{list_path}?{state}" if state else list_path, address(before), address(after))


def list_state(parameters: Mapping[str, str], referer: str, list_path: str) -> str:
    """The query string of the list that the person came from; "" where they came from elsewhere."""
    if "_list" in parameters:
        return parameters["_list"][:2000]
    came_from = urlsplit(referer)
    return came_from.query[:2000] if came_from.path == list_path else ""


def _state_of_list(visitor: Visitor, list_path: str) -> str:
    return list_state(visitor.request.query_params, visitor.request.headers.get("referer", ""), list_path)


def _wish(visitor: Visitor, page: RecordPage, state: str) -> Wish:
    """The list's filters, search and order; its own where the address can't be read any more."""
    query = visitor.reader.seen(page.query)
    fallback = Wish(columns=tuple(query.key), sort=tuple(query.default_sort), limit=1)
    try:
        asked = understand(visitor, query, parse_qsl(state))
    except DapurError:
        return fallback
    sort = asked.wish.sort or fallback.sort
    known = {c.name for c in query.columns if c.sort} | {c.lstrip("-") for c in query.default_sort}
    if sort[0].lstrip("-") not in known:
        return fallback
    return replace(fallback, filters=asked.wish.filters, search=asked.wish.search, sort=sort)
