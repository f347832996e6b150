"""The rules of leave as pure functions: grants, the ledger, days as people type them, the tree."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dapur.language.unclear import Unclear
from dapur_hr.rules.day_range import read_range
from dapur_hr.rules.leave_grants import LeaveRule, grants
from dapur_hr.rules.leave_ledger import Entry, available, balance, is_covered, lapsed, lots_left
from dapur_hr.rules.months import months_later, whole_months
from dapur_hr.rules.organisation_tree import HEIGHT, WIDTH, PlaceFact, UnitFact, draw, tree

SOME = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
START = date(2026, 1, 1)
days = st.integers(0, 400).map(lambda n: START + timedelta(days=n))
halves = st.integers(1, 24).map(lambda n: Decimal(n) / 2)


@st.composite
def ledgers(draw: st.DrawFn) -> list[Entry]:
    """Lots, some of which lapse, and days taken as far as they were covered."""
    entries: list[Entry] = []
    for number in range(draw(st.integers(0, 4))):
        day = draw(days)
        lasts = draw(st.none() | st.integers(0, 200))
        lapse = day + timedelta(days=lasts) if lasts is not None else None
        entries.append(Entry(number, day, draw(halves), "granted", lapse))
    for number in range(draw(st.integers(0, 6))):
        day, taken = draw(days), draw(st.sampled_from((Decimal("0.5"), Decimal(1))))
        if is_covered(entries, [(day, taken)]):
            entries.append(Entry(100 + number, day, -taken, "taken", request=number))
    return entries


@SOME
@given(ledgers(), days)
def test_what_is_available_can_be_taken_and_half_a_day_more_cannot(entries: list[Entry], day: date) -> None:
    there = available(entries, day)

    assert there == 0 or is_covered(entries, [(day, there)])
    assert not is_covered(entries, [(day, there + Decimal("0.5"))])


@SOME
@given(ledgers(), days)
def test_no_day_that_was_taken_is_ever_uncovered(entries: list[Entry], day: date) -> None:
    assert is_covered(entries, [])
    assert balance(entries, day) >= 0


@SOME
@given(ledgers())
def test_what_lapses_is_what_was_left_and_nothing_lapses_twice(entries: list[Entry]) -> None:
    end = START + timedelta(days=2000)
    gone = [Entry(200 + n, (lot.lapses_on or end) + timedelta(days=1), -left, "lapsed", lot=lot.id)
            for n, (lot, left) in enumerate(lapsed(entries, end))]  # fmt: skip

    assert lapsed([*entries, *gone], end) == []
    assert balance([*entries, *gone], end) == sum(lot.left for lot in lots_left([*entries, *gone]))
    assert is_covered([*entries, *gone], [])


@SOME
@given(ledgers())
def test_a_day_given_back_counts_as_never_taken(entries: list[Entry]) -> None:
    back = [Entry(300 + n, e.day, -e.days, "returned", request=e.request) for n, e in enumerate(entries) if e.kind == "taken"]

    assert lots_left([*entries, *back]) == lots_left([e for e in entries if e.kind != "taken"])


@SOME
@given(days, st.integers(0, 60))
def test_months_of_service_are_whole(hired: date, months: int) -> None:
    assert whole_months(hired, months_later(hired, months)) == months
    assert whole_months(hired, months_later(hired, months + 1) - timedelta(days=1)) == months


def given_by(rule: LeaveRule, hired: str, through: str, left: str | None = None) -> list[tuple[str, str]]:
    found = grants(rule, date.fromisoformat(hired), date.fromisoformat(left) if left else None, date.fromisoformat(through))
    return [(grant.day.isoformat(), str(grant.days)) for grant in found]


def test_a_part_of_the_first_month_is_rounded() -> None:
    rule = LeaveRule("monthly", Decimal(1), START)

    assert given_by(rule, "2026-02-10", "2026-04-15") == [("2026-02-28", "0.5"), ("2026-03-31", "1.0")]


def test_a_leaver_gets_the_part_of_the_last_month() -> None:
    rule = LeaveRule("monthly", Decimal(1), START)

    assert given_by(rule, "2026-01-01", "2026-12-31", "2026-03-16")[-1] == ("2026-03-16", "0.5")


def test_a_year_of_service_gives_from_the_second_year_on() -> None:
    rule = LeaveRule("service_year", Decimal(12), date(2020, 1, 1), after_months=12)

    assert given_by(rule, "2024-10-01", "2026-11-23") == [("2025-10-01", "12"), ("2026-10-01", "12")]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("1/12-3/12", ("2026-12-01", "2026-12-03")),
        ("1-3/12", ("2026-12-01", "2026-12-03")),
        ("28/12-2/1", ("2026-12-28", "2027-01-02")),
        ("1/12", ("2026-12-01", "2026-12-01")),
        ("besok", ("2026-11-27", "2026-11-27")),
        ("2026-12-01 – 2026-12-03", ("2026-12-01", "2026-12-03")),
        ("1 Des sampai 3 Des", ("2026-12-01", "2026-12-03")),
    ],
)
def test_days_are_read_as_people_type_them(text: str, expected: tuple[str, str]) -> None:
    first, last = read_range(text, "id", date(2026, 11, 26))

    assert (first.isoformat(), last.isoformat()) == expected


def test_what_is_no_day_is_never_guessed() -> None:
    with pytest.raises(Unclear, match="is not a date"):
        read_range("minggu depan", "id", date(2026, 11, 26))


UNITS = [
    UnitFact(1, "Direksi", None, "A/"),
    UnitFact(2, "Gudang", 1, "A/B/"),
    UnitFact(3, "Toko", 1, "A/C/"),
    UnitFact(4, "Rak", 2, "A/B/D/"),
]


def test_the_tree_counts_people_and_vacancies_below() -> None:
    places = [PlaceFact(1, "Direktur", 1, "Rina", 1), PlaceFact(4, "Staf", 5, "Budi", 2), PlaceFact(4, "Kepala", 2)]

    (top,) = tree(UNITS, places)

    assert (top.people, top.vacancies, top.holds(2), top.holds(3)) == (2, 1, True, False)
    assert [place.title for place in top.below[0].below[0].places] == ["Kepala", "Staf"]


@SOME
@given(st.lists(st.integers(0, 12), min_size=1, max_size=14))
def test_no_two_boxes_of_the_drawing_meet(parents: list[int]) -> None:
    units = [UnitFact(n + 1, str(n), p if p <= n else None, f"{n:03}/") for n, p in enumerate(parents)]

    drawing = draw(tree(units, []))

    boxes = [(box.x, box.y) for box in drawing.boxes]
    assert len(boxes) == len(units)
    for n, (x, y) in enumerate(boxes):
        assert all(abs(x - a) >= WIDTH or abs(y - b) >= HEIGHT for a, b in boxes[:n])
        assert 0 <= x <= drawing.width - WIDTH and y <= drawing.height - HEIGHT
