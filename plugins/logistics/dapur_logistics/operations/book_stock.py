"""Telling the general ledger what stock was worth: an entry a document, and one for each cost that changed afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from dapur.contract import Refused
from dapur.operations.work import Work
from dapur.services.ledger import ZERO, EntryDraft, LedgerLine, LedgerPosting, PostedEntry
from dapur_logistics.operations.locations_known import Locations
from dapur_logistics.operations.stock_draft import StockDraft
from dapur_logistics.rules.costing import Flow

INSTEAD = {"purchase_return_variance": "inventory_difference", "landed_cost_clearing": "goods_received"}
"""Accounts that a small chart does not have, and what takes their place."""

EACH = 100
"""So many corrections of one posting become entries of their own; more become one entry a day, a sum an account."""

NUMBER_OF = (
    "select e.id, d.number from unnest(%s::bigint[]) as e(id)"
    " left join logistics.move m on m.company_id = %s and m.id = e.id"
    " left join logistics.revaluation r on r.company_id = %s and r.id = e.id"
    " join logistics.document d on d.company_id = %s and d.id = coalesce(m.document_id, r.document_id)"
)


@dataclass
class Booking:
    """What becomes an entry: value flows of one day. corrects, cause: the move whose cost changed, and because of which."""

    kind: str
    day: date
    flows: list[Flow] = field(default_factory=list)
    corrects: int | None = None
    cause: int | None = None

    def kept(self) -> dict[str, Any]:
        """As the posting function takes it."""
        return {"kind": self.kind, "day": self.day.isoformat(), "corrects_id": self.corrects, "cause_id": self.cause}


async def book(
    work: Work,
    ledger: LedgerPosting | None,
    draft: StockDraft,
    number: str,
    document: int,
    bookings: Sequence[Booking],
    ids: Sequence[int],
    locations: Locations,
) -> None:
    """Post the entries and note them. While no ledger is on, or it lacks an account, the bookings wait."""
    if ledger is None:
        return
    numbered = list(zip(ids, bookings, strict=True))
    own, later = numbered[:1], numbered[1:]
    entries = [([n], _own(draft, number, document, n, b, locations)) for n, b in own]
    if len(later) <= EACH:
        names = await _numbers(work, [b.corrects for _id, b in later if b.corrects is not None])
        entries += [([n], _correction(n, b, number, document, names, locations)) for n, b in later]
    else:
        entries += _by_day(later, number, document, locations)
    try:
        posted = [(n, e, await ledger.post(await fitting(ledger, e)) if e.lines else None) for n, e in entries]
    except Refused as refused:
        if refused.code == "DIMENSION_UNKNOWN":
            raise Refused(refused.code, refused.problems[0].message, field="cost_centre") from refused
        if refused.code not in ("ROLE_UNKNOWN", "JOURNAL_MISSING"):
            raise
        return
    await mark(work, posted)


async def mark(work: Work, posted: Sequence[tuple[Sequence[int], EntryDraft, PostedEntry | None]]) -> None:
    """Note which entry tells which bookings; no entry where there was nothing to tell."""
    rows = [
        (booking, found.id if found else None, found.number if found else "", entry.day)
        for bookings, entry, found in posted
        for booking in bookings
    ]
    if rows:
        columns = [list(column) for column in zip(*rows, strict=True)]
        await work.run(
            "select logistics.mark_booked(%s, %s::bigint[], %s::bigint[], %s::text[], %s::date[])", work.scope.company, *columns
        )


async def _numbers(work: Work, events: Sequence[int]) -> dict[int, str]:
    if not events:
        return {}
    company = work.scope.company
    return {row["id"]: row["number"] for row in await work.rows(NUMBER_OF, list(events), company, company, company)}


def _own(draft: StockDraft, number: str, document: int, booking: int, b: Booking, locations: Locations) -> EntryDraft:
    lines = lines_of(b.flows, locations, draft.party, draft.cost_centre)
    description = draft.note or number
    return EntryDraft(b.day, lines, "logistics", draft.kind, number, document, description, draft.reference)


def _correction(n: int, b: Booking, number: str, document: int, names: Mapping[int, str], locations: Locations) -> EntryDraft:
    corrected = names.get(b.corrects or 0, "")
    description = f"{corrected} ← {number}"
    lines = lines_of(b.flows, locations)
    return EntryDraft(b.day, lines, "logistics", "valuation_correction", f"{corrected}#{n}", document, description, number)


def _by_day(
    later: Sequence[tuple[int, Booking]], number: str, document: int, locations: Locations
) -> list[tuple[list[int], EntryDraft]]:
    """Which costs changed by how much stands in stock; the ledger is told the sums."""
    days: dict[date, list[tuple[int, Booking]]] = {}
    for n, b in later:
        days.setdefault(b.day, []).append((n, b))
    made = []
    for day, found in days.items():
        lines = lines_of([flow for _n, b in found for flow in b.flows], locations)
        source, told = f"{number}#{found[0][0]}", f"← {number}"
        entry = EntryDraft(day, lines, "logistics", "valuation_correction", source, document, told, number)
        made.append(([n for n, _b in found], entry))
    return made


def lines_of(flows: Sequence[Flow], locations: Locations, party: int | None = None, cost_centre: str = "") -> list[LedgerLine]:
    """Debit and credit by role. Value that stays in stock (a transfer) is no entry."""
    sums: dict[str, Decimal] = {}
    for flow in flows:
        role = locations.by_id[flow.location].role
        sums[role] = sums.get(role, ZERO) + flow.value
    return [
        LedgerLine(
            role,
            debit=max(value, ZERO),
            credit=max(-value, ZERO),
            party=party if role == "goods_received" else None,
            cost_centre=cost_centre if role != "inventory" else "",
        )
        for role, value in sums.items()
        if value
    ]


async def fitting(ledger: LedgerPosting, entry: EntryDraft) -> EntryDraft:
    """With the accounts that the company has."""
    lines = [
        replace(x, role=INSTEAD[x.role]) if x.role in INSTEAD and not await ledger.knows_role(x.role) else x for x in entry.lines
    ]
    return replace(entry, lines=lines)
