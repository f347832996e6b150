"""Accounts of leave: locked, read, written."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dapur.operations.work import Work
from dapur_base.reading import Source, rows_of
from dapur_hr.rules.leave_ledger import Entry

_ENTRIES = """
    select employment_id, id, day, days, kind, lapses_on, lot_id, request_id from hr.leave_entry
    where company_id = %s and type_id = %s and employment_id = any (%s) order by day, id
"""
_WRITE = """
    insert into hr.leave_entry (company_id, employment_id, type_id, day, days, kind, lapses_on, lot_id, request_id, period, note,
        noted_by, noted_at)
    select %s, e, %s, d, n, k, l, o, r, p, t, %s, %s
    from unnest(%s::bigint[], %s::date[], %s::numeric[], %s::text[], %s::date[], %s::bigint[], %s::bigint[], %s::text[],
        %s::text[]) as u(e, d, n, k, l, o, r, p, t)
"""


@dataclass(frozen=True)
class NewEntry:
    """An entry to write. See the table hr.leave_entry."""

    employment: int
    day: date
    days: Decimal
    kind: str
    lapses_on: date | None = None
    lot: int | None = None
    request: int | None = None
    period: str = ""
    note: str = ""


async def lock_accounts(work: Work, leave_type: int, employments: Sequence[int]) -> None:
    """Let nobody else write entries of these people and this kind until the transaction ends."""
    await work.run(
        "insert into hr.leave_account (company_id, employment_id, type_id) select %s, e, %s from unnest(%s::bigint[]) e"
        " on conflict do nothing",
        *(work.scope.company, leave_type, list(employments)),
    )
    await work.run(
        "select from hr.leave_account where company_id = %s and type_id = %s and employment_id = any (%s)"
        " order by employment_id for update",
        *(work.scope.company, leave_type, list(employments)),
    )


async def entries_of(source: Source, leave_type: int, employments: Sequence[int]) -> dict[int, list[Entry]]:
    """The entries of each employment, in order."""
    found: dict[int, list[Entry]] = defaultdict(list)
    for employment, *facts in await rows_of(source, _ENTRIES, source.scope.company, leave_type, list(employments)):
        found[employment].append(Entry(*facts))
    return found


async def write_entries(work: Work, leave_type: int, entries: Iterable[NewEntry]) -> None:
    """Append entries; the accounts are locked."""
    every = list(entries)
    if not every:
        return
    columns = zip(
        *((e.employment, e.day, e.days, e.kind, e.lapses_on, e.lot, e.request, e.period, e.note) for e in every), strict=True
    )
    await work.run(_WRITE, work.scope.company, leave_type, work.actor or None, work.now, *(list(c) for c in columns))
