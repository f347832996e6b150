"""The rules of documents: taxes, splits and shares add up; what is settled leaves no crumb."""

import datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dapur_accounting.rules.apportion import shared, spread
from dapur_accounting.rules.due_days import TermsPart, instalments
from dapur_accounting.rules.settlement import OpenItem, oldest_first, relieved
from dapur_accounting.rules.splits import SplitUnclear, read_split
from dapur_accounting.rules.tax_return import outcome
from dapur_accounting.rules.taxes import Priced, Rate, Rounding, grossed_up, taxed

D = Decimal
DAY = datetime.date(2026, 3, 10)
prices = st.decimals(0, 10**9, places=3)
KNOWN = (Rate(1, D("0.11")), Rate(2, D("0.12"), Fraction(11, 12)), Rate(3, D("0.2")), Rate(4, D("0.02"), withheld=True))
rates = st.lists(st.sampled_from(KNOWN), unique=True, max_size=3)
lines = st.lists(st.builds(Priced, prices, rates.map(tuple)), min_size=1, max_size=8)


@given(lines, st.booleans(), st.booleans(), st.sampled_from([0, 2]))
def test_prices_that_include_tax_keep_their_gross(given_lines: list[Priced], by_document: bool, down: bool, places: int) -> None:
    rounding = Rounding(places, down)
    made = taxed(given_lines, rounding, inclusive=True, by_document=by_document)
    added = sum((t.amount for line in made for t in line.taxes if t.rate.added), D(0))

    assert sum((line.net for line in made), D(0)) + added == sum((rounding.money(x.amount) for x in given_lines), D(0))


@given(lines, st.booleans())
def test_a_document_is_within_a_unit_a_line_of_its_exact_tax(given_lines: list[Priced], inclusive: bool) -> None:
    rounding = Rounding(0)
    whole = taxed(given_lines, rounding, inclusive=inclusive, by_document=True)
    for rate in {r for line in given_lines for r in line.rates}:
        told = sum((t.amount for line in whole for t in line.taxes if t.rate == rate), D(0))
        exact = Fraction(0)
        for line in given_lines:
            if rate in line.rates:
                added = sum((r.effective for r in line.rates if r.added), Fraction(0))
                exact += Fraction(line.amount) / (1 + added if inclusive else 1) * rate.effective
        assert abs(Fraction(told) - exact) <= Fraction(1, 2)


@given(st.decimals(-(10**9), 10**9, places=2), st.lists(st.fractions(Fraction(1, 100), 100), min_size=1, max_size=12))
def test_shares_add_up_and_each_is_within_a_unit(total: Decimal, weights: list[Fraction]) -> None:
    parts = shared(total, weights, 2)
    whole = sum(weights, Fraction(0))

    assert sum(parts, D(0)) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(Fraction(part) - Fraction(total) * weight / whole) < Fraction(1, 100)


def test_ties_go_to_the_earlier_part() -> None:
    assert spread(D(10), [Fraction(5, 2)] * 4, 0) == [3, 3, 2, 2]


@given(st.integers(1, 10**8), st.decimals("0.0001", 20_000, places=6), st.lists(st.integers(1, 10**6), max_size=10))
def test_whatever_parts_a_foreign_item_is_paid_in_both_its_amounts_end_at_zero(
    cents: int, rate: Decimal, parts: list[int]
) -> None:
    amount = D(cents) / 100
    base = (amount * rate).quantize(D(1))
    item = OpenItem(1, 1, 1, 1, "receivable", DAY, DAY, "USD", amount, base, amount, base)
    for part in [*(D(p) / 100 for p in parts), amount]:
        taken = min(part, item.open_amount)
        if taken:
            left = relieved(item, taken, 0)
            assert 0 <= left <= item.open_base
            item = OpenItem(
                1, 1, 1, 1, "receivable", DAY, DAY, "USD", amount, base, item.open_amount - taken, item.open_base - left
            )

    assert (item.open_amount, item.open_base) == (D(0), D(0))


def test_the_oldest_due_is_settled_first_and_no_more_than_there_is() -> None:
    def item(entry: int, due: int, amount: int) -> OpenItem:
        day = DAY.replace(day=due)
        return OpenItem(entry, 1, 1, 1, "payable", DAY, day, "IDR", D(-amount), D(-amount), D(-amount), D(-amount))

    found = oldest_first([item(1, 20, 100), item(2, 15, 50), item(3, 25, 10)], D(120))
    assert [(i.entry, amount) for i, amount in found] == [(2, D(50)), (1, D(70))]


@given(st.integers(1, 10**10), st.sampled_from(["0.02", "0.1", "0.15", "0.025"]))
def test_a_grossed_up_base_leaves_what_was_promised(paid: int, rate: str) -> None:
    base = grossed_up(D(paid), D(rate), 0)

    assert abs(base * (1 - D(rate)) - paid) <= D("0.5")


def test_instalments_add_up_and_start_after_the_month_where_they_say_so() -> None:
    parts = instalments(D(100), datetime.date(2026, 1, 31), [TermsPart(D("33.3333"), 0), TermsPart(D("66.6667"), 10, True)], 0)

    assert [(p.due.isoformat(), p.amount) for p in parts] == [("2026-01-31", D(33)), ("2026-02-10", D(67))]
    assert instalments(D(0), DAY, [TermsPart(D(100), 0)], 0) == []


@pytest.mark.parametrize("text", ["A", "A half", "A 1/0", "A 1; A 2", "A -1", "1/3"])
def test_an_unclear_split_names_the_part(text: str) -> None:
    with pytest.raises(SplitUnclear):
        read_split(text)


def test_splits_are_read_as_people_write_them() -> None:
    assert read_split("A 1/3; HQ: 50%;  C 0,25") == [("A", Fraction(1, 3)), ("HQ", Fraction(1, 2)), ("C", Fraction(1, 4))]


def test_what_is_overpaid_is_carried_forward() -> None:
    assert (outcome(D(10), D(4), D(1)).payable, outcome(D(10), D(14), D(1)).overpaid) == (D(5), D(5))
