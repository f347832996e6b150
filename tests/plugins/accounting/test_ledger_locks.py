"""Periods that are locked, numbers without gaps, and what happens when many do it at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from functools import partial
from threading import Barrier

import psycopg
import pytest

from tests.plugins.accounting.sql_ledger import DAY, Line, SqlLedger, code_of, new_journal, outcome, refused

NEXT = DAY + timedelta(days=1)
LOCK = "select accounting.set_lock(%s, %s, %s, %s)"


def lock(ledger: SqlLedger, through: date | None, area: str = "all", reason: str = "") -> None:
    ledger.run(LOCK, ledger.company, area, through, reason)


def allow(ledger: SqlLedger, through: date, until: str = "infinity") -> int:
    return int(
        ledger.value(
            "select accounting.grant_exception(%s, %s, 'all', %s, 'Faktur terlambat', %s)",
            ledger.company,
            ledger.user,
            through,
            until,
        )
    )


def waits(ledger: SqlLedger, pid: int) -> None:
    """Until this backend waits for a lock; asked of the server, so no time is guessed."""
    with ledger.connect(autocommit=True) as connection:
        while connection.execute("select cardinality(pg_blocking_pids(%s)) > 0", (pid,)).fetchone() != (True,):
            pass


def test_a_locked_day_takes_nothing_and_the_next_day_does(ledger: SqlLedger) -> None:
    lock(ledger, DAY)

    assert refused(ledger.sale) == "PERIOD_LOCKED"
    assert refused(lambda: ledger.post_many([(Line(ledger.cash, debit=1), Line(ledger.sales, credit=1))])) == "PERIOD_LOCKED"
    assert ledger.sale(on=NEXT).number == "UJI/2026/0001"


def test_a_lock_of_an_area_holds_for_its_journals_alone(ledger: SqlLedger) -> None:
    with ledger.begin() as connection:
        selling = new_journal(connection, ledger.company, "JUAL-UJI", "sales")
    lock(ledger, DAY, "sales")

    assert refused(lambda: ledger.sale(journal=selling)) == "PERIOD_LOCKED"
    ledger.sale()


def test_a_lock_moves_back_with_a_reason_and_says_who(ledger: SqlLedger) -> None:
    lock(ledger, DAY)
    for through in (DAY - timedelta(days=1), None):
        assert refused(partial(lock, ledger, through, reason=" ")) == "REASON_MISSING"
    lock(ledger, DAY - timedelta(days=1), reason="Salah tanggal")

    assert ledger.run("select through, reason, changed_by from accounting.period_lock") == [
        (DAY - timedelta(days=1), "Salah tanggal", ledger.user)
    ]
    lock(ledger, None, reason="Buka semua")
    ledger.sale()
    log = ledger.run("select action::text from core.audit_log where subject = 'accounting.period_lock' order by id")
    assert [action for (action,) in log] == ["I", "U", "U", "D"]


def test_an_exception_is_for_one_person_and_ends(ledger: SqlLedger) -> None:
    lock(ledger, DAY)
    assert refused(lambda: allow(ledger, DAY - timedelta(days=9), until="2001-01-01")) == "UNTIL_PAST"
    granted = allow(ledger, DAY - timedelta(days=1))
    posted = ledger.sale()

    assert ledger.value("select exception_id from accounting.entry where id = %s", posted.id) == granted
    assert refused(lambda: ledger.sale(on=DAY - timedelta(days=1))) == "PERIOD_LOCKED"
    somebody = SqlLedger(**{**vars(ledger), "user": ledger.user + 1_000_000})
    assert refused(somebody.sale) == "PERIOD_LOCKED"
    ledger.run("select accounting.revoke_exception(%s, %s)", ledger.company, granted)
    assert refused(ledger.sale) == "PERIOD_LOCKED"


def test_closing_a_period_waits_for_the_entry_under_way_and_the_next_sees_it(ledger: SqlLedger) -> None:
    with ThreadPoolExecutor(2) as threads, ledger.connect() as poster, ledger.connect() as closer:
        ledger.enter(poster)
        ledger.post_on(poster, Line(ledger.cash, debit=1), Line(ledger.sales, credit=1))
        ledger.enter(closer)
        closing = threads.submit(closer.execute, LOCK, (ledger.company, "all", DAY, ""))
        waits(ledger, closer.info.backend_pid)
        late = threads.submit(outcome, ledger.sale)
        poster.commit()
        closing.result()
        closer.commit()
        assert late.result() == "PERIOD_LOCKED"
    assert ledger.value("select count(*) from accounting.entry") == 1


def test_64_posters_against_a_period_close(ledger: SqlLedger) -> None:
    """What was posted before the close is in; nothing is after; every number once and none left out."""
    start = Barrier(65)

    def post_until_refused() -> int:
        posted = 0
        with ledger.connect(autocommit=True) as connection:
            start.wait()
            while posted < 400:
                try:
                    with connection.transaction():
                        ledger.enter(connection)
                        ledger.post_on(connection, Line(ledger.cash, debit=1), Line(ledger.sales, credit=1))
                except psycopg.Error as error:
                    assert code_of(error) == "PERIOD_LOCKED", error
                    return posted
                posted += 1
        raise AssertionError("posted on after the close")

    def close() -> int:
        with ledger.connect(autocommit=True) as connection:
            start.wait()
            while ledger.value("select count(*) from accounting.entry") < 100:
                pass
            with connection.transaction():
                ledger.enter(connection)
                connection.execute(LOCK, (ledger.company, "all", DAY, ""))
                row = connection.execute("select count(*) from accounting.entry").fetchone()
        assert row is not None
        return int(row[0])

    with ThreadPoolExecutor(65) as threads:
        posting = [threads.submit(post_until_refused) for _ in range(64)]
        seen_at_close = threads.submit(close).result()
        posted = sum(one.result() for one in posting)

    assert posted == seen_at_close == ledger.value("select count(*) from accounting.entry")
    assert ledger.run("select count(distinct sequence), coalesce(max(sequence), 0) from accounting.entry") == [(posted, posted)]


def test_a_refused_entry_leaves_no_gap(ledger: SqlLedger) -> None:
    ledger.sale()
    with ledger.begin() as connection:
        ledger.post_on(connection, Line(ledger.cash, debit=1), Line(ledger.sales, credit=1))
        connection.rollback()
    assert ledger.sale().number == "UJI/2026/0002"


def test_the_same_source_at_once_is_one_entry(ledger: SqlLedger) -> None:
    start = Barrier(8)

    def book(_n: int) -> tuple[int, bool]:
        start.wait()
        posted = ledger.sale(source="INV-1", content=b"same")
        return posted.id, posted.existing

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(book, range(8)))

    assert len({number for number, _existing in found}) == 1
    assert sorted(existing for _number, existing in found) == [False] + [True] * 7


def test_an_entry_is_reversed_once_even_at_once(ledger: SqlLedger) -> None:
    posted = ledger.sale(100)
    start = Barrier(4)

    def reverse(_n: int) -> str:
        start.wait()
        return outcome(lambda: ledger.run("select accounting.reverse_entry(%s, %s, %s, '')", ledger.company, posted.id, NEXT))

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(reverse, range(4)))

    assert found.count("done") == 1
    assert set(found) - {"done"} <= {"ALREADY_REVERSED", "23505"}
    assert ledger.trial_balance()[ledger.cash][3] == 0


def test_an_account_is_not_deleted_under_an_entry(ledger: SqlLedger) -> None:
    with ThreadPoolExecutor(1) as threads, ledger.connect() as poster, ledger.connect() as cleaner:
        ledger.enter(poster)
        ledger.post_on(poster, Line(ledger.rent, debit=1), Line(ledger.sales, credit=1))
        ledger.enter(cleaner)
        deleting = threads.submit(
            outcome, lambda: cleaner.execute("delete from accounting.account where id = %s", (ledger.rent,))
        )
        waits(ledger, cleaner.info.backend_pid)
        poster.commit()
        assert deleting.result() == "ACCOUNT_IN_USE"
        cleaner.rollback()


def test_lines_of_another_transaction_do_not_join_an_entry(ledger: SqlLedger, owner_url: str) -> None:
    """Even the owner cannot: neither while the entry is not committed, nor afterwards, nor another day."""
    add = (
        "insert into accounting.line (company_id, entry_id, line_no, account_id, date, debit, credit, currency, amount)"
        " values (%s, %s, %s, %s, %s, 0, 0, 'IDR', 0)"
    )
    with ledger.connect() as poster, psycopg.connect(owner_url) as owner:
        ledger.enter(poster)
        entry = ledger.post_on(poster, Line(ledger.cash, debit=1), Line(ledger.sales, credit=1)).id
        ledger.enter(owner)
        owner.execute(add, (ledger.company, entry, 3, ledger.cash, DAY))
        poster.commit()
        with pytest.raises(psycopg.errors.ForeignKeyViolation):
            owner.commit()
        ledger.enter(owner)
        with pytest.raises(psycopg.Error) as raised:
            owner.execute(add, (ledger.company, entry, 3, ledger.cash, DAY))
        assert code_of(raised.value) == "POSTED_IMMUTABLE"


def test_what_the_owner_does_by_mistake_is_refused_too(ledger: SqlLedger, owner_url: str) -> None:
    posted = ledger.sale()
    with psycopg.connect(owner_url, autocommit=True) as owner:
        for sql in (
            "update accounting.line set debit = 5, credit = 0",
            "delete from accounting.entry",
            "truncate accounting.line cascade",
            f"insert into accounting.entry (company_id, id, journal_id, number, sequence, date, total)"
            f" values ({ledger.company}, 999999999, {ledger.journal}, 'X', 1, '2026-03-02', 1)",
        ):
            with owner.transaction(force_rollback=True):
                ledger.enter(owner)
                assert refused(partial(owner.execute, sql.encode())) in ("POSTED_IMMUTABLE", "ENTRY_TOO_SHORT"), sql
    assert ledger.value("select total from accounting.entry where id = %s", posted.id) == 100
