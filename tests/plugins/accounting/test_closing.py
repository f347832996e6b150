"""Year end and revaluation: each run books only what is missing, in whatever order."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dapur.contract import NotFound, Refused
from dapur.testing.companies import Actor
from dapur_accounting.rules.closing import Moved, profit, taken_back
from dapur_accounting.rules.revaluation import Standing, adjustments
from tests.plugins.accounting.books import Books, figures

D = Decimal
cents = st.integers(-(10**9), 10**9).map(lambda n: D(n).scaleb(-2))


async def year_of(books: Books, name: str) -> int:
    """The fiscal year of this name, made where it is missing."""
    rows = (await books.actor.page("accounting.fiscal_years")).dicts()
    for row in rows:
        if row["name"] == name:
            return int(row["id"])
    return int((await books.actor.perform("accounting.save_fiscal_year", starts=f"{name}-01-01")).id)


async def close(books: Books, name: str) -> Any:
    """Close a year."""
    return await books.actor.perform("accounting.close_year", year=await year_of(books, name))


async def income(books: Books, year: str) -> Decimal:
    """The year's profit on the income statement."""
    sheet = await books.actor.report("accounting.income_statement", first=f"{year}-01-01", last=f"{year}-12-31")
    return figures(sheet)["net_income"][0]


async def test_closing_moves_the_profit_to_equity_and_leaves_the_statement_alone(books: Books) -> None:
    await books.post("2025-05-02", "1101 900", "4101 -900")
    await books.post("2025-06-02", "6201 200", "1101 -200")

    closed = await close(books, "2025")

    assert (closed.profit, await books.closing("4101", "2025-12-31"), await books.closing("6201", "2025-12-31")) == (
        D(700),
        D(0),
        D(0),
    )
    assert await books.closing("3202", "2025-12-31") == D(-700)
    assert await income(books, "2025") == D(700)
    assert await income(books, "2026") == 0
    sheet = figures(await books.actor.report("accounting.balance_sheet", day="2025-12-31"))
    assert (sheet["current_year_earnings"][0], sheet["total_equity"][0]) == (D(0), D(700))


async def test_a_late_entry_is_closed_by_a_second_run_and_a_third_changes_nothing(books: Books) -> None:
    await books.post("2025-05-02", "1101 900", "4101 -900")
    await close(books, "2025")
    await books.post("2025-12-30", "6201 50", "1101 -50")

    second, third = await close(books, "2025"), await close(books, "2025")

    assert (second.profit, third.id, third.profit) == (D(-50), None, 0)
    assert await books.closing("3202", "2025-12-31") == D(-850)
    assert await income(books, "2025") == D(850)


async def test_a_closing_entry_that_is_reversed_is_no_income_of_the_year_in_which_that_happens(books: Books) -> None:
    await books.post("2025-05-02", "1101 900", "4101 -900")
    closed = await close(books, "2025")

    await books.actor.perform("accounting.reverse_entry", id=closed.id, date="2026-01-15")

    assert (await income(books, "2025"), await income(books, "2026")) == (D(900), D(0))


async def test_profit_goes_to_equity_only_and_only_a_year_that_is_there_is_closed(books: Books) -> None:
    year = await year_of(books, "2025")
    with pytest.raises(Refused) as elsewhere:
        await books.actor.perform("accounting.close_year", year=year, to=books.accounts["1101"])
    with pytest.raises(NotFound):
        await books.actor.perform("accounting.close_year", year=987654)

    assert str(elsewhere.value) == "to: Profit goes to an account of equity. Choose another."


async def test_lines_behind_the_statement_leave_the_closing_out(books: Books) -> None:
    await books.post("2025-05-02", "1101 900", "4101 -900")
    await close(books, "2025")

    sheet = await books.actor.report("accounting.income_statement", first="2025-01-01", last="2025-12-31")

    link = next(row.links["amount"] for row in sheet.rows if row.key == "net_income")
    assert "closing=0" in link


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("post"), st.sampled_from([2024, 2025, 2026]), st.integers(-500, 500).filter(bool)),
        st.tuples(st.just("close"), st.sampled_from([2024, 2025, 2026]), st.just(0)),
    ),
    min_size=3,
    max_size=8,
)


@settings(max_examples=8, deadline=None)
@given(steps=STEPS)
async def test_closed_and_topped_up_in_any_order_income_ends_at_zero(house: Any, steps: list[tuple[str, int, int]]) -> None:
    from dapur.testing.companies import new_company
    from tests.plugins.accounting.books import open_books

    books = await open_books(await new_company(house))
    earned = dict.fromkeys((2024, 2025, 2026), D(0))
    years = {year: await year_of(books, str(year)) for year in earned}
    for kind, year, amount in [*steps, *(("close", year, 0) for year in (2026, 2024, 2025))]:
        if kind == "close":
            await books.actor.perform("accounting.close_year", year=years[year])
        else:
            await books.post(f"{year}-07-01", f"1101 {amount}", f"4101 {-amount}")
            earned[year] += amount

    for year in earned:
        assert await books.closing("4101", f"{year}-12-31") == 0
        assert await income(books, str(year)) == earned[year]
    assert await books.closing("3202", "2026-12-31") == -sum(earned.values())


@given(st.lists(st.builds(Moved, st.integers(1, 5), st.sampled_from(["USD", "EUR"]), cents, cents), max_size=6))
def test_what_is_taken_back_adds_up_to_nothing(moved: list[Moved]) -> None:
    back = list(taken_back(moved))

    assert sum(m.base for m in [*moved, *back]) == 0
    assert sum(m.amount for m in [*moved, *back]) == 0
    assert all(m.base * m.amount >= 0 for m in back)
    assert profit(moved) == sum(m.base for m in back)


@given(st.lists(st.builds(Standing, st.integers(1, 5), st.just("USD"), cents, cents), max_size=6), st.integers(1, 10**7))
def test_revalued_once_there_is_nothing_more_to_revalue(standing: list[Standing], rate: int) -> None:
    rates = {"USD": D(rate).scaleb(-2)}
    moves = adjustments(standing, rates, 2)
    by_place = {(m.account, m.base): m for m in moves}
    after = []
    rest = list(moves)
    for one in standing:
        move = next((m for m in rest if m.account == one.account and adjustments([one], rates, 2) == [m]), None)
        if move is not None:
            rest.remove(move)
        after.append(Standing(one.account, "USD", one.base + (move.base if move else 0), one.amount))

    assert adjustments(after, rates, 2) == []
    assert by_place or not moves


async def dollars(books: Books) -> None:
    """USD 1,000 in the bank at 15,000."""
    await books.actor.perform("base.save_currency", code="USD", name_id="Dolar", name_en="Dollar", decimals=2)
    line = {"account": books.accounts["1104"], "currency": "USD", "amount": "1000", "rate": "15000"}
    raw = {"journal": books.journals["JK"], "date": "2026-03-05", "lines": [line, *books.lines("4101 -15000000")]}
    await books.actor.perform("accounting.post_entry", raw)


async def test_a_revaluation_is_taken_back_on_the_next_day_and_made_once(books: Books) -> None:
    await dollars(books)

    first = await books.actor.perform("accounting.revalue", date="2026-03-31", currency="USD", rate="15900")
    again = await books.actor.perform("accounting.revalue", date="2026-03-31", currency="USD", rate="15900")

    assert (first.gain, again.id) == (D(900000), None)
    assert await books.closing("1104", "2026-03-31") == D(15900000)
    assert await books.closing("1104", "2026-04-01") == D(15000000)
    assert await books.closing("7206", "2026-03-31") == D(-900000)


async def test_another_rate_for_the_same_day_books_the_difference(books: Books) -> None:
    await dollars(books)
    await books.actor.perform("base.save_rate", currency="USD", day="2026-03-30", rate="15900")
    await books.actor.perform("accounting.revalue", date="2026-03-31")

    second = await books.actor.perform("accounting.revalue", date="2026-03-31", currency="USD", rate="15800")

    assert second.gain == D(-100000)
    assert await books.closing("1104", "2026-03-31") == D(15800000)
    assert await books.closing("1104", "2026-04-01") == D(15000000)


async def test_without_a_rate_or_without_its_currency_nothing_is_revalued(books: Books) -> None:
    await dollars(books)
    with pytest.raises(Refused) as no_rate:
        await books.actor.perform("accounting.revalue", date="2026-03-31")
    with pytest.raises(Refused) as no_currency:
        await books.actor.perform("accounting.revalue", date="2026-03-31", rate="15900")

    assert str(no_rate.value) == "rate: There is no rate of USD for this day. Enter one."
    assert str(no_currency.value) == "currency: Say which currency this rate is for."


async def test_books_are_closed_by_the_list_once_every_point_is_settled(books: Books) -> None:
    draft = {"journal": books.journals["JU"], "date": "2026-03-20", "lines": books.lines("1101 5", "4101 -5")}
    await books.actor.perform("accounting.save_draft", draft)

    with pytest.raises(Refused) as caught:
        await books.actor.perform("accounting.finish_period", ends="2026-03-31")
    with pytest.raises(Refused) as no_reason:
        await books.actor.perform("accounting.mark_close_item", ends="2026-03-31", item="drafts", state="waived")
    await books.actor.perform("accounting.mark_close_item", ends="2026-03-31", item="drafts", state="waived", note="Ditunda")
    await books.actor.perform("accounting.mark_close_item", ends="2026-03-31", item="accruals")
    done = await books.actor.perform("accounting.finish_period", ends="2026-03-31")

    assert [str(p.message) for p in caught.value.problems] == [
        "Drafts of entries are posted or dated later: this is still open. Settle it, or waive it with a reason.",
        "Accruals and depreciation are booked: this is still open. Settle it, or waive it with a reason.",
    ]
    assert str(no_reason.value) == "note: Say why this point is waived."
    assert done.through == date(2026, 3, 31)


async def test_who_may_only_prepare_closes_nothing(actor: Actor) -> None:
    from dapur.contract import Forbidden

    for name, raw in (("accounting.close_year", {"year": 1}), ("accounting.finish_period", {"ends": "2026-03-31"})):
        right = actor.house.registry.operations[name].permission
        with pytest.raises(Forbidden):
            await actor.without(right).perform(name, raw)
