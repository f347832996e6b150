"""What measures give: one way to read a figure, whatever page, file, mail or API shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from dapur.contract import Forbidden, Measure, NotFound, Words
from dapur.measures.period import Period
from dapur.queries.plan import Wish
from dapur.queries.reader import Reader

HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Figure:
    """A measure's value. None: a percentage of nothing. before: None as well where a measure has no period."""

    measure: Measure
    period: Period
    value: Decimal | None
    before: Decimal | None

    @property
    def change(self) -> Decimal | None:
        """By how many percent it changed, a percentage by how many points; None where there is nothing to compare with."""
        if self.value is None or self.before is None:
            return None
        if self.measure.part:
            return self.value - self.before
        return percent(self.value - self.before, abs(self.before))

    @property
    def address(self) -> str:
        """Inside the company: the list of exactly the rows that make it."""
        return f"{self.measure.rows}?{urlencode(written(filters_of(self.measure, self.period)))}"


def percent(part: Decimal, whole: Decimal) -> Decimal | None:
    """With two decimals, half up; None of nothing."""
    return (part * 100 / whole).quantize(HUNDREDTH, ROUND_HALF_UP) if whole else None


def filters_of(measure: Measure, period: Period) -> dict[str, Any]:
    """What narrows the query to the rows of a period; for a percentage, to the whole of it."""
    return {**measure.filters, **({measure.days: _days(measure, period)} if measure.days else {})}


def _days(measure: Measure, period: Period) -> tuple[date | None, date]:
    match measure.span:
        case "within":
            return period.begins, period.last
        case "through":
            return None, period.last
        case "on":
            return period.last, period.last


def written(filters: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Filters as the address of a list writes them."""
    pairs: list[tuple[str, str]] = []
    for name, value in filters.items():
        if isinstance(value, tuple):
            pairs += [(f"{name}.{end}", str(v)) for end, v in zip(("from", "to"), value, strict=True) if v is not None]
        elif isinstance(value, list):
            pairs += [(name, one) for one in value]
        else:
            pairs.append((name, str(int(value) if isinstance(value, bool) else value)))
    return pairs


def measures_for(reader: Reader) -> list[Measure]:
    """Those of the departments that are on whose rows this person may read."""
    return [m for m in reader.house.registry.measures.values() if _is_readable(reader, m)]


def _is_readable(reader: Reader, measure: Measure) -> bool:
    try:
        reader.may_read(measure.query)
    except (Forbidden, NotFound):
        return False
    if measure.plugin != "core" and measure.plugin not in reader.scope.plugins:
        return False
    scope = reader.scope.rows.get(measure.permission)
    if scope and scope not in measure.query.row_scopes:
        return False
    return not measure.total or any(c.name == measure.total for c in reader.seen(measure.query).columns)


async def figures_of(reader: Reader, period: Period) -> list[Figure]:
    """All figures that this person may know, with the period before."""
    return [await figure_of(reader, measure, period) for measure in measures_for(reader)]


def by_department(reader: Reader, figures: Sequence[Figure]) -> list[tuple[Words, list[Figure]]]:
    """Each department's title with its figures, in their turn."""
    parts = groupby(figures, key=lambda figure: figure.measure.plugin)
    return [(reader.house.registry.info(plugin).title, list(those)) for plugin, those in parts]


async def figure_of(reader: Reader, measure: Measure, period: Period) -> Figure:
    """One figure. Raises Forbidden and NotFound."""
    value = await value_of(reader, measure, filters_of(measure, period))
    before = await value_of(reader, measure, filters_of(measure, period.before)) if measure.days else None
    return Figure(measure, period, value, before)


async def value_of(reader: Reader, measure: Measure, filters: Mapping[str, Any]) -> Decimal | None:
    """The rows that the filters leave, counted, added up, or set into relation; only those that this person may see."""
    whole = await _sum(reader, measure, filters)
    if not measure.part:
        return whole
    return percent(await _sum(reader, measure, {**filters, **measure.part}), whole)


async def _sum(reader: Reader, measure: Measure, filters: Mapping[str, Any]) -> Decimal:
    totals = await reader.totals(measure.query, Wish(filters=filters))
    return totals.sums[measure.total] if measure.total else Decimal(totals.count)
