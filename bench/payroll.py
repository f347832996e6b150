"""Payrolls of 2,000 and 10,000 people: every slip computed with taxes and contributions, against inserting the same rows raw."""

import time
from collections.abc import Sequence
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from bench.findings import Finding, at_least, at_most
from bench.place import Place, bookkeeper
from dapur.testing.companies import Actor

BATCH = 500
JSON = frozenset({"figures", "notes", "problem", "formula", "source", "parts", "inputs"})

# Who works there is no part of the measurement, so it is written set by set.
PARTIES = """
    insert into base.party (company_id, name, kind, is_employee)
    select %s, 'Orang ' || n, 'person', true from generate_series(1, %s) n
"""
EMPLOYEES = """
    insert into hr.employee (company_id, party_id, number, nationality, sex, birth_date)
    select company_id, id, 'B' || id, 'ID', case when id %% 2 = 0 then 'M' else 'F' end, '1990-05-05' from base.party
    where company_id = %s and name like 'Orang %%'
"""
EMPLOYMENTS = """
    insert into hr.employment (company_id, employee_id, first_day)
    select company_id, id, '2024-01-01' from hr.employee where company_id = %s
"""
PAY = """
    insert into hr.pay_fact (company_id, employment_id, component_id, amount, from_day)
    select m.company_id, m.id, c.id, case c.code when 'basic' then 5000000 + (m.id %% 200) * 100000 else 750000 end, '2024-01-01'
    from hr.employment m join hr.pay_component c on c.company_id = m.company_id and c.code in ('basic', 'transport_allowance')
    where m.company_id = %s
"""
RAW = """
    create table bench.payslip (like hr.payslip including defaults);
    alter table bench.payslip add primary key (company_id, id);
    create table bench.payslip_line (like hr.payslip_line including defaults);
    alter table bench.payslip_line add primary key (company_id, payslip_id, position);
    grant select, insert on bench.payslip, bench.payslip_line to dapur_app;
"""


async def measure(where: Place) -> list[Finding]:
    """A company of the size that the first users have, and the largest that the design promises."""
    with psycopg.connect(where.database.owner_url, autocommit=True) as connection:
        connection.execute(RAW.encode())
    return [*await _months(where, 2_000, seconds=12), *await _months(where, 10_000, seconds=60)]


async def _months(where: Place, people: int, *, seconds: float) -> list[Finding]:
    """Two months: the first has nothing before it, the second is compared with it and knows the year so far."""
    async with bookkeeper(where) as actor:
        await _people(actor, people)
        first = await _run(actor, "2026-09-01")
        posted = await _post(actor, first[0])
        second = await _run(actor, "2026-10-01")
        print(f"{people}: first month {first[1]:.1f} s, posting {posted:.1f} s, second month {second[1]:.1f} s")
        raw = _insert_raw(where, actor, second[0])
    note = f"{people / second[1]:.0f} people/s; posting with its entry took {posted:.1f} s"
    return [
        at_most(f"payroll of {people:,} people, the second month of the year", second[1], seconds, " s", note),
        at_least("the same, against inserting the same slips and lines raw", raw / second[1], 0.15),
    ]


async def _people(actor: Actor, people: int) -> None:
    async with actor.house.pools.write() as connection, connection.transaction():
        await connection.execute(b"select core.begin_read(%s, %s)", (actor.scope.company, actor.scope.user))
        await connection.execute(PARTIES.encode(), (actor.scope.company, people))
        for sql in (EMPLOYEES, EMPLOYMENTS, PAY):
            await connection.execute(sql.encode(), (actor.scope.company,))


async def _run(actor: Actor, month: str) -> tuple[int, float]:
    """The run and its seconds, with every piece that a job would do."""
    began = time.perf_counter()
    run = await actor.perform("hr.start_payroll", month=month)
    job = actor.through("job")
    while run.state == "calculating":
        run = await job.perform("hr.calculate_payroll_piece", id=run.id)
    return run.id, time.perf_counter() - began


async def _post(actor: Actor, run: int) -> float:
    began = time.perf_counter()
    await actor.perform("hr.post_payroll", id=run)
    return time.perf_counter() - began


def _insert_raw(where: Place, actor: Actor, run: int) -> float:
    """The same rows in batches of the same size, to tables without triggers; the seconds."""
    with psycopg.connect(where.database.app_url) as connection:
        connection.execute(b"select core.begin_read(%s, %s)", (actor.scope.company, actor.scope.user))
        slips = connection.execute(b"select * from hr.payslip where run_id = %s order by id", (run,)).fetchall()
        columns = [d.name for d in connection.execute(b"select * from hr.payslip limit 0").description or ()]
        place = columns.index("id")
        by_slip: dict[int, list[tuple[Any, ...]]] = {}
        for line in connection.execute(b"select * from hr.payslip_line where run_id = %s order by 1, 2, 3", (run,)):
            by_slip.setdefault(line[1], []).append(line)
        connection.commit()
        began = time.perf_counter()
        for start in range(0, len(slips), BATCH):
            batch = slips[start : start + BATCH]
            _insert(connection, "payslip", batch)
            _insert(connection, "payslip_line", [line for slip in batch for line in by_slip[slip[place]]])
            connection.commit()
        return time.perf_counter() - began


def _insert(connection: psycopg.Connection[Any], table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    names = [d.name for d in connection.execute(f"select * from bench.{table} limit 0".encode()).description or ()]
    plain = [[Jsonb(v) if n in JSON and v is not None else v for n, v in zip(names, row, strict=True)] for row in rows]
    marks = ", ".join(["%s"] * len(names))
    with connection.cursor() as cursor:
        cursor.executemany(f"insert into bench.{table} values ({marks})".encode(), plain)
