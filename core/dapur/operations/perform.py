"""The only way to a write. Every door calls `perform` and adds no rule of its own.

1 plugin on, door open      4 begin, key          7 run
2 permission                5 (a seen key ends)   8 answer at the key, outbox
3 input, every error        6 before handlers     9 commit, or roll a dry run back
"""

import asyncio
import hashlib
import json
import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import psycopg
from pydantic import ValidationError

from dapur.contract import DapurError, Forbidden, Form, Invalid, NotFound, Operation, Result, Scope, _, shown
from dapur.contract.errors import Conflict
from dapur.database.lent import LentSessions
from dapur.database.refusals import RETRYABLE, KeySeen, refusal_of, sql_error_of
from dapur.language.problems import problems_of
from dapur.operations.work import Work

if TYPE_CHECKING:
    from dapur.house import House

TRIES = 3

BEGIN = b"begin"
COMMIT = b"commit"
ROLLBACK = b"rollback"
BEGIN_WORK = b"select core.begin_work(%s, %s, %s, %s, %s, %s, %s, %s)"
FINISH_WORK = b"select core.finish_work(%s, %s, %s, %s, %s::jsonb, %s::text[], %s::jsonb[])"
# `at` is the transaction's moment, which finds the few new rows by the log's index.
WOULD_CHANGE = (
    b"select subject, action::text, count(*) from core.audit_log"
    b" where company_id = %s and at >= core.now() and xid = pg_current_xact_id() group by 1, 2 order by 1, 2"
)


@dataclass(frozen=True)
class Outcome:
    """What came of it. `replayed`: the key was seen before and this is the stored answer.

    changes: after a dry run, what it would have written: (table, action letter of the audit log, rows).
    """

    result: Result
    replayed: bool = False
    dry_run: bool = False
    changes: tuple[tuple[str, str, int], ...] = ()


async def perform(
    house: "House",
    scope: Scope,
    operation: Operation,
    raw: Mapping[str, Any] | Form,
    *,
    key: str | None = None,
    dry_run: bool = False,
) -> Outcome:
    """Do it, once. Raises a DapurError when refused; whatever was sent before is rolled back.

    raw: plain data by field name, or the validated input itself. key: makes a repeat return the first
    result (same input) or a Conflict (other input). dry_run: everything but the commit; takes no key.
    """
    try:
        _may(scope, operation)
        form = read_input(operation, raw)
        outcome = await _with_retries(house, scope, operation, form, None if dry_run else key, dry_run)
    except DapurError as refused:
        if not dry_run:
            await _record_refusal(house, scope, operation, refused)
        raise
    if operation.plugin == "core" and not dry_run:
        # Other processes hear of changed people, roles and switches; this one must not wait for that.
        house.caches.drop("everything")
    return outcome


def read_input(operation: Operation, raw: Mapping[str, Any] | Form) -> Form:
    """Validate; raises Invalid with every problem at its field."""
    if isinstance(raw, operation.input):
        return raw
    try:
        return operation.input.model_validate(raw)
    except ValidationError as error:
        raise Invalid(problems_of(error, operation.input)) from None


def _may(scope: Scope, operation: Operation) -> None:
    if operation.plugin != "core" and operation.plugin not in scope.plugins:
        raise NotFound(_("This part of Dapur is switched off for this company."))
    if scope.door not in operation.doors:
        raise Forbidden(operation.permission)
    if not scope.may(operation.permission):
        raise Forbidden(operation.permission)


async def _with_retries(
    house: "House", scope: Scope, operation: Operation, form: Form, key: str | None, dry_run: bool
) -> Outcome:
    for attempt in range(1, TRIES + 1):
        try:
            return await _once(house, scope, operation, form, key, dry_run)
        except KeySeen as seen:
            return Outcome(operation.output.model_validate(seen.answer), replayed=True)
        except psycopg.Error as error:
            if error.sqlstate not in RETRYABLE:
                raise
            if attempt == TRIES:
                raise Conflict("BUSY", _("Somebody else is saving here right now. Nothing was saved. Try again.")) from error
            await asyncio.sleep(random.uniform(0.01, 0.05) * attempt)  # noqa: S311 - no secret, only spread
    raise AssertionError("unreachable")


async def _once(house: "House", scope: Scope, operation: Operation, form: Form, key: str | None, dry_run: bool) -> Outcome:
    company = await house.company_or_unborn(scope.company)
    async with house.pools.write() as connection:
        work = Work(house, scope, company, connection, house.moment(), dry_run)
        try:
            await work.enter_pipeline()
            await connection.execute(BEGIN)
            begun = await connection.execute(BEGIN_WORK, _begin(scope, operation, form, key))
            if house.clock_is_set:
                row = await begun.fetchone()
                work.now = row[0] if row else work.now
            result = await operation.run(work, form)
            await work.close_session()
            await _before_handlers(house, work)
            changes = await _finish(work, operation, key, result)
            return Outcome(result, dry_run=dry_run, changes=changes)
        except BaseException as error:
            # Also on cancellation: in a pipeline what was already sent would else be committed.
            await _abandon(work)
            cause = sql_error_of(error)
            refusal = refusal_of(cause, operation.conflicts) if cause is not None else None
            if refusal is None and cause in (None, error):
                raise
            raise (refusal or cause) from error  # type: ignore[misc]  # one of them is there


def _begin(scope: Scope, operation: Operation, form: Form, key: str | None) -> tuple[Any, ...]:
    digest = hashlib.sha256(form.model_dump_json().encode()).digest() if key else None
    return (scope.company, scope.user, scope.token, operation.name, scope.door, scope.request, key, digest)


async def _finish(work: Work, operation: Operation, key: str | None, result: Result) -> tuple[tuple[str, str, int], ...]:
    if not isinstance(result, operation.output):
        raise TypeError(f"{operation.name} returned {type(result).__name__}, declared {operation.output.__name__}")
    if work.dry_run:
        # What deferred checks would say at commit must show in a dry run too.
        await work.connection.execute(b"set constraints all immediate")
        changes = await (await work.connection.execute(WOULD_CHANGE, (work.scope.company,))).fetchall()
        await work.connection.execute(ROLLBACK)
        await work.leave_pipeline()
        return tuple(changes)
    if work._pipeline is None:
        await work.enter_pipeline()
    if key is not None or work.events:
        scope = work.scope
        names, payloads = work.outbox()
        answer = _answer_to_keep(result) if key is not None else None
        await work.connection.execute(FINISH_WORK, (scope.company, scope.user, scope.token, key, answer, names, payloads))
    await work.connection.execute(COMMIT)
    await work.leave_pipeline()
    return ()


def _answer_to_keep(result: Result) -> str:
    """The answer that a repeated key gets. What is shown once (a token, a link) is never stored: it comes back empty."""
    once = {name: "" for name, info in type(result).model_fields.items() if (look := shown(info)) and look.sensitive}
    return (result.model_copy(update=once) if once else result).model_dump_json()


async def _before_handlers(house: "House", work: Work) -> None:
    """Let those who declared it refuse. They run in a read-only savepoint, so none can write."""
    for event in work.events:
        for handler in house.registry.event_handlers.get(type(event), ()):
            if handler.stage != "before" or handler.name.partition(".")[0] not in work.scope.plugins:
                continue
            await work.run("savepoint before_handler")
            await work.run("set local transaction_read_only = on")
            await handler.run(work, event)
            await work.run("rollback to savepoint before_handler")
            await work.run("release savepoint before_handler")


async def _abandon(work: Work) -> None:
    await work.drop_pipeline()
    if work._session is not None:
        session, work._session = work._session, None
        await LentSessions.close(session)
    await work.connection.rollback()


async def _record_refusal(house: "House", scope: Scope, operation: Operation, refused: DapurError) -> None:
    """The short transaction of its own that keeps who tried what. Never hides the refusal itself."""
    problems = [{"code": p.code, "field": p.field, "message": str(p.message)} for p in refused.problems[:20]]
    try:
        async with house.pools.write() as connection:
            async with connection.pipeline():
                await connection.execute(BEGIN)
                await connection.execute(BEGIN_WORK, _refusal_settings(scope, operation))
                await connection.execute(
                    b"select core.record_refusal(%s, %s, %s::jsonb)",
                    (operation.name, refused.code, json.dumps({"problems": problems})),
                )
                await connection.execute(COMMIT)
    except (psycopg.Error, DapurError):
        house.log.exception("a refusal could not be recorded")


def _refusal_settings(scope: Scope, operation: Operation) -> tuple[Any, ...]:
    return (scope.company, scope.user, scope.token, operation.name, scope.door, scope.request, None, None)
