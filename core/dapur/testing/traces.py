"""What a company's rows look like, so that a test can say that nobody else touched them."""

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


def traces_of(owner_url: str, company: int) -> dict[str, str]:
    """A digest of the company's rows by table."""
    tables = company_tables(owner_url)
    with psycopg.connect(owner_url) as connection:
        connection.execute("select set_config('dapur.company', %s, true)", (str(company),))
        found = {}
        for table in tables:
            digest = (
                f"select coalesce(md5(string_agg(md5(t::text), '' order by t::text)), '') from {table} t where company_id = %s"
            )
            row = connection.execute(digest.encode(), (company,)).fetchone()
            found[table] = row[0] if row else ""
        return found
