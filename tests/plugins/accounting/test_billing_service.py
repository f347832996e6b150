"""What Billing promises, kept by every implementation: accounting's, and the one that only remembers."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

import pytest
import pytest_asyncio

from dapur.contract import DapurError, Form, NotFound, Result, Shown, operation
from dapur.operations.perform import perform
from dapur.operations.work import Work
from dapur.services.billing import BillDraft, Billing, BillLine, LinesBilled
from dapur.services.billing_in_memory import BillingInMemory
from dapur.testing.companies import Actor
from tests.plugins.accounting.invoicing import new_party

D = Decimal
Deed = Callable[[Billing], Awaitable[Any]]


@dataclass
class Desk:
    """A way to bill, each deed in a transaction of its own, and what a person does with the drafts."""

    do: Callable[[Deed], Awaitable[Any]]
    post: Callable[[int], Awaitable[None]]
    cancel: Callable[[int], Awaitable[None]]
    party: int


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
        billing = work.find(Billing)
        assert billing is not None
        answers.append(await deed(billing))
        return Done()

    await perform(actor.house, actor.scope, run, {})
    return answers[-1]


@pytest_asyncio.fixture(loop_scope="session", params=["accounting", "memory"])
async def desk(request: pytest.FixtureRequest, actor: Actor) -> AsyncIterator[Desk]:
    """Each implementation in turn."""
    if request.param == "accounting":

        async def post(document: int) -> None:
            await actor.perform("accounting.post_invoice_draft", id=document)

        async def cancel(document: int) -> None:
            await actor.perform("accounting.cancel_document", id=document, reason="batal")

        yield Desk(lambda deed: through_accounting(actor, deed), post, cancel, await new_party(actor))
        return
    memory = BillingInMemory({"revenue"})

    async def remember(change: Callable[[int], None], document: int) -> None:
        change(document)

    yield Desk(lambda deed: deed(memory), lambda n: remember(memory.post, n), lambda n: remember(memory.cancel, n), 1)


def order(desk: Desk, *quantities: int, **facts: Any) -> BillDraft:
    lines = tuple(BillLine(n, f"Barang {n}", D(q), D(1000), role="revenue") for n, q in enumerate(quantities, 1))
    made = BillDraft("invoice", desk.party, date(2026, 3, 10), lines, "logistics", "order", 7, "SO/2026/0007")
    return replace(made, **facts)


async def refusal(desk: Desk, deed: Deed) -> DapurError:
    with pytest.raises(DapurError) as caught:
        await desk.do(deed)
    return caught.value


async def test_a_draft_is_no_document_until_somebody_posts_it(desk: Desk) -> None:
    draft = await desk.do(lambda b: b.draft(order(desk, 3, 2)))
    assert (draft.status, draft.number, draft.total, draft.open_amount, draft.currency) == ("draft", "", D(5000), D(5000), "IDR")

    await desk.post(draft.id)
    (posted,) = await desk.do(lambda b: b.documents("logistics", "order", 7))
    assert (posted.id, posted.status, bool(posted.number), posted.open_amount) == (draft.id, "posted", True, D(5000))
    assert await desk.do(lambda b: b.documents("logistics", "order", 8)) == []


async def test_progress_tells_drafted_from_billed_and_credits_count_back(desk: Desk) -> None:
    first = await desk.do(lambda b: b.draft(order(desk, 3, 2)))
    await desk.post(first.id)
    await desk.do(lambda b: b.draft(order(desk, 4)))
    credit = await desk.do(lambda b: b.draft(order(desk, 1, kind="credit_note")))
    await desk.post(credit.id)

    told = await desk.do(lambda b: b.progress("logistics", "order", [1, 2, 9]))
    assert [(told[n].drafted_quantity, told[n].billed_quantity, told[n].billed_amount) for n in (1, 2, 9)] == [
        (D(4), D(2), D(2000)),
        (D(0), D(2), D(2000)),
        (D(0), D(0), D(0)),
    ]
    await desk.cancel(credit.id)
    assert (await desk.do(lambda b: b.progress("logistics", "order", [1])))[1].billed_quantity == D(3)


async def test_only_drafts_are_dropped(desk: Desk) -> None:
    draft = await desk.do(lambda b: b.draft(order(desk, 1)))
    await desk.do(lambda b: b.drop(draft.id))
    assert isinstance(await refusal(desk, lambda b: b.drop(draft.id)), NotFound)

    other = await desk.do(lambda b: b.draft(order(desk, 1)))
    await desk.post(other.id)
    assert (await refusal(desk, lambda b: b.drop(other.id))).code == "POSTED_IMMUTABLE"


async def test_what_is_wrong_is_told_at_its_line(desk: Desk) -> None:
    wrong = replace(order(desk, 1, 1).lines[1], role="no_such_role")
    refused = await refusal(desk, lambda b: b.draft(order(desk, 1, lines=(order(desk, 1).lines[0], wrong))))

    assert (refused.code, refused.problems[0].field) == ("ROLE_UNKNOWN", "lines.1.account")
    assert (await refusal(desk, lambda b: b.draft(order(desk)))).code == "DOCUMENT_EMPTY"


async def test_posting_tells_the_department_what_was_billed(actor: Actor) -> None:
    party = await new_party(actor)
    desk = Desk(lambda deed: through_accounting(actor, deed), _never, _never, party)
    draft = await desk.do(lambda b: b.draft(order(desk, 3, 2)))
    await actor.perform("accounting.post_invoice_draft", id=draft.id)

    payload = await (await actor.reader()).value(
        "select payload from core.outbox where company_id = %s and event = %s", actor.scope.company, LinesBilled.name
    )
    assert (payload["source_plugin"], payload["document"], payload["kind"]) == ("logistics", draft.id, "invoice")
    assert [(line["source_line"], line["quantity"], line["amount"]) for line in payload["lines"]] == [
        (1, "3.000000", "3000"),
        (2, "2.000000", "2000"),
    ]


async def _never(_document: int) -> None:
    raise AssertionError
