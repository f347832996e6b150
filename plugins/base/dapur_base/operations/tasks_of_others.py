"""Which tasks a person may change: those that are theirs or that they gave; all of them with the right to manage tasks."""

from typing import Any

from dapur.contract import Conflict, NotFound, Refused, _
from dapur.operations.work import Work
from dapur_base.operations.versions import CHANGED_MEANWHILE

MANAGE = "base.task.manage"
NOT_YOURS = _("There is no such task for you here. Open your list of tasks.")


async def held_task(work: Work, task: int, version: int | None = None) -> dict[str, Any]:
    """The task, held until the end of the transaction. Raises NotFound (also for tasks of others) and Conflict."""
    row = await work.row("select * from base.task where company_id = %s and id = %s for update", work.scope.company, task)
    if row is None or not (work.actor in (row["owner_id"], row["created_by"]) or work.scope.may(MANAGE)):
        raise NotFound(NOT_YOURS, field="id")
    if version is not None and version != row["version"]:
        raise Conflict("VERSION_CHANGED", CHANGED_MEANWHILE)
    return row


def need_open(row: dict[str, Any]) -> None:
    """Raise Refused when the task is done or cancelled."""
    if row["state"] != "open":
        raise Refused("BASE_TASK_ENDED", _("This task is finished. Open it again first."), field="id")
