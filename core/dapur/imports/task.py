"""The long steps of an import, as a job or at the command line: check every row, save every row."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from dapur.contract import DapurError, Invalid, Scope, Words, _
from dapur.contract.declarations import Import
from dapur.imports.records import Record, RowProblem, problems_in, records_of
from dapur.imports.runs import ALL_AT_ONCE_ROWS, BATCH, Run, find_run, read_options
from dapur.imports.saving import Found, Saving, Source, place_of_refusal
from dapur.jobs.actors import scope_of_person
from dapur.jobs.kept_words import keep_words
from dapur.jobs.running import RunningJob, Stopped
from dapur.jobs.worker import passes
from dapur.language.catalogue import translate
from dapur.operations.work import Work

if TYPE_CHECKING:
    from dapur.house import House

MOST_PROBLEMS = 1_000
PREVIEW = 50
Tell = Callable[[int, int, Words], Awaitable[None]]


async def check(job: RunningJob) -> None:
    """The job of core.check_import."""
    await (await _importing(job)).check()


async def run(job: RunningJob) -> None:
    """The job of core.run_import."""
    await (await _importing(job)).save()


async def _importing(job: RunningJob) -> "Importing":
    scope = await scope_of_person(job.house, job.company, job.user, "import")
    return await open_import(job.house, replace(scope, request=f"job-{job.id}"), int(job.input["run"]), job.tell)


async def open_import(house: "House", scope: Scope, number: int, tell: Tell) -> "Importing":
    """A run to work on, for this actor. Raises NotFound, Forbidden."""
    reader = await house.reader(scope)
    found, declared = await find_run(reader, number)
    ((name, content),) = await reader.rows(
        "select f.name, c.content from core.file f join core.file_content c on c.company_id = f.company_id and c.sha256 = f.sha256"
        " where f.company_id = %s and f.id = %s",
        scope.company,
        found.file_id,
    )
    return Importing(house, scope, found, declared, name, content, tell)


@dataclass
class Importing:
    """One run under work."""

    house: "House"
    scope: Scope
    run: Run
    declared: Import
    name: str
    content: bytes
    tell: Tell
    rows_read: int = 0

    async def check(self) -> None:
        """Try every record and keep what was found. Raises Stopped; a file that cannot be read ends as failed."""
        try:
            await self._check()
        except DapurError as refused:
            await self._fail(refused, "checking")
            raise

    async def _check(self) -> None:
        prepared = await self._prepared()
        kept = _Kept()
        saving = Saving(self.house, self.scope, self.declared)
        if await self._is_at_once(prepared):
            await saving.try_all(lambda: self._batches(prepared, 0), self._noting(kept))
        else:
            async for batch in self._batches(prepared, 0):
                kept.add(batch, await saving.try_all(_once(batch), _nothing))
                await self._tell_checked(kept)
        await self._keep_check(kept)

    async def _is_at_once(self, prepared: Any) -> bool:
        """Whether the whole file is tried (and saved) in one transaction: chosen, or small enough."""
        chosen = str(self.run.options.get("_mode", ""))
        if chosen:
            return chosen == "all"
        async for _batch in self._batches(prepared, 0):
            if self.rows_read > ALL_AT_ONCE_ROWS:
                return False
        return True

    def _noting(self, kept: "_Kept") -> Callable[[Found, Sequence[Record]], Awaitable[None]]:
        async def note(found: Found, batch: Sequence[Record]) -> None:
            kept.add(batch, found)
            await self._tell_checked(kept)

        return note

    async def _tell_checked(self, kept: "_Kept") -> None:
        await self.tell(kept.last_row, max(self.run.rows_total, kept.last_row), _("Checking the rows"))

    async def _keep_check(self, kept: "_Kept") -> None:
        async with self.house.pools.write() as connection, connection.transaction():
            await connection.execute(b"select core.begin_read(%s, %s)", (self.scope.company, self.scope.user))
            await self._keep_problems(connection, kept.problems)
            await connection.execute(
                b"update core.import_run set state = 'checked', checked_version = version, rows_total = %s, counts = %s::jsonb,"
                b" outcomes = %s, preview = %s::jsonb, changed_at = core.now() where company_id = %s and id = %s"
                b" and version = %s and state = 'checking'",
                (
                    kept.last_row,
                    json.dumps(kept.counts()),
                    "".join(kept.outcomes),
                    json.dumps(kept.preview),
                    self.scope.company,
                    self.run.id,
                    self.run.version,
                ),
            )

    async def _keep_problems(self, connection: Any, problems: Sequence[RowProblem]) -> None:
        await connection.execute(
            b"delete from core.import_problem where company_id = %s and run_id = %s", (self.scope.company, self.run.id)
        )
        if not problems:
            return
        words = [keep_words(p.problem.message) for p in problems]
        await connection.execute(
            b"insert into core.import_problem (company_id, run_id, row_number, column_name, value, code, message, data, ordinal)"
            b" select %s, %s, r, c, v, k, m, d, o from unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[],"
            b" %s::jsonb[], %s::int[]) as u(r, c, v, k, m, d, o)",
            (
                self.scope.company,
                self.run.id,
                [p.row for p in problems],
                [p.column for p in problems],
                [p.value[:500] for p in problems],
                [p.problem.code for p in problems],
                [message for message, _values in words],
                [json.dumps(values) for _message, values in words],
                list(range(len(problems))),
            ),
        )

    async def save(self) -> None:
        """Save every record that is not saved yet. Raises Stopped, and what a record is refused with."""
        try:
            await self._save()
        except DapurError as refused:
            await self._fail(refused, "running")
            raise

    async def _save(self) -> None:
        prepared = await self._prepared()
        saving = Saving(self.house, self.scope, self.declared)
        if self.run.at_once:
            await self._save_at_once(saving, prepared)
            return
        async for batch in self._batches(prepared, self.run.rows_done):
            await self._save_batch(saving, batch)
        await self._finish()

    async def _save_at_once(self, saving: Saving, prepared: Any) -> None:
        async def source() -> AsyncIterator[Sequence[Record]]:
            async for batch in self._batches(prepared, 0):
                await self._refuse_wrong(batch)
                yield batch

        async def after(work: Work, batch: Sequence[Record]) -> None:
            await self.tell(batch[-1].last_row, self.run.rows_total, _("Saving"))
            if batch[-1].last_row >= self.run.rows_total:
                await self._move(work, 0, batch[-1].last_row, "done")

        try:
            await saving.save_all(source, after)
        except DapurError as refused:
            if place_of_refusal(refused) is not None:
                await self._find_all_problems(saving, prepared)
            raise

    async def _save_batch(self, saving: Saving, batch: Sequence[Record]) -> None:
        await self._refuse_wrong(batch)
        begun = self.run.rows_done

        async def after(work: Work, done: Sequence[Record]) -> None:
            await self._move(work, begun, done[-1].last_row, "running")

        try:
            await saving.save_all(_once(batch), after)
        except DapurError as refused:
            await self._find_problems(saving, batch, refused)
            raise
        self.run = replace(self.run, rows_done=batch[-1].last_row)
        await self.tell(self.run.rows_done, self.run.rows_total, _("Saving"))

    async def _find_all_problems(self, saving: Saving, prepared: Any) -> None:
        """When the whole is refused: what is wrong with every record."""
        wrong: list[RowProblem] = []
        async for batch in self._batches(prepared, 0):
            await saving.try_all(_once(batch), _nothing)
            wrong += [problem for record in batch for problem in record.problems]
        await self._store_problems(wrong)

    async def _find_problems(self, saving: Saving, batch: Sequence[Record], refused: DapurError) -> None:
        await saving.try_all(_once(batch), _nothing)
        wrong = [problem for record in batch for problem in record.problems]
        if not wrong:
            place = place_of_refusal(refused) or 0
            wrong = problems_in(batch[min(place, len(batch) - 1)], self.declared, refused.problems)
        await self._store_problems(wrong)

    async def _refuse_wrong(self, batch: Sequence[Record]) -> None:
        """A record that was right when it was checked and is wrong now (an account closed since)."""
        wrong = [problem for record in batch for problem in record.problems]
        if wrong:
            await self._store_problems(wrong)
            first = wrong[0].problem
            raise Invalid([first])

    async def _store_problems(self, problems: Sequence[RowProblem]) -> None:
        async with self.house.pools.write() as connection, connection.transaction():
            await connection.execute(b"select core.begin_read(%s, %s)", (self.scope.company, self.scope.user))
            await self._keep_problems(connection, problems[:MOST_PROBLEMS])

    async def _move(self, work: Work, begun: int, done: int, state: str) -> None:
        """In the records' own transaction: how far the file is saved. Whoever finds it moved or stopped saves nothing."""
        row = await work.row(
            "update core.import_run set rows_done = %s, state = %s, changed_at = core.now() where company_id = %s and id = %s"
            " and rows_done = %s and version = %s and state = 'running' returning id",
            done,
            state,
            self.scope.company,
            self.run.id,
            begun,
            self.run.version,
        )
        if row is None:
            raise Stopped

    async def _finish(self) -> None:
        async with self.house.pools.write() as connection, connection.transaction():
            await connection.execute(b"select core.begin_read(%s, %s)", (self.scope.company, self.scope.user))
            await connection.execute(
                b"update core.import_run set state = 'done', rows_done = rows_total, changed_at = core.now()"
                b" where company_id = %s and id = %s and state = 'running'",
                (self.scope.company, self.run.id),
            )

    async def _fail(self, refused: DapurError, state: str) -> None:
        if passes(refused):  # the job is tried again and goes on where it was
            return
        language = self.scope.language
        failure = translate(refused.problems[0].message, language, self.scope.zone)
        with suppress(Exception):
            async with self.house.pools.write() as connection, connection.transaction():
                await connection.execute(b"select core.begin_read(%s, %s)", (self.scope.company, self.scope.user))
                await connection.execute(
                    b"update core.import_run set state = 'failed', failure = %s, checked_version = null, changed_at = core.now()"
                    b" where company_id = %s and id = %s and state = %s",
                    (failure[:2000], self.scope.company, self.run.id, state),
                )

    async def _prepared(self) -> Any:
        if self.declared.prepare is None:
            return None
        reader = await self.house.reader(self.scope)
        return await self.declared.prepare(reader, read_options(self.declared, self.run.own_options()))

    async def _batches(self, prepared: Any, after_row: int) -> AsyncIterator[list[Record]]:
        """The records in batches; the next is read in a thread while the one before is saved."""
        reader = await self.house.reader(self.scope)
        matched = self.run.matched(self.scope.language, reader.today)
        records = records_of(self.content, self.name, self.declared, matched, prepared, after_row)
        try:
            coming = asyncio.create_task(asyncio.to_thread(lambda: list(islice(records, BATCH))))
            while batch := await coming:
                coming = asyncio.create_task(asyncio.to_thread(lambda: list(islice(records, BATCH))))
                self.rows_read = batch[-1].last_row
                yield batch
        finally:
            with suppress(Exception):
                await coming
            with suppress(ValueError):  # still being read by the thread of a task that was cancelled
                records.close()


def _once(batch: Sequence[Record]) -> Source:
    async def source() -> AsyncIterator[Sequence[Record]]:
        yield batch

    return source


async def _nothing(found: Found, batch: Sequence[Record]) -> None:
    return None


class _Kept:
    """What a check found, as far as it is kept."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        self.outcomes: list[str] = []
        self.problems: list[RowProblem] = []
        self.preview: list[dict[str, Any]] = []
        self.last_row = 0

    def add(self, batch: Sequence[Record], found: Found) -> None:
        if batch[0].numbers[0] <= self.last_row:  # the transaction is repeated from its beginning
            self.forget()
        outcomes, titles = found.outcomes[-len(batch) :], found.titles[-len(batch) :]
        self.outcomes += outcomes
        self.last_row = batch[-1].last_row
        for record, outcome, title in zip(batch, outcomes, titles, strict=True):
            if len(self.problems) < MOST_PROBLEMS:
                self.problems += record.problems[: MOST_PROBLEMS - len(self.problems)]
            if len(self.preview) < PREVIEW:
                row = {"row": record.numbers[0], "rows": len(record.numbers), "reference": record.reference}
                self.preview.append({**row, "outcome": outcome, "title": title})

    def counts(self) -> dict[str, int]:
        found = {"records": len(self.outcomes)}
        return found | {name: self.outcomes.count(letter) for name, letter in (("new", "n"), ("same", "s"), ("wrong", "x"))}
