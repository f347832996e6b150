"""What the database says about a plugin's tables: row security, and the company in every key."""

import re
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
    select format('%%I.%%I', n.nspname, c.relname), x.relname
    from pg_index i join pg_class c on c.oid = i.indrelid join pg_class x on x.oid = i.indexrelid
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'company_id' and not a.attisdropped
    where n.nspname = any (%s) and not c.relispartition and (i.indisunique or i.indisexclusion) and not a.attnum = any (i.indkey)
    union all
    select format('%%I.%%I', n.nspname, c.relname), k.conname
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'company_id' and not a.attisdropped
    where n.nspname = any (%s) and not c.relispartition and k.contype = 'f' and not a.attnum = any (k.conkey)
      and exists (select from pg_attribute f where f.attrelid = k.confrelid and f.attname = 'company_id' and not f.attisdropped)
    order by 1, 2
"""
TRIGGERS = """
    select distinct format('%%I.%%I', p.pronamespace::regnamespace, p.proname), p.prosrc, t.tgoldtable, t.tgnewtable
    from pg_trigger t join pg_proc p on p.oid = t.tgfoid
    where not t.tgisinternal and p.pronamespace::regnamespace::text = any (%s) and coalesce(t.tgoldtable, t.tgnewtable) is not null
    order by 1
"""
DEFINERS = """
    select p.oid::regprocedure::text from pg_proc p
    where p.prosecdef and p.pronamespace::regnamespace::text = any (%s)
      and not exists (select from unnest(coalesce(p.proconfig, '{}')) c where c like 'search_path=%%')
    order by 1
"""


def tables_without_guard(owner_url: str, schemas: Sequence[str]) -> list[str]:
    """Company tables that the application may use without row security being enabled and forced."""
    with psycopg.connect(owner_url, autocommit=True) as connection:
        rows = connection.execute(UNGUARDED.encode(), (list(schemas),)).fetchall()
    return [f"{table}: call core.guard_company_table('{table}') in a migration" for table, *_ in rows]


def company_keys_missing(owner_url: str, schemas: Sequence[str]) -> list[str]:
    """Primary, unique, exclusion and foreign keys of company tables that do not carry the company."""
    with psycopg.connect(owner_url, autocommit=True) as connection:
        rows = connection.execute(KEYLESS.encode(), (list(schemas), list(schemas))).fetchall()
    return [f"{table}: the key {name} does not carry company_id" for table, name in rows]


def triggers_that_join(owner_url: str, schemas: Sequence[str]) -> list[str]:
    """Triggers that join their transition table, or insert straight from it: they cannot run on distributed tables."""
    with psycopg.connect(owner_url, autocommit=True) as connection:
        rows = connection.execute(TRIGGERS.encode(), (list(schemas),)).fetchall()
    return [
        f"{function}: reads {table} together with something else; collect it into an array first"
        for function, source, *tables in rows
        for table in tables
        if table and _is_mixed(source, table)
    ]


def definers_without_path(owner_url: str, schemas: Sequence[str]) -> list[str]:
    """Definer functions that could be led astray by the caller's search path."""
    with psycopg.connect(owner_url, autocommit=True) as connection:
        rows = connection.execute(DEFINERS.encode(), (list(schemas),)).fetchall()
    return [f"{function}: a definer function needs `set search_path`" for (function,) in rows]


def _is_mixed(source: str, table: str) -> bool:
    plain = re.sub(r"--[^\n]*", "", source).lower()
    for statement in plain.split(";"):
        if not re.search(rf"\b{table}\b", statement):
            continue
        if re.search(r"\bjoin\b|\binsert\s+into\b", statement) or re.search(rf"\bfrom\s+[^;()]*,\s*{table}\b", statement):
            return True
    return False
