"""What a task says, and when it is due."""

from datetime import date
from typing import Annotated

from dapur.contract import Form, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.operations.add_task import NOTE, PERSON, TITLE, Reminding, TaskSaved, check_reminding, tell_owner
from dapur_base.operations.people import colleague
from dapur_base.operations.tasks_of_others import held_task, need_open

TASK = Annotated[int, Shown(_("Number"), kind="hidden")]


class ChangedFacts(Form):
    """What an open task says."""

    id: TASK
    title: TITLE
    due: Annotated[date | None, Shown(_("Due"))] = None
    note: NOTE = ""
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


class ChangeTask(Reminding, ChangedFacts):
    """The facts of an open task."""


@operation("base.change_task", title=_("Change task"), permission="base.task.use", audit_verb=_("changed the task"))
async def change_task(work: Work, form: ChangeTask) -> TaskSaved:
    """Change an open task. With another due date it is reminded of again."""
    need_open(await held_task(work, form.id, form.version))
    await check_reminding(work, form)
    row = await work.row(
        "update base.task set title = %s, note = %s, due = %s, remind_before = %s, remind_after = %s, escalate_to = %s,"
        " escalate_after = %s, version = version + 1 where company_id = %s and id = %s returning id, title, due, version",
        form.title,
        form.note,
        form.due,
        form.before(),
        form.after(),
        *form.escalation(),
        work.scope.company,
        form.id,
    )
    assert row is not None
    return TaskSaved(**row)


class ReassignTask(Form):
    """Who has the task from now on."""

    id: TASK
    owner_id: PERSON


@operation("base.reassign_task", title=_("Hand over"), permission="base.task.use", audit_verb=_("handed the task over"))
async def reassign_task(work: Work, form: ReassignTask) -> TaskSaved:
    """Hand an open task to a colleague, who hears of it."""
    need_open(await held_task(work, form.id))
    owner = await colleague(work, form.owner_id, "owner_id")
    row = await work.row(
        "update base.task set owner_id = %s, version = version + 1 where company_id = %s and id = %s"
        " returning id, title, due, version",
        owner,
        work.scope.company,
        form.id,
    )
    assert row is not None
    await tell_owner(work, form.id, row["title"], owner)
    return TaskSaved(**row)
