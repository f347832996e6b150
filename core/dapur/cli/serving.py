"""`dapur serve`, `dapur worker`, `dapur migrate`."""

import argparse
from typing import Any


def add_verbs(verbs: Any) -> None:
    """Add this room's verbs."""
    serve = verbs.add_parser("serve", help="run the server (starts the embedded database where none is configured)")
    serve.add_argument("--demo", action="store_true", help="fill a demo company first, if there is none")
    serve.add_argument("--workers", type=int, default=1, help="server processes")
    serve.set_defaults(run=_serve)
    migrate = verbs.add_parser("migrate", help="bring the database up to date")
    migrate.set_defaults(run=_migrate)
    worker = verbs.add_parser("worker", help="run jobs and events in a process of their own")
    worker.set_defaults(run=_worker)


def _serve(given: argparse.Namespace) -> int:
    from dapur.server.launch import serve

    return serve(demo=given.demo, workers=given.workers)


def _migrate(given: argparse.Namespace) -> int:
    from dapur.cli.rooms import database
    from dapur.database.migrate import migrate
    from dapur.plugins.registry import discover

    with database() as (_app, owner):
        count = migrate(owner, discover().migrations(), print)
    print(f"{count} migrations ran." if count else "Everything is up to date.")
    return 0


def _worker(given: argparse.Namespace) -> int:
    import asyncio

    from dapur.cli.rooms import database
    from dapur.plugins.registry import discover

    registry = discover()
    registry.check()
    with database() as (app_url, owner_url):
        asyncio.run(_work(registry, app_url, owner_url))
    return 0


async def _work(registry: Any, app_url: str, owner_url: str) -> None:
    """Until SIGTERM or Ctrl C; a job under way is given back, and another process goes on with it at once."""
    import asyncio
    import signal

    from dapur.house import House
    from dapur.jobs.background import start_background

    told = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, told.set)
    house = await House(registry, app_url, owner_url, pool_size=6).open()
    workers = await start_background(house)
    print("Dapur works in the background. Stop with Ctrl C.", flush=True)
    try:
        await told.wait()
    finally:
        await workers.stop()
        await house.close()
