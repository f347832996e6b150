"""`dapur serve`: database up, migrations run, demo filled, server started; Ctrl C ends all of it cleanly."""

import errno
import fcntl
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from dapur.environment import Environment, read_environment

READY = "DAPUR_READY_FD"
"""Names the pipe through which a worker tells that it serves."""

PATIENCE_S = 2.0
"""How long the processes of a server that was killed may take to leave."""


class ServeError(Exception):
    """The server cannot start; the sentence says why and what to do."""


def serve(*, demo: bool, workers: int) -> int:
    """Run until told to stop. Raises ServeError, EnvironmentMistake, EmbeddedError, MigrationError, PluginError."""
    began = time.monotonic()
    environment = read_environment()
    wait_for_port(environment.host, environment.port)
    # SIGTERM like Ctrl C, also before the server runs: the database is stopped too.
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        return _serve(environment, began, demo=demo, workers=workers)
    except KeyboardInterrupt:
        _say("Stopped.")
        return 0


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _serve(environment: Environment, began: float, *, demo: bool, workers: int) -> int:
    stop_database = _prepare_database(environment, _say)
    try:
        if demo:
            from dapur.companies.demo import fill_demo

            fill_demo(os.environ["DATABASE_URL"], os.environ["DATABASE_OWNER_URL"], _say)
        os.environ["DAPUR_DEMO"] = "1" if demo else "0"
        _announce_when_ready(environment, began, demo)
        _run_server(environment, workers)
    finally:
        stop_database()
    return 0


def wait_for_port(host: str, port: int) -> None:
    """Raise ServeError when the port is taken and stays so."""
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            check_port(host, port)
            return
        except ServeError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def check_port(host: str, port: int) -> None:
    """Raise ServeError when the port is taken."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno in (errno.EADDRINUSE, errno.EACCES):
                why = "is taken by another program" if error.errno == errno.EADDRINUSE else "may not be used by you"
                raise ServeError(
                    f"Port {port} {why}. Choose another one, for example: DAPUR_PORT={port + 1 if port < 65535 else 8765} make run"
                ) from None
            raise


def _prepare_database(environment: Environment, say: Callable[[str], None]) -> Callable[[], None]:
    """Start or reach the database and bring it up to date. Returns what stops it again."""
    from dapur.database.migrate import MigrationError, migrate, pending
    from dapur.plugins.registry import discover

    stop: Callable[[], None] = lambda: None
    if environment.embedded:
        from dapur.database import embedded

        _hold(environment.data)
        folder = environment.data / "postgresql"
        addresses = embedded.start(folder, say)
        app_url, owner_url = addresses.app_url, addresses.owner_url
        stop = lambda: embedded.stop(folder)
    else:
        app_url, owner_url = environment.app_url, environment.owner_url
    os.environ["DATABASE_URL"], os.environ["DATABASE_OWNER_URL"] = app_url, owner_url
    try:
        registry = discover()
        registry.check()
        if environment.embedded:
            migrate(owner_url, registry.migrations(), lambda name: say(f"Preparing the database: {name}"))
        else:
            import psycopg

            with psycopg.connect(owner_url) as connection:
                if pending(connection, registry.migrations()):
                    raise MigrationError("The database is older than this Dapur. Make a backup, then run: dapur migrate")
    except BaseException:
        stop()
        raise
    return stop


def _hold(data: Path) -> None:
    """Keep a second server off this data for as long as this process lives. Raises ServeError."""
    data.mkdir(parents=True, exist_ok=True)
    _held.append((data / "serving.lock").open("w"))
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            fcntl.flock(_held[-1], fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except OSError:
            if time.monotonic() > until:
                raise ServeError(
                    f"Another Dapur serves the data in {data}. Stop it, or set DAPUR_DATA to another folder."
                ) from None
        time.sleep(0.1)


_held: list[TextIO] = []


def _run_server(environment: Environment, workers: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    os.environ["DAPUR_HTTPS"] = "1" if environment.https else "0"
    server = Granian(
        "dapur.server.app:served_app",
        address=environment.host,
        port=environment.port,
        interface=Interfaces.ASGI,
        workers=workers,
        factory=True,
        log_enabled=True,
        log_level=LogLevels.warning,
        websockets=False,
        backpressure=256,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    )
    # From here on the server itself answers both signals: workers finish what they began, then this returns.
    server.serve()


def _announce_when_ready(environment: Environment, began: float, demo: bool) -> None:
    """Tell the address once a worker says that it is ready."""
    from dapur.companies.demo import DEMO_EMAIL, DEMO_PASSWORD

    scheme = "https" if environment.https else "http"
    where = f"{scheme}://{environment.host}:{environment.port}"
    lines = [f"Demo company: sign in as {DEMO_EMAIL} with the password: {DEMO_PASSWORD}"] if demo else _first_step(where)
    ready, told = os.pipe()
    os.environ[READY] = str(told)

    def wait() -> None:
        os.read(ready, 1)
        for line in (f"Dapur is at {where} (started in {time.monotonic() - began:.1f} s)", *lines, "Stop with Ctrl C."):
            _say(line)

    # The workers are forked from here: this thread may not import, or they would inherit its lock.
    threading.Thread(target=wait, daemon=True).start()


def _first_step(where: str) -> list[str]:
    """Where the first person is made, while there is nobody; the code in the address is only known to who reads this."""
    import psycopg

    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        if connection.execute("select core.user_count()").fetchone() != (0,):
            return []
    from dapur.people.first_person import setup_code

    return [f"Nobody is here yet. Begin at {where}/setup?code={setup_code()}"]


def _say(line: str) -> None:
    print(line, flush=True)
