"""What a bank line may be, and why."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dapur_accounting.rules.matching import BankLine, Candidate, Pool, plain, suggest, sure

D = Decimal
DAY = date(2026, 7, 10)


def item(entry: int, amount: str, number: str = "", name: str = "", party: int | None = None, day: date = DAY) -> Candidate:
    """An open item."""
    return Candidate("item", entry, 1, D(amount), day, party, name, (number,), day)


def booked(entry: int, amount: str, day: date = DAY) -> Candidate:
    """A line that is booked on the bank account."""
    return Candidate("ledger", entry, 2, D(amount), day)


def line(amount: str, text: str = "", number: int = 1) -> BankLine:
    """A line of the statement."""
    return BankLine(number, DAY, D(amount), text)


def told(made: BankLine, *candidates: Candidate, fee: str = "10000") -> list[tuple[list[int], tuple[str, ...]]]:
    """Entries and reasons, the likeliest first."""
    return [([c.entry for c in s.candidates], s.reasons) for s in suggest(made, Pool.of(candidates, D(fee)))]


def test_an_exact_amount_with_its_number_comes_before_one_that_is_only_older() -> None:
    old, named = item(1, "500", "INV/2026/0001", day=DAY - timedelta(days=90)), item(2, "500", "INV/2026/0777")

    assert told(line("500", "TRF inv 2026-0777"), old, named) == [([2], ("amount", "number")), ([1], ("amount",))]


def test_of_equals_the_older_comes_first() -> None:
    assert [entries for entries, _reasons in told(line("500"), item(2, "500"), item(1, "500", day=DAY - timedelta(days=3)))] == [
        [1],
        [2],
    ]


def test_a_line_less_a_fee_is_found_by_number_or_party_only() -> None:
    candidates = (item(1, "1250000", "INV-6", "PT Rasa Nusantara", 7), item(2, "1250000"))

    assert told(line("1243500", "RASA NUSANTARA LESS FEE"), *candidates) == [([1], ("fee", "party"))]


def test_several_items_of_a_party_are_offered_together() -> None:
    candidates = [item(n, amount, name="CV Kopi Tua", party=3) for n, amount in ((1, "100"), (2, "250"), (3, "999"))]

    assert told(line("350", "KOPI TUA BAYAR"), *candidates)[0] == ([1, 2], ("sum", "party"))


def test_money_that_goes_out_is_no_money_that_comes_in() -> None:
    assert told(line("-500", "INV-5001"), item(1, "500", "INV-5001")) == []


def test_a_booking_near_by_is_sure_and_two_alike_are_not() -> None:
    pool = Pool.of([booked(1, "-700"), booked(2, "-50"), booked(3, "-50")], D(0))

    assert [(made.id, answer.candidates[0].entry) for made, answer in sure([line("-700"), line("-50", number=2)], pool)] == [
        (1, 1)
    ]


def test_what_two_lines_would_claim_is_left_to_people() -> None:
    pool = Pool.of([item(1, "500", "INV-5001")], D(0))

    assert sure([line("500", "INV-5001", 1), line("500", "INV-5001", 2)], pool) == []


@given(st.text(max_size=40))
def test_a_number_is_the_same_however_it_is_written(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    assert plain(f"{text} /-. ") == plain(text)


@given(
    st.lists(st.tuples(st.integers(-3, 3).filter(bool), st.sampled_from(["", "INV-1001", "INV-1002"])), max_size=8),
    st.lists(st.tuples(st.integers(-3, 3).filter(bool), st.sampled_from(["", "INV-1001", "x INV-1002"])), max_size=6),
)
def test_what_is_sure_is_exact_and_nothing_is_claimed_twice(
    books: list[tuple[int, str]], statement: list[tuple[int, str]]
) -> None:
    pool = Pool.of([item(n, str(amount), number) for n, (amount, number) in enumerate(books)], D(0))
    lines = [line(str(amount), text, n) for n, (amount, text) in enumerate(statement)]
    found = sure(lines, pool)

    assert all(sum(c.amount for c in answer.candidates) == made.amount for made, answer in found)
    claimed = [c.entry for _made, answer in found for c in answer.candidates]
    assert len(claimed) == len(set(claimed))
