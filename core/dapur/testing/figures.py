"""Figures that are not what the rows behind them say: sentences for the author of the measure, empty when all is well."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from dapur.contract import ListPage, Measure
from dapur.measures.figures import figure_of, filters_of, percent
from dapur.measures.period import period_of
from dapur.plugins.registry import Registry
from dapur.queries.plan import Wish
from dapur.queries.reader import Reader
from dapur.testing.companies import Actor
from dapur.testing.declarations import declared_by
from dapur.testing.visits import visiting


def figures_without_rows(registry: Registry, plugin: str) -> list[str]:
    """Measures whose address is no list of their query."""
    lists = {
        f"{owner}/{page.path}": page.query
        for owner, pages in registry.pages.items()
        for page in pages
        if isinstance(page, ListPage)
    }
    return [
        f"{m.name}: {m.rows} is no list page of {m.query.name}"
        for m in declared_by(registry, plugin, "measures")
        if lists.get(m.rows) is not m.query
    ]


async def figures_that_do_not_add_up(actor: Actor, plugin: str) -> list[str]:
    """Figures of the running year that differ from their rows, read one by one, or whose address does not open."""
    reader = await actor.reader()
    period = period_of(reader.today, 12, reader.today)
    code = reader.company.code
    wrong = []
    async with visiting(actor) as client:
        for measure in declared_by(actor.house.registry, plugin, "measures"):
            figure = await figure_of(reader, measure, period)
            added = await _added_up(reader, measure, filters_of(measure, period))
            if figure.value != added:
                wrong.append(f"{measure.name}: says {figure.value}, its rows say {added}")
            status = (await client.get(f"/{code}/{figure.address}")).status_code
            if status != 200:
                wrong.append(f"{figure.address}: {status}")
    return wrong


async def _added_up(reader: Reader, measure: Measure, filters: Mapping[str, Any]) -> Decimal | None:
    whole = await _rows(reader, measure, filters)
    if not measure.part:
        return sum(whole, Decimal(0))
    return percent(sum(await _rows(reader, measure, {**filters, **measure.part}), Decimal(0)), sum(whole, Decimal(0)))


async def _rows(reader: Reader, measure: Measure, filters: Mapping[str, Any]) -> list[Decimal]:
    columns = (measure.total,) if measure.total else tuple(measure.query.key)
    wish = Wish(columns=columns, filters=filters)
    return [
        row[0] or Decimal(0) if measure.total else Decimal(1) async for batch in reader.all(measure.query, wish) for row in batch
    ]
