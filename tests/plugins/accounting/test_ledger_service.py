"""What LedgerPosting promises, kept by every implementation: accounting's, and the one that only remembers."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

import pytest
import pytest_asyncio

from dapur.contract import Conflict, DapurError, Form, NotFound, Refused, Result, Shown, operation
from dapur.operations.perform import perform
from dapur.operations.work import Work
from dapur.services.ledger import EntryDraft, LedgerLine, LedgerPosting, LedgerReading
from dapur.services.ledger_in_memory import LedgerInMemory
from dapur.testing.companies import Actor

D = Decimal
Deed = Callable[[LedgerPosting], Awaitable[Any]]


@dataclass
class Books:
    """A way to do something with the ledger, each deed in a transaction of its own, and to lock the books."""

    do: Callable[[Deed], Awaitable[Any]]
    lock: Callable[[date], Awaitable[None]]


class Nothing(Form):
    """No input."""

    note: Annotated[str, Shown("Note")] = ""


class Done(Result):
    """No answer."""


async def through_accounting(actor: Actor, deed: Deed) -> Any:
    """As another department's operation does it."""
    answers: list[Any] = []

    @operation("core.deed", title="Deed", permission="core.export")
    async def run(work: Work, form: Nothing) -> Done:
        """Whatever the test wants."""
        ledger = work.find(LedgerPosting)
        assert ledger is not None
        answers.append(await deed(ledger))
        return Done()

    await perform(actor.house, actor.scope, run, {})
    return answers[-1]


@pytest_asyncio.fixture(loop_scope="session", params=["accounting", "memory"])
async def books(request: pytest.FixtureRequest, actor: Actor) -> AsyncIterator[Books]:
    """Each implementation in turn."""
    if request.param == "accounting":

        async def lock(day: date) -> None:
            await actor.perform("accounting.set_lock", through=day.isoformat())

        yield Books(lambda deed: through_accounting(actor, deed), lock)
        return
    memory = LedgerInMemory({"salary_expense", "bank"})

    async def lock_memory(day: date) -> None:
        memory.locked_through = day

    yield Books(lambda deed: deed(memory), lock_memory)


def payroll(amount: int = 5_000_000, *, day: date = date(2026, 3, 25), role: str = "salary_expense") -> EntryDraft:
    lines = (LedgerLine(role, debit=D(amount)), LedgerLine("bank", credit=D(amount)))
    return EntryDraft(day, lines, "hr", "payroll", "2026-03", description="Gaji Maret")


async def refusal(books: Books, deed: Deed) -> DapurError:
    with pytest.raises(DapurError) as caught:
        await books.do(deed)
    return caught.value


async def test_an_entry_is_posted_by_roles_and_counts_from_its_day(books: Books) -> None:
    posted = await books.do(lambda ledger: ledger.post(payroll()))

    assert posted.number and not posted.existing
    assert await books.do(lambda ledger: ledger.balance("salary_expense", date(2026, 3, 24))) == 0
    assert await books.do(lambda ledger: ledger.balance("salary_expense", date(2026, 3, 25))) == D(5_000_000)


async def test_the_same_document_is_booked_once(books: Books) -> None:
    first = await books.do(lambda ledger: ledger.post(payroll()))
    again = await books.do(lambda ledger: ledger.post(payroll()))
    other = await refusal(books, lambda ledger: ledger.post(payroll(6_000_000)))

    assert (again.id, again.existing) == (first.id, True)
    assert isinstance(other, Conflict) and other.code == "REFERENCE_REUSED"


async def test_an_unknown_role_is_told_at_its_line(books: Books) -> None:
    refused = await refusal(books, lambda ledger: ledger.post(payroll(role="no_such_role")))

    assert (refused.code, refused.problems[0].field) == ("ROLE_UNKNOWN", "lines.0.account")
    assert [await books.do(lambda ledger, r=r: ledger.knows_role(r)) for r in ("bank", "no_such_role")] == [True, False]  # type: ignore[misc]


async def test_what_does_not_balance_or_is_too_short_is_refused(books: Books) -> None:
    whole = payroll()
    short = replace(whole, lines=whole.lines[:1])
    askew = replace(whole, lines=(whole.lines[0], replace(whole.lines[1], credit=D(1))))

    assert (await refusal(books, lambda ledger: ledger.post(short))).code == "ENTRY_TOO_SHORT"
    assert (await refusal(books, lambda ledger: ledger.post(askew))).code == "ENTRY_UNBALANCED"


async def test_locked_days_take_no_entry(books: Books) -> None:
    await books.lock(date(2026, 3, 31))

    refused = await refusal(books, lambda ledger: ledger.post(payroll()))

    assert isinstance(refused, Refused) and refused.code == "PERIOD_LOCKED"


async def test_the_first_open_day_is_the_day_itself_or_the_one_after_the_lock(books: Books) -> None:
    before = await books.do(lambda ledger: ledger.first_open_day(date(2026, 3, 5)))
    await books.lock(date(2026, 3, 31))
    during = await books.do(lambda ledger: ledger.first_open_day(date(2026, 3, 5)))
    after = await books.do(lambda ledger: ledger.first_open_day(date(2026, 4, 2)))

    assert (before, during, after) == (date(2026, 3, 5), date(2026, 4, 1), date(2026, 4, 2))


async def test_an_entry_is_taken_back_once_on_a_later_day(books: Books) -> None:
    posted = await books.do(lambda ledger: ledger.post(payroll()))
    early = await refusal(books, lambda ledger: ledger.reverse(posted.id, date(2026, 3, 24)))
    await books.do(lambda ledger: ledger.reverse(posted.id, date(2026, 4, 2), "Salah hitung"))
    twice = await refusal(books, lambda ledger: ledger.reverse(posted.id, date(2026, 4, 3)))

    assert (early.code, twice.code) == ("DATE_TOO_EARLY", "ALREADY_REVERSED")
    assert await books.do(lambda ledger: ledger.balance("bank", date(2026, 3, 31))) == D(-5_000_000)
    assert await books.do(lambda ledger: ledger.balance("bank", date(2026, 4, 2))) == 0
    assert isinstance(await refusal(books, lambda ledger: ledger.reverse(999_999_999, date(2026, 4, 2))), NotFound)


async def test_while_accounting_is_off_there_is_no_ledger(actor: Actor) -> None:
    off = replace(actor, scope=replace(actor.scope, plugins=actor.scope.plugins - {"accounting"}))

    with pytest.raises(AssertionError):
        await through_accounting(off, lambda ledger: ledger.knows_role("bank"))


async def test_a_report_of_another_department_reads_balances_by_role(actor: Actor) -> None:
    await through_accounting(actor, lambda ledger: ledger.post(payroll()))

    reading = (await actor.reader()).find(LedgerReading)

    assert reading is not None
    assert await reading.balance("salary_expense", date(2026, 3, 24)) == 0
    assert await reading.balance("salary_expense", date(2026, 3, 25)) == D(5_000_000)
    assert await reading.balance("no_such_role", date(2026, 3, 25)) is None
