"""A ledger that does anything in any order stays what a plain list of entries says."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.plugins.accounting.sql_ledger import Line, Posted, SqlLedger, empty_ledger, outcome

FIRST = date(2025, 12, 28)
days = st.integers(0, 40).map(lambda n: FIRST + timedelta(days=n))
amounts = st.integers(0, 10**12).map(lambda n: Decimal(n) / 100)


@dataclass
class Model:
    """What must be in the books."""

    entries: dict[int, tuple[date, Decimal]] = field(default_factory=dict)
    reversed: set[int] = field(default_factory=set)
    numbers: dict[int, int] = field(default_factory=dict)
    locked_through: date = date.min

    def add(self, posted: Posted, on: date, amount: Decimal) -> None:
        self.numbers[on.year] = self.numbers.get(on.year, 0) + 1
        assert posted.number == f"UJI/{on.year}/{self.numbers[on.year]:04}"
        self.entries[posted.id] = (on, amount)

    def cash(self, through: date) -> Decimal:
        return sum((amount for on, amount in self.entries.values() if on <= through), Decimal(0))


def machine_of(make: Callable[[], SqlLedger]) -> type[RuleBasedStateMachine]:
    """The machine, on ledgers that `make` makes."""

    class Books(RuleBasedStateMachine):
        posted = Bundle("posted")

        @initialize()
        def open(self) -> None:
            self.ledger: SqlLedger = make()
            self.model = Model()

        @rule(target=posted, on=days, amount=amounts)
        def post(self, on: date, amount: Decimal) -> int:
            if on <= self.model.locked_through:
                assert outcome(lambda: self.ledger.sale(amount, on=on)) == "PERIOD_LOCKED"
                return 0
            made = self.ledger.sale(amount, on=on)
            self.model.add(made, on, amount)
            return made.id

        @rule(on=days, sizes=st.lists(amounts, min_size=1, max_size=5))
        def post_many(self, on: date, sizes: list[Decimal]) -> None:
            entries = [(Line(self.ledger.cash, debit=a), Line(self.ledger.sales, credit=a)) for a in sizes]
            if on <= self.model.locked_through:
                assert outcome(lambda: self.ledger.post_many(entries, on=on)) == "PERIOD_LOCKED"
                return
            for (_place, entry, number, _existing), amount in zip(self.ledger.post_many(entries, on=on), sizes, strict=True):
                self.model.add(Posted(entry, number, False), on, amount)

        @rule(entry=posted, on=days)
        def reverse(self, entry: int, on: date) -> None:
            model = self.model
            expected = (
                "NOT_FOUND"
                if entry == 0
                else "ALREADY_REVERSED"
                if entry in model.reversed
                else "DATE_TOO_EARLY"
                if on < model.entries[entry][0]
                else "PERIOD_LOCKED"
                if on <= model.locked_through
                else "done"
            )
            made: list[Posted] = []
            sql = "select entry_id, number, existing from accounting.reverse_entry(%s, %s, %s, '')"
            got = outcome(lambda: made.append(Posted(*self.ledger.run(sql, self.ledger.company, entry, on)[0])))
            assert got == expected
            if got == "done":
                model.reversed.add(entry)
                model.add(made[0], on, -model.entries[entry][1])

        @rule(on=days, amount=amounts.filter(bool))
        def post_unbalanced(self, on: date, amount: Decimal) -> None:
            lines = (Line(self.ledger.cash, debit=amount), Line(self.ledger.sales, credit=amount - Decimal("0.01")))
            assert outcome(lambda: self.ledger.post(*lines, on=on)) == "ENTRY_UNBALANCED"

        @rule(through=days)
        def lock(self, through: date) -> None:
            self.ledger.run("select accounting.set_lock(%s, 'all', %s, 'Uji')", self.ledger.company, through)
            self.model.locked_through = through

        @rule()
        def roll_up(self) -> None:
            self.ledger.run("select accounting.roll_up(%s)", self.ledger.company)

        @invariant()
        def every_balance_is_the_models(self) -> None:
            for day in (FIRST, date(2025, 12, 31), date(2026, 1, 15), date(2026, 12, 31)):
                found = self.ledger.trial_balance(FIRST, day)
                expected = self.model.cash(day)
                assert found.get(self.ledger.cash, (0, 0, 0, 0))[3] == expected
                assert found.get(self.ledger.sales, (0, 0, 0, 0))[3] == -expected

    return Books


def test_any_order_of_postings_reversals_and_locks_keeps_the_books(app_url: str) -> None:
    run_state_machine_as_test(
        machine_of(partial(empty_ledger, app_url)),
        settings=settings(max_examples=8, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)),
    )
