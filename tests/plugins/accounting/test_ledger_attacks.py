"""Plain SQL as the application's role, the company's setting fixed: nothing gets into the ledger but what balances."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial

import psycopg
import pytest

from tests.plugins.accounting.sql_ledger import DAY, Line, SqlLedger, code_of, new_journal, refused


def test_the_role_writes_to_no_ledger_table_itself(ledger: SqlLedger) -> None:
    posted = ledger.sale()
    for table in (
        "entry",
        "line",
        "balance",
        "balance_delta",
        "journal_counter",
        "dimension_set",
        "period_lock",
        "lock_exception",
    ):
        for sql in (
            f"update accounting.{table} set company_id = company_id",
            f"delete from accounting.{table}",
            f"truncate accounting.{table} cascade",
            f"insert into accounting.{table} (company_id) values ({ledger.company})",
        ):
            assert refused(partial(ledger.run, sql)) == "42501", sql
    assert ledger.value("select count(*) from accounting.line where entry_id = %s", posted.id) == 2


def test_numbers_cannot_be_set_back(ledger: SqlLedger) -> None:
    ledger.sale()
    assert refused(lambda: ledger.run("select setval('accounting.entry_id', 1)")) == "42501"
    assert (
        refused(lambda: ledger.run("select accounting.start_counter(%s, %s, '2026', 0)", ledger.company, ledger.journal))
        == "JOURNAL_IN_USE"
    )
    assert ledger.sale().number == "UJI/2026/0002"


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("ENTRY_UNBALANCED", lambda o: (Line(o.cash, debit=100), Line(o.sales, credit=99))),
        ("ENTRY_TOO_SHORT", lambda o: (Line(o.cash),)),
        ("ENTRY_TOO_SHORT", lambda o: ()),
        ("ONE_SIDE", lambda o: (Line(o.cash, debit=-100), Line(o.sales, credit=-100))),
        ("ONE_SIDE", lambda o: (Line(o.cash, debit=5, credit=5), Line(o.sales))),
        ("ACCOUNT_IS_GROUP", lambda o: (Line(o.heading, debit=1), Line(o.sales, credit=1))),
        ("ACCOUNT_UNKNOWN", lambda o: (Line(0, debit=1), Line(o.sales, credit=1))),
        ("TOO_MANY_DECIMALS", lambda o: (Line(o.cash, debit="0.00001"), Line(o.sales, credit="0.00001"))),
        ("AMOUNT_TOO_LARGE", lambda o: (Line(o.cash, debit="1e15"), Line(o.sales, credit="1e15"))),
        ("AMOUNT_TOO_LARGE", lambda o: (Line(o.cash, debit="NaN", amount=0), Line(o.sales, credit="NaN", amount=0))),
        (
            "AMOUNT_TOO_LARGE",
            lambda o: (
                tuple(Line(o.cash, debit="9e14") for _ in range(12)) + tuple(Line(o.sales, credit="9e14") for _ in range(12))
            ),
        ),
        ("AMOUNT_DIFFERS", lambda o: (Line(o.cash, debit=100, amount=90), Line(o.sales, credit=100))),
        ("AMOUNT_DIFFERS", lambda o: (Line(o.cash, debit=100, rate=2), Line(o.sales, credit=100))),
        (
            "AMOUNT_DIFFERS",
            lambda o: (Line(o.cash, debit=160_000, currency="USD", amount=10, rate=15_000), Line(o.sales, credit=160_000)),
        ),
        (
            "AMOUNT_DIFFERS",
            lambda o: (Line(o.cash, debit=150_000, currency="USD", amount=-10, rate=15_000), Line(o.sales, credit=150_000)),
        ),
        (
            "AMOUNT_DIFFERS",
            lambda o: (Line(o.cash, debit=150_000, currency="USD", amount=10, rate="NaN"), Line(o.sales, credit=150_000)),
        ),
    ],
)
def test_a_wrong_entry_is_refused_alone_and_in_bulk(
    ledger: SqlLedger, code: str, lines: Callable[[SqlLedger], tuple[Line, ...]]
) -> None:
    good = (Line(ledger.cash, debit=1), Line(ledger.sales, credit=1))

    assert refused(lambda: ledger.post(*lines(ledger))) == code
    assert refused(lambda: ledger.post_many([good, lines(ledger)])) == code

    assert ledger.value("select count(*) from accounting.entry") == 0
    assert ledger.trial_balance() == {}


def test_lines_of_zero_and_differences_of_exchange_are_legal(ledger: SqlLedger) -> None:
    ledger.post(Line(ledger.cash), Line(ledger.sales))
    ledger.post(Line(ledger.cash, debit=500, currency="USD", amount=0), Line(ledger.sales, credit=500))
    ledger.post(
        Line(ledger.cash, debit=162_345, currency="USD", amount="10.01", rate="16218.2817182817"),
        Line(ledger.sales, credit=162_345),
    )

    assert ledger.trial_balance()[ledger.cash][3] == Decimal(162_845)


def test_an_account_of_another_company_is_unknown(ledger: SqlLedger, foreign: SqlLedger) -> None:
    assert refused(lambda: ledger.post(Line(foreign.cash, debit=1), Line(ledger.sales, credit=1))) == "ACCOUNT_UNKNOWN"
    assert refused(lambda: ledger.sale(journal=foreign.journal)) == "JOURNAL_UNKNOWN"


def test_a_set_of_dimensions_of_another_company_is_unknown(ledger: SqlLedger, foreign: SqlLedger) -> None:
    theirs = new_dimensions(foreign)

    assert (
        refused(lambda: ledger.post(Line(ledger.cash, debit=1, dimensions=theirs), Line(ledger.sales, credit=1)))
        == "DIMENSION_UNKNOWN"
    )


def test_every_function_refuses_another_company(ledger: SqlLedger, foreign: SqlLedger) -> None:
    posted = foreign.sale()
    ours = SqlLedger(ledger.url, ledger.company, ledger.user)
    for sql, *args in (
        ("select accounting.reverse_entry(%s, %s, %s, '')", foreign.company, posted.id, DAY),
        ("select accounting.set_lock(%s, 'all', %s)", foreign.company, DAY),
        ("select accounting.grant_exception(%s, %s, 'all', %s, 'x', 'infinity')", foreign.company, ledger.user, DAY),
        ("select accounting.revoke_exception(%s, 1)", foreign.company),
        ("select accounting.start_counter(%s, %s, '', 1)", foreign.company, foreign.journal),
        ("select accounting.roll_up(%s)", foreign.company),
        ("select accounting.dimension_set(%s, '{1}')", foreign.company),
    ):
        assert refused(partial(ours.run, sql, *args)) == "FORBIDDEN", sql
    assert refused(lambda: foreign_with(ledger, foreign).sale()) == "FORBIDDEN"
    assert ours.run("select * from accounting.sums_through(%s, %s)", foreign.company, DAY) == []
    assert ours.run("select * from accounting.sums_known(%s, %s, now())", foreign.company, DAY) == []
    assert ours.run("select * from accounting.trial_balance(%s, %s, %s)", foreign.company, DAY, DAY) == []


def foreign_with(ledger: SqlLedger, foreign: SqlLedger) -> SqlLedger:
    """Their company in the arguments, ours in the setting."""

    class Mixed(SqlLedger):
        def enter(self, connection: psycopg.Connection) -> None:
            ledger.enter(connection)

    return Mixed(**vars(foreign))


def new_dimensions(ledger: SqlLedger) -> int:
    value = ledger.value(
        "insert into accounting.dimension_value (company_id, kind, code, name) values (%s, 'project', 'P1', 'P1') returning id",
        ledger.company,
    )
    return int(ledger.value("select accounting.dimension_set(%s, %s::bigint[])", ledger.company, [value]))


def test_tables_of_the_session_shadow_nothing(ledger: SqlLedger) -> None:
    with ledger.begin() as connection:
        for name in ("account", "journal", "period_lock", "entry", "line", "company", "new_lines", "new_entries"):
            connection.execute(f"create temporary table {name} (company_id bigint, id bigint, is_group boolean)".encode())
        connection.execute("create domain pg_temp.date as text")
        connection.execute("create function pg_temp.now() returns timestamptz language sql as $$ select 'epoch'::timestamptz $$")
        ledger.post_on(connection, Line(ledger.cash, debit=1), Line(ledger.sales, credit=1))
        with pytest.raises(psycopg.Error) as raised:
            ledger.post_on(connection, Line(ledger.cash, debit=1), Line(ledger.heading, credit=1))
        assert code_of(raised.value) == "ACCOUNT_IS_GROUP"
        connection.rollback()


def test_triggers_of_the_log_and_the_ledger_cannot_be_hung_on_own_tables(ledger: SqlLedger) -> None:
    trigger = "create trigger t after insert on forged referencing new table as new_rows for each statement execute function "
    with ledger.begin() as connection:
        connection.execute("create temporary table forged (company_id bigint, id bigint)")
        for function in ("core.audit_inserted('id', '', 'company_id')", "core.audit_appended_rows()", "accounting.take_lines()"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
                connection.execute((trigger + function).encode())


def test_an_older_snapshot_cannot_post(ledger: SqlLedger) -> None:
    for level in ("repeatable read", "serializable"):
        with ledger.connect() as connection:
            connection.execute(f"set transaction isolation level {level}".encode())
            ledger.enter(connection)
            with pytest.raises(psycopg.Error) as raised:
                ledger.post_on(connection, Line(ledger.cash, debit=1), Line(ledger.sales, credit=1))
            assert code_of(raised.value) == "ISOLATION"
            connection.rollback()


def test_days_outside_the_calendar_are_refused(ledger: SqlLedger) -> None:
    assert refused(lambda: ledger.sale(on=date(1899, 12, 31))) == "DATE_OUT_OF_RANGE"


def test_nobody_passes_an_entry_off_as_a_reversal(ledger: SqlLedger) -> None:
    posted = ledger.sale(100)

    assert refused(lambda: ledger.sale(100, reversal_of=posted.id)) == "REVERSAL_DIFFERS"
    assert refused(lambda: ledger.sale(100, reversal_of=10**12)) == "REVERSAL_DIFFERS"


def test_what_is_used_keeps_its_kind(ledger: SqlLedger) -> None:
    dimensions = new_dimensions(ledger)
    ledger.post(Line(ledger.cash, debit=1, dimensions=dimensions), Line(ledger.sales, credit=1))
    for sql, key, code in (
        ("delete from accounting.account where id = %s", ledger.cash, "ACCOUNT_IN_USE"),
        ("update accounting.account set type = 'expense' where id = %s", ledger.cash, "ACCOUNT_IN_USE"),
        ("update accounting.account set is_group = true where id = %s", ledger.cash, "ACCOUNT_IN_USE"),
        ("update accounting.account set currency = 'USD' where id = %s", ledger.cash, "ACCOUNT_IN_USE"),
        ("update accounting.journal set kind = 'sales' where id = %s", ledger.journal, "JOURNAL_IN_USE"),
        ("delete from accounting.dimension_value where company_id = %s", ledger.company, "DIMENSION_IN_USE"),
        ("update accounting.dimension_value set kind = 'other' where company_id = %s", ledger.company, "DIMENSION_IN_USE"),
    ):
        assert refused(partial(ledger.run, sql, key)) == code, sql


def test_a_closed_account_or_journal_takes_nothing(ledger: SqlLedger) -> None:
    ledger.run("update accounting.account set is_closed = true where id = %s", ledger.cash)
    assert refused(lambda: ledger.sale()) == "ACCOUNT_CLOSED"
    ledger.run("update accounting.account set is_closed = false where id = %s", ledger.cash)
    ledger.run("update accounting.journal set is_closed = true where id = %s", ledger.journal)
    assert refused(lambda: ledger.sale()) == "JOURNAL_UNKNOWN"


def test_an_account_kept_in_a_currency_takes_no_other(ledger: SqlLedger) -> None:
    ledger.run("update accounting.account set currency = 'USD' where id = %s", ledger.cash)

    assert refused(lambda: ledger.sale()) == "ACCOUNT_CURRENCY"


def test_a_source_is_booked_once(ledger: SqlLedger) -> None:
    first = ledger.sale(100, source="INV-7", content=b"a")
    again = ledger.sale(100, source="INV-7", content=b"a")

    assert again.existing and (again.id, again.number) == (first.id, first.number)
    assert refused(lambda: ledger.sale(101, source="INV-7", content=b"b")) == "REFERENCE_REUSED"
    with ledger.begin() as connection:
        elsewhere = new_journal(connection, ledger.company, "LAIN", "general")
    assert not ledger.sale(100, source="INV-7", content=b"b", journal=elsewhere).existing


def test_a_bulk_twice_books_once_and_another_content_books_nothing(ledger: SqlLedger) -> None:
    entries = [(Line(ledger.cash, debit=n), Line(ledger.sales, credit=n)) for n in (1, 2, 3)]
    first = ledger.post_many(entries, ["A", "B", "C"])
    second = ledger.post_many(entries, ["A", "B", "C"])
    changed = [*entries[:2], (Line(ledger.cash, debit=9), Line(ledger.sales, credit=9))]

    assert [(place, number, existing) for place, _id, number, existing in first] == [
        (1, "UJI/2026/0001", False), (2, "UJI/2026/0002", False), (3, "UJI/2026/0003", False)
    ]  # fmt: skip
    assert [(row[0], row[1], row[3]) for row in second] == [(row[0], row[1], True) for row in first]
    assert refused(lambda: ledger.post_many(changed, ["D", "E", "C"])) == "REFERENCE_REUSED"
    assert refused(lambda: ledger.post_many(entries, ["D", "E", "D"])) == "REFERENCE_TWICE"
    assert ledger.value("select count(*) from accounting.entry") == 3
