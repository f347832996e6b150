"""Rules of training as properties."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dapur_training.rules.duties import Span, due_day, joined
from dapur_training.rules.prerequisites import Group, Proof, missing
from dapur_training.rules.scoring import Answer, Question, earned, grade, is_passed, missed_by, rounded, total
from dapur_training.rules.skills import coverage, gap, plan
from dapur_training.rules.validity import add_months, renewed

KEYS = st.frozensets(st.sampled_from("abcdef"))
MARKS = st.decimals("0.25", "100", places=2)
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
LEVELS = st.dictionaries(st.sampled_from("pqrs"), st.integers(0, 5), min_size=1)


@given(MARKS, MARKS, st.booleans(), KEYS.filter(bool), KEYS)
def test_an_answer_earns_between_its_cost_and_its_marks(
    marks: Decimal, costs: Decimal, partial: bool, right: frozenset[str], chosen: frozenset[str]
) -> None:
    got = earned(Question(marks, costs, partial, right), Answer(chosen))

    assert -Fraction(costs) <= got <= Fraction(marks)
    assert (got == Fraction(marks)) == (chosen == right), "only the whole answer earns all"
    assert chosen or got == 0, "no answer costs nothing"


@given(st.lists(st.fractions(-5, 5), max_size=20), MARKS, st.decimals(0, 100, places=2))
def test_passing_is_exact_and_says_what_was_missing(parts: list[Fraction], out_of: Decimal, mark: Decimal) -> None:
    score = total(parts)
    short = missed_by(score, out_of, mark)

    assert score >= 0
    assert is_passed(score, out_of, mark) == (short == 0)
    assert is_passed(score + short, out_of, mark), "with what was missing it would be passed"
    assert short == 0 or not is_passed(score + short * Fraction(999_999, 1_000_000), out_of, mark)


@given(st.fractions(0, 1000), st.integers(0, 6))
def test_rounding_for_the_eye_is_half_up_to_the_nearest(value: Fraction, places: int) -> None:
    shown = Fraction(rounded(value, places))

    assert abs(shown - value) <= Fraction(1, 2 * 10**places)
    assert rounded(Fraction(1, 8), 2) == Decimal("0.13")


@given(st.lists(st.fractions(0, 100), min_size=1, max_size=9))
def test_a_grade_lies_between_the_worst_and_the_best_attempt(percents: list[Fraction]) -> None:
    assert all(min(percents) <= grade(p, percents) <= max(percents) for p in ("highest", "latest", "average", "first"))


@given(DAYS, st.integers(1, 120))
def test_months_end_in_the_right_month_on_the_same_day_or_its_last(day: date, months: int) -> None:
    end = add_months(day, months)

    assert (end.year * 12 + end.month) - (day.year * 12 + day.month) == months
    assert end.day == day.day or (end.day < day.day and (end + timedelta(days=1)).day == 1)


@given(DAYS, st.integers(1, 60), st.integers(0, 400), DAYS)
def test_renewing_never_ends_before_a_first_certificate_would(on: date, months: int, window: int, old_end: date) -> None:
    first, again = renewed(on, months, 0, None), renewed(on, months, window, old_end)

    assert first is not None and again is not None and again >= first
    assert renewed(on, None, window, old_end) is None


@given(st.lists(st.tuples(DAYS, st.integers(0, 900)), min_size=1, max_size=8), DAYS)
def test_joined_spans_cover_the_same_days_and_never_touch(raw: list[tuple[date, int]], day: date) -> None:
    spans = [Span(first, first + timedelta(days=length)) for first, length in raw]
    found = joined(spans)

    def covers(over: list[Span]) -> bool:
        return any(s.first <= day and (s.last is None or day <= s.last) for s in over)

    assert covers(found) == covers(spans) == (due_day(spans, date.min, 0, day) is not None)
    assert all(a.last is not None and b.first > a.last + timedelta(days=1) for a, b in pairwise(found))


@given(st.lists(st.lists(st.sampled_from("ABCD"), min_size=1, unique=True), max_size=4), st.sets(st.sampled_from("ABCD")))
def test_a_group_is_missing_exactly_while_too_few_of_it_are_proven(groups: list[list[str]], proven: set[str]) -> None:
    asked = [Group(tuple(g), 1 + len(g) // 2) for g in groups]
    lacking = missing(asked, {code: Proof(None) for code in proven}, date(2026, 1, 1))

    assert [m.group for m in lacking] == [g for g in asked if len(proven & set(g.courses)) < g.need]


@given(LEVELS, LEVELS, st.dictionaries(st.sampled_from(["K1", "K2", "K3"]), LEVELS))
def test_the_plan_closes_every_gap_that_some_course_closes(
    required: dict[str, int], levels: dict[str, int], courses: dict[str, dict[str, int]]
) -> None:
    gaps = gap(required, levels)
    taken = plan({"ani": gaps}, {"ani": levels}, courses)
    after = {s: max([levels.get(s, 0), *(courses[c].get(s, 0) for c in taken)]) for s in required}

    closable = {s for s, n in gaps.items() if n and any(c.get(s, 0) >= required[s] for c in courses.values())}
    assert all(after[s] >= required[s] for s in closable)
    assert len(taken) <= len(closable)
    assert (coverage(required, levels) == 100) == (not any(gaps.values()))
