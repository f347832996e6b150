"""The balance sheet: what the company owns and owes at the end of a day. It balances on any day."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal

from dapur.contract import Choice, Report, ReportRow, Sheet, Shown, Text, _
from dapur.queries.reader import Reader
from dapur_accounting.reports.balances import FIRST_DAY, AsKnown, Balance, fiscal_year_start, head_of, known_moment, read_balances
from dapur_accounting.reports.chart_tree import ZERO, Node, grow, read_chart
from dapur_accounting.reports.sections import Figure, Layout, section_row, section_rows, sum_of, total_row
from dapur_accounting.rules.spans import same_day_earlier

COMPARE = (
    Choice("none", _("Nothing")),
    Choice("month", _("A month before")),
    Choice("year", _("A year before")),
    Choice("year_end", _("The end of the last fiscal year")),
)


class BalanceSheetInput(AsKnown):
    """Which day, and what to compare with."""

    day: Annotated[date, Shown(_("At the end of"))]
    compare: Annotated[Literal["none", "month", "year", "year_end"], Shown(_("Compare with"), choices=COMPARE)] = "none"


async def build(reader: Reader, form: BalanceSheetInput) -> Sheet:
    """Read the balances of each day and lay them out: assets, liabilities, equity with the profit that is not closed."""
    days = [form.day, *await _others(reader, form)]
    starts = [await fiscal_year_start(reader, day) for day in days]
    known = known_moment(reader, form)
    books = [await read_balances(reader, start, day, known) for start, day in zip(starts, days, strict=True)]
    layout = Layout([Figure(_name(n), Text("{day}", {"day": day}), None, day) for n, day in enumerate(days)], form.known_on)
    nodes = await read_chart(reader)
    rows = _rows(layout, nodes, books, starts)
    return Sheet(_("Balance sheet"), layout.columns(), rows, head=head_of(reader, form, Text("{day}", {"day": form.day})))


def _name(number: int) -> str:
    return "balance" if number == 0 else f"before_{number}"


async def _others(reader: Reader, form: BalanceSheetInput) -> list[date]:
    if form.compare == "none":
        return []
    if form.compare == "year_end":
        return [await fiscal_year_start(reader, form.day) - timedelta(days=1)]
    return [same_day_earlier(form.day, 1 if form.compare == "month" else 12)]


def _rows(
    layout: Layout, nodes: Sequence[Node], books: Sequence[Mapping[int, Balance]], starts: Sequence[date]
) -> list[ReportRow]:
    width = len(books)
    closing = figures_of(nodes, books)
    trees = {
        kind: grow(nodes, closing, width, lambda node, kind=kind: node.type == kind)  # type: ignore[misc]
        for kind in ("asset", "liability", "equity")
    }
    profit = {n.id for n in nodes if n.type in ("income", "expense")}
    this_year = tuple(sum((b.credit - b.debit for i, b in book.items() if i in profit), ZERO) for book in books)
    before = tuple(sum((-b.opening for i, b in book.items() if i in profit), ZERO) for book in books)
    assets = sum_of(trees["asset"], width)
    liabilities = sum_of(trees["liability"], width, -1)
    equity = tuple(a + b + c for a, b, c in zip(sum_of(trees["equity"], width, -1), before, this_year, strict=True))
    both = tuple(a + b for a, b in zip(liabilities, equity, strict=True))
    kinds = ("income", "expense")
    return [
        section_row(_("Assets"), width),
        *section_rows(layout, trees["asset"], 1),
        total_row(_("Total assets"), "total_assets", assets, layout.links(type="asset")),
        section_row(_("Liabilities"), width),
        *section_rows(layout, trees["liability"], -1),
        total_row(_("Total liabilities"), "total_liabilities", liabilities, layout.links(type="liability")),
        section_row(_("Equity"), width),
        *section_rows(layout, trees["equity"], -1),
        ReportRow(
            ("", _("Profit of earlier years, not closed"), *before),
            1,
            links=_before_links(layout, starts, kinds),
            key="earlier_profit",
        ),
        ReportRow(
            ("", _("Profit of this fiscal year"), *this_year),
            1,
            links=_year_links(layout, starts, kinds),
            key="current_year_earnings",
        ),
        total_row(_("Total equity"), "total_equity", equity, layout.links(type=("equity", *kinds))),
        total_row(
            _("Total liabilities and equity"),
            "total_liabilities_and_equity",
            both,
            layout.links(type=("liability", "equity", *kinds)),
        ),
    ]


def figures_of(nodes: Sequence[Node], books: Sequence[Mapping[int, Balance]]) -> dict[int, tuple[Decimal, ...]]:
    """Closing balances by account, for accounts that have one on any of the days."""
    found = {}
    for node in nodes:
        figures = tuple(book[node.id].closing if node.id in book else ZERO for book in books)
        if any(figures):
            found[node.id] = figures
    return found


def _year_links(layout: Layout, starts: Sequence[date], kinds: tuple[str, ...]) -> dict[str, str]:
    figures = [Figure(f.name, f.title, start, f.last) for f, start in zip(layout.figures, starts, strict=True)]
    return Layout(figures, layout.known_on).links(type=kinds)


def _before_links(layout: Layout, starts: Sequence[date], kinds: tuple[str, ...]) -> dict[str, str]:
    figures = [
        Figure(f.name, f.title, None, start - timedelta(days=1))
        for f, start in zip(layout.figures, starts, strict=True)
        if start > FIRST_DAY
    ]
    return Layout(figures, layout.known_on).links(type=kinds)


async def initial(reader: Reader) -> dict[str, Any]:
    """Today."""
    return {"day": reader.today}


BALANCE_SHEET = Report(
    "accounting.balance_sheet",
    _("Balance sheet"),
    "accounting.read",
    BalanceSheetInput,
    build,
    "Assets, liabilities and equity at the end of a day; profit that is not closed stands in equity.",
)
