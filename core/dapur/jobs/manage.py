"""What people do with jobs: stop one, try one again, look at them."""

from typing import Annotated

from sqlalchemy import func, select

from dapur.contract import Choice, Column, Filter, Form, NotFound, Query, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur.tables import app_user, job

STATES = (
    Choice("waiting", _("Waiting")),
    Choice("running", _("Running")),
    Choice("done", _("Done")),
    Choice("failed", _("Failed")),
    Choice("cancelled", _("Stopped")),
)


class OneJob(Form):
    """Which job."""

    id: Annotated[int, Shown(_("Job"), kind="hidden")]


class JobState(Result):
    """How it stands now."""

    id: int
    state: str


@operation("core.cancel_job", title=_("Stop job"), permission="core.job.manage", audit_verb=_("stopped a job"))
async def cancel_job(work: Work, form: OneJob) -> JobState:
    """Stop a job: one that waits does not begin, one that runs ends at its next step. What it saved stays."""
    return JobState(id=form.id, state=await ask_to_stop(work, form.id))


async def ask_to_stop(work: Work, number: int) -> str:
    """Within any operation. Raises NotFound."""
    row = await work.row(
        "update core.job set cancel_asked = true, changed_at = now(),"
        " state = case when state = 'waiting' then 'cancelled' else state end where company_id = %s and id = %s returning state",
        work.scope.company,
        number,
    )
    if row is None:
        raise NotFound()
    return str(row["state"])


@operation("core.retry_job", title=_("Try again"), permission="core.job.manage", audit_verb=_("started a job again"))
async def retry_job(work: Work, form: OneJob) -> JobState:
    """Run a job that failed or was stopped once more."""
    row = await work.row(
        "update core.job set state = 'waiting', tries = 0, cancel_asked = false, failure = '', due_at = now(), changed_at = now()"
        " where company_id = %s and id = %s and state in ('failed', 'cancelled') returning id",
        work.scope.company,
        form.id,
    )
    if row is None:
        raise NotFound()
    await work.run("select pg_notify('dapur_jobs', '')")
    return JobState(id=form.id, state="waiting")


JOBS = Query(
    "core.jobs",
    _("Jobs"),
    "core.job.manage",
    statement=lambda: select(job.c.id).select_from(job.outerjoin(app_user, app_user.c.id == job.c.user_id)),
    company=job.c.company_id,
    description="Work in the background: what waits, runs, failed.",
    columns=(
        Column("id", _("Number"), "id", job.c.id, hidden=True),
        Column("made_at", _("Time"), "time", job.c.made_at, phone=1),
        Column("kind", _("Job"), "code", job.c.kind, phone=1, link="core/jobs/{id}/about"),
        Column("person", _("Person"), "text", func.coalesce(app_user.c.name, ""), phone=2),
        Column(
            "status",
            _("Status"),
            "status",
            job.c.state,
            choices=STATES,
            tones={"waiting": "azure", "running": "blue", "done": "green", "failed": "red", "cancelled": "secondary"},
            phone=2,
        ),
        Column("done", _("Done"), "integer", job.c.done),
        Column("total", _("Of"), "integer", job.c.total),
        Column("failure", _("What failed"), "text", job.c.failure),
    ),
    key=("id",),
    default_sort=("-id",),
    filters=(Filter("status", _("Status"), "choice", lambda v: job.c.state == func.any(v), choices=STATES),),
)
