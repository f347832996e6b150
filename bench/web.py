"""Through the web: posting, a list page and GraphQL, against a bare ASGI handler with the same statements."""

import asyncio
import json
import os
import secrets
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from urllib.parse import urlencode

import psycopg

from bench.findings import Finding, at_least, at_most
from bench.http_client import Client, request
from bench.place import Place, bookkeeper
from bench.posting import facts_of, ours
from bench.timing import compare
from dapur.people.sign_in import sign_in
from dapur.queries.plan import Wish, plan
from dapur.server.sessions import form_token
from dapur.testing.companies import PASSWORD, Actor
from dapur.testing.waiting import until

COLUMNS = ("number", "date", "journal", "description", "reference", "total", "status", "id")


@contextmanager
def served(target: str, environment: dict[str, str]) -> Iterator[int]:
    """A server process with one worker; its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "asgi",
        "--factory",
        "--no-ws",
        "--log-level",
        "error",
        "--port",
        str(port),
        target,
    ]
    process = subprocess.Popen(command, env={**os.environ, **environment})
    try:
        until(lambda: _open(port), seconds=40)
        yield port
    finally:
        process.terminate()
        process.wait()


def _open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@dataclass
class Load:
    """Connections that ask the same kind of request again and again, and how long each answer took."""

    clients: list[Client]
    make: Callable[[], bytes]
    expected: int
    times: list[float]

    @classmethod
    async def on(cls, port: int, connections: int, make: Callable[[], bytes], expected: int = 200) -> "Load":
        """Connect."""
        return cls([await Client.connect(port) for _n in range(connections)], make, expected, [])

    async def slice(self, each: int) -> int:
        """Every connection asks `each` times. Raises AssertionError on an unexpected answer."""

        async def work(client: Client) -> None:
            for _n in range(each):
                began = time.perf_counter()
                status, body = await client.ask(self.make())
                self.times.append(time.perf_counter() - began)
                assert status == self.expected, (status, body[:2000])

        await asyncio.gather(*map(work, self.clients))
        return each * len(self.clients)

    def tail(self) -> float:
        """p95 over p50."""
        points = statistics.quantiles(self.times, n=20)
        return points[18] / points[9]

    def close(self) -> None:
        """Disconnect."""
        for client in self.clients:
            client.close()


async def measure(where: Place) -> list[Finding]:
    """1 and 8 connections."""
    async with bookkeeper(where) as actor:
        facts = await facts_of(actor)
        await ours(actor, facts, 4, 250)
        # As autovacuum does of itself in a database that is in use: without it both sides read every entry and sort.
        with psycopg.connect(where.database.owner_url, autocommit=True) as owner:
            owner.execute("vacuum analyze accounting.line, accounting.entry, accounting.balance, accounting.journal")
        company = await actor.house.company(actor.scope.company)
        opened = await sign_in(actor.house, actor.email, PASSWORD, address="127.0.0.1", agent="bench", old_token=None)
        made = plan(actor.house.registry.queries["accounting.entries"], company.id, Wish(columns=COLUMNS, limit=51))
        values = {k: v for k, v in made.values.items() if isinstance(v, (str, int))}
        environment = {
            "DATABASE_URL": where.database.app_url,
            "DATABASE_OWNER_URL": where.database.owner_url,
            "BARE_SQL": made.sql.decode(),
            "BARE_VALUES": json.dumps(values),
        }
        with served("dapur.server.app:served_app", environment) as port, served("bench.bare:app", environment) as bare:
            found = []
            for connections in (1, 8):
                found += await _with(actor, company.code, opened.token, facts, port, bare, connections)
            return found


async def _with(
    actor: Actor, code: str, token: str, facts: tuple[int, int, int], port: int, bare: int, connections: int
) -> list[Finding]:
    cookie = {"cookie": f"dapur_session={token}", "sec-fetch-site": "same-origin"}
    times = {"posting": 120, "list": 120, "api": 120} if connections == 1 else {"posting": 40, "list": 30, "api": 30}
    page = request("GET", f"/{code}/accounting/entries", cookie)
    api = _graphql(code, token)
    kinds = (
        ("post an entry through the web", "posting", lambda: _post(code, token, facts), _bare_post, 303, 0.5),
        ("list page of 50 rows", "list", lambda: page, lambda: request("GET", "/"), 200, 0.55),
        ("GraphQL, 50 rows × 8 fields", "api", lambda: api, lambda: page, 200, None),
    )
    found = []
    for what, kind, make, yardstick, expected, goal in kinds:
        mine = await Load.on(port, connections, make, expected)
        other = await Load.on(bare if goal else port, connections, yardstick)
        each = times[kind]
        pace = await compare(partial(mine.slice, each), partial(other.slice, each))
        crowd = f"{connections} connection{'s' * (connections > 1)}"
        note = f"{pace.ours:.0f}/s against {pace.theirs:.0f}/s"
        if goal:
            found.append(at_least(f"{what}, {crowd}, against a bare handler", pace.ratio, goal, note))
        else:
            found.append(at_most(f"{what}, {crowd}, time against the list page", 1 / pace.ratio, 1.5, "×", note))
        if connections == 8:
            found.append(at_most(f"{what}, {crowd}: p95 over p50", mine.tail(), 2, "×"))
        mine.close()
        other.close()
    return found


def _post(code: str, token: str, facts: tuple[int, int, int]) -> bytes:
    journal, debit, credit = facts
    fields = {
        "_csrf_token": form_token(token), "_key": secrets.token_urlsafe(12), "journal": journal, "date": "2026-06-01", "description": "Sale",
        "lines.0.account": debit, "lines.0.debit": "1000", "lines.1.account": credit, "lines.1.credit": "1000",
    }  # fmt: skip
    headers = {
        "cookie": f"dapur_session={token}",
        "sec-fetch-site": "same-origin",
        "content-type": "application/x-www-form-urlencoded",
    }
    return request("POST", f"/{code}/accounting/entries/new", headers, urlencode(fields).encode())


def _bare_post() -> bytes:
    body = urlencode({"amount": Decimal(1000), "date": date(2026, 6, 1)}).encode()
    return request("POST", "/", {"content-type": "application/x-www-form-urlencoded"}, body)


def _graphql(code: str, token: str) -> bytes:
    query = "{ accountingEntries(first: 50) { nodes { id number date journal description reference total status } } }"
    headers = {
        "cookie": f"dapur_session={token}",
        "sec-fetch-site": "same-origin",
        "x-csrftoken": form_token(token),
        "content-type": "application/json",
    }
    return request("POST", f"/{code}/graphql", headers, json.dumps({"query": query}).encode())
