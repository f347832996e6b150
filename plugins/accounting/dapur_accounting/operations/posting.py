"""The call of the ledger's posting function, shared by every operation that posts one entry."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dapur.contract import Result, _
from dapur.operations.work import Work
from dapur_accounting.events import EntriesPosted
from dapur_accounting.operations.entry_lines import ARRAYS, Columns

CONFLICTS = {
    "entry_number_key": (
        "journal",
        "NUMBER_TAKEN",
        _("The journal's pattern makes a number that exists already. Change the pattern of the journal."),
    ),
    "entry_source_key": ("reference", "REFERENCE_REUSED", _("This reference was booked a moment ago. Look at the list.")),
}
POST = (
    "select entry_id, number, existing from accounting.post_entry(%s, %s, %s, %s, %s, %s, %s, %s::bigint, %s, %s::bytea,"
    f" null::bigint, {ARRAYS})"
)


class EntryPosted(Result):
    """The entry. `existing`: it was booked before from the same source with the same content."""

    id: int
    number: str
    existing: bool = False


@dataclass(frozen=True)
class Source:
    """Where an entry comes from: a plugin's document. `number` makes it unique in its journal."""

    plugin: str = ""
    kind: str = ""
    id: int | None = None
    number: str = ""


async def post(
    work: Work, journal: int, day: date, description: str, reference: str, lines: Columns, source: Source = Source()
) -> EntryPosted:
    """Post and tell. Raises Refused with what is wrong."""
    rows = await work.rows(
        POST,
        work.scope.company,
        journal,
        day,
        description,
        reference,
        source.plugin,
        source.kind,
        source.id,
        source.number,
        content_hash(day, description, lines.arguments()) if source.number else None,
        *lines.arguments(),
    )
    row = rows[0]
    if not row["existing"]:
        work.emit(EntriesPosted((row["entry_id"],)))
    return EntryPosted(id=row["entry_id"], number=row["number"], existing=row["existing"])


def content_hash(day: date, description: str, columns: Sequence[Sequence[Any]]) -> bytes:
    """What makes two bookings of the same source the same."""
    plain = [[_plain(value) for value in column] for column in columns]
    return hashlib.sha256(json.dumps([day.isoformat(), description, plain]).encode()).digest()


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, (int, str)) else format(value.normalize(), "f")
