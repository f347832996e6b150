"""Records through the real operations: to try them (rolled back) or to save them, many in one transaction."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from dapur.contract import BatchResult, DapurError, Forbidden, Form, Operation, Problem, Result, Scope
from dapur.contract.declarations import Import
from dapur.database.lent import LentSessions
from dapur.database.refusals import KeySeen, refusal_of, sql_error_of
from dapur.imports.records import Record, problems_in, record_of
from dapur.operations.perform import perform, read_input
from dapur.operations.work import Work

if TYPE_CHECKING:
    from dapur.house import House

Source = Callable[[], AsyncIterator[Sequence[Record]]]
"""Gives the batches from the beginning, each time it is called: a transaction that is repeated reads again."""
TITLES = ("number", "code", "name", "title")


class Nothing(Form):
    """The records come by themselves."""


class Tried(Result):
    """How many records were there before with the same content."""

    same: int


@dataclass
class Found:
    """What became of the records, in their order: n new, s the same as before, x wrong. titles: of the first ones."""

    outcomes: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)

    def clear(self) -> None:
        """Begin again."""
        self.outcomes.clear()
        self.titles.clear()


@dataclass(frozen=True)
class Saving:
    """How the records of an import are put through its operations."""

    house: "House"
    scope: Scope
    declared: Import

    async def try_all(self, source: Source, after_batch: Callable[[Found, Sequence[Record]], Awaitable[None]]) -> Found:
        """Everything in one transaction that is rolled back; every problem of every record is added to it."""
        found = Found()

        async def run(work: Work, form: Nothing) -> Tried:
            await work.leave_pipeline()
            found.clear()
            async for batch in source():
                await self._try_batch(work, batch, found)
                await after_batch(found, batch)
            return Tried(same=0)

        await perform(self.house, self.scope, self._wrapped(self._main, run), Nothing(), dry_run=True)
        return found

    async def save_all(self, source: Source, after_batch: Callable[[Work, Sequence[Record]], Awaitable[None]]) -> Found:
        """Everything in one transaction, saved. `after_batch` runs inside it. Raises what a record is refused with."""
        found = Found()

        async def run(work: Work, form: Nothing) -> Tried:
            found.clear()
            async for batch in source():
                self._note(found, await self._save_batch(work, batch))
                await after_batch(work, batch)
            return Tried(same=found.outcomes.count("s"))

        await perform(self.house, self.scope, self._wrapped(self._main, run), Nothing())
        return found

    @property
    def _main(self) -> Operation:
        return self.declared.batch or self.declared.operation

    def _wrapped(self, operation: Operation, run: Any) -> Operation:
        """The same name, right and doors, so that audit and permissions say what is done; other work inside."""
        return replace(operation, input=Nothing, output=Tried, run=run)

    async def _try_batch(self, work: Work, batch: Sequence[Record], found: Found) -> None:
        good = [record for record in batch if not record.problems]
        done: dict[int, tuple[bool, str]] | None = None
        if self.declared.batch is not None and good:
            done = await self._try_together(work, good)
        if done is None:
            done = {}
            for record in good:
                outcome = await self._try_alone(work, record)
                if outcome is not None:
                    done[id(record)] = outcome
        for record in batch:
            existing, title = done.get(id(record), (False, ""))
            found.outcomes.append("x" if id(record) not in done else "s" if existing else "n")
            found.titles.append(title)

    async def _try_together(self, work: Work, good: Sequence[Record]) -> dict[int, tuple[bool, str]] | None:
        """All by the batch operation; None when it refuses, so that each is looked at by itself."""
        result: BatchResult | None = None

        async def attempt() -> None:
            nonlocal result
            result = await self._save_batch(work, good)

        refused = await _in_savepoint(work, attempt, self._main)
        if refused is not None or result is None:
            return None
        titles = result.titles or [""] * len(good)
        return {id(r): (e, t) for r, e, t in zip(good, result.existing, titles, strict=True)}

    async def _try_alone(self, work: Work, record: Record) -> tuple[bool, str] | None:
        answer: tuple[bool, str] | None = None

        async def attempt() -> None:
            nonlocal answer
            answer = await self._do_one(work, record)

        refused = await _in_savepoint(work, attempt, self.declared.operation)
        if refused is not None:
            record.problems += problems_in(record, self.declared, refused.problems)
            return None
        return answer

    async def _save_batch(self, work: Work, batch: Sequence[Record]) -> BatchResult:
        operation = self.declared.batch
        if operation is None:
            pairs = [await self._do_one_named(work, record, place) for place, record in enumerate(batch)]
            return BatchResult(existing=[existing for existing, _title in pairs], titles=[title for _existing, title in pairs])
        _need(work, operation)
        result = await operation.run(work, read_input(operation, {"records": [record.raw for record in batch]}))
        if not isinstance(result, BatchResult) or len(result.existing) != len(batch):
            raise TypeError(f"{operation.name} must answer with a BatchResult, one item a record")
        return result

    async def _do_one_named(self, work: Work, record: Record, place: int) -> tuple[bool, str]:
        """One record of a batch; a refusal names its place."""
        try:
            return await self._do_one(work, record)
        except DapurError as refused:
            raise _at(refused, place) from refused
        except Exception as error:
            sql = sql_error_of(error)
            meaning = refusal_of(sql, self.declared.operation.conflicts) if sql is not None else None
            if meaning is None or isinstance(meaning, KeySeen):
                raise
            raise _at(meaning, place) from error

    async def _do_one(self, work: Work, record: Record) -> tuple[bool, str]:
        operation = self.declared.operation
        _need(work, operation)
        result = await operation.run(work, read_input(operation, record.raw or {}))
        await work.close_session()
        await work.leave_pipeline()
        title = next((str(getattr(result, name)) for name in TITLES if getattr(result, name, None)), "")
        return bool(getattr(result, "existing", False)), title

    @staticmethod
    def _note(found: Found, result: BatchResult) -> None:
        found.outcomes += ["s" if existing else "n" for existing in result.existing]
        found.titles += result.titles or [""] * len(result.existing)


def _need(work: Work, operation: Operation) -> None:
    if not work.scope.may(operation.permission) or "import" not in operation.doors:
        raise Forbidden(operation.permission)


def _at(refused: DapurError, place: int) -> DapurError:
    refused.problems = tuple(
        Problem(p.code, p.message, f"records.{place}.{p.field}".rstrip("."), p.data) for p in refused.problems
    )
    return refused


async def _in_savepoint(work: Work, attempt: Callable[[], Awaitable[None]], operation: Operation) -> DapurError | None:
    """Try it; what was refused is taken back and returned. Deferred checks speak at once."""
    await work.leave_pipeline()
    await work.connection.execute(b"savepoint record")
    events = len(work.events)
    try:
        await attempt()
        await work.close_session()
        await work.leave_pipeline()
        await work.connection.execute(b"set constraints all immediate")
        await work.connection.execute(b"set constraints all deferred")
        await work.connection.execute(b"release savepoint record")
        return None
    except Exception as error:
        refused = _refusal(error, operation)
        if refused is None:
            raise
        await _drop_session(work)
        del work.events[events:]
        await work.connection.execute(b"rollback to savepoint record")
        await work.connection.execute(b"release savepoint record")
        return refused


def _refusal(error: Exception, operation: Operation) -> DapurError | None:
    if isinstance(error, DapurError):
        return error
    sql = sql_error_of(error)
    meaning = refusal_of(sql, operation.conflicts) if sql is not None else None
    return meaning if isinstance(meaning, DapurError) else None


async def _drop_session(work: Work) -> None:
    if work._session is not None:
        session, work._session = work._session, None
        await LentSessions.close(session)


def place_of_refusal(refused: DapurError) -> int | None:
    """The record of the batch that a refusal is about, where it says so."""
    return next((place for place in map(record_of, refused.problems) if place is not None), None)
