"""Plain SQL as the application's role, the company's setting fixed: stock never falls below zero, nothing is promised twice."""

import asyncio
import json
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import psycopg
import pytest

from dapur.contract import DapurError
from dapur.testing.companies import Actor
from tests.plugins.logistics.warehouse import Warehouse

APPENDED = ("document", "move", "revaluation", "service", "booking", "booking_entry", "valuation", "counted")
KEPT = ("on_hand", "stock_day", "stock_now", "value_day", "cost_state", "cost_snapshot")
D = Decimal


class Sql:
    """The application's role, with the company set as every transaction of ours does."""

    def __init__(self, connection: psycopg.Connection, company: int, user: int) -> None:
        self.connection, self.company = connection, company
        connection.execute(
            "select set_config('dapur.company', %s, false), set_config('dapur.actor', %s, false)", (str(company), str(user))
        )

    def run(self, sql: str, *args: Any) -> list[tuple[Any, ...]]:
        """Rows, if there are any."""
        cursor = self.connection.execute(sql.encode(), args or None)
        return cursor.fetchall() if cursor.description else []

    def refused(self, sql: str, *args: Any) -> str:
        """The code or constraint or state with which a statement is refused."""
        with pytest.raises(psycopg.Error) as caught:
            self.run(sql, *args)
        detail = caught.value.diag.message_detail or ""
        if detail.startswith("{"):
            return str(json.loads(detail)["code"])
        return caught.value.diag.constraint_name or str(caught.value.sqlstate)


@pytest.fixture
def sql(actor: Actor, app_url: str) -> Iterator[Sql]:
    with psycopg.connect(app_url, autocommit=True) as connection:
        yield Sql(connection, actor.scope.company, actor.scope.user)


async def test_the_role_writes_to_no_table_of_the_stock_ledger(warehouse: Warehouse, sql: Sql) -> None:
    await warehouse.receive(10)
    for table in (*APPENDED, *KEPT):
        for statement in (f"update logistics.{table} set company_id = company_id", f"delete from logistics.{table}",
                          f"truncate logistics.{table} cascade"):  # fmt: skip
            assert sql.refused(statement) == "42501", statement
        if table != "counted":
            assert sql.refused(f"insert into logistics.{table} (company_id) values ({sql.company})") == "42501", table
    for part in ("close_days(1, '{}', '{}', '{}', '{}', '{}')", "count_stock(1, '{}', '{}', '{}', '{}')"):
        assert sql.refused(f"select logistics.{part}") == "42501"


class Forger:
    """Posts by the function itself, past all of our rules."""

    def __init__(self, warehouse: Warehouse, sql: Sql) -> None:
        self.sql, self.warehouse = sql, warehouse
        rows = sql.run("select kind, id from logistics.location where company_id = %s", sql.company)
        self.places = dict(rows)
        self.day = date.today()

    def state(self, item: int, source: str, target: str, quantity: str, value: str) -> dict[str, Any]:
        """Layers that fit: one a place."""
        rows = self.sql.run(
            "select distinct on (stock_id) stock_id, quantity, value from logistics.value_day where company_id = %s and item_id = %s"
            " order by stock_id, day desc", self.sql.company, item)  # fmt: skip
        sums = {place: (q, v) for place, q, v in rows}
        for place, sign in ((self.places[source], -1), (self.places[target], 1)):
            if place in sums or target == "bin":
                q, v = sums.get(place, (D(0), D(0)))
                sums[place] = (q + sign * D(quantity), v + sign * D(value))
        return {str(p): [{"source": 1, "quantity": str(q), "value": str(v), "origins": {}}] for p, (q, v) in sums.items() if q}

    def post(self, item: int, source: str, target: str, quantity: str, value: str, lost: str = "0", **more: Any) -> str:
        """Answers with the refusal, or ""."""
        company = self.sql.company
        state = self.sql.run("select version, state, events from logistics.hold_items(%s, %s, 1)", company, [item])[0]
        event = state[2][0]
        day, more_state = str(more.pop("day", self.day)), more.pop("state", None)
        move = {"id": event, "item_id": item, "from_id": self.places[source], "to_id": self.places[target], "quantity": quantity,
                "unit_id": self.warehouse.pieces, "unit_quantity": quantity, **more}  # fmt: skip
        flow = {"event_id": event, "item_id": item, "day": day, "booking": 1}
        flows = [{**flow, "location_id": self.places[source], "quantity": f"-{quantity}", "value": f"-{value}"},
                 {**flow, "location_id": self.places[target], "quantity": quantity, "value": str(D(value) - D(lost))}]  # fmt: skip
        states = [{"item_id": item, "version": state[0], "state": more_state or self.state(item, source, target, quantity, value),
                   "last_day": day, "last_event": event, "snapshots": []}]  # fmt: skip
        arguments: tuple[Any, ...] = (
            {"kind": "issue", "period": "forged", "written": f"X{event}", "day": day},
            [move],
            [],
            [],
            [{"kind": "document", "day": day}],
            flows,
            states,
        )
        try:
            self.sql.run(
                "select logistics.post_document(%s, %s, %s, %s, %s, %s, %s, %s)", company, *(json.dumps(a) for a in arguments)
            )
        except psycopg.Error as error:
            detail = error.diag.message_detail or ""
            return (
                str(json.loads(detail)["code"]) if detail.startswith("{") else error.diag.constraint_name or str(error.sqlstate)
            )
        return ""


async def test_the_posting_function_itself_lets_nothing_fall_below_zero(warehouse: Warehouse, sql: Sql) -> None:
    item = await warehouse.item()
    today = (await warehouse.actor.reader()).today
    await warehouse.receive(10, day=(today - timedelta(30)).isoformat())
    await warehouse.issue(7, day=(today - timedelta(10)).isoformat())
    await warehouse.receive(20)
    forger = Forger(warehouse, sql)
    forger.day = today

    assert forger.post(item, "warehouse", "customer", "24", "1000") == "INSUFFICIENT"
    assert forger.post(item, "warehouse", "customer", "5", "1000", day=today - timedelta(20)) == "INSUFFICIENT"
    assert forger.post(item, "warehouse", "customer", "1", "1000", lost="1") == "VALUE_LOST"
    assert forger.post(item, "warehouse", "customer", "1", "99999999") == "value_day_holds"
    assert forger.post(item, "warehouse", "customer", "23", "1000") == "value_day_holds"
    assert forger.post(item, "warehouse", "customer", "1", "1000", state={"1": []}) == "VALUE_LOST"
    assert forger.post(item, "warehouse", "customer", "1", "1000") == ""
    assert await warehouse.stands() == (D(22), D(22_000))


async def test_values_of_another_quantity_than_was_moved_are_refused(warehouse: Warehouse, sql: Sql) -> None:
    item = await warehouse.item()
    await warehouse.receive(10)
    forger = Forger(warehouse, sql)
    forger.day = (await warehouse.actor.reader()).today
    places = dict(forger.places)
    # A move that is called one within the warehouse, valued as an issue.
    forger.places = {**places, "bin": places["transit"]}

    assert forger.post(item, "warehouse", "bin", "3", "3000") == ""
    assert sql.refused("select logistics.post_document(%s, %s, %s, '[]', '[]', '[]', '[]', '[]')", sql.company,
                       json.dumps({"kind": "issue", "period": "forged", "written": "Y", "day": str(forger.day)}),
                       json.dumps([{"id": 10**12, "item_id": item, "from_id": places["warehouse"], "to_id": places["customer"],
                                    "quantity": "1", "unit_id": warehouse.pieces, "unit_quantity": "1"}])) == "VALUE_LOST"  # fmt: skip


async def test_claims_never_promise_more_than_is_there_whoever_writes_them(warehouse: Warehouse, sql: Sql) -> None:
    await warehouse.receive(10)
    order = await warehouse.order(30)
    await warehouse.actor.perform("logistics.reserve_order", id=order)
    claim = (
        "insert into logistics.claim (company_id, order_line_id, item_id, stock_id, quantity) select %s, l.id, l.item_id, %s, %s"
    )
    line = " from logistics.sales_line l where l.company_id = %s and l.order_id = %s"

    assert (
        sql.refused("update logistics.claim set quantity = 11 where company_id = %s", sql.company)
        == "stock_now_never_promised_twice"
    )
    second = await warehouse.order(30)
    assert sql.refused(claim + line, sql.company, warehouse.place, 1, sql.company, second) == "stock_now_never_promised_twice"
    await warehouse.actor.perform("logistics.release_order", id=order)
    assert sql.refused(claim + line, sql.company, warehouse.place, 31, sql.company, second) in (
        "stock_now_never_promised_twice", "sales_line_never_over",
    )  # fmt: skip


async def test_what_is_promised_to_others_does_not_leave(warehouse: Warehouse, sql: Sql) -> None:
    item = await warehouse.item()
    await warehouse.receive(10)
    await warehouse.actor.perform("logistics.reserve_order", id=await warehouse.order(8))
    forger = Forger(warehouse, sql)
    forger.day = (await warehouse.actor.reader()).today

    assert forger.post(item, "warehouse", "customer", "3", "3000") == "stock_now_never_promised_twice"
    assert forger.post(item, "warehouse", "customer", "2", "2000") == ""


async def test_another_companys_stock_is_out_of_reach(warehouse: Warehouse, sql: Sql, other: Actor) -> None:
    await warehouse.receive(10)
    theirs = other.scope.company

    assert sql.run("select * from logistics.move where company_id = %s", theirs) == []
    assert sql.refused("select * from logistics.hold_items(%s, '{1}', 1)", theirs) == "FORBIDDEN"
    assert (
        sql.refused("select * from logistics.post_document(%s, '{}', '[]', '[]', '[]', '[]', '[]', '[]')", theirs) == "FORBIDDEN"
    )


async def test_eight_issuers_at_once_take_what_is_there_and_no_more(warehouse: Warehouse) -> None:
    await warehouse.receive(50, "1000")
    await warehouse.receive(50, "1300")

    ends = await asyncio.gather(*(warehouse.issue(7) for _n in range(24)), return_exceptions=True)

    done = [end for end in ends if not isinstance(end, BaseException)]
    refused = [end for end in ends if isinstance(end, DapurError)]
    assert (len(done), len(refused)) == (14, 10)
    assert {r.code for r in refused} == {"INSUFFICIENT"}
    assert await warehouse.stands() == (D(2), D(2_600))
    assert sum((end.values[0] for end in done), D(0)) == D(50_000 + 48 * 1_300)
    assert (await warehouse.difference())["difference"] == 0


async def test_late_receipts_and_issues_at_once_end_at_the_same_value_as_one_after_the_other(warehouse: Warehouse) -> None:
    today = (await warehouse.actor.reader()).today
    await warehouse.receive(100, "1000", day=(today - timedelta(50)).isoformat())
    for n in range(6):
        await warehouse.issue(10, day=(today - timedelta(40 - 5 * n)).isoformat())

    late = [warehouse.receive(10, 500 + 100 * n, day=(today - timedelta(49 - n)).isoformat()) for n in range(6)]
    ends = await asyncio.gather(*late, *(warehouse.issue(10) for _n in range(2)), return_exceptions=True)

    assert [end for end in ends if isinstance(end, BaseException)] == []
    # 100 at 1,000, then 10 each at 500 … 1,000: 80 went out at 1,000; what is left is 20 at 1,000 and the late ones.
    assert await warehouse.stands() == (D(80), D(20_000 + 10 * (500 + 600 + 700 + 800 + 900 + 1_000)))
    assert (await warehouse.difference())["difference"] == 0
