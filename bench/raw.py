"""The yardstick: the same rows as an entry of two lines, by plain psycopg in five statements, without any rule."""

import threading
from datetime import date
from decimal import Decimal

import psycopg

NUMBER = (
    "insert into bench.counter as k (company_id, journal_id, period, last) values (%s, %s, %s, 1)"
    " on conflict (company_id, journal_id, period) do update set last = k.last + 1 returning last"
)
HEADER = (
    "insert into bench.entry (company_id, id, journal_id, number, sequence, date, description, total, posted_by, posted_at, xid)"
    " values (%s, nextval('bench.entry_id'), %s, %s, %s, %s, %s, %s, %s, now(), pg_current_xact_id()) returning id"
)
LINES = (
    "insert into bench.line (company_id, entry_id, line_no, account_id, date, debit, credit, currency, amount, rate, xid)"
    " values (%s, %s, 1, %s, %s, %s, 0, 'IDR', %s, 1, pg_current_xact_id()), (%s, %s, 2, %s, %s, 0, %s, 'IDR', %s, 1, pg_current_xact_id())"
)


def post(connection: psycopg.Connection, journal: int, debit: int, credit: int, day: date, amount: Decimal) -> None:
    """One entry: begin, number, header, lines, commit."""
    with connection.transaction():
        write_entry(connection, journal, debit, credit, day, amount)


def write_entry(connection: psycopg.Connection, journal: int, debit: int, credit: int, day: date, amount: Decimal) -> None:
    """The rows of one entry: number, header, lines."""
    number = connection.execute(NUMBER, (1, journal, str(day.year))).fetchone()
    assert number is not None
    made = connection.execute(HEADER, (1, journal, f"JU/{number[0]:04}", number[0], day, "Sale", amount, 1)).fetchone()
    assert made is not None
    connection.execute(LINES, (1, made[0], debit, day, amount, amount, 1, made[0], credit, day, amount, -amount))


class RawPoster:
    """Posts by several clients at once, each with a connection and a thread of its own."""

    def __init__(self, url: str, clients: int) -> None:
        self.connections = [psycopg.connect(url, autocommit=True) for _n in range(clients)]

    async def slice(self, each: int, day: date) -> int:
        """Every client posts `each` entries."""

        def work(connection: psycopg.Connection) -> None:
            for n in range(each):
                post(connection, 1, 1, 2, day, Decimal(1000 + n))

        if len(self.connections) == 1:
            work(self.connections[0])
            return each
        threads = [threading.Thread(target=work, args=(c,)) for c in self.connections]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return each * len(threads)

    def close(self) -> None:
        """Disconnect."""
        for connection in self.connections:
            connection.close()


def copy_entries(connection: psycopg.Connection, count: int, day: date) -> None:
    """Many entries by COPY: the fastest way that PostgreSQL offers."""
    with connection.transaction(), connection.cursor() as cursor:
        row = cursor.execute("select last_value from bench.entry_id").fetchone()
        assert row is not None
        first = row[0] + 1
        cursor.execute("select setval('bench.entry_id', %s)", (first + count,))
        with cursor.copy(
            "copy bench.entry (company_id, id, journal_id, number, sequence, date, description, total, posted_by) from stdin"
        ) as copy:
            for n in range(count):
                copy.write_row((1, first + n, 1, f"JU/{n:06}", n, day, "Sale", 1000 + n, 1))
        with cursor.copy(
            "copy bench.line (company_id, entry_id, line_no, account_id, date, debit, credit, currency, amount, rate) from stdin"
        ) as copy:
            for n in range(count):
                copy.write_row((1, first + n, 1, 1, day, 1000 + n, 0, "IDR", 1000 + n, 1))
                copy.write_row((1, first + n, 2, 2, day, 0, 1000 + n, "IDR", -1000 - n, 1))
