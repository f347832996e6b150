"""A real `dapur serve` in a process of its own, on a database of its own, and a client that signs in."""

import contextlib
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psycopg

from dapur.server.sessions import form_token, session_token
from dapur.testing.databases import TestDatabase, named, test_server

PASSWORD = "kata sandi untuk uji coba"
EMAIL = "boss@example.id"


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def empty_database(name: str) -> TestDatabase:
    """A database of this name without any table."""
    app, owner = test_server()
    with psycopg.connect(named(owner, "postgres"), autocommit=True) as connection:
        connection.execute(f'drop database if exists "{name}" with (force)'.encode())
        connection.execute(f'create database "{name}"'.encode())
    return TestDatabase(named(app, name), named(owner, name))


def eventually(happened: Callable[[], bool], seconds: float = 10) -> float:
    """Wait until it is so; returns how long that took, fails when it never is."""
    began = time.monotonic()
    while not happened():
        if time.monotonic() - began > seconds:
            raise AssertionError(f"not so after {seconds} s")
        time.sleep(0.02)
    return time.monotonic() - began


@dataclass
class Installation:
    """Dapur as installed for this Python, and its database (None: the embedded one, in `extra`'s DAPUR_DATA)."""

    python: Path
    database: TestDatabase | None = None
    paths: Sequence[Path] = ()
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """What its processes see."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("DAPUR_", "DATABASE_", "PYTEST_", "PYTHONPATH"))}
        urls = {"DATABASE_URL": self.database.app_url, "DATABASE_OWNER_URL": self.database.owner_url} if self.database else {}
        given = {"PYTHONPATH": os.pathsep.join(map(str, self.paths))} if self.paths else {}
        return {**kept, **urls, **given, "DAPUR_PASSWORD": PASSWORD, "DAPUR_USER": EMAIL, **self.extra}

    def run(self, *arguments: str) -> str:
        """What a command of `dapur` prints. Fails when it fails."""
        command = [str(self.python), "-m", "dapur.cli.main", *arguments]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise AssertionError(f"dapur {' '.join(arguments)}: {done.stdout[-2000:]}{done.stderr[-4000:]}")
        return done.stdout

    def begin(self, company: str, plugins: str) -> None:
        """Migrate, and make a company with its administrator."""
        self.run("migrate")
        self.run("user", "add", EMAIL, "--name", "Boss", "--operator")
        self.run("company", "create", company, f"PT {company}", "--plugins", plugins)

    def serve(self, *arguments: str) -> "Server":
        """A running server that answers."""
        return Server(self, free_port(), arguments)


class Server:
    """One `dapur serve`; a context manager that ends it."""

    def __init__(self, installation: Installation, port: int, arguments: Sequence[str] = ()) -> None:
        self.installation, self.port = installation, port
        command = [str(installation.python), "-m", "dapur.cli.main", "serve", *arguments]
        environment = {**installation.environment, "DAPUR_PORT": str(port)}
        self.process = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
        )
        self.url = f"http://127.0.0.1:{port}"
        self._wait()

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _wait(self) -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            if self.process.poll() is not None:
                assert self.process.stdout is not None
                raise AssertionError(f"the server ended: {self.process.stdout.read()[-4000:]}")
            try:
                if httpx.get(f"{self.url}/health", timeout=2).status_code == 200:
                    return
            except httpx.HTTPError:
                pass
            time.sleep(0.05)
        self.kill()
        raise AssertionError("the server did not answer within a minute")

    def stop(self) -> int:
        """As Ctrl C. Returns the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()
        if self.process.stdout is not None:
            self.process.stdout.close()
        return int(self.process.returncode)

    def kill(self) -> None:
        """kill -9 for it and its workers."""
        workers = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        for one in (self.process.pid, *map(int, workers)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        self.process.wait(20)

    def visitor(self) -> "Visitor":
        """Somebody with a browser, signed in as the administrator."""
        return Visitor(self.url)


class Visitor:
    """A signed-in person: cookies kept, forms sent with the page's token."""

    def __init__(self, url: str, email: str = EMAIL, password: str = PASSWORD) -> None:
        self.client = httpx.Client(base_url=url, timeout=20, headers={"Origin": url})
        answer = self.client.post("/sign-in", data={"email": email, "password": password})
        assert answer.status_code in (200, 204, 302, 303), answer.text[:2000]
        self.token = form_token(session_token(dict(self.client.cookies), https=False))

    def get(self, address: str) -> httpx.Response:
        """A page."""
        return self.client.get(address, follow_redirects=True)

    def post(self, address: str, fields: Mapping[str, str]) -> httpx.Response:
        """A form of ours."""
        return self.client.post(address, data={**fields, "_csrf_token": self.token})

    def graphql(self, company: str, query: str, **variables: Any) -> dict[str, Any]:
        """The API, asked from a page of ours."""
        body = {"query": query, "variables": variables}
        answer = self.client.post(f"/{company}/graphql", json=body, headers={"X-CSRFToken": self.token})
        assert answer.status_code == 200, answer.text[:2000]
        return dict(answer.json())

    def graphql_errors(self, company: str, query: str) -> list[Any]:
        """What the API says is wrong with a query."""
        answer = self.client.post(f"/{company}/graphql", json={"query": query}, headers={"X-CSRFToken": self.token})
        return list(answer.json()["errors"])

    def close(self) -> None:
        """Close the connections."""
        self.client.close()
