"""A page of a list costs the same however old the books are."""

import re
from decimal import Decimal

import psycopg
from sqlalchemy import Integer, case, column, exists, func, literal, select, values
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

from dapur.contract.errors import Invalid
from dapur.plugins.registry import Registry
from dapur.queries.plan import Wish, plan
from dapur.queries.row_by_row import row_by_row


def test_no_list_of_ours_reads_a_whole_table_beside_it(registry: Registry) -> None:
    """PostgreSQL hashes what EXISTS asks for in a column; in a condition it joins it, which is right there."""
    found = []
    for query in registry.queries.values():
        try:
            made = plan(query, 1, Wish(columns=tuple(c.name for c in query.columns)))
        except (Invalid, TypeError):
            continue  # it wants parameters
        columns = made.sql.decode().partition("\nFROM")[0]
        found += [query.name] if re.search(r"\bexists\b", columns, re.IGNORECASE) else []
    assert found == []


def test_a_column_says_the_same_when_it_is_looked_up_row_by_row(app_url: str) -> None:
    numbers = values(column("n", Integer), name="numbers").data([(1,), (2,), (3,)])
    others = values(column("n", Integer), name="others").data([(2,), (3,)])
    there = exists().where(others.c.n == numbers.c.n)
    columns = (there, ~there, case((there & (numbers.c.n > 2), "late"), else_="early"), func.coalesce(literal(Decimal(1)), 0))

    def read(*wanted: object) -> list[tuple[object, ...]]:
        asked = select(numbers.c.n, *(one.label(f"c{n}") for n, one in enumerate(wanted))).order_by(numbers.c.n)  # type: ignore[attr-defined]
        made = asked.compile(dialect=PGDialect_psycopg())  # type: ignore[no-untyped-call]
        with psycopg.connect(app_url) as connection:
            return connection.execute(str(made).encode(), made.params).fetchall()

    assert read(*map(row_by_row, columns)) == read(*columns)
    assert [row[1] for row in read(*map(row_by_row, columns))] == [False, True, True]
