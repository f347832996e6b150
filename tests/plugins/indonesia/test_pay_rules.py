"""What holds for every wage: taxes that grow with the gross, a year that adds up, caps that cap."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dapur.contract import Refused
from dapur.services.payroll_statute import Household, MonthAnswer, PayMonth
from dapur_indonesia.bpjs import Insured, contributions
from dapur_indonesia.dated import block, read_data
from dapur_indonesia.payroll_statute import IndonesianPay
from dapur_indonesia.pph21 import gross_up_month, ptkp_status, ter_month
from dapur_indonesia.pph21_year import MonthOfYear, year_tax
from dapur_indonesia.rounding import floor_to_thousand, half_up, round_tax

DAY = date(2026, 6, 30)
money = st.integers(0, 2_000_000_000)
wages = st.integers(1_000_000, 200_000_000)
statuses = st.sampled_from([f"{kind}/{n}" for kind in ("TK", "K") for n in range(4)])


@given(statuses, money, st.integers(0, 10_000_000))
def test_the_tax_of_a_month_never_falls_when_the_gross_rises(status: str, gross: int, more: int) -> None:
    assert ter_month(status, gross + more, DAY).tax >= ter_month(status, gross, DAY).tax


@given(statuses, st.integers(0, 500_000_000))
def test_a_gross_up_is_exactly_the_tax_on_itself_and_none_smaller_is(status: str, base: int) -> None:
    found = gross_up_month(status, base, DAY)

    assert found.allowance == found.tax == ter_month(status, base + found.allowance, DAY).tax
    for smaller in range(max(0, found.allowance - 3), found.allowance):
        assert ter_month(status, base + smaller, DAY).tax != smaller


@given(statuses, st.lists(wages, min_size=1, max_size=12))
def test_the_months_add_up_to_the_tax_of_the_year(status: str, grosses: list[int]) -> None:
    months = [MonthOfYear(gross, withheld=ter_month(status, gross, DAY).tax) for gross in grosses]
    year = year_tax(status, months, DAY)

    assert sum(m.withheld for m in months[:-1]) + year.tax_last_month == year.tax_for_period


@given(statuses, st.lists(wages, min_size=2, max_size=12))
def test_the_year_does_not_ask_in_which_month_something_was_earned(status: str, grosses: list[int]) -> None:
    turned = list(reversed(grosses))

    assert (
        year_tax(status, [MonthOfYear(g) for g in grosses], DAY).tax_for_period
        == year_tax(status, [MonthOfYear(g) for g in turned], DAY).tax_for_period
    )


@given(wages, wages, st.sampled_from([date(2024, 2, 1), date(2025, 2, 1), date(2026, 3, 1)]))
def test_contributions_grow_with_the_wage_and_stop_at_their_caps(wage: int, more: int, month: date) -> None:
    lower, higher = contributions(Insured(wage), month), contributions(Insured(wage + more), month)
    cap = block("bpjs", "pension_cap", month)["wage_cap"]

    assert all(a.amount <= b.amount for a, b in zip(lower, higher, strict=True))
    assert {line.base for line in higher if line.code.startswith("pension")} == {min(wage + more, cap)}


@given(st.lists(wages, min_size=12, max_size=12), st.sampled_from(["gross", "gross_up"]))
def test_twelve_answers_of_the_statute_withhold_the_tax_of_the_year(grosses: list[int], method: str) -> None:
    answers: list[MonthAnswer] = []
    for number, gross in enumerate(grosses, 1):
        first = date(2026, number, 1)
        month = PayMonth(
            first, first.replace(day=28), date(2020, 1, 1), None, Decimal(gross), {"regular": Decimal(gross)},
            facts={"tax_method": method}, earlier=[a.figures for a in answers],
        )  # fmt: skip
        answers.append(IndonesianPay().month(month))
    totals = {name: sum(a.figures.get(name, Decimal(0)) for a in answers) for name in ("gross", "pension", "tax")}
    year = year_tax("TK/0", [MonthOfYear(Fraction(totals["gross"]) / 12, Fraction(totals["pension"]) / 12)] * 12, DAY)

    assert totals["tax"] == year.tax_for_period


def test_without_a_household_fact_the_status_follows_from_the_household() -> None:
    home = Household(is_married=True, dependants=1)
    month = PayMonth(date(2026, 2, 1), date(2026, 2, 27), date(2020, 1, 1), None, Decimal(7_000_000), {}, household=home)
    gross = Decimal(7_000_000)

    answer = IndonesianPay().month(PayMonth(**{**vars(month), "earnings": {"regular": gross}, "nationality": "JP"}))

    assert "K/1" in str(next(line.formula for line in answer.lines if line.code == "income_tax"))
    assert not [line for line in answer.lines if line.code.startswith("pension")], "foreigners have no JP"


def test_a_married_woman_counts_as_single_without_a_statement_about_her_husband() -> None:
    assert ptkp_status(is_woman=True, is_married=True, dependents=2, day=DAY) == "TK/0"
    assert ptkp_status(is_woman=True, is_married=True, dependents=2, husband_without_income=True, day=DAY) == "K/2"


def test_the_minimum_wage_is_that_of_the_place_or_what_the_company_noted() -> None:
    said = [{"wage_place": "31"}, {"wage_place": "nowhere", "minimum_wage": "4000000"}, {}]

    assert [IndonesianPay().minimum_wage(facts, date(2026, 2, 27)) for facts in said] == [5729876, 4000000, None]


def test_a_day_before_every_rule_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        ter_month("TK/0", 10_000_000, date(2023, 12, 31))

    assert caught.value.code == "STATUTE_UNKNOWN"


@given(st.fractions(0, 10**9))
def test_roundings_are_within_their_step(amount: Fraction) -> None:
    assert abs(half_up(amount) - amount) <= Fraction(1, 2)
    assert 0 <= amount - floor_to_thousand(amount) < 1000
    assert 0 <= amount - round_tax(amount, date(2025, 5, 21)) < 1


@pytest.mark.parametrize("file", ["pph21", "bpjs", "employment", "rounding", "minimum_wage"])
def test_versions_of_a_block_follow_each_other_and_name_their_source(file: str) -> None:
    for name, versions in read_data(file).items():
        if not isinstance(versions, list):
            continue
        for before, after in pairwise(versions):
            assert before["effective_to"] < after["effective_from"], f"{file}.{name}"
        assert all(v["source"] and v["confidence"] for v in versions)
