"""Fills the stock ledger by SQL as the owner, past triggers: rows as the operations would have left them."""

from datetime import date

import psycopg

# 200 items: a receipt of 100 at 1,000, then an issue of 1, in turn over two years; kept rows follow from the moves.
MOVES = """
with place as (select max(id) filter (where kind = 'warehouse') as wh, max(id) filter (where kind = 'supplier') as supplier,
        max(id) filter (where kind = 'customer') as customer from logistics.location where company_id = %(company)s),
made as (insert into logistics.document (company_id, kind, number, day)
    select %(company)s, 'issue', 'fill-' || %(from)s, current_date returning id),
numbered as (select n, nextval('logistics.event_id') as id, %(first)s + (n %% 200) as item, current_date - 730 + (n * 730 / %(all)s)::int as day,
        (n / 200) %% 20 = 0 as is_receipt from generate_series(%(from)s, %(to)s) n),
moved as (insert into logistics.move (company_id, id, document_id, item_id, from_id, to_id, quantity, unit_id, unit_quantity, day, given)
    select %(company)s, x.id, made.id, x.item, case when is_receipt then supplier else wh end, case when is_receipt then wh else customer end,
        case when is_receipt then 100 else 1 end, %(unit)s, 1, x.day, case when is_receipt then 100000 end
    from numbered x, place, made returning id, item_id, from_id, to_id, quantity, day)
insert into logistics.valuation (company_id, event_id, item_id, location_id, day, quantity, value)
select %(company)s, m.id, m.item_id, v.location, m.day, v.sign * m.quantity, v.sign * m.quantity * 1000
from moved m cross join lateral (values (m.from_id, -1), (m.to_id, 1)) as v(location, sign)
"""
KEPT = """
delete from logistics.value_day where company_id = %(company)s;
delete from logistics.stock_now where company_id = %(company)s;
insert into logistics.value_day (company_id, item_id, stock_id, day, quantity, value)
select company_id, item_id, location_id, day, sum(sum(quantity)) over w, sum(sum(value)) over w
from logistics.valuation v where company_id = %(company)s and location_id in (select id from logistics.location where company_id = %(company)s
    and stock_id is not null) group by company_id, item_id, location_id, day window w as (partition by item_id, location_id order by day);
insert into logistics.stock_now (company_id, item_id, stock_id, on_hand)
select distinct on (item_id, stock_id) company_id, item_id, stock_id, quantity from logistics.value_day where company_id = %(company)s
order by item_id, stock_id, day desc;
"""
ISSUES = """
with place as (select max(id) filter (where kind = 'supplier') as supplier, max(id) filter (where kind = 'customer') as customer
        from logistics.location where company_id = %(company)s),
made as (insert into logistics.document (company_id, kind, number, day)
    select %(company)s, 'issue', 'late-' || n, %(today)s::date - 100 from generate_series(0, %(size)s) n returning id, number),
moved as (insert into logistics.move (company_id, id, document_id, item_id, from_id, to_id, quantity, unit_id, unit_quantity, day, given)
    select %(company)s, nextval('logistics.event_id'), made.id, %(item)s, case when n = 0 then supplier else %(place)s end,
        case when n = 0 then %(place)s else customer end, case when n = 0 then 2 * %(size)s else 1 end, %(unit)s, 1,
        %(today)s::date - case when n = 0 then 140 else 130 - (n * 120 / %(size)s) end, case when n = 0 then 2000 * %(size)s end
    from generate_series(0, %(size)s) n cross join place join made on made.number = 'late-' || n order by n
    returning id, item_id, from_id, to_id, quantity, day)
insert into logistics.valuation (company_id, event_id, item_id, location_id, day, quantity, value)
select %(company)s, m.id, m.item_id, v.location, m.day, v.sign * m.quantity, v.sign * m.quantity * 1000
from moved m cross join lateral (values (m.from_id, -1), (m.to_id, 1)) as v(location, sign)
"""
ISSUES_KEPT = """
insert into logistics.stock_day (company_id, item_id, location_id, lot_id, day, closing)
select company_id, item_id, location_id, 0, day, sum(sum(quantity)) over (order by day) from logistics.valuation
where company_id = %(company)s and item_id = %(item)s and location_id = %(place)s group by company_id, item_id, location_id, day;
insert into logistics.value_day (company_id, item_id, stock_id, day, quantity, value)
select company_id, item_id, location_id, day, closing, closing * 1000 from logistics.stock_day
where company_id = %(company)s and item_id = %(item)s;
insert into logistics.on_hand (company_id, item_id, location_id, lot_id, stock_id, is_serial, quantity)
values (%(company)s, %(item)s, %(place)s, 0, %(place)s, false, %(size)s);
insert into logistics.stock_now (company_id, item_id, stock_id, on_hand) values (%(company)s, %(item)s, %(place)s, %(size)s);
update logistics.cost_state set last_day = (select max(day) from logistics.move where company_id = %(company)s and item_id = %(item)s),
    last_event = (select max(id) from logistics.move where company_id = %(company)s and item_id = %(item)s),
    state = jsonb_build_object(%(place)s::text, jsonb_build_array(jsonb_build_object('source',
        (select min(id) from logistics.move where company_id = %(company)s and item_id = %(item)s),
        'quantity', (%(size)s)::text, 'value', (1000 * %(size)s)::text, 'origins', '{}'::jsonb)))
where company_id = %(company)s and item_id = %(item)s;
"""
BATCH = 50_000
TABLES = ("document", "move", "valuation")


def fill_moves(owner_url: str, company: int, size: int) -> None:
    """So many moves of 200 items in all; what is there already counts."""
    with psycopg.connect(owner_url, autocommit=True) as connection:
        _as_owner(connection, company)
        unit = _one(connection, "select min(id) from base.unit where company_id = %s", company)
        first = _items(connection, company, unit)
        there = _one(connection, "select count(*) from logistics.move where company_id = %s", company)
        for start in range(there, size, BATCH):
            facts = {
                "company": company,
                "from": start,
                "to": min(size, start + BATCH) - 1,
                "all": size,
                "unit": unit,
                "first": first,
            }
            connection.execute(MOVES.encode(), facts)
        for statement in KEPT.split(";\n"):
            if statement.strip():
                connection.execute(statement.encode(), {"company": company})
        _guard_again(connection)
        connection.execute("analyze logistics.move, logistics.valuation, logistics.value_day")


def fill_issues(owner_url: str, company: int, item: int, place: int, unit: int, today: date, size: int) -> None:
    """One item: a receipt of plenty, then so many issues of one, over four months."""
    facts = {"company": company, "item": item, "place": place, "unit": unit, "today": today, "size": size}
    with psycopg.connect(owner_url, autocommit=True) as connection:
        _as_owner(connection, company)
        connection.execute(ISSUES.encode(), facts)
        for statement in ISSUES_KEPT.split(";\n"):
            if statement.strip():
                connection.execute(statement.encode(), facts)
        _guard_again(connection)
        connection.execute("analyze logistics.move, logistics.valuation")


def _as_owner(connection: psycopg.Connection, company: int) -> None:
    for table in TABLES:
        connection.execute(f"alter table logistics.{table} disable trigger user".encode())
    connection.execute("select set_config('dapur.company', %s, false)", (str(company),))


def _guard_again(connection: psycopg.Connection) -> None:
    for table in TABLES:
        connection.execute(f"alter table logistics.{table} enable trigger user".encode())


def _items(connection: psycopg.Connection, company: int, unit: int) -> int:
    """200 items whose numbers follow each other."""
    found = _one(connection, "select min(id) from logistics.item where company_id = %s and code like 'FILL-%%'", company)
    if not found:
        connection.execute(
            "insert into logistics.item (company_id, code, name, unit_id) select %s, 'FILL-' || n, 'Barang', %s from generate_series(1, 200) n",
            (company, unit),
        )
        found = _one(connection, "select min(id) from logistics.item where company_id = %s and code like 'FILL-%%'", company)
    return found


def _one(connection: psycopg.Connection, sql: str, *args: object) -> int:
    row = connection.execute(sql.encode(), args).fetchone()
    return int(row[0] or 0) if row else 0
