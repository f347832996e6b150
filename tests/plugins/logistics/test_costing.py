"""Costing rules: value is conserved, FIFO is what counting unit by unit gives, and the order of entry does not matter."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dapur_logistics.rules.costing import (
    Costing,
    Event,
    Flow,
    Move,
    Place,
    Revaluation,
    ShortOn,
    difference,
    read_state,
    written_state,
)
from dapur_logistics.rules.layers import Method, total
from dapur_logistics.rules.sums import ZERO, share, shares

D = Decimal
SUPPLIER, CUSTOMER, VARIANCE, JAKARTA, TRANSIT = 1, 2, 3, 10, 11
OUTSIDE = {SUPPLIER, CUSTOMER, VARIANCE}
METHODS: tuple[Method, ...] = ("fifo", "moving_average")
DAY = date(2026, 1, 1)


def place(number: int) -> Place:
    return Place(number, None if number in OUTSIDE else number)


def move(number: int, day: int, source: int, target: int, quantity: str, given: str | None = None, of: int | None = None) -> Move:
    value = None if given is None else D(given)
    return Move(number, DAY + timedelta(day), place(source), place(target), D(quantity), value, of)


def costing(method: Method = "fifo") -> Costing:
    return Costing(method, 2, VARIANCE, CUSTOMER)


def stock(costs: Costing) -> tuple[Decimal, Decimal]:
    return total(layer for layers in costs.stock.values() for layer in layers)


@st.composite
def histories(draw: st.DrawFn) -> list[Move]:
    """Receipts, issues, transfers there and back, returns from customers: never more than there is, a day each."""
    here = {JAKARTA: 0, TRANSIT: 0}
    out: list[tuple[int, int]] = []
    made: list[Move] = []
    for n in range(draw(st.integers(1, 25))):
        kinds = ["in"]
        kinds += ["out", "send"] if here[JAKARTA] else []
        kinds += ["arrive"] if here[TRANSIT] else []
        kinds += ["back"] if any(left for _id, left in out) else []
        kind = draw(st.sampled_from(kinds))
        number = n + 1
        if kind == "in":
            quantity = draw(st.integers(1, 30))
            cost = draw(st.decimals("0", "100000", places=2))
            made.append(move(number, n, SUPPLIER, JAKARTA, str(quantity), str(cost)))
            here[JAKARTA] += quantity
        elif kind == "back":
            place_, (sold, left) = draw(st.sampled_from([(i, x) for i, x in enumerate(out) if x[1]]))
            quantity = draw(st.integers(1, left))
            out[place_] = (sold, left - quantity)
            made.append(move(number, n, CUSTOMER, JAKARTA, str(quantity), of=sold))
            here[JAKARTA] += quantity
        else:
            source, target = {"out": (JAKARTA, CUSTOMER), "send": (JAKARTA, TRANSIT), "arrive": (TRANSIT, JAKARTA)}[kind]
            quantity = draw(st.integers(1, here[source]))
            made.append(move(number, n, source, target, str(quantity)))
            here[source] -= quantity
            if target in here:
                here[target] += quantity
            else:
                out.append((number, quantity))
    return made


def play(method: Method, events: list[Move]) -> tuple[Costing, dict[int, list[Flow]]]:
    costs = costing(method)
    return costs, {event.id: costs.run(event) for event in events}


@given(histories(), st.sampled_from(METHODS))
def test_value_is_conserved(events: list[Move], method: Method) -> None:
    costs, flows = play(method, events)

    assert all(sum((f.value for f in found), ZERO) == 0 for found in flows.values())
    assert all(sum((f.quantity for f in found), ZERO) == 0 for found in flows.values())
    moved = sum((f.value for found in flows.values() for f in found if f.location not in OUTSIDE), ZERO)
    assert stock(costs)[1] == moved
    for layers in costs.stock.values():
        quantity, value = total(layers)
        assert value >= 0 and (quantity > 0 or value == 0)


@given(st.lists(st.tuples(st.integers(1, 20), st.integers(0, 500)), min_size=1, max_size=8), st.data())
def test_fifo_is_what_counting_unit_by_unit_gives(receipts: list[tuple[int, int]], data: st.DataObject) -> None:
    """Where the cost of one is a whole number, no rounding hides a difference."""
    costs = costing()
    queue: list[Fraction] = []
    for n, (quantity, cost) in enumerate(receipts):
        costs.run(move(n + 1, n, SUPPLIER, JAKARTA, str(quantity), str(quantity * cost)))
        queue += [Fraction(cost)] * quantity
        taken = data.draw(st.integers(0, len(queue)))
        if taken:
            flows = costs.run(move(100 + n, n, JAKARTA, CUSTOMER, str(taken)))
            assert {f.location: f.value for f in flows if f.value}.get(CUSTOMER, ZERO) == sum(queue[:taken])
            del queue[:taken]
    left, worth = stock(costs)
    assert left == D(len(queue)) and Fraction(worth) == sum(queue, Fraction(0))


class Book:
    """Enters dated moves in any order as the product does: replay, then add what became different."""

    def __init__(self, method: Method) -> None:
        self.method = method
        self.events: list[Move] = []
        self.known: dict[int, dict[int, Decimal]] = {}
        self.state: dict[str, object] = {}

    def enter(self, event: Move) -> None:
        self.events = sorted([*self.events, event], key=lambda e: (e.day, e.id))
        costs = costing(self.method)
        for each in self.events:
            found = difference(costs.run(each), self.known.get(each.id, {}))
            known = self.known.setdefault(each.id, {})
            for flow in found:
                known[flow.location] = known.get(flow.location, ZERO) + flow.value
        self.state = written_state(costs.stock)


@given(histories(), st.sampled_from(METHODS), st.randoms(use_true_random=False))
def test_any_order_of_entry_ends_at_the_same_values(events: list[Move], method: Method, random: object) -> None:
    costs, flows = play(method, events)
    shuffled = list(events)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    book = Book(method)
    waiting: list[Move] = []
    for event in shuffled:
        # What cannot be yet (nothing there to take) is entered when it can.
        waiting.append(event)
        for each in list(waiting):
            kept = list(book.events)
            try:
                book.enter(each)
            except ShortOn:
                book.events = kept
            else:
                waiting.remove(each)
    assume(not waiting)

    assert book.state == written_state(costs.stock)
    for number, found in flows.items():
        assert {k: v for k, v in book.known[number].items() if v} == {f.location: f.value for f in found if f.value}


@given(histories(), st.sampled_from(METHODS))
def test_the_state_that_is_kept_goes_on_as_if_it_had_not_been(events: list[Move], method: Method) -> None:
    whole, _flows = play(method, events)
    split = costing(method)
    for event in events:
        split.stock = read_state(written_state(split.stock))
        split.run(event)

    assert written_state(split.stock) == written_state(whole.stock)


def test_a_move_that_finds_too_few_says_on_which_day_and_how_many() -> None:
    costs = costing()
    costs.run(move(1, 0, SUPPLIER, JAKARTA, "10", "100"))

    with pytest.raises(ShortOn) as caught:
        costs.run(move(2, 3, JAKARTA, CUSTOMER, "12"))

    assert (caught.value.event.day, caught.value.missing, caught.value.place) == (DAY + timedelta(3), D(2), JAKARTA)


def test_a_return_to_the_supplier_takes_its_own_layer_and_the_credit_leaves_a_variance() -> None:
    costs = costing()
    costs.run(move(1, 0, SUPPLIER, JAKARTA, "10", "1000"))
    costs.run(move(2, 1, SUPPLIER, JAKARTA, "1", "500"))

    own = costs.run(move(3, 2, JAKARTA, SUPPLIER, "1", "500", of=2))
    late = costs.run(move(4, 3, JAKARTA, SUPPLIER, "1", "120", of=2))

    assert [(f.location, f.value) for f in own] == [(JAKARTA, D(-500)), (SUPPLIER, D(500))]
    assert [(f.location, f.value) for f in late] == [(JAKARTA, D(-100)), (SUPPLIER, D(120)), (VARIANCE, D(-20))]


@given(
    st.sampled_from(METHODS),
    st.integers(1, 40),
    st.integers(0, 40),
    st.integers(0, 40),
    st.decimals("-1000", "1000", places=2).filter(bool),
)
def test_a_later_cost_is_split_between_what_is_here_and_what_is_sold(
    method: Method, received: int, sold: int, sent: int, amount: Decimal
) -> None:
    sold = min(sold, received)
    sent = min(sent, received - sold)
    costs = costing(method)
    costs.run(move(1, 0, SUPPLIER, JAKARTA, str(received), "100000"))
    events: list[Event] = [move(2, 1, JAKARTA, CUSTOMER, str(sold))] if sold else []
    events += [move(3, 2, JAKARTA, TRANSIT, str(sent))] if sent and method == "fifo" else []
    for event in events:
        costs.run(event)
    before = stock(costs)[1]

    flows = costs.run(Revaluation(9, DAY + timedelta(5), 1, JAKARTA, amount, D(received), SUPPLIER))

    here = received - sold
    expected = share(amount, D(here), D(received), 2)
    assert sum((f.value for f in flows), ZERO) == 0
    assert abs(stock(costs)[1] - before - expected) <= D("0.02")
    assert {f.location: f.value for f in flows}[SUPPLIER] == -amount


@given(st.decimals("-100000", "100000", places=2), st.lists(st.decimals("0", "1000", places=3), min_size=1, max_size=9))
def test_shares_add_up_to_the_last_cent(amount: Decimal, weights: list[Decimal]) -> None:
    assume(any(weights))
    parts = shares(amount, weights, 2)

    assert sum(parts, ZERO) == amount
    for part, weight in zip(parts, weights, strict=True):
        assert abs(Fraction(part) - Fraction(amount) * Fraction(weight) / Fraction(sum(weights, ZERO))) < Fraction(1, 100)


def test_left_over_cents_go_to_the_largest_remainders() -> None:
    assert shares(D("1000000.00"), [D(500), D(300), D(175)], 2) == [D("512820.51"), D("307692.31"), D("179487.18")]
