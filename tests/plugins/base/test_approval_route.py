"""Routes by amount: exact limits, order, quorum."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dapur_base.rules.approval_route import RouteLine, fits, route

AMOUNTS = st.decimals(min_value=0, max_value=10**12, places=4)


@given(limit=AMOUNTS, amount=AMOUNTS)
def test_an_amount_is_on_one_side_of_a_limit_never_on_both(limit: Decimal, amount: Decimal) -> None:
    assert fits(RouteLine(above=limit), amount) is not fits(RouteLine(up_to=limit), amount)


@given(limit=AMOUNTS)
def test_the_limit_itself_belongs_below(limit: Decimal) -> None:
    assert fits(RouteLine(up_to=limit), limit)
    assert not fits(RouteLine(above=limit), limit)


def test_what_has_no_amount_meets_only_lines_without_limits() -> None:
    lines = [RouteLine(user=1), RouteLine(user=2, above=Decimal(0)), RouteLine(user=3, up_to=Decimal(5))]

    assert [line.user for step in route(lines, None) for line in step.lines] == [1]


@given(
    st.lists(
        st.builds(
            RouteLine,
            order=st.integers(1, 4),
            title=st.sampled_from(["", "a", "b"]),
            need=st.integers(1, 5),
            user=st.integers(1, 9),
        )
    )
)
def test_steps_come_in_order_lose_no_line_and_need_the_most_that_a_line_says(lines: list[RouteLine]) -> None:
    steps = route(lines, Decimal(1))

    assert [s.order for s in steps] == sorted(s.order for s in steps)
    assert len({(s.order, s.title) for s in steps}) == len(steps)
    assert sorted(map(repr, lines)) == sorted(repr(line) for s in steps for line in s.lines)
    assert all(s.need == max(line.need for line in s.lines) for s in steps)
