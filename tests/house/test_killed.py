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


def send(visitor: Visitor, name: str) -> bool:
    """One form with its own key. True when the server said that it is saved."""
    fields = {"page": "uji", "title": name, "address": "?q=1", "_key": f"key {name}", "_do": "1"}
    answer = visitor.post("/uji/web/do/save_view", fields)
    assert answer.status_code < 400 or answer.status_code >= 500, answer.text[:2000]
    return answer.status_code < 400


def work(server: Server, day: Day, clerk: str) -> None:
    """Send form after form until told to stop or nobody answers."""
    visitor = server.visitor()
    try:
        for number in range(10_000):
            if day.stop.is_set():
                return
            name = f"{clerk} {number}"
            day.sent.append(name)
            if send(visitor, name):
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
    """The names that are in the database, and how often."""
    addresses = embedded.start(Path(installation.extra["DAPUR_DATA"]) / "postgresql", lambda _: None)
    with psycopg.connect(addresses.owner_url) as connection:
        found = connection.execute("select id from core.company_codes()").fetchone()
        assert found is not None
        connection.execute("select set_config('dapur.company', %s, true)", (str(found[0]),))
        return Counter(row[0] for row in connection.execute("select title from core.saved_view").fetchall())


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
        assert all(send(visitor, name) for name in day.sent)
        visitor.close()
        there = kept(installation)
        assert [name for name in day.sent if there[name] != 1] == []


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
