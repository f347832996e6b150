"""`dapur serve` as an operator meets it: a real process on an embedded database of its own."""

import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest

from dapur.database import embedded
from dapur.testing.waiting import until
from tests.serving import free_port


@dataclass
class Operator:
    """Somebody at a command line with a data folder."""

    data: Path
    port: int = field(default_factory=free_port)
    running: list[subprocess.Popen[str]] = field(default_factory=list)

    def serve(self) -> subprocess.Popen[str]:
        # The tests' own database must not leak into it.
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("DATABASE_", "DAPUR_"))}
        environment = {**clean, "DAPUR_DATA": str(self.data), "DAPUR_PORT": str(self.port)}
        started = subprocess.Popen(
            [sys.executable, "-m", "dapur.cli.main", "serve"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment,
        )
        self.running.append(started)
        return started

    def answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            connection.request("GET", "/health")
            return connection.getresponse().read() == b"ok"
        except OSError:
            return False
        finally:
            connection.close()

    def served(self) -> subprocess.Popen[str]:
        """A server that answers."""
        started = self.serve()
        until(lambda: self.answers() or started.poll() is not None, seconds=60)
        assert started.poll() is None, started.stdout and started.stdout.read()
        return started


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The first start makes the database here; those that follow find it."""
    folder = tmp_path_factory.mktemp("shop") / "data of a shop"
    yield folder
    embedded.remove(folder / "postgresql")


@pytest.fixture
def operator(data: Path) -> Iterator[Operator]:
    made = Operator(data)
    yield made
    for process in made.running:
        process.terminate()
    for process in made.running:
        # Its database ends with it, so that the next one starts that itself.
        process.wait(timeout=30)
        if process.stdout:
            process.stdout.close()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl C", "SIGTERM"])
def test_it_ends_cleanly_and_takes_its_database_along(operator: Operator, how: signal.Signals) -> None:
    server = operator.served()
    place = embedded._find_place(operator.data / "postgresql")

    server.send_signal(how)

    assert server.wait(timeout=30) == 0
    assert not (place.cluster / "postmaster.pid").exists()
    assert not operator.answers()


def test_after_a_kill_the_next_start_goes_on(operator: Operator) -> None:
    first = operator.served()
    address = embedded.start(operator.data / "postgresql", lambda _: None)
    with psycopg.connect(address.owner_url, autocommit=True) as connection:
        connection.execute("create table core.kept as select 7 as n")
    database = int((embedded._find_place(operator.data / "postgresql").cluster / "postmaster.pid").read_text().split()[0])
    first.kill()
    os.kill(database, signal.SIGKILL)
    first.wait()

    operator.served()

    with psycopg.connect(address.owner_url) as connection:
        assert connection.execute("select n from core.kept").fetchall() == [(7,)]


def test_a_taken_port_is_said_with_another_one(operator: Operator) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", operator.port))
        taken.listen()
        said, _err = operator.serve().communicate(timeout=60)

    assert (
        said
        == f"dapur: Port {operator.port} is taken by another program. Choose another one, for example: DAPUR_PORT={operator.port + 1} make run\n"
    )


def test_a_second_server_on_the_same_data_is_refused(operator: Operator) -> None:
    operator.served()
    second = Operator(operator.data)
    said, _err = second.serve().communicate(timeout=60)

    assert "Another Dapur serves the data" in said
    assert operator.answers()
