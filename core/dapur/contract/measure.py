"""Measures: the figures of management. One definition each, in one place, and the rows behind every figure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from dapur.contract.query import Query
from dapur.contract.words import Words

Span = Literal["within", "through", "on"]
EMPTY: Mapping[str, Any] = {}


@dataclass(frozen=True)
class Measure:
    """A figure: rows of one query, counted, added up, or set into relation. What is read obeys the query's rights and scopes.

    definition: what counts, by which date, and what does not. version: one higher with every change of what counts, so that
    a sheet that was kept says so.
    rows: address of the list page that shows the query ("it/tickets"): every figure opens the rows that make it.
    total: column that is added up (`total=True`; in the company's own currency or one unit); "" counts the rows.
    filters: what narrows the rows always, by filter name, of the types that the query's filters take.
    days: filter of kind "dates" that takes the period; "" = as things stand now, which has no period before.
    span: within the period's days, from the beginning through its last day, or on its last day.
    part: further filters: the figure is the percentage of the rows that pass them, too. None where there are no rows.
    better: whether more of it is good news, or less; "" = neither.
    """

    name: str
    title: Words
    definition: Words
    query: Query
    rows: str
    unit: Words = ""
    total: str = ""
    filters: Mapping[str, Any] = field(default_factory=lambda: EMPTY, hash=False)
    days: str = ""
    span: Span = "within"
    part: Mapping[str, Any] = field(default_factory=lambda: EMPTY, hash=False)
    better: Literal["more", "less", ""] = ""
    version: int = 1

    @property
    def plugin(self) -> str:
        """The plugin that declares it."""
        return self.name.partition(".")[0]

    @property
    def permission(self) -> str:
        """Whoever may read the rows may know the figure."""
        return self.query.permission

    @property
    def is_money(self) -> bool:
        """Whether what is added up is money of the company's currency."""
        return bool(self.total) and self.query.column(self.total).kind == "money"
