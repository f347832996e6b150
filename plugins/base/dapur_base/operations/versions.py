"""What became of an update that touched no row: gone, or changed by somebody else."""

from dapur.contract import Conflict, NotFound, _
from dapur.operations.work import Work

CHANGED_MEANWHILE = _("Somebody else changed this meanwhile. Compare, then save again.")


async def untouched(work: Work, table: str, row: int) -> Exception:
    """NotFound when the row is not here, else the Conflict. `table` is a fixed name of the caller."""
    found = await work.value(f"select 1 from {table} where company_id = %s and id = %s", work.scope.company, row)
    return Conflict("VERSION_CHANGED", CHANGED_MEANWHILE) if found else NotFound(field="id")
