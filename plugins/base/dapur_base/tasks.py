"""Tasks about a department's documents, for its operations.

    await give_task(work, "Count the stock again", owner, title=count.number, address=f"logistics/counts/{count.id}",
                    due_in=2)
    …
    await end_tasks(work, f"logistics/counts/{count.id}")        # once the document needs nothing more

Everything happens in the caller's transaction; the caller has checked what its actor may do.
"""

from datetime import date
from typing import Literal

from dapur.operations.work import Work
from dapur_base.operations.add_task import AddTask, add_task
from dapur_base.operations.make_tasks import make_next

__all__ = ["end_tasks", "give_task"]


async def give_task(
    work: Work,
    what: str,
    owner: int,
    *,
    title: str,
    address: str,
    due: date | None = None,
    due_in: int | None = None,
    note: str = "",
) -> int:
    """Give a user a task about a document (its title, its address inside the company); its number.

    due_in: working days from today. Raises Refused (BASE_NOT_A_COLLEAGUE).
    """
    form = AddTask(
        title=what,
        owner_id=owner,
        due=due,
        due_in=due_in,
        note=note,
        document_plugin=address.partition("/")[0],
        document_title=title,
        document_address=address,
    )
    return int((await add_task.run(work, form)).id)


async def end_tasks(work: Work, address: str, state: Literal["done", "cancelled"] = "done") -> int:
    """End every open task about a document. Returns how many; none is no mistake."""
    ended = await work.rows(
        "update base.task set state = %s, ended_at = %s, ended_by = %s, version = version + 1"
        " where company_id = %s and document_plugin = %s and document_address = %s and state = 'open' returning rule_id, occurrence",
        state,
        work.now,
        work.actor,
        work.scope.company,
        address.partition("/")[0],
        address,
    )
    for row in ended:
        if row["rule_id"] is not None:
            await make_next(work, row["rule_id"], row["occurrence"])
    return len(ended)
