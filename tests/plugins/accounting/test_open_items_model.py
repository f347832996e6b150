"""Any order of posting, allocating, taking back, reversing and locking keeps ledger, open items and ages tied; by plain SQL."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from dapur.testing.companies import Actor
from tests.plugins.accounting.sql_ledger import Line, SqlLedger, empty_ledger, outcome, refused

FIRST = date(2026, 1, 1)
days = st.integers(0, 20).map(lambda n: FIRST + timedelta(days=n))
amounts = st.integers(1, 500).map(Decimal)
EXPECTED = {
    "ALLOCATION_TOO_MUCH", "ALLOCATION_TOO_SHORT", "ALLOCATION_UNBALANCED", "ALLOCATED_MEANWHILE", "DATE_TOO_EARLY", "PERIOD_LOCKED",
    "ALREADY_REVERSED", "IS_REVERSAL", "ITEM_ALLOCATED", "NOT_FOUND", "ITEM_UNKNOWN", "done",
}  # fmt: skip
ALLOCATE = "select accounting.allocate(%s, %s, %s::bigint[], %s::int[], %s::numeric[], %s::numeric[])"
ITEMS = "select amount, open_amount, base, open_base from accounting.open_items_on(%s, 'receivable', %s)"


def debtors(ledger: SqlLedger) -> int:
    """An account with open items."""
    return int(
        ledger.value(
            "insert into accounting.account (company_id, code, path, name_id, name_en, type, subtype)"
            " values (%s, 'uji-piutang', 'uji-piutang', 'Piutang', 'Debtors', 'asset', 'receivable') returning id",
            ledger.company,
        )
    )


def allocate(ledger: SqlLedger, on: date, *parts: tuple[int, int, Decimal]) -> int:
    """Settle parts (entry, line, signed amount), in the company's own currency."""
    entries, lines, signed = ([part[n] for part in parts] for n in range(3))
    return int(ledger.value(ALLOCATE, ledger.company, on, entries, lines, signed, signed))


def machine_of(make: Callable[[], SqlLedger]) -> type[RuleBasedStateMachine]:
    """The machine, on ledgers that `make` makes."""

    class Items(RuleBasedStateMachine):
        sales, payments, allocations = Bundle("sales"), Bundle("payments"), Bundle("allocations")

        @initialize()
        def open(self) -> None:
            self.ledger = make()
            self.debtors = debtors(self.ledger)

        def tried(self, action: Callable[[], object]) -> bool:
            got = outcome(action)
            assert got in EXPECTED, got
            return got == "done"

        def post(self, on: date, amount: Decimal) -> int:
            made: list[int] = []
            debit, credit = (self.debtors, self.ledger.sales) if amount > 0 else (self.ledger.cash, self.debtors)
            lines = (Line(debit, debit=abs(amount)), Line(credit, credit=abs(amount)))
            self.tried(lambda: made.append(self.ledger.post(*lines, on=on).id))
            return made[0] if made else 0

        @rule(target=sales, on=days, amount=amounts)
        def sell(self, on: date, amount: Decimal) -> int:
            return self.post(on, amount)

        @rule(target=payments, on=days, amount=amounts)
        def get_paid(self, on: date, amount: Decimal) -> int:
            return self.post(on, -amount)

        @rule(target=allocations, on=days, sale=sales, payment=payments, amount=amounts)
        def settle(self, on: date, sale: int, payment: int, amount: Decimal) -> int:
            made: list[int] = []
            self.tried(lambda: made.append(allocate(self.ledger, on, (sale, 1, amount), (payment, 2, -amount))))
            return made[0] if made else 0

        @rule(on=days, allocation=allocations)
        def take_back(self, on: date, allocation: int) -> None:
            self.tried(lambda: self.ledger.run("select accounting.take_back(%s, %s, %s)", self.ledger.company, allocation, on))

        @rule(on=days, entry=st.one_of(sales, payments))
        def reverse(self, on: date, entry: int) -> None:
            self.tried(lambda: self.ledger.run("select accounting.reverse_entry(%s, %s, %s, '')", self.ledger.company, entry, on))

        @rule(through=days)
        def lock(self, through: date) -> None:
            self.ledger.run("select accounting.set_lock(%s, 'all', %s, 'Uji')", self.ledger.company, through - timedelta(days=10))

        @invariant()
        def items_are_the_ledger_on_every_day(self) -> None:
            with self.ledger.begin() as connection:
                for day in (FIRST, FIRST + timedelta(days=7), FIRST + timedelta(days=20)):
                    untied = connection.execute("select * from accounting.untied_accounts(%s, %s)", (self.ledger.company, day))
                    assert untied.fetchall() == []
                    for amount, left, base, left_base in connection.execute(ITEMS, (self.ledger.company, day)).fetchall():
                        assert 0 < left / amount <= 1 and 0 < left_base / base <= 1

    return Items


def test_any_order_keeps_open_items_and_ledger_tied(app_url: str) -> None:
    run_state_machine_as_test(
        machine_of(partial(empty_ledger, app_url)),
        settings=settings(max_examples=6, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)),
    )


def test_the_role_writes_to_no_item_allocation_or_posted_document_itself(ledger: SqlLedger) -> None:
    account = debtors(ledger)
    posted = ledger.post(Line(account, debit=100), Line(ledger.sales, credit=100))
    for table in ("open_item", "allocation", "allocation_part", "tax_entry"):
        for sql in (
            f"update accounting.{table} set company_id = company_id",
            f"delete from accounting.{table}",
            f"truncate accounting.{table} cascade",
            f"insert into accounting.{table} (company_id) values ({ledger.company})",
        ):
            assert refused(partial(ledger.run, sql)) == "42501", sql
    for column in ("entry_id", "number", "cancel_entry_id", "posted_by"):
        assert refused(partial(ledger.run, f"update accounting.document set {column} = null")) == "42501", column
    for function in ("write_allocation", "match_reversal"):
        grants = ledger.value("select bool_or(has_function_privilege(oid, 'execute')) from pg_proc where proname = %s", function)
        assert grants is False, function
    assert ledger.value("select open_amount from accounting.open_item where entry_id = %s", posted.id) == 100


def test_an_account_with_entries_stays_what_it_is_to_customers(ledger: SqlLedger) -> None:
    account = debtors(ledger)
    ledger.post(Line(account, debit=100), Line(ledger.sales, credit=100))

    change = "update accounting.account set subtype = %s where company_id = %s and id = %s"
    assert refused(lambda: ledger.run(change, "", ledger.company, account)) == "ACCOUNT_IN_USE"
    assert refused(lambda: ledger.run(change, "payable", ledger.company, ledger.sales)) == "ACCOUNT_IN_USE"


def test_an_allocation_that_does_not_add_up_or_is_anothers_is_refused(ledger: SqlLedger, foreign: SqlLedger) -> None:
    account = debtors(ledger)
    sold = ledger.post(Line(account, debit=100), Line(ledger.sales, credit=100))
    paid = ledger.post(Line(ledger.cash, debit=100), Line(account, credit=100))
    whole = ((sold.id, 1, Decimal(100)), (paid.id, 2, Decimal(-100)))

    assert refused(lambda: allocate(ledger, FIRST + timedelta(days=80), whole[0])) == "ALLOCATION_TOO_SHORT"
    uneven = (whole[0], (paid.id, 2, Decimal(-99)))
    assert refused(lambda: allocate(ledger, FIRST + timedelta(days=80), *uneven)) == "ALLOCATION_UNBALANCED"
    for signed in ((Decimal(-50), Decimal(50)), (Decimal(200), Decimal(-200)), (Decimal("NaN"), Decimal("NaN"))):
        parts = ((sold.id, 1, signed[0]), (paid.id, 2, signed[1]))
        assert refused(lambda p=parts: allocate(ledger, FIRST + timedelta(days=80), *p)) in (  # type: ignore[misc]
            "ALLOCATION_TOO_MUCH",
            "ALLOCATION_UNBALANCED",
        )
    question = (
        "select accounting.allocate(%s, '2026-03-20', array[1]::bigint[], array[1], array[1]::numeric[], array[1]::numeric[])"
    )
    assert refused(lambda: foreign.run(question, ledger.company)) == "FORBIDDEN"


def test_what_is_posted_of_a_document_stays_as_it_is(actor: Actor, ledger: SqlLedger) -> None:
    with ledger.begin() as connection:
        party = connection.execute(
            "insert into base.party (company_id, name) values (%s, 'Uji') returning id", (ledger.company,)
        ).fetchone()
        assert party is not None
        draft = connection.execute(
            "insert into accounting.document (company_id, kind, party_id, date, currency) values (%s, 'invoice', %s, '2026-03-02', 'IDR')"
            " returning id",
            (ledger.company, party[0]),
        ).fetchone()
        assert draft is not None
        post = (
            "select accounting.post_document(%s, %s, 1, %s, '2026-03-02', '', '', 1, %s::bigint[], %s::numeric[], %s::numeric[], %s::text[],"
            " %s::numeric[], %s::numeric[], %s::text[], %s::bigint[], %s::bigint[], array[null, null]::date[], '{}', '{}', '{}', '{}', '{}')"
        )
        lines = ([ledger.cash, ledger.sales], [5, 0], [0, 5], ["IDR"] * 2, [5, -5], [1, 1], ["", ""], [None, None], [None, None])
        connection.execute(post.encode(), (ledger.company, draft[0], ledger.journal, *lines))
    for sql in (
        "update accounting.document set reference = 'x' where id = %s",
        "delete from accounting.document where id = %s",
        "insert into accounting.document_instalment (company_id, document_id, part_no, due, amount)"
        " select company_id, id, 1, date, 5 from accounting.document where id = %s",
    ):
        assert refused(partial(ledger.run, sql, draft[0])) == "POSTED_IMMUTABLE", sql
