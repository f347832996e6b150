"""Kept balances equal the lines: before and after they are rolled up, on any day, and as known on a moment."""

from datetime import date
from decimal import Decimal

from tests.plugins.accounting.sql_ledger import Line, SqlLedger

DAYS = (
    date(2024, 12, 31),
    date(2025, 1, 1),
    date(2025, 6, 30),
    date(2025, 12, 31),
    date(2026, 1, 1),
    date(2026, 2, 28),
    date(2026, 3, 2),
)


def from_lines(ledger: SqlLedger, first: date, last: date) -> dict[int, tuple[Decimal, ...]]:
    rows = ledger.run(
        "select account_id, sum(case when date < %s then debit - credit else 0 end), sum(case when date >= %s then debit else 0 end),"
        " sum(case when date >= %s then credit else 0 end), sum(debit - credit) from accounting.line where date <= %s group by 1",
        first, first, first, last,
    )  # fmt: skip
    return {row[0]: row[1:] for row in rows}


def roll_up(ledger: SqlLedger) -> int:
    return int(ledger.value("select accounting.roll_up(%s)", ledger.company))


def test_balances_equal_the_lines_on_every_day_rolled_up_or_not(ledger: SqlLedger) -> None:
    for n, day in enumerate(DAYS, 1):
        ledger.sale(n * 10, on=day)
        if n == 4:
            assert roll_up(ledger) > 0

    for _twice in range(2):
        for first in DAYS:
            for last in DAYS:
                if first <= last:
                    assert ledger.trial_balance(first, last) == from_lines(ledger, first, last), (first, last)
        roll_up(ledger)
    assert roll_up(ledger) == 0
    assert ledger.value("select count(*) from accounting.balance_delta") == 0


def test_a_past_moment_shows_what_was_known_then(ledger: SqlLedger) -> None:
    ledger.sale(100)
    before = ledger.value("select max(posted_at) from accounting.entry")
    posted = ledger.sale(50)
    ledger.run("select accounting.reverse_entry(%s, %s, %s, '')", ledger.company, posted.id, date(2026, 3, 2))
    ledger.sale(7)

    assert ledger.trial_balance()[ledger.cash] == (0, 157, 50, 107)
    assert ledger.trial_balance(known=before)[ledger.cash] == (0, 100, 0, 100)


def test_a_reversal_takes_back_currency_and_amount(ledger: SqlLedger) -> None:
    posted = ledger.post(
        Line(ledger.cash, debit=150_000, currency="USD", amount=10, rate=15_000), Line(ledger.sales, credit=150_000)
    )
    reversal = ledger.value(
        "select entry_id from accounting.reverse_entry(%s, %s, %s, '')", ledger.company, posted.id, date(2026, 3, 5)
    )

    assert ledger.run(
        "select currency, debit, credit, amount from accounting.sums_through(%s, '2026-12-31') where account_id = %s",
        ledger.company,
        ledger.cash,
    ) == [("USD", 150_000, 150_000, 0)]
    assert ledger.run("select reversal_of, date from accounting.entry where id = %s", reversal) == [(posted.id, date(2026, 3, 5))]


def test_the_books_of_two_companies_stay_apart(ledger: SqlLedger, foreign: SqlLedger) -> None:
    ledger.sale(100)
    foreign.sale(30)
    for one in (ledger, foreign):
        roll_up(one)

    assert ledger.trial_balance()[ledger.cash][3] == 100
    assert foreign.trial_balance()[foreign.cash][3] == 30
    assert set(ledger.trial_balance()).isdisjoint(foreign.trial_balance())
