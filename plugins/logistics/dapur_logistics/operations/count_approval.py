"""A count as a document that base's approvals know: what its differences are worth decides who is asked."""

from decimal import Decimal
from typing import Any

from dapur.contract import NotFound, _
from dapur.operations.work import Work
from dapur_base.approvals import ApprovalKind, ApprovalSubject, digest_of
from dapur_base.reading import Source

COUNT = "logistics.count"
# The newest round of each line; what differs counts by its value, more and less alike.
FACTS = """
    select jsonb_build_object('number', c.number, 'place', l.name, 'lines', x.lines, 'worth', x.worth,
        'counted_by', coalesce(x.counted_by, c.started_by), 'differing', coalesce(x.differing, '{}'))
    from logistics.stock_count c
    join logistics.location l on l.company_id = c.company_id and l.id = c.place_id
    left join lateral (
        select jsonb_agg(array[n.item_id, n.location_id, coalesce(n.lot_id, 0), n.variance, n.value]) as lines,
            sum(abs(n.value))::text as worth, (array_agg(n.counted_by order by n.id desc))[1] as counted_by,
            array_agg(distinct n.counted_by) filter (where n.variance <> 0) as differing
        from (
            select distinct on (d.item_id, d.location_id, coalesce(d.lot_id, 0)) d.*
            from logistics.counted d where d.company_id = c.company_id and d.count_id = c.id
            order by d.item_id, d.location_id, coalesce(d.lot_id, 0), d.round desc) n) x on true
    where c.company_id = %s and c.id = %s
"""


class Counts:
    """Counts that can be approved."""

    kinds = (ApprovalKind(COUNT, _("Stock count"), "logistics.count"),)

    def __init__(self, source: Source) -> None:
        self.source = source

    async def subject(self, _kind: str, document: int) -> ApprovalSubject | None:
        """The count as it stands; None when it is not there."""
        facts = await self.source.value(FACTS, self.source.scope.company, document)
        return None if facts is None else _subject(facts, document, self.source.company.currency)


def _subject(facts: dict[str, Any], count: int, currency: str) -> ApprovalSubject:
    return ApprovalSubject(
        kind=COUNT,
        id=count,
        title=f"{facts['number']} {facts['place']}",
        address=f"logistics/counts/{count}",
        digest=digest_of(facts["lines"]),
        requested_by=facts["counted_by"],
        amount=Decimal(facts["worth"] or 0),
        currency=currency,
        involved=facts["differing"],
    )


async def count_subject(work: Work, count: int) -> ApprovalSubject:
    """What is approved: each line's difference and its value. Raises NotFound.

    Neither who counted last decides, nor who counted a line that differs.
    """
    found = await Counts(work).subject(COUNT, count)
    if found is None:
        raise NotFound(field="count")
    return found
