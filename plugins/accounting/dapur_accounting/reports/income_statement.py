"""The income statement: what was earned and spent between two days, in steps down to the profit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from dapur.contract import Choice, Invalid, Problem, Report, ReportRow, Sheet, Shown, Text, Words, _
from dapur.queries.reader import Reader
from dapur_accounting.reports.balances import AsKnown, Balance, between, fiscal_year_start, head_of, known_moment
from dapur_accounting.reports.chart_tree import ZERO, Node, grow, read_chart
from dapur_accounting.reports.results import read_results
from dapur_accounting.reports.sections import Figure, Layout, section_row, section_rows, sum_of, total_row
from dapur_accounting.reports.trial_balance import check_days
from dapur_accounting.rules.spans import earlier, pieces
from dapur_accounting.rules.statement import section_of

MOST_COLUMNS = 40
STEPS = (
    Choice("none", _("One column")),
    Choice("month", _("Months")),
    Choice("quarter", _("Quarters")),
    Choice("year", _("Years")),
)
COMPARE = (
    Choice("none", _("Nothing")),
    Choice("period", _("The period before")),
    Choice("year", _("The same period a year before")),
)


class IncomeStatementInput(AsKnown):
    """Which days, cut into which columns, compared with what."""

    first: Annotated[date, Shown(_("From"))]
    last: Annotated[date, Shown(_("To"))]
    step: Annotated[Literal["none", "month", "quarter", "year"], Shown(_("Columns"), choices=STEPS)] = "none"
    compare: Annotated[Literal["none", "period", "year"], Shown(_("Compare with"), choices=COMPARE)] = "none"


@dataclass(frozen=True)
class Section:
    """A part of the statement and the sum that stands after it, where there is one."""

    name: str
    title: Text
    total: Text
    sign: int
    sum_key: str = ""
    sum_title: Text | None = None


SECTIONS = (
    Section("revenue", _("Revenue"), _("Total revenue"), -1),
    Section("cost", _("Cost of sales"), _("Total cost of sales"), 1, "gross_profit", _("Gross profit")),
    Section("operating", _("Operating expenses"), _("Total operating expenses"), 1, "operating_profit", _("Operating profit")),
    Section(
        "other",
        _("Other income and expenses"),
        _("Total other income and expenses"),
        -1,
        "profit_before_tax",
        _("Profit before tax"),
    ),
    Section("tax", _("Income tax"), _("Total income tax"), 1),
)


async def build(reader: Reader, form: IncomeStatementInput) -> Sheet:
    """Read what moved in each span and lay it out in sections, down to the profit."""
    check_days(form.first, form.last)
    figures = _figures(form)
    known = known_moment(reader, form)
    books = await read_results(reader, [(f.first or form.first, f.last) for f in figures], known)
    layout = Layout(figures, form.known_on)
    rows = _rows(layout, await read_chart(reader), books)
    return Sheet(
        _("Income statement"),
        layout.columns(),
        rows,
        head=head_of(reader, form, between(form.first, form.last)),
        notes=(_("Among other income and expenses, income is positive and expenses are negative."),),
    )


def _figures(form: IncomeStatementInput) -> list[Figure]:
    spans = pieces(form.first, form.last, form.step) if form.step != "none" else []
    if len(spans) > MOST_COLUMNS:
        raise Invalid(
            [Problem("TOO_MANY_COLUMNS", _("That makes too many columns. Choose wider ones or a shorter time."), "step")]
        )
    figures = [Figure(f"part_{n}", _span_title(form.step, *span), *span) for n, span in enumerate(spans, 1)]
    figures.append(Figure("amount", _("Total") if spans else between(form.first, form.last), form.first, form.last))
    if form.compare != "none":
        before = earlier(form.first, form.last, form.compare)
        figures.append(Figure("before", between(*before), *before))
    return figures


def _span_title(step: str, first: date, last: date) -> Words:
    if step == "year":
        return str(first.year)
    if step == "month":
        return f"{first:%m/%Y}"
    return _("Quarter {number}").fill(number=f"{(first.month + 2) // 3}/{first.year}")


def _rows(layout: Layout, nodes: Sequence[Node], books: Sequence[Mapping[int, Balance]]) -> list[ReportRow]:
    width = len(books)
    moved = _moved(nodes, books)
    rows: list[ReportRow] = []
    running = (ZERO,) * width
    filled = {_section(n) for n in nodes if n.id in moved}
    for place, section in enumerate(SECTIONS):
        if section.name in filled:
            trees = grow(nodes, moved, width, lambda node, name=section.name: _section(node) == name)  # type: ignore[misc]
            total = sum_of(trees, width, section.sign)
            running = tuple(a - section.sign * b for a, b in zip(running, total, strict=True))
            rows.append(section_row(section.title, width))
            rows += section_rows(layout, trees, section.sign, section=section.name, closing="0")
            links = layout.links(section=section.name, closing="0")
            rows.append(ReportRow(("", section.total, *total), 0, "subtotal", links, f"total_{section.name}"))
        if section.sum_title is not None and _says_something(section.name, filled):
            through = tuple(s.name for s in SECTIONS[: place + 1])
            rows.append(total_row(section.sum_title, section.sum_key, running, layout.links(section=through, closing="0")))
    rows.append(total_row(_("Profit"), "net_income", running, layout.links(type=("income", "expense"), closing="0")))
    return rows


def _section(node: Node) -> str:
    return section_of(node.type, node.subtype)


def _says_something(name: str, filled: set[str]) -> bool:
    """A sum is shown where something other than it comes after."""
    later = {"cost": {"operating", "other", "tax"}, "operating": {"other", "tax"}, "other": {"tax"}}[name]
    return name in filled and bool(later & filled)


def _moved(nodes: Sequence[Node], books: Sequence[Mapping[int, Balance]]) -> dict[int, tuple[Decimal, ...]]:
    found = {}
    for node in nodes:
        if _section(node):
            figures = tuple(book[node.id].debit - book[node.id].credit if node.id in book else ZERO for book in books)
            if any(figures):
                found[node.id] = figures
    return found


async def initial(reader: Reader) -> dict[str, Any]:
    """This fiscal year so far."""
    return {"first": await fiscal_year_start(reader, reader.today), "last": reader.today}


INCOME_STATEMENT = Report(
    "accounting.income_statement",
    _("Income statement"),
    "accounting.read",
    IncomeStatementInput,
    build,
    "Income and expenses between two days, in columns by month, quarter or year, compared with an earlier time.",
)
