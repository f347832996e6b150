"""Where goods are put that come in: by the line, the order, the item, the dock; what somebody names goes before all."""

from collections.abc import Sequence

from dapur.operations.work import Work

PLACES = """
    select logistics.receiving_place(%s, n.named, %s, n.item) as place
    from unnest(%s::bigint[], %s::bigint[]) with ordinality as n(named, item, line) order by n.line
"""


async def receiving_places(work: Work, order_place: int, lines: Sequence[tuple[int | None, int]]) -> list[int]:
    """The target place of each line (place that is named for it, item), in their order."""
    named, items = [place for place, _item in lines], [item for _place, item in lines]
    rows = await work.rows(PLACES, work.scope.company, order_place, named, items)
    return [row["place"] or order_place for row in rows]
