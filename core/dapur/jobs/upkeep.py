"""The house's own timetable: what is old goes, the audit log is sealed."""

from dapur.contract import Form, Job, Result, _, operation
from dapur.operations.work import Work

KEYS_DAYS = 7
PROGRESS_DAYS = 30
EVENTS_DAYS = 30
NOTICES_DAYS = 90
DRAFTS_DAYS = 30


class CleanUp(Form):
    """Nothing to say."""


class CleanedUp(Result):
    """How many rows went, of all kinds."""

    gone: int


STATEMENTS = (
    f"delete from core.idempotency where company_id = %s and created_at < now() - interval '{KEYS_DAYS} days'",
    f"delete from core.job where company_id = %s and state in ('done', 'failed', 'cancelled')"
    f" and changed_at < now() - interval '{PROGRESS_DAYS} days'",
    f"delete from core.notice where company_id = %s and created_at < now() - interval '{NOTICES_DAYS} days'",
    f"delete from core.form_draft where company_id = %s and saved_at < now() - interval '{DRAFTS_DAYS} days'",
    f"delete from core.outbox_done where company_id = %s and resolved_at < now() - interval '{EVENTS_DAYS} days'",
    f"delete from core.import_problem p using core.import_run r where p.company_id = %s and r.company_id = p.company_id"
    f" and r.id = p.run_id and r.changed_at < now() - interval '{PROGRESS_DAYS} days'",
)
# An event stays until every follower is past it and nobody waits for it as a dead letter.
EVENTS = f"""
delete from core.outbox o where o.company_id = %s and o.created_at < now() - interval '{EVENTS_DAYS} days'
  and not exists (select from core.event_follower f where f.company_id = o.company_id and (f.xid, f.outbox_id) < (o.xid, o.id))
  and not exists (select from core.outbox_done d where d.company_id = o.company_id and d.outbox_id = o.id)
"""


@operation("core.clean_up", title=_("Clean up"), permission="core.upkeep", doors=frozenset({"job", "cli"}))
async def clean_up(work: Work, form: CleanUp) -> CleanedUp:
    """Forget what is old: used keys, progress, read events, notices, unsaved input, loose uploads, ended sessions."""
    await work.leave_pipeline()
    gone = 0
    for statement in (*STATEMENTS, EVENTS):
        cursor = await work.connection.execute(statement.encode(), (work.scope.company,))
        gone += max(0, cursor.rowcount)
    gone += int(await work.value("select core.forget_loose_files(%s)", work.scope.company))
    await work.value("select core.forget_old_sessions()")
    # The log's partitions of the coming months are made while nobody waits.
    await work.run("select core.audit_partitions()")
    return CleanedUp(gone=gone)


class SealAudit(Form):
    """Nothing to say."""


class AuditSealed(Result):
    """How many records got their place."""

    sealed: int


@operation("core.seal_audit", title=_("Seal the audit log"), permission="core.upkeep", doors=frozenset({"job", "cli"}))
async def seal_audit(work: Work, form: SealAudit) -> AuditSealed:
    """Give the new records of the audit log their order and seal them."""
    return AuditSealed(sealed=int(await work.value("select core.seal_audit(%s)", work.scope.company)))


UPKEEP = (
    Job("core.clean_up", _("Clean up"), clean_up, "17 2 * * *"),
    Job("core.seal_audit", _("Seal the audit log"), seal_audit, "*/10 * * * *"),
)
