"""A task: what somebody is to do until a day."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from dapur.contract import Form, Refused, Result, Shown, _, operation
from dapur.notices.tell import tell
from dapur.operations.work import Work
from dapur_base.calendars import add_working_days, calendar_of
from dapur_base.operations.people import colleague

TITLE = Annotated[str, StringConstraints(min_length=1, max_length=200), Shown(_("What is to do"))]
NOTE = Annotated[str, StringConstraints(max_length=4000), Shown(_("Note"), kind="note")]
PERSON = Annotated[int, Shown(_("Owner"), kind="reference", reference="base.colleagues")]
WORKING_DAYS = Annotated[int, Field(ge=0, le=366)]
DAYS_TEXT = Annotated[str, StringConstraints(pattern=r"^\s*(\d{1,3}\s*([,; ]\s*\d{1,3}\s*)*)?$", max_length=60)]


class TaskFacts(Form):
    """What is to do, by whom, until when."""

    title: TITLE
    owner_id: Annotated[
        int | None, Shown(_("Owner"), kind="reference", reference="base.colleagues", hint=_("You when left empty"))
    ] = None
    due: Annotated[date | None, Shown(_("Due"))] = None
    due_in: Annotated[WORKING_DAYS | None, Shown(_("Or in so many working days"))] = None
    note: NOTE = ""
    document_plugin: Annotated[str, StringConstraints(max_length=60), Shown(_("Department"), kind="hidden")] = ""
    document_title: Annotated[str, StringConstraints(max_length=200), Shown(_("Document"), kind="hidden")] = ""
    document_address: Annotated[
        str, StringConstraints(max_length=300, pattern=r"^([a-z0-9_-]+(/[^\s/]+)+)?$"), Shown(_("Address"), kind="hidden")
    ] = ""


class Reminding(Form):
    """When a task is reminded of, and who hears when it is late. Days are working days, written like 3, 1."""

    remind_before: Annotated[DAYS_TEXT, Shown(_("Remind before"), hint=_("Working days before, for example 3, 1"))] = "1"
    remind_after: Annotated[DAYS_TEXT, Shown(_("Remind when late"), hint=_("Working days late, for example 1, 5"))] = "1"
    escalate_to: Annotated[int | None, Shown(_("Tell when late"), kind="reference", reference="base.colleagues")] = None
    escalate_after: Annotated[int, Field(ge=1, le=366), Shown(_("After so many working days late"))] = 3

    def before(self) -> list[int]:
        """Working days before the due date, the furthest first."""
        return days_in(self.remind_before)[::-1]

    def after(self) -> list[int]:
        """Working days late, the first one first."""
        return [days for days in days_in(self.remind_after) if days]

    def escalation(self) -> tuple[int | None, int | None]:
        """Who is told and after how many working days, or neither."""
        return (self.escalate_to, self.escalate_after) if self.escalate_to is not None else (None, None)


class AddTask(Reminding, TaskFacts):
    """A task. due: its day; or due_in: so many working days from today. document_*: what it is about."""


class TaskSaved(Result):
    """The task. next_id: the next one of its rule, where its end made one."""

    id: int
    title: str
    due: date | None
    version: int
    next_id: int | None = None


@operation("base.add_task", title=_("New task"), permission="base.task.use", audit_verb=_("added the task"))
async def add_task(work: Work, form: AddTask) -> TaskSaved:
    """Give somebody, or oneself, a task. Its owner hears of it."""
    owner = work.actor if form.owner_id is None else await colleague(work, form.owner_id, "owner_id")
    await check_reminding(work, form)
    if bool(form.document_title) != bool(form.document_address):
        sentence = _("A document needs its title and its address. Give both, or none.")
        raise Refused("BASE_DOCUMENT_HALF", sentence, field="document_address")
    row = await work.row(
        "insert into base.task (company_id, title, note, owner_id, created_by, due, remind_before, remind_after, escalate_to,"
        " escalate_after, document_plugin, document_title, document_address)"
        " values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) returning id, title, due, version",
        work.scope.company,
        form.title,
        form.note,
        owner,
        work.actor,
        await _due(work, form),
        form.before(),
        form.after(),
        *form.escalation(),
        form.document_plugin,
        form.document_title,
        form.document_address,
    )
    assert row is not None
    await tell_owner(work, row["id"], row["title"], owner)
    return TaskSaved(**row)


async def _due(work: Work, form: AddTask) -> date | None:
    if form.due is not None and form.due_in is not None:
        raise Refused("BASE_DUE_TWICE", _("Give a day, or a number of working days, not both."), field="due_in")
    return form.due if form.due_in is None else add_working_days(await calendar_of(work), work.today, form.due_in)


async def check_reminding(work: Work, form: Reminding) -> None:
    """Who is told works here. Raises Refused (BASE_NOT_A_COLLEAGUE)."""
    if form.escalate_to is not None:
        await colleague(work, form.escalate_to, "escalate_to")


async def tell_owner(work: Work, task: int, title: str, owner: int) -> None:
    """Who got a task from somebody else hears of it."""
    if owner != work.actor:
        await tell(work, (owner,), "base.task_given", _("A task for you: {title}").fill(title=title), f"base/tasks/{task}")


def days_in(text: str) -> list[int]:
    """Numbers of a text like "3, 1", each once, in order."""
    return sorted({int(part) for part in text.replace(",", " ").replace(";", " ").split()})


def days_text(days: Sequence[int]) -> str:
    """Back to text."""
    return ", ".join(str(number) for number in days)
