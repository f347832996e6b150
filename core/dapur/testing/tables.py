"""What the database says about a plugin's tables: row security, and the company in every key."""

from collections.abc import Sequence

import psycopg

UNGUARDED = """
    select format('%%I.%%I', n.nspname, c.relname), c.relrowsecurity, c.relforcerowsecurity
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and n.nspname = any (%s)
      and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'company_id' and not a.attisdropped)
      and not (c.relrowsecurity and c.relforcerowsecurity)
      and has_table_privilege('dapur_app', c.oid, 'select,insert,update,delete')
    order by 1
"""
KEYLESS = """
    select format('%%I.%%I', n.nspname, c.relname), k.conname
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'company_id' and not a.attisdropped
    where n.nspname = any (%s) and not c.relispartition and k.contype in ('p', 'f')
      and not a.attnum = any (k.conkey)
      and (k.contype = 'p' or exists (select from pg_attribute f
            where f.attrelid = k.confrelid and f.attname = 'company_id' and not f.attisdropped))
    order by 1, 2
"""


def tables_without_guard(owner_url: str, schemas: Sequence[str]) -> list[str]:
    """Company tables that the application may use without row security being enabled and forced."""
    with psycopg.connect(owner_url, autocommit=True) as connection:
        rows = connection.execute(UNGUARDED.encode(), (list(schemas),)).fetchall()
    return [f"{table}: call core.guard_company_table('{table}') in a migration" for table, *_ in rows]


def company_keys_missing(owner_url: str, schemas: Sequence[str]) -> list[str]:
    """Primary and foreign keys of company tables that do not carry the company."""
    with psycopg.connect(owner_url, autocommit=True) as connection:
        rows = connection.execute(KEYLESS.encode(), (list(schemas),)).fetchall()
    return [f"{table}: the key {name} does not carry company_id" for table, name in rows]
