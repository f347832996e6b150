"""`dapur serve` as the operator runs it: it says where it is, and both signals end it cleanly."""

import os
import signal
import subprocess
import sys
import time

import httpx
import pytest

from dapur.plugins.registry import discover
from dapur.testing.databases import drop_database, fresh_database
from tests.serving import free_port
from tests.web.conftest import ROOT


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
def test_serve_ends_cleanly(end: signal.Signals) -> None:
    database = fresh_database(discover(), f"dapur_serve_{end.name.lower()}_{os.getpid()}")
    port = free_port()
    environment = {
        **os.environ, "DATABASE_URL": database.app_url, "DATABASE_OWNER_URL": database.owner_url, "DAPUR_PORT": str(port),
    }  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-m", "dapur.cli.main", "serve"], cwd=ROOT, env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
    )  # fmt: skip
    try:
        _wait_for(port, process)
        # As a terminal does for Ctrl C, and as a supervisor may: the whole group at once.
        os.killpg(process.pid, end)
        said, _none = process.communicate(timeout=30)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        drop_database(database)

    assert process.returncode == 0, said
    assert f"Dapur is at http://127.0.0.1:{port}" in said
    assert "Traceback" not in said and "ERROR" not in said


def _wait_for(port: int, process: "subprocess.Popen[str]") -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"it ended by itself: {process.communicate()[0]}")
        try:
            if httpx.get(f"http://127.0.0.1:{port}/health", timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise RuntimeError("it did not answer within 60 s")
