"""What the ledger was not told while accounting was off is told now."""

from dataclasses import replace
from datetime import date
from typing import Any

from dapur.contract import Form, Refused, Result, _, operation
from dapur.operations.work import Work
from dapur.services.ledger import EntryDraft, LedgerPosting
from dapur_logistics.operations.book_stock import fitting, lines_of, mark
from dapur_logistics.operations.locations_known import Locations, read_locations
from dapur_logistics.rules.costing import Flow

WAITING = """
    select b.id, b.kind, b.day, d.id as document_id, d.kind as document_kind, d.number, d.party_id, d.cost_centre, d.note, d.reference,
        c.number as corrected, v.locations, v.amounts
    from logistics.booking b
    join logistics.document d on d.company_id = b.company_id and d.id = b.document_id
    left join logistics.move m on m.company_id = b.company_id and m.id = b.corrects_id
    left join logistics.revaluation r on r.company_id = b.company_id and r.id = b.corrects_id
    left join logistics.document c on c.company_id = b.company_id and c.id = coalesce(m.document_id, r.document_id)
    left join lateral (select array_agg(x.location_id) as locations, array_agg(x.value) as amounts from (
        select location_id, sum(value) as value from logistics.valuation v where v.company_id = b.company_id and v.booking_id = b.id
        group by 1) x) v on true
    where b.company_id = %s and not exists (
        select from logistics.booking_entry e where e.company_id = b.company_id and e.booking_id = b.id)
    order by b.id limit %s
"""
AT_ONCE = 500


class HandOver(Form):
    """Nothing is asked."""


class HandedOver(Result):
    """How many entries the ledger was told, and whether more wait."""

    entries: int
    more: bool


@operation(
    "logistics.hand_over",
    title=_("Tell the ledger what waits"),
    permission="logistics.value.change",
    audit_verb=_("told the ledger what stock was worth"),
)
async def hand_over(work: Work, form: HandOver) -> HandedOver:
    """Post what was kept while accounting was off or lacked an account: on its day, or the first that is open."""
    ledger = work.find(LedgerPosting)
    if ledger is None and work.scope.door == "job":
        return HandedOver(entries=0, more=False)
    if ledger is None:
        raise Refused("LEDGER_OFF", _("Accounting is off. What stock is worth is kept until it is switched on."))
    rows = await work.rows(WAITING, work.scope.company, AT_ONCE + 1)
    locations = await read_locations(work, {n for row in rows for n in row["locations"] or ()})
    posted = []
    for row in rows[:AT_ONCE]:
        entry = _entry(row, locations, await ledger.first_open_day(row["day"]))
        posted.append(([row["id"]], entry, await ledger.post(await fitting(ledger, entry)) if entry.lines else None))
    await mark(work, posted)
    return HandedOver(entries=sum(1 for _b, e, _f in posted if e.lines), more=len(rows) > AT_ONCE)


def _entry(row: dict[str, Any], locations: Locations, day: date) -> EntryDraft:
    flows = [Flow(n, v, v) for n, v in zip(row["locations"] or (), row["amounts"] or (), strict=True)]
    if row["kind"] == "document":
        lines = lines_of(flows, locations, row["party_id"], row["cost_centre"])
        text = row["note"] or row["number"]
        return EntryDraft(
            day, lines, "logistics", row["document_kind"], row["number"], row["document_id"], text, row["reference"]
        )
    text = f"{row['corrected']} ← {row['number']}"
    made = EntryDraft(day, lines_of(flows, locations), "logistics", "valuation_correction", f"{row['corrected']}#{row['id']}")
    return replace(made, source_id=row["document_id"], description=text, reference=row["number"])
