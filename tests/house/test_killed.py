"""kill -9 in the middle of work: what was acknowledged is there, once; what was not can be sent again."""

import json
import os
import random
import signal
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psycopg
import pytest

from dapur.database import embedded
from tests.serving import Installation, Server, Visitor, eventually

CLERKS = 4
ENOUGH = 25
ASK = "{ accountingJournals { nodes { id kind } } accountingPostingAccounts(first: 2) { nodes { id } } }"
POST = """
mutation Post($entry: AccountingPostEntryInput!, $key: String) {
  accountingPostEntry(input: $entry, idempotencyKey: $key) { result { number } problems { code } }
}
"""
GAPS = b"""
select journal_id, count(*), max(sequence) from accounting.entry where company_id = %s
group by journal_id, to_char(date, 'YYYYMM') having count(*) <> max(sequence)
"""
UNBALANCED = b"""
select e.id from accounting.entry e left join accounting.line l on l.company_id = e.company_id and l.entry_id = e.id
where e.company_id = %s group by e.id having coalesce(sum(l.debit), 0) <> coalesce(sum(l.credit), 0) or count(l.line_no) < 2
"""
DRIFT = b"""
select account_id, sum(debit), sum(credit) from accounting.line where company_id = %s group by account_id
except select account_id, debit, credit from accounting.sums_through(%s, '9999-12-31')
"""


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """This checkout with an embedded database of its own and a company."""
    data = tmp_path_factory.mktemp("killed")
    made = Installation(Path(sys.executable), extra={"DAPUR_DATA": str(data)})
    made.begin("uji", "accounting")
    yield made
    embedded.remove(data / "postgresql")


@dataclass
class Day:
    """What the clerks sent, and what they were told was saved."""

    sent: list[str] = field(default_factory=list)
    saved: list[str] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)


@dataclass
class Clerk:
    """Somebody who posts entries through the API, each with its own key."""

    visitor: Visitor
    journal: int = 0
    accounts: tuple[int, int] = (0, 0)

    def __post_init__(self) -> None:
        found = self.visitor.graphql("uji", ASK)["data"]
        self.journal = next(j["id"] for j in found["accountingJournals"]["nodes"] if j["kind"] == "general")
        self.accounts = tuple(a["id"] for a in found["accountingPostingAccounts"]["nodes"])

    def post(self, name: str) -> bool:
        """Post one entry. True when the server said that it is posted."""
        lines = [{"account": self.accounts[0], "debit": "1500"}, {"account": self.accounts[1], "credit": "1500"}]
        entry = {"journal": self.journal, "date": "2026-03-02", "reference": name, "lines": lines}
        body = {"query": POST, "variables": {"entry": entry, "key": f"key {name}"}}
        answer = self.visitor.client.post("/uji/graphql", json=body, headers={"X-CSRFToken": self.visitor.token})
        if answer.status_code != 200 or "errors" in answer.json():
            return False
        payload = answer.json()["data"]["accountingPostEntry"]
        assert {p["code"] for p in payload["problems"]} <= {"BUSY", "OVERLOADED"}, payload
        return payload["result"] is not None


def work(server: Server, day: Day, clerk: str) -> None:
    """Post entry after entry until told to stop or nobody answers."""
    visitor = server.visitor()
    try:
        poster = Clerk(visitor)
        for number in range(10_000):
            if day.stop.is_set():
                return
            name = f"{clerk} {number}"
            day.sent.append(name)
            if poster.post(name):
                day.saved.append(name)
    except httpx.HTTPError:
        return
    finally:
        visitor.close()


def under_load(server: Server, day: Day, label: str, kill: "Kill") -> None:
    """Kill once enough was saved, while the clerks go on."""
    clerks = [threading.Thread(target=work, args=(server, day, f"{label}.{n}")) for n in range(CLERKS)]
    for clerk in clerks:
        clerk.start()
    already = len(day.saved)
    eventually(lambda: len(day.saved) >= already + ENOUGH, seconds=60)
    kill(server)
    day.stop.set()
    for clerk in clerks:
        clerk.join(30)


class Kill:
    """What dies: the server's processes, PostgreSQL, or both."""

    def __init__(self, *, server: bool, database: bool) -> None:
        self.server, self.database = server, database

    def __call__(self, server: Server) -> None:
        if self.database:
            os.kill(postmaster(server.installation), signal.SIGKILL)
        if self.server:
            server.kill()


def postmaster(installation: Installation) -> int:
    """The process number of the embedded PostgreSQL."""
    folder = Path(installation.extra["DAPUR_DATA"]) / "postgresql"
    cluster = Path(json.loads((folder / "place.json").read_text())["cluster"])
    return int((cluster / "postmaster.pid").read_text().splitlines()[0])


def kept(installation: Installation) -> Counter[str]:
    """The references that are in the ledger, and how often. The ledger itself must hold together."""
    addresses = embedded.start(Path(installation.extra["DAPUR_DATA"]) / "postgresql", lambda _: None)
    with psycopg.connect(addresses.owner_url) as connection:
        found = connection.execute("select id from core.company_codes()").fetchone()
        assert found is not None
        connection.execute("select set_config('dapur.company', %s, true)", (str(found[0]),))
        assert connection.execute(GAPS, (found[0],)).fetchall() == [], "a series has a gap"
        assert connection.execute(UNBALANCED, (found[0],)).fetchall() == [], "an entry does not balance"
        assert connection.execute(DRIFT, (found[0], found[0])).fetchall() == [], "kept balances differ from the lines"
        return Counter(row[0] for row in connection.execute("select reference from accounting.entry").fetchall())


def survive(installation: Installation, kill: Kill, label: str) -> None:
    """A day with a kill in it, the morning after, and everything sent again."""
    day = Day()
    server = installation.serve()
    under_load(server, day, label, kill)
    server.stop()

    with installation.serve() as again:
        there = kept(installation)
        assert [name for name in day.saved if there[name] != 1] == []
        visitor = again.visitor()
        poster = Clerk(visitor)
        assert all(poster.post(name) for name in day.sent)
        visitor.close()
        there = kept(installation)
        assert [name for name in day.sent if there[name] != 1] == []
    forgive(installation)


def forgive(installation: Installation) -> None:
    """A kill in the middle of a sign-in leaves it counted as wrong; forty days of that would shut the clerks out."""
    addresses = embedded.start(Path(installation.extra["DAPUR_DATA"]) / "postgresql", lambda _: None)
    with psycopg.connect(addresses.owner_url) as connection:
        connection.execute("truncate core.guess")


@pytest.mark.parametrize(
    "kill", [Kill(server=True, database=False), Kill(server=False, database=True), Kill(server=True, database=True)],
    ids=["server", "PostgreSQL", "both"],
)  # fmt: skip
def test_a_kill_under_load_loses_nothing_acknowledged_and_books_nothing_twice(installation: Installation, kill: Kill) -> None:
    survive(installation, kill, f"{kill.server}{kill.database}")


@pytest.mark.torture
@pytest.mark.parametrize("round", range(40))
def test_many_kills_under_load(installation: Installation, round: int) -> None:
    kinds = [Kill(server=True, database=False), Kill(server=False, database=True), Kill(server=True, database=True)]
    survive(installation, random.choice(kinds), f"round {round}")
