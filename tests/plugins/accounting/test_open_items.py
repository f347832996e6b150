"""Open items: what is settled, on which day, at what exchange difference; and that nobody settles too much."""

from decimal import Decimal
from typing import Any

import pytest

from dapur.contract import Conflict, DapurError, NotFound
from tests.plugins.accounting.books import Books, day

D = Decimal
RECEIVABLE, BANK, SALES, EXCHANGE = "1121", "1103", "4101", "7205"


async def party(books: Books, name: str = "Nova") -> int:
    return int((await books.actor.perform("base.save_party", name=name, is_customer=True, is_different=True)).id)


async def owed(books: Books, on: str, amount: str, who: int, **currency: Any) -> int:
    """An entry that says that somebody owes us (a negative amount: that they paid). Its first line is the open item."""
    value = D(amount)
    side, other = ("debit", "credit") if value > 0 else ("credit", "debit")
    base = str(abs(value) * D(currency.get("rate", 1)))
    facts = {"currency": currency["currency"], "amount": amount, "rate": currency["rate"]} if currency else {}
    lines = [
        {"account": books.accounts[RECEIVABLE], "party": who, side: base, **facts},
        {"account": books.accounts[SALES if value > 0 else BANK], other: base},
    ]
    made = await books.actor.perform("accounting.post_entry", journal=books.journals["JU"], date=on, lines=lines)
    return int(made.id)


async def settle(books: Books, on: str, *parts: tuple[int, str], **more: Any) -> Any:
    raw = [{"entry": entry, "line": 1, "amount": amount} for entry, amount in parts]
    return await books.actor.perform("accounting.allocate", date=on, parts=raw, **more)


async def open_on(books: Books, on: str, side: str = "receivable") -> dict[int, Decimal]:
    """What is open at the end of a day, by entry, in its currency; the ledger must say the same in the company's."""
    reader = await books.actor.reader()
    company = reader.scope.company
    assert await reader.rows("select * from accounting.untied_accounts(%s, %s)", company, day(on)) == []
    rows = await reader.rows(
        "select entry_id, open_amount from accounting.open_items_on(%s, %s, %s) order by 1", company, side, day(on)
    )
    return dict(rows)


async def refusal(deed: Any) -> DapurError:
    with pytest.raises(DapurError) as caught:
        await deed
    return caught.value


async def test_an_item_is_open_until_the_day_on_which_it_is_settled(books: Books) -> None:
    who = await party(books)
    sale = await owed(books, "2026-02-02", "1000", who)
    paid = await owed(books, "2026-02-20", "-700", who)
    await settle(books, "2026-03-01", (sale, "400"), (paid, "400"))

    assert await open_on(books, "2026-02-28") == {sale: D(1000), paid: D(-700)}
    assert await open_on(books, "2026-03-01") == {sale: D(600), paid: D(-300)}


async def test_a_part_payment_at_another_rate_books_the_difference_of_the_paid_part(books: Books) -> None:
    await books.actor.perform("base.save_currency", code="USD", name_id="Dolar", name_en="Dollar")
    who = await party(books)
    sale = await owed(books, "2026-02-02", "10000", who, currency="USD", rate="15500")
    paid = await owed(books, "2026-03-10", "-4000", who, currency="USD", rate="15800")
    made = await settle(books, "2026-03-10", (sale, "4000"), (paid, "4000"))

    assert made.entry is not None
    assert await books.closing(EXCHANGE, "2026-03-10") == D(-1_200_000)
    assert await open_on(books, "2026-03-10") == {sale: D(6000)}
    assert await books.closing(RECEIVABLE, "2026-03-10") == D(93_000_000)


async def test_taking_an_allocation_back_opens_both_again_and_reverses_the_difference(books: Books) -> None:
    await books.actor.perform("base.save_currency", code="USD", name_id="Dolar", name_en="Dollar")
    who = await party(books)
    sale = await owed(books, "2026-02-02", "100", who, currency="USD", rate="15500")
    paid = await owed(books, "2026-03-10", "-100", who, currency="USD", rate="15800")
    made = await settle(books, "2026-03-10", (sale, "100"), (paid, "100"))
    await books.actor.perform("accounting.take_back_allocation", id=made.id, date="2026-04-01")

    assert await open_on(books, "2026-03-31") == {}
    assert await open_on(books, "2026-04-01") == {sale: D(100), paid: D(-100)}
    assert await books.closing(EXCHANGE, "2026-04-01") == 0
    assert (await refusal(books.actor.perform("accounting.take_back_allocation", id=made.id))).code == "ALREADY_REVERSED"


async def test_no_more_is_settled_than_is_open_on_any_day(books: Books) -> None:
    who = await party(books)
    sale = await owed(books, "2026-02-02", "1000", who)
    paid = await owed(books, "2026-02-03", "-1000", who)
    more = await owed(books, "2026-02-03", "-1000", who)
    first = await settle(books, "2026-03-10", (sale, "1000"), (paid, "1000"))

    too_much = await refusal(settle(books, "2026-03-11", (sale, "1"), (more, "1")))
    assert (too_much.code, too_much.problems[0].field) == ("ALLOCATION_TOO_MUCH", "parts.0.amount")

    await books.actor.perform("accounting.take_back_allocation", id=first.id, date="2026-04-01")
    between = await refusal(settle(books, "2026-03-20", (sale, "1000"), (more, "1000")))
    assert between.code == "ALLOCATED_MEANWHILE"
    assert (await refusal(settle(books, "2026-02-02", (sale, "1000"), (more, "1000")))).code == "DATE_TOO_EARLY"
    await settle(books, "2026-04-01", (sale, "1000"), (more, "1000"))
    assert await open_on(books, "2026-04-01") == {paid: D(-1000)}


async def test_only_one_party_account_and_currency_settle_each_other(books: Books) -> None:
    sale = await owed(books, "2026-02-02", "1000", await party(books, "Nova"))
    paid = await owed(books, "2026-02-03", "-1000", await party(books, "Rasa"))

    assert (await refusal(settle(books, "2026-03-10", (sale, "1000"), (paid, "1000")))).code == "ALLOCATION_MIXED"
    uneven = await refusal(settle(books, "2026-03-10", (sale, "1000"), (sale, "1000")))
    assert uneven.code == "ALLOCATION_UNBALANCED"
    assert isinstance(await refusal(settle(books, "2026-03-10", (sale, "10"), (999_999_999, "10"))), NotFound)


async def test_merged_parties_are_one_that_owes_and_settles(books: Books) -> None:
    old, new = await party(books, "PT Baja Lama"), await party(books, "PT Baja Dapur")
    sale, paid = await owed(books, "2026-02-02", "1000", old), await owed(books, "2026-02-03", "-400", new)
    await books.actor.perform("base.merge_parties", id=old, into=new)
    aged = await books.actor.report("accounting.aged_receivables", as_of="2026-02-10")
    assert [(row.key, row.cells[-1]) for row in aged.rows] == [(str(new), D(600)), ("total", D(600))]

    await books.actor.perform("accounting.allocate_oldest", entry=paid, date="2026-02-10")
    assert await open_on(books, "2026-02-10") == {sale: D(600)}
    told = await books.actor.report("accounting.statement_of_account", party=new, first="2026-02-01", last="2026-02-10")
    assert told.rows[-1].cells[-1] == D(600)


async def test_a_small_difference_is_written_off_within_the_tolerance(books: Books) -> None:
    await books.actor.perform("core.change_settings", values={"accounting.write_off_tolerance": "1000"})
    who = await party(books)
    sale = await owed(books, "2026-02-02", "100000", who)
    paid = await owed(books, "2026-02-20", "-99500", who)
    large = await owed(books, "2026-02-20", "100000", who)

    made = await settle(books, "2026-02-20", (sale, "100000"), (paid, "99500"), write_off=True)
    assert made.entry is not None and await books.closing("7209", "2026-02-20") == D(500)
    assert await open_on(books, "2026-02-20") == {large: D(100000)}
    refused = await refusal(settle(books, "2026-02-21", (large, "1001"), write_off=True))
    assert refused.code == "WRITE_OFF_TOO_LARGE"


async def test_an_entry_and_its_reversal_settle_each_other_unless_something_else_does(books: Books) -> None:
    who = await party(books)
    sale, other = await owed(books, "2026-02-02", "1000", who), await owed(books, "2026-02-02", "1000", who)
    paid = await owed(books, "2026-02-03", "-1000", who)
    await books.actor.perform("accounting.reverse_entry", id=sale, date="2026-02-14")
    assert sale not in await open_on(books, "2026-02-14")

    made = await settle(books, "2026-03-10", (other, "1000"), (paid, "1000"))
    held = await refusal(books.actor.perform("accounting.reverse_entry", id=other, date="2026-03-11"))
    assert held.code == "ITEM_ALLOCATED"
    await books.actor.perform("accounting.take_back_allocation", id=made.id, date="2026-03-11")
    await books.actor.perform("accounting.reverse_entry", id=other, date="2026-03-11")
    assert await open_on(books, "2026-03-11") == {paid: D(-1000)}


async def test_a_closed_month_keeps_its_allocations(books: Books) -> None:
    who = await party(books)
    sale, paid = await owed(books, "2026-02-02", "1000", who), await owed(books, "2026-02-03", "-1000", who)
    await books.actor.perform("accounting.set_lock", through="2026-02-28")

    assert (await refusal(settle(books, "2026-02-10", (sale, "1000"), (paid, "1000")))).code == "PERIOD_LOCKED"
    await settle(books, "2026-03-01", (sale, "1000"), (paid, "1000"))


async def test_the_oldest_are_settled_first_when_nobody_chose(books: Books) -> None:
    who = await party(books)
    second, first = await owed(books, "2026-02-10", "300", who), await owed(books, "2026-02-05", "200", who)
    paid = await owed(books, "2026-02-20", "-250", who)
    await books.actor.perform("accounting.allocate_oldest", entry=paid, date="2026-02-21")

    assert await open_on(books, "2026-02-21") == {second: D(250)}
    assert first not in await open_on(books, "2026-02-21")
    nothing = await refusal(books.actor.perform("accounting.allocate_oldest", entry=second, date="2026-02-22"))
    assert not isinstance(nothing, Conflict) and nothing.code == "NOTHING_TO_ALLOCATE"


async def test_lines_on_other_accounts_are_no_items(books: Books) -> None:
    await books.post("2026-02-02", "1103 +500", "4101 -500")
    assert await open_on(books, "2026-02-02") == {}
