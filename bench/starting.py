"""Start-up, the worker's memory, and switching a department on."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.findings import Finding, at_most
from bench.http_client import Client, request
from bench.place import Place, bookkeeper
from bench.web import _open, served
from dapur.database import embedded
from dapur.testing.companies import new_company
from dapur.testing.waiting import until


async def measure(where: Place) -> list[Finding]:
    """All three."""
    return [*await _start(), *await _memory(where), await _switch(where)]


async def _start() -> list[Finding]:
    data = Path(tempfile.mkdtemp(prefix="dapur-start-"))
    port = "18765"
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("DATABASE_", "DAPUR_"))}
    environment = {**clean, "DAPUR_DATA": str(data), "DAPUR_PORT": port}
    try:
        took = []
        for _n in range(4):
            began = time.perf_counter()
            process = subprocess.Popen(  # noqa: ASYNC220 - nothing else runs meanwhile
                [sys.executable, "-m", "dapur.cli.main", "serve"], env=environment, stdout=subprocess.DEVNULL
            )
            until(lambda: _open(int(port)), seconds=60)
            client = await Client.connect(int(port))
            await client.ask(request("GET", "/sign-in"))
            took.append(time.perf_counter() - began)
            client.close()
            process.terminate()
            process.wait()
        return [at_most("second start to the first page", statistics.median(took[1:]), 3, " s", f"first start {took[0]:.1f} s")]
    finally:
        embedded.remove(data / "postgresql")


async def _memory(where: Place) -> list[Finding]:
    environment = {"DATABASE_URL": where.database.app_url, "DATABASE_OWNER_URL": where.database.owner_url}
    with served("dapur.server.app:served_app", environment) as port:
        client = await Client.connect(port)
        for _n in range(50):
            await client.ask(request("GET", "/sign-in"))
        client.close()
        resident = max(_resident_mb(pid) for pid in _children_on(port))
    return [at_most("memory of a worker after 50 pages", resident, 140, " MB")]


def _children_on(port: int) -> list[int]:
    mark = f"--port\0{port}\0".encode()
    return [int(p.name) for p in Path("/proc").iterdir() if p.name.isdigit() and mark in _command(p)]


def _command(process: Path) -> bytes:
    try:
        return (process / "cmdline").read_bytes()
    except OSError:
        return b""


def _resident_mb(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


async def _switch(where: Place) -> Finding:
    async with bookkeeper(where) as boss:
        took = []
        for _n in range(5):
            actor = await new_company(boss.house, plugins=("base",), door="setup")
            began = time.perf_counter()
            await actor.perform("core.switch_plugin_on", plugin="accounting")
            took.append(time.perf_counter() - began)
    return at_most("switch accounting on, with its chart and journals", statistics.median(took), 1, " s")
