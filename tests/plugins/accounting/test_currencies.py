"""Lines in a foreign currency: document and base amount, rates, rounding."""

import itertools
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dapur.contract import Invalid
from dapur.queries.plan import Wish
from dapur_accounting.rules.rounding import in_base, rate_of, rounded
from dapur_accounting.rules.spans import earlier, pieces
from tests.plugins.accounting.books import Books

D = Decimal


@pytest.fixture
async def dollars(books: Books) -> Books:
    """Books that know the dollar and a rate from March on."""
    await books.actor.perform("base.save_currency", code="USD", name_id="Dolar", name_en="Dollar", decimals=2)
    await books.actor.perform("base.save_rate", currency="USD", day="2026-03-01", rate="15812.35")
    return books


async def post(books: Books, *lines: dict[str, Any], day: str = "2026-03-05") -> list[dict[str, Any]]:
    """Post and return the lines as the ledger has them."""
    made = await books.actor.perform(
        "accounting.post_entry",
        journal=books.journals["JU"],
        date=day,
        lines=[{**line, "account": books.accounts[line["account"]]} for line in lines],
    )
    columns = ("debit", "credit", "currency", "amount", "rate")
    return (await books.actor.page("accounting.lines", Wish(filters={"entry": made.id}, columns=columns))).dicts()


async def test_the_base_amount_follows_from_the_rate_of_the_day_half_up(dollars: Books) -> None:
    lines = await post(
        dollars, {"account": "1104", "currency": "USD", "amount": "100.10"}, {"account": "4101", "credit": 1_582_816}
    )

    assert (lines[0]["debit"], lines[0]["amount"], lines[0]["rate"]) == (D(1_582_816), D("100.10"), D("15812.35"))
    assert (lines[1]["currency"], lines[1]["amount"], lines[1]["rate"]) == ("IDR", D(-1_582_816), D(1))


async def test_a_stated_rate_goes_before_the_rate_of_the_day(dollars: Books) -> None:
    lines = await post(
        dollars,
        {"account": "1104", "currency": "USD", "amount": "10", "rate": "16000"},
        {"account": "4101", "currency": "USD", "amount": "-10", "rate": "16000"},
    )

    assert [(x["debit"], x["credit"]) for x in lines] == [(D(160_000), D(0)), (D(0), D(160_000))]


async def test_the_rate_follows_from_both_amounts(dollars: Books) -> None:
    lines = await post(
        dollars, {"account": "1104", "currency": "USD", "amount": "3", "debit": 50_000}, {"account": "4101", "credit": 50_000}
    )

    assert lines[0]["rate"] == D("16666.6666666667")


@pytest.mark.parametrize(
    ("line", "day", "code", "field"),
    [
        ({"currency": "EUR", "amount": "1", "debit": 5}, "2026-03-05", "CURRENCY_UNKNOWN", "lines.0.currency"),
        ({"currency": "USD", "debit": 5}, "2026-03-05", "AMOUNT_MISSING", "lines.0.amount"),
        ({"currency": "USD", "amount": "1.005"}, "2026-03-05", "TOO_MANY_DECIMALS", "lines.0.amount"),
        ({"currency": "USD", "amount": "1"}, "2026-02-28", "RATE_MISSING", "lines.0.rate"),
        ({"currency": "USD", "amount": "-1", "debit": 5}, "2026-03-05", "AMOUNT_DIFFERS", "lines.0.amount"),
        ({"currency": "USD", "amount": "1", "rate": "15000", "debit": 15_002}, "2026-03-05", "AMOUNT_DIFFERS", "lines.0.amount"),
        ({"amount": "4", "debit": 5}, "2026-03-05", "AMOUNT_DIFFERS", "lines.0.amount"),
    ],
)
async def test_what_does_not_fit_together_is_told_at_its_field(
    dollars: Books, line: dict[str, Any], day: str, code: str, field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        await post(dollars, {"account": "1104", **line}, {"account": "4101", "credit": 5}, day=day)

    assert (caught.value.code, caught.value.problems[0].field) == (code, field)


async def test_the_general_ledger_of_a_foreign_account_shows_both_amounts(dollars: Books) -> None:
    await post(
        dollars, {"account": "1104", "currency": "USD", "amount": "10", "rate": "16000"}, {"account": "4101", "credit": 160_000}
    )

    async def cells(code: str) -> list[tuple[Any, ...]]:
        span = {"first": "2026-03-01", "last": "2026-03-31"}
        sheet = await dollars.actor.report("accounting.general_ledger", account=dollars.accounts[code], **span)
        assert {len(row.cells) for row in sheet.rows} == {len(sheet.columns)}
        return [tuple(row.cells[5:]) for row in sheet.rows if row.style == "line"]

    assert await cells("1104") == [(D(160_000), "USD", D(10))]
    assert await cells("4101") == [(D(-160_000),)]


async def test_the_company_has_no_rate_of_its_own_currency(books: Books) -> None:
    from dapur.contract import Refused

    with pytest.raises(Refused) as caught:
        await books.actor.perform("base.save_rate", currency="IDR", day="2026-03-01", rate="1")

    assert caught.value.code == "BASE_CURRENCY_IS_OWN"


async def test_cost_centre_and_project_stand_on_the_line_and_filter_it(books: Books) -> None:
    shop = await books.actor.perform("accounting.save_dimension", kind="cost_centre", code="TOKO", name="Toko")
    work = await books.actor.perform("accounting.save_dimension", kind="project", code="P1", name="Dapur umum")
    cost, cash = books.lines("6201 500", "1101 -500")
    await books.actor.perform(
        "accounting.post_entry",
        journal=books.journals["JU"],
        date="2026-03-05",
        lines=[{**cost, "cost_centre": shop.id, "project": work.id}, cash],
    )

    found = await books.actor.page(
        "accounting.lines", Wish(filters={"project": work.id}, columns=("debit", "cost_centre", "project"))
    )
    assert [(r["debit"], r["cost_centre"], r["project"]) for r in found.dicts()] == [(D(500), "Toko", "Dapur umum")]
    with pytest.raises(Invalid) as caught:
        await post(books, {"account": "6201", "debit": 5, "cost_centre": work.id}, {"account": "1101", "credit": 5})
    assert (caught.value.code, caught.value.problems[0].field) == ("DIMENSION_UNKNOWN", "lines.0.cost_centre")


money = st.decimals(min_value=D("-1e9"), max_value=D("1e9"), places=2)
rates = st.decimals(min_value=D("0.0001"), max_value=D(100_000), places=6)


@given(money, rates, st.integers(0, 4))
def test_rounding_is_half_up_and_the_same_on_both_sides(amount: Decimal, rate: Decimal, decimals: int) -> None:
    base = in_base(amount, rate, decimals)

    assert abs(base - amount * rate) * 2 <= Decimal(1).scaleb(-decimals)
    assert in_base(-amount, rate, decimals) == -base


@given(st.decimals(min_value=1, max_value=D("1e12"), places=0), st.decimals(min_value=D("0.01"), max_value=D("1e6"), places=2))
def test_an_inferred_rate_gives_the_base_amount_back(base: Decimal, amount: Decimal) -> None:
    rate = rate_of(base, amount)

    assert rate == 0 or abs(in_base(amount, rate, 0) - base) <= 1


def test_a_tie_goes_away_from_zero() -> None:
    assert [rounded(D(x), 0) for x in ("0.5", "1.5", "-0.5", "2.4999")] == [D(1), D(2), D(-1), D(2)]


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 1500), st.sampled_from(["month", "quarter", "year"]))
def test_pieces_cover_a_span_without_gap_or_overlap(first: date, days: int, step: Any) -> None:
    last = date.fromordinal(first.toordinal() + days)
    found = pieces(first, last, step)

    assert (found[0][0], found[-1][1]) == (first, last)
    assert all(b[0].toordinal() == a[1].toordinal() + 1 for a, b in itertools.pairwise(found))


def test_the_time_before_is_of_whole_months_where_this_one_is() -> None:
    assert earlier(date(2026, 3, 1), date(2026, 3, 31), "period") == (date(2026, 2, 1), date(2026, 2, 28))
    assert earlier(date(2026, 1, 1), date(2026, 3, 31), "period") == (date(2025, 10, 1), date(2025, 12, 31))
    assert earlier(date(2024, 2, 1), date(2024, 2, 29), "year") == (date(2023, 2, 1), date(2023, 2, 28))
    assert earlier(date(2026, 3, 5), date(2026, 3, 7), "period") == (date(2026, 3, 2), date(2026, 3, 4))
