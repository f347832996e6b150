"""List pages: the URL holds view, filters, sort, columns and page; two queries at most."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlencode

from litestar import Response

from dapur.contract import ListPage, Query, _
from dapur.language.catalogue import translate
from dapur.language.numbers import format_number
from dapur.queries.reader import Rows, Totals
from dapur_web import views
from dapur_web.render.looks import looks
from dapur_web.render.rows import compile_rows
from dapur_web.server.answers import go, html
from dapur_web.server.formats import ReaderFormats
from dapur_web.server.frame import shell
from dapur_web.server.gate import Visitor
from dapur_web.server.list_address import SIZES, Asked, formats_of, read_address
from dapur_web.server.list_filters import chips_of, filter_fields
from dapur_web.server.site import Place, Site

# Counting stops here, so that a list of a long life is as fast as a young one.
COUNTED = 20_000


@dataclass(frozen=True)
class SavedView:
    """A view that somebody saved. own: the reader's."""

    id: int
    title: str
    address: str
    own: bool
    is_default: bool


async def list_page(site: Site, visitor: Visitor, place: Place) -> Response[Any]:
    """A listing; from the menu it opens with the view that the visitor keeps for it."""
    saved = await _saved_views(visitor, place.address)
    elsewhere = _default_address(visitor, place, saved)
    if elsewhere:
        return go(visitor.request, elsewhere)
    return html(site.renderer.page(await list_view(site, visitor, place, saved)))


async def default_address(visitor: Visitor, place: Place) -> str:
    """The address of the view that the visitor keeps for this list, when nothing else was asked for; else ""."""
    return _default_address(visitor, place, await _saved_views(visitor, place.address))


def _default_address(visitor: Visitor, place: Place, saved: Sequence[Any]) -> str:
    default = next((v for v in saved if v.is_default and v.own), None)
    if default is None or visitor.request.url.query or visitor.boosted:
        return ""
    return f"{visitor.base}/{place.address}?{default.address}"


async def list_view(site: Site, visitor: Visitor, place: Place, saved: Sequence[Any] | None = None) -> views.ListView:
    """What a listing's template gets."""
    page = place.page
    assert isinstance(page, ListPage)
    query = visitor.reader.seen(page.query)
    if saved is None:
        saved = await _saved_views(visitor, place.address)
    asked = read_address(visitor, query)
    rows, totals = await visitor.reader.page_and_totals(query, asked.wish, COUNTED)
    return await _view(site, visitor, place, replace(page, query=query), asked, rows, totals, saved)


async def _view(
    site: Site,
    visitor: Visitor,
    place: Place,
    page: ListPage,
    asked: Asked,
    rows: Rows,
    totals: Totals,
    saved: Sequence[SavedView],
) -> views.ListView:
    address = f"{visitor.base}/{place.address}"
    title = translate(page.title, visitor.language)
    say = formats_of(visitor).words
    may_export = visitor.scope.may("core.export")
    importer = site.house.registry.imports.get(page.importer)
    new_place = site.find(place.plugin, page.new) if page.new else None
    return views.ListView(
        shell=await shell(
            site,
            visitor,
            title,
            plugin=place.plugin,
            path=page.path,
            crumbs=crumbs(site, visitor, place.plugin, title),
            palette=_palette(visitor, place, page),
        ),
        title=title,
        url=address,
        page=place.address,
        heads=heads(page.query, rows, asked, address, visitor),
        rows=render_rows(page.query, rows, visitor),
        count_text=count_text(visitor, title, totals),
        pager=pager(asked, rows, totals, address, visitor),
        tabs=_tabs(page, saved, asked, address, visitor),
        chips=await chips_of(visitor, page.query, asked, address),
        filters=await filter_fields(visitor, page.query, asked),
        clear_url=f"{address}?view=all",
        state=asked.without(),
        search=bool(page.query.search),
        search_text=asked.wish.search,
        columns=_column_choices(page.query, rows, visitor),
        totals=total_rows(page.query, rows, totals, visitor),
        empty=None if rows.rows else await _empty(visitor, page, asked, address),
        new_url=f"{visitor.base}/{place.plugin}/{page.new}" if new_place and visitor.scope.may(new_place[0].permission) else "",
        new_title=say(page.new_title) if page.new_title else "",
        import_url=f"{visitor.base}/{place.plugin}/import/{page.importer.partition('.')[2]}"
        if importer and visitor.scope.may(importer.permission)
        else "",
        exports=_exports(visitor, asked, address, totals) if may_export else (),
        selectable=False,
        all_count=totals.count,
        save_view_url=f"{visitor.base}/views" if visitor.scope.may("core.view.save") else "",
        can_share_views=visitor.scope.may("core.view.share"),
        error=asked.error,
        row_acts=[
            views.RowActView(say(a.operation.title), f"act-{a.operation.name.partition('.')[2]}", a.key)
            for a in page.actions
            if rows.rows and visitor.scope.may(a.operation.permission)
        ],
    )


def crumbs(site: Site, visitor: Visitor, plugin: str, *titles: str) -> list[views.Crumb]:
    """Department, then the page and what is below it."""
    made = []
    if plugin != "core":
        made.append(views.Crumb(translate(site.house.registry.info(plugin).title, visitor.language)))
    return [*made, *(views.Crumb(t) for t in titles)]


def render_rows(query: Query, rows: Rows, visitor: Visitor, *, selectable: bool = False) -> Any:
    """The table body."""
    company = visitor.company
    made = _row_renderer(
        _Query(query), rows.cells, visitor.language, visitor.base, company.zone, company.currency, company.decimals, selectable
    )
    return made(rows.rows)


class _Query:
    """A query as a cache key: by identity."""

    def __init__(self, query: Query) -> None:
        self.query = query

    def __hash__(self) -> int:
        return id(self.query)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Query) and other.query is self.query


@lru_cache(maxsize=1024)
def _row_renderer(
    held: _Query, cells: tuple[str, ...], language: str, base: str, zone: str, currency: str, decimals: int, selectable: bool
) -> Any:
    query = held.query
    formats = ReaderFormats(language, zone, currency, decimals)
    columns = [query.column(c) for c in cells]
    return compile_rows(
        columns,
        formats,
        language=language,
        base=base,
        visible=visible(query, cells),
        key=tuple(query.key),
        selectable=selectable,
        currency=currency,
        words=formats.words,
    )


def visible(query: Query, cells: Sequence[str]) -> list[str]:
    """The cells that are shown: all but the keys and currencies that were only fetched along."""
    along = {*query.key, *(query.column(c).currency for c in cells)} - {""}
    return [c for c in cells if not (query.column(c).hidden and c in along) and query.column(c).kind != "id"]


def heads(query: Query, rows: Rows, asked: Asked | None, address: str, visitor: Visitor) -> list[views.HeadView]:
    """Column heads; money columns name the currency."""
    order = (asked.wish.sort or tuple(query.default_sort))[0] if asked else ""
    made = []
    shown = visible(query, rows.cells)
    for name, look in zip(shown, looks([query.column(n) for n in shown]), strict=True):
        column = query.column(name)
        title = translate(column.title, visitor.language)
        if column.kind == "money" and not column.currency:
            title = f"{title} ({visitor.company.currency})"
        url, direction = "", ""
        if asked is not None and column.sort:
            direction = {name: "ascending", f"-{name}": "descending"}.get(order, "")
            turned = f"-{name}" if order == name else name
            url = f"{address}?{urlencode([*asked.without('sort'), ('sort', turned)])}"
        made.append(views.HeadView(name, title, column.kind, url, direction, look))
    return made


def counted(visitor: Visitor, totals: Totals) -> str:
    """ "142", or "20.000+" where counting stopped."""
    return format_number(totals.count, visitor.language) + ("+" if totals.more else "")


def count_text(visitor: Visitor, title: str, totals: Totals) -> str:
    """ "37 · Journal entries", said politely after a search."""
    return f"{counted(visitor, totals)} · {title}"


def pager(asked: Asked, rows: Rows, totals: Totals, address: str, visitor: Visitor) -> views.PagerView:
    """ "51–100 of 142", with back and on."""
    shown = len(rows.rows)
    first = asked.start if shown else 0
    last = first + shown - 1 if shown else 0

    def number(count: int) -> str:
        return format_number(count, visitor.language)

    text = translate(
        _("{first}–{last} of {total}").fill(first=number(first), last=number(last), total=counted(visitor, totals)),
        visitor.language,
    )
    kept = asked.without()
    size = asked.wish.limit
    back = [*kept, ("before", rows.previous), ("start", str(max(first - size, 1)))] if rows.previous else None
    on = [*kept, ("after", rows.next), ("start", str(last + 1))] if rows.next else None
    sizes = [(s, f"{address}?{urlencode([*asked.without('size'), ('size', str(s))])}", s == size) for s in SIZES]
    return views.PagerView(
        text,
        f"{address}?{urlencode(back)}" if back else "",
        f"{address}?{urlencode(on)}" if on else "",
        sizes,
        counted(visitor, totals),
    )


def total_rows(query: Query, rows: Rows, totals: Totals, visitor: Visitor) -> list[views.TotalRow]:
    """Sums of this page and of all, each under its own name; never over different currencies."""
    names = [n for n in visible(query, rows.cells) if query.column(n).total and not query.column(n).currency]
    if not names or not rows.rows:
        return []
    formats = formats_of(visitor)
    places = {n: rows.cells.index(n) for n in names}

    def shown(name: str, value: Decimal) -> str:
        return formats.money(value, visitor.company.currency) if query.column(name).kind == "money" else formats.number(value)

    page = {n: shown(n, sum((row[places[n]] or Decimal(0) for row in rows.rows), Decimal(0))) for n in names}
    everything = {n: shown(n, totals.sums[n]) for n in names}
    made = [views.TotalRow(translate(_("This page"), visitor.language), page)]
    if totals.count > len(rows.rows) and not totals.more:
        all_words = translate(_("All {total}").fill(total=format_number(totals.count, visitor.language)), visitor.language)
        made.append(views.TotalRow(all_words, everything))
    return made


def _tabs(page: ListPage, saved: Sequence[SavedView], asked: Asked, address: str, visitor: Visitor) -> list[views.TabView]:
    here = sorted(asked.without("size"))
    # A department's own view without any filter stands for "All".
    plain = next((v for v in page.views if not v.filters and not v.sort), None)
    tabs = [views.TabView("", visitor.say(plain.title if plain else _("All")), f"{address}?view=all", current=not here)]
    for view in page.views:
        params = [*view.filters.items(), *([("sort", view.sort)] if view.sort else [])]
        if params:
            url = f"{address}?{urlencode(params)}"
            tabs.append(views.TabView(view.name, visitor.say(view.title), url, current=sorted(params) == here))
    for kept in saved:
        current = sorted(parse_qsl(kept.address)) == here
        tabs.append(
            views.TabView(f"v{kept.id}", kept.title, f"{address}?{kept.address}", current, str(kept.id) if kept.own else "")
        )
    # Two views of the same rows: the one that somebody saved is the one that is open.
    last = max((n for n, tab in enumerate(tabs) if tab.current), default=-1)
    return [replace(tab, current=n == last) for n, tab in enumerate(tabs)]


async def _saved_views(visitor: Visitor, page: str) -> list[SavedView]:
    found = await visitor.reader.rows(
        "select id, title, address, user_id = %s, is_default from core.saved_view where company_id = %s and page = %s and (user_id = %s or is_shared)"
        " order by is_default desc, title",
        visitor.person.id,
        visitor.company.id,
        page,
        visitor.person.id,
    )
    return [SavedView(*row) for row in found]


def _column_choices(query: Query, rows: Rows, visitor: Visitor) -> list[views.ColumnChoice]:
    shown = visible(query, rows.cells)
    rest = [c.name for c in query.columns if c.name not in shown and c.kind != "id"]
    return [views.ColumnChoice(n, translate(query.column(n).title, visitor.language), n in shown) for n in [*shown, *rest]]


async def _empty(visitor: Visitor, page: ListPage, asked: Asked, address: str) -> views.EmptyView:
    say = formats_of(visitor).words
    if asked.wish.filters or asked.wish.search:
        everything = await visitor.reader.totals(
            page.query, replace(asked.wish, filters={}, search="", after=None, before=None), COUNTED
        )
        text = _("Nothing matches. Without filters there are {total}.").fill(total=counted(visitor, everything))
        return views.EmptyView("filter", say(text), address, say(_("Clear all")))
    return views.EmptyView("ever", say(page.empty or _("Nothing here yet.")))


def _exports(visitor: Visitor, asked: Asked, address: str, totals: Totals) -> list[tuple[str, str]]:
    kept = asked.without()
    made = []
    for kind in ("xlsx", "csv"):
        words = _("{format}, all {total}").fill(format=kind.upper(), total=counted(visitor, totals))
        made.append((translate(words, visitor.language), f"{address}.{kind}?{urlencode(kept)}"))
    return made


def _palette(visitor: Visitor, place: Place, page: ListPage) -> list[views.PaletteAction]:
    if not page.new:
        return []
    title = translate(page.new_title or _("New"), visitor.language)
    return [views.PaletteAction(title=title, url=f"{visitor.base}/{place.plugin}/{page.new}", key="n", icon="plus")]
