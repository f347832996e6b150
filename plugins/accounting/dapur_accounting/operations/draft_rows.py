"""Rows of drafts: read for posting, removed when they are posted."""

from typing import Any

from dapur.contract import NotFound
from dapur.operations.work import Work
from dapur_base.operations.versions import untouched


async def draft_row(work: Work, draft: int) -> dict[str, Any]:
    """The draft, held until the end of the transaction. Raises NotFound."""
    row = await work.row(
        "select id, journal_id, date, description, reference, lines, version from accounting.draft_entry"
        " where company_id = %s and id = %s for update",
        work.scope.company,
        draft,
    )
    if row is None:
        raise NotFound(field="id")
    return row


async def remove_draft(work: Work, draft: int, version: int | None) -> None:
    """Delete the draft. Raises NotFound, or Conflict when somebody changed it since."""
    row = await work.row(
        "delete from accounting.draft_entry where company_id = %s and id = %s and (version = %s or %s::int is null) returning id",
        work.scope.company,
        draft,
        version,
        version,
    )
    if row is None:
        raise await untouched(work, "accounting.draft_entry", draft)
