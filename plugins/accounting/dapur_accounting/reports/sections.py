"""Rows of a statement from the branches of the chart: headings, accounts and sums, each figure with its lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dapur.contract import Column, ReportRow, Text, Words, _
from dapur_accounting.reports.balances import lines_address
from dapur_accounting.reports.chart_tree import ZERO, Branch


@dataclass(frozen=True)
class Figure:
    """A column of figures: its title and the days whose lines stand behind it (`first` None = from the beginning)."""

    name: str
    title: Words
    first: date | None
    last: date


@dataclass(frozen=True)
class Layout:
    """The figures of a statement. `known_on`: the past state that is shown."""

    figures: Sequence[Figure]
    known_on: date | None = None

    def columns(self) -> tuple[Column, ...]:
        """The columns of the sheet."""
        money = (Column(f.name, f.title, "money", phone=1 if n == 0 else 2) for n, f in enumerate(self.figures))
        return (Column("code", _("Code"), "code", phone=2), Column("account", _("Account"), "text", phone=1), *money)

    def links(self, **filters: object) -> dict[str, str]:
        """Behind each figure, the lines."""
        return {f.name: lines_address(f.first, f.last, self.known_on, **filters) for f in self.figures}


def section_rows(layout: Layout, branches: Sequence[Branch], sign: int, **filters: object) -> list[ReportRow]:
    """The rows of a section. A single heading at the top would only repeat the section's name and sum, so it is left out."""
    if len(branches) == 1 and branches[0].node.is_group and not any(own_figures(branches[0])):
        branches = branches[0].below
    return rows_of(layout, branches, sign, 1, **filters)


def rows_of(layout: Layout, branches: Sequence[Branch], sign: int, level: int, **filters: object) -> list[ReportRow]:
    """Branches as rows: a heading above its accounts and its sum below them. `filters` narrow the lines behind a sum."""
    found: list[ReportRow] = []
    for branch in branches:
        node = branch.node
        links = {"account": f"accounting/accounts/{node.id}"}
        figures = tuple(sign * figure for figure in branch.figures)
        if branch.is_leaf:
            links |= layout.links(account=node.id)
            found.append(ReportRow((node.code, node.name, *figures), level, links=links, key=node.key))
            continue
        found.append(ReportRow((node.code, node.name, *(None for _f in figures)), level, "heading", links))
        own = own_figures(branch)
        if any(own):
            cells = (node.code, node.name, *(sign * figure for figure in own))
            found.append(ReportRow(cells, level + 1, links=layout.links(account=node.id), key=f"{node.key} own"))
        found += rows_of(layout, branch.below, sign, level + 1, **filters)
        total = _("Total {name}").fill(name=node.name)
        found.append(
            ReportRow(
                ("", total, *figures), level, "subtotal", layout.links(under=node.id, **filters), _sum_key(node.key, filters)
            )
        )
    return found


def _sum_key(key: str, filters: Mapping[str, object]) -> str:
    """A heading may stand in two sections; its sum then is of each."""
    return " ".join([key, *(str(value) for value in filters.values())])


def own_figures(branch: Branch) -> tuple[Decimal, ...]:
    """What stands on the account itself, without what stands below it."""
    return tuple(total - sum((b.figures[n] for b in branch.below), ZERO) for n, total in enumerate(branch.figures))


def sum_of(branches: Sequence[Branch], width: int, sign: int = 1) -> tuple[Decimal, ...]:
    """Figures of several branches added up."""
    return tuple(sign * sum((b.figures[n] for b in branches), ZERO) for n in range(width))


def total_row(title: Text, key: str, figures: Sequence[Decimal], links: dict[str, str], *, level: int = 0) -> ReportRow:
    """A sum that stands alone."""
    return ReportRow(("", title, *figures), level, "total", links, key)


def section_row(title: Text, width: int) -> ReportRow:
    """The name of a section above its rows."""
    return ReportRow(("", title, *([None] * width)), 0, "heading")
