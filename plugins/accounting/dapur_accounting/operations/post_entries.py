"""Post many entries at once: what imports use, and integrators with many documents."""

from typing import Annotated

from pydantic import Field

from dapur.contract import BatchResult, Form, Shown, _, operation
from dapur.operations.work import Work
from dapur_accounting.events import EntriesPosted
from dapur_accounting.operations.entry_lines import ARRAYS, columns_of, written
from dapur_accounting.operations.post_entry import PostEntry
from dapur_accounting.operations.posting import CONFLICTS, content_hash

POST = (
    "select place, entry_id, number, existing from accounting.post_entries(%s, %s::bigint[], %s::date[], %s::text[], %s::text[],"
    f" 'import', %s::text[], %s::bytea[], %s::int[], {ARRAYS}) order by place"
)


class PostEntries(Form):
    """Entries in the order in which they take their numbers."""

    records: Annotated[list[PostEntry], Field(max_length=1000), Shown(_("Entries"), kind="lines")]


class EntriesBooked(BatchResult):
    """The entries, in the order of the input."""

    ids: list[int] = []


@operation(
    "accounting.post_entries",
    title=_("Post entries"),
    permission="accounting.entry.post",
    audit_verb=_("posted entries"),
    conflicts=CONFLICTS,
)
async def post_entries(work: Work, form: PostEntries) -> EntriesBooked:
    """Post many entries, all or none. What was booked before from the same source with the same content is left out."""
    if not form.records:
        return EntriesBooked(existing=[], titles=[])
    lines = [line for n, record in enumerate(form.records) for line in written(record.lines, record.date, f"records.{n}.")]
    columns = (await columns_of(work, lines)).arguments()
    rows = await work.rows(
        POST,
        work.scope.company,
        [r.journal for r in form.records],
        [r.date for r in form.records],
        [r.description for r in form.records],
        [r.reference for r in form.records],
        [r.source for r in form.records],
        _hashes(form, columns),
        [n for n, r in enumerate(form.records, 1) for _line in r.lines],
        *columns,
    )
    made = tuple(row["entry_id"] for row in rows if not row["existing"])
    if made:
        work.emit(EntriesPosted(made))
    return EntriesBooked(
        existing=[row["existing"] for row in rows], titles=[row["number"] for row in rows], ids=[row["entry_id"] for row in rows]
    )


def _hashes(form: PostEntries, columns: tuple[list[object], ...]) -> list[bytes | None]:
    found: list[bytes | None] = []
    start = 0
    for record in form.records:
        end = start + len(record.lines)
        own = [column[start:end] for column in columns]
        found.append(content_hash(record.date, record.description, own) if record.source else None)
        start = end
    return found
