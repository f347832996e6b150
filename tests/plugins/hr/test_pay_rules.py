"""Proration, formulas, slips and their comparison, as pure functions."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dapur.contract import Refused
from dapur_base.rules.spans import Span
from dapur_hr.rules.payroll.calculate import calculate
from dapur_hr.rules.payroll.comparison import ComparedLine, ComparedSlip, Times, compare
from dapur_hr.rules.payroll.formula import Slice, Values, read_formula
from dapur_hr.rules.payroll.person_month import Absent, Component, PayAmount, PersonMonth, Rules
from dapur_hr.rules.payroll.posting import Cost, entry_lines, split
from dapur_hr.rules.payroll.proration import Basis, Month, Proration, cut, employed_in

months = st.dates(date(2020, 1, 1), date(2030, 12, 31)).map(lambda day: day.replace(day=1))
bases = st.sampled_from(["calendar_days", "working_days", "working_days_off_holidays", "fixed_days"])
money = st.integers(0, 10**9).map(Decimal)


def month_of(first: date, *holidays: date) -> Month:
    bare = Month(first, frozenset(), frozenset())
    return Month(first, frozenset(d for d in bare.days if d.weekday() < 5), frozenset(holidays))


def rules_of(month: Month, *components: Component) -> Rules:
    return Rules(month, month.last, 0, components)


BASIC = Component(1, "basic", "earning")


@given(months, bases, st.integers(1, 30))
def test_joining_and_leaving_within_a_month_make_one_month_together(first: date, basis: Basis, days: int) -> None:
    month = month_of(first)
    day = first + timedelta(days=min(days, len(month.days) - 1))
    proration = Proration(basis)
    (left,) = proration.stretches(month, [Span(first, day - timedelta(days=1))], {})
    (joined,) = proration.stretches(month, [Span(day, month.last)], {})
    (whole,) = proration.stretches(month, [Span(first, month.last)], {})

    assert whole == proration.period(month)
    assert left + joined == whole or (basis == "fixed_days" and abs(left + joined - whole) <= 2)


@given(months, bases, st.lists(st.integers(1, 27), max_size=4))
def test_cutting_a_month_neither_adds_nor_loses_days(first: date, basis: Basis, cuts: list[int]) -> None:
    month, proration = month_of(first), Proration(basis)
    spans = cut(Span(first, month.last), [first + timedelta(days=n) for n in cuts])

    assert sum(proration.stretches(month, spans, {})) == proration.period(month)
    assert spans[0].first == first and spans[-1].last == month.last


@given(months, bases, money)
def test_a_full_month_pays_the_full_amount(first: date, basis: Basis, amount: Decimal) -> None:
    person = PersonMonth(date(2019, 1, 1), None, Proration(basis), [PayAmount("basic", amount, Span(date(2019, 1, 1)))])

    assert calculate(person, rules_of(month_of(first), BASIC), None).net == amount


@given(months, st.dates(date(2019, 1, 1), date(2031, 1, 1)), st.none() | st.dates(date(2019, 1, 1), date(2031, 1, 1)))
def test_employed_days_lie_in_the_month_and_in_the_employment(first: date, begins: date, ends: date | None) -> None:
    month = month_of(first)
    found = employed_in(month, begins, ends)

    if found is None:
        assert begins > month.last or (ends is not None and ends < max(first, begins))
    else:
        assert first <= found.first <= (found.last or month.last) <= month.last and begins <= found.first


def test_absence_never_pays_less_than_nothing() -> None:
    month = month_of(date(2026, 4, 1))
    away = {day: Absent(Fraction(1), is_paid=False) for day in month.days}
    person = PersonMonth(
        date(2020, 1, 1), None, Proration("working_days"), [PayAmount("basic", Decimal(9), Span(date(2020, 1, 1)))], absent=away
    )

    assert calculate(person, rules_of(month, BASIC), None).gross == 0


# -- formulas -----------------------------------------------------------------------------------------

NAMES = {"a": Fraction(6), "b": Fraction(2)}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a + b * 2", 10), ("(a + b) * 2", 16), ("a / b / 3", 1), ("-a + 7", 1), ("min(a, b)", 2), ("max(a, b, 9)", 9),
        ("round(a / 4)", 2), ("floor(a / 4)", 1), ("if(a > b, 1, 2)", 1), ("if(a == b, 1, 2)", 2), ("0.1 + 0.2", Fraction(3, 10)),
    ],
)  # fmt: skip
def test_formulas_are_exact(text: str, value: Fraction) -> None:
    assert read_formula(text).value(Values(NAMES.__getitem__)) == value


@pytest.mark.parametrize(
    "text", ["a +", "a b", "__import__('os')", "a.b", "if(a, b)", "(" * 60 + "a" + ")" * 60, "a; b", "1" * 501, "lambda", ""]
)
def test_nothing_but_the_small_language_is_read(text: str) -> None:
    if text == "lambda":
        assert list(read_formula(text).names()) == ["lambda"], "a name like any other, which nothing has"
        return
    with pytest.raises(Refused) as caught:
        read_formula(text)
    assert caught.value.code == "HR_FORMULA_WRONG"


def test_a_table_taxes_each_slice_at_its_rate() -> None:
    table = {"slab": [Slice(Fraction(5), Fraction(0)), Slice(Fraction(10), Fraction(1, 20)), Slice(None, Fraction(3, 20))]}
    values = Values(NAMES.__getitem__, table)

    assert read_formula("slab(a * 2)").value(values) == Fraction(5, 20) + Fraction(2 * 3, 20)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_formula_or_refused(text: str) -> None:
    try:
        read_formula(text)
    except Refused as refused:
        assert refused.code == "HR_FORMULA_WRONG"


# -- comparison ---------------------------------------------------------------------------------------

STAYED = Times(date(2026, 10, 1), date(2026, 11, 1), date(2020, 1, 1), None)


def slip(net: int, *lines: ComparedLine, paid: int = 30, unpaid: int = 0) -> ComparedSlip:
    return ComparedSlip(Decimal(net), Decimal(paid), 30, Decimal(unpaid), {line.code: line for line in lines})


def basic(amount: int, full: int | None = None) -> ComparedLine:
    return ComparedLine("basic", Decimal(amount), (Decimal(full if full is not None else amount),))


def tax(amount: int, basis: int, rate: str = "5") -> ComparedLine:
    return ComparedLine("income_tax", Decimal(amount), basis=Decimal(basis), rate=rate, is_statutory=True)


def test_a_raise_explains_the_tax_that_follows_it() -> None:
    found = compare(slip(95, basic(100), tax(5, 100)), slip(76, basic(80), tax(4, 80)), STAYED, is_first_run=False)

    assert (found.reasons, found.is_explained, found.amount) == (("raise",), True, Decimal(19))


def test_a_line_that_moves_by_itself_has_no_reason() -> None:
    found = compare(slip(94, basic(100), tax(6, 100)), slip(95, basic(100), tax(5, 100)), STAYED, is_first_run=False)

    assert (found.reasons, found.unexplained) == ((), ("income_tax",))


def test_another_formula_is_not_excused_by_other_days() -> None:
    def meal(rule: str, amount: int, days: int) -> ComparedLine:
        return ComparedLine("meal", Decimal(amount), rule=rule, inputs={"days_present": Decimal(days)})

    other_days = compare(
        slip(21, meal("days_present", 21, 21)), slip(22, meal("days_present", 22, 22)), STAYED, is_first_run=False
    )
    other_rule = compare(
        slip(42, meal("2 * days_present", 42, 21)), slip(22, meal("days_present", 22, 22)), STAYED, is_first_run=False
    )

    assert other_days.reasons == ("days",)
    assert other_rule.unexplained == ("meal",)


def test_unpaid_leave_and_its_end_are_reasons() -> None:
    full, less = slip(100, basic(100)), slip(90, basic(90, 100), paid=27, unpaid=3)

    assert compare(less, full, STAYED, is_first_run=False).reasons == ("unpaid_leave",)
    assert compare(full, less, STAYED, is_first_run=False).reasons == ("unpaid_leave",)


def test_somebody_without_a_slip_last_month_must_be_new() -> None:
    joined = Times(date(2026, 10, 1), date(2026, 11, 1), date(2026, 10, 12), None)

    assert compare(slip(60, basic(60)), None, joined, is_first_run=False).reasons == ("joined",)
    assert compare(slip(60, basic(60)), None, STAYED, is_first_run=False).unexplained == ("basic",)


# -- posting ------------------------------------------------------------------------------------------

shares = st.lists(st.integers(1, 100), min_size=1, max_size=5).map(
    lambda parts: [(f"C{n}", Decimal(part) / sum(parts)) for n, part in enumerate(parts)]
)


@given(money, shares)
def test_sharing_a_cost_loses_nothing(amount: Decimal, parts: list[tuple[str, Decimal]]) -> None:
    assert sum(part for _centre, part in split(amount, parts, 0)) == amount


@given(st.lists(st.tuples(money, money, money), min_size=1, max_size=5), shares)
def test_the_entry_balances_whatever_the_slips(
    people: list[tuple[Decimal, Decimal, Decimal]], parts: list[tuple[str, Decimal]]
) -> None:
    costs = [
        cost
        for n, (pay, kept, beside) in enumerate(people)
        for cost in (
            Cost(n, "earning", "salary_expense", "", pay),
            Cost(n, "deduction", "income_tax_21_payable", "", kept),
            Cost(n, "employer", "social_security_expense", "social_security_payable", beside),
        )
    ]
    net = sum((pay - kept for pay, kept, _beside in people), Decimal(0))
    lines = entry_lines(costs, dict.fromkeys(range(len(people)), parts), net, 0)

    assert sum(line.debit - line.credit for line in lines) == 0
    assert all(line.debit >= 0 and line.credit >= 0 for line in lines)
