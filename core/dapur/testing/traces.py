"""What a company's rows look like, so that a test can say that nobody else touched them."""

from functools import cache

import psycopg

TABLES = """
    select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'company_id' and not a.attisdropped
    where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in ('pg_catalog', 'information_schema')
    order by 1
"""


def company_tables(owner_url: str) -> list[str]:
    """Every table that holds rows of companies, as schema.table."""
    with psycopg.connect(owner_url, autocommit=True) as connection:
        return [row[0] for row in connection.execute(TABLES.encode()).fetchall()]


def traces_of(owner_url: str, company: int) -> dict[str, tuple[int, int]]:
    """By table: how many rows the company has, and the newest transaction that wrote one of them.

    Whatever is inserted, changed or deleted changes one of the two, and nothing has to be sorted or hashed.
    """
    connection = _connection(owner_url)
    connection.execute("select set_config('dapur.company', %s, false)", (str(company),))
    return {table: (count, newest) for table, count, newest in connection.execute(_question(owner_url), {"company": company})}


@cache
def _connection(owner_url: str) -> psycopg.Connection:
    """Kept: the question has a part for every table, and is planned once. Starting workers takes longer than it does."""
    connection = psycopg.connect(owner_url, autocommit=True)
    connection.execute("set max_parallel_workers_per_gather = 0")
    return connection


@cache
def _question(owner_url: str) -> bytes:
    one = "select {name!r}, count(*), coalesce(max(xmin::text::bigint), 0) from {name} where company_id = %(company)s"
    return " union all ".join(one.format(name=table) for table in company_tables(owner_url)).encode()
