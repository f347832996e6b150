"""A ledger of one company, reached by plain SQL as the application's role with the company's setting fixed."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import psycopg
import pytest

from dapur.testing.companies import Actor

DAY = date(2026, 3, 2)
POST = (
    "select entry_id, number, existing from accounting.post_entry(%s, %s, %s, %s, '', %s, %s, null, %s, %s::bytea, %s::bigint,"
    " %s::bigint[], %s::numeric[], %s::numeric[], %s::text[], %s::numeric[], %s::numeric[], %s::text[], %s::bigint[], %s::bigint[])"
)
POST_MANY = (
    "select place, entry_id, number, existing from accounting.post_entries(%s, %s::bigint[], %s::date[], %s::text[], %s::text[], 'import',"
    " %s::text[], %s::bytea[], %s::int[], %s::bigint[], %s::numeric[], %s::numeric[], %s::text[], %s::numeric[], %s::numeric[],"
    " %s::text[], %s::bigint[], %s::bigint[])"
)


@dataclass(frozen=True)
class Line:
    """One line. `amount` and `rate` follow from debit and credit where they are left out."""

    account: int
    debit: Any = 0
    credit: Any = 0
    currency: str = "IDR"
    amount: Any = None
    rate: Any = 1
    dimensions: int | None = None


@dataclass(frozen=True)
class Posted:
    """What post_entry returned."""

    id: int
    number: str
    existing: bool


@dataclass
class SqlLedger:
    """Accounts cash, sales and rent, a heading and a general journal of a company."""

    url: str
    company: int
    user: int
    cash: int = 0
    sales: int = 0
    rent: int = 0
    heading: int = 0
    journal: int = 0

    def connect(self, **options: Any) -> psycopg.Connection:
        """As the application's role. The caller begins and sets the company."""
        return psycopg.connect(self.url, **options)

    @contextmanager
    def begin(self) -> Iterator[psycopg.Connection]:
        """A transaction of this company; committed when nothing is raised."""
        with self.connect() as connection:
            self.enter(connection)
            yield connection

    def enter(self, connection: psycopg.Connection) -> None:
        """Fix company and actor for the transaction."""
        connection.execute("select core.begin_read(%s, %s)", (self.company, self.user))

    def run(self, sql: str, *args: Any) -> list[tuple[Any, ...]]:
        """One statement in a transaction of its own."""
        with self.begin() as connection:
            cursor = connection.execute(sql.encode(), args or None)
            return cursor.fetchall() if cursor.description else []

    def value(self, sql: str, *args: Any) -> Any:
        """Its first column."""
        return self.run(sql, *args)[0][0]

    def post(self, *lines: Line, on: date = DAY, **facts: Any) -> Posted:
        """Post and commit."""
        with self.begin() as connection:
            return self.post_on(connection, *lines, on=on, **facts)

    def post_on(
        self,
        connection: psycopg.Connection,
        *lines: Line,
        on: date = DAY,
        journal: int | None = None,
        source: str = "",
        content: bytes | None = None,
        reversal_of: int | None = None,
    ) -> Posted:
        """Post in a transaction that the caller holds."""
        kind = ("accounting", "import") if source else ("", "")
        head = (self.company, journal or self.journal, on, "", *kind, source, content, reversal_of)
        row = connection.execute(POST.encode(), (*head, *columns(lines))).fetchone()
        assert row is not None
        return Posted(*row)

    def sale(self, amount: Any = 100, **facts: Any) -> Posted:
        """Cash to sales."""
        return self.post(Line(self.cash, debit=amount), Line(self.sales, credit=amount), **facts)

    def post_many(self, entries: Sequence[Sequence[Line]], sources: Sequence[str] = (), on: date = DAY) -> list[tuple[Any, ...]]:
        """Post in bulk and commit."""
        size = len(entries)
        texts = [""] * size
        places = [n for n, lines in enumerate(entries, 1) for _line in lines]
        hashes = [repr(lines).encode() for lines in entries]
        head = (self.company, [self.journal] * size, [on] * size, texts, texts, list(sources) or texts, hashes, places)
        return self.run(POST_MANY, *head, *columns([line for lines in entries for line in lines]))

    def trial_balance(
        self, first: date = date(2026, 1, 1), last: date = date(2026, 12, 31), known: Any = None
    ) -> dict[int, tuple[Any, ...]]:
        """opening, debit, credit, closing by account."""
        rows = self.run("select * from accounting.trial_balance(%s, %s, %s, %s)", self.company, first, last, known)
        return {row[0]: row[1:] for row in rows}


def columns(lines: Sequence[Line]) -> tuple[list[Any], ...]:
    """As the posting functions take them."""
    return (
        [line.account for line in lines],
        [Decimal(line.debit) for line in lines],
        [Decimal(line.credit) for line in lines],
        [line.currency for line in lines],
        [Decimal(line.debit) - Decimal(line.credit) if line.amount is None else Decimal(line.amount) for line in lines],
        [Decimal(line.rate) for line in lines],
        [""] * len(lines),
        [line.dimensions for line in lines],
        [None] * len(lines),
    )


def new_ledger(actor: Actor, url: str) -> SqlLedger:
    """Accounts and a journal beside what the department's setup made."""
    return open_ledger(SqlLedger(url, actor.scope.company, actor.scope.user))


def empty_ledger(url: str) -> SqlLedger:
    """The same in a company that is nothing but a row."""
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute("select nextval('core.company_id')").fetchone()
    assert row is not None
    ledger = SqlLedger(url, row[0], 1)
    ledger.run(
        "insert into core.company (id, code, name, currency, decimals, zone, language)"
        " values (%s, %s, 'Uji', 'IDR', 2, 'Asia/Jakarta', 'id')",
        ledger.company,
        f"uji-sql-{ledger.company}",
    )
    return open_ledger(ledger)


def open_ledger(ledger: SqlLedger) -> SqlLedger:
    """Insert the accounts and the journal."""
    with ledger.begin() as connection:

        def account(code: str, kind: str, group: bool = False) -> int:
            row = connection.execute(
                "insert into accounting.account (company_id, code, path, name_id, name_en, type, is_group)"
                " values (%s, %s, %s, %s, %s, %s, %s) returning id",
                (ledger.company, code, code, code, code, kind, group),
            ).fetchone()
            assert row is not None
            return int(row[0])

        ledger.cash = account("uji-kas", "asset")
        ledger.sales = account("uji-jual", "income")
        ledger.rent = account("uji-sewa", "expense")
        ledger.heading = account("uji-induk", "asset", group=True)
        ledger.journal = new_journal(connection, ledger.company, "UJI", "general")
    return ledger


def new_journal(connection: psycopg.Connection, company: int, code: str, kind: str) -> int:
    """A journal that numbers UJI/2026/0001."""
    row = connection.execute(
        "insert into accounting.journal (company_id, code, name_id, name_en, kind, pattern)"
        " values (%s, %s, %s, %s, %s, %s) returning id",
        (company, code, code, code, kind, code + "/{year}/{number}"),
    ).fetchone()
    assert row is not None
    return int(row[0])


def code_of(error: psycopg.Error) -> str:
    """The refusal's code, or PostgreSQL's own state."""
    detail = error.diag.message_detail or ""
    return str(json.loads(detail)["code"]) if detail.startswith("{") else str(error.sqlstate)


def refused(action: Callable[[], Any]) -> str:
    """Do what must be refused; the code."""
    with pytest.raises(psycopg.Error) as raised:
        action()
    return code_of(raised.value)


def outcome(action: Callable[[], Any]) -> str:
    """Do it; "done", or the code of its refusal."""
    try:
        action()
    except psycopg.Error as error:
        return code_of(error)
    return "done"
