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

    from dapur.cli.rooms import open_house
    from dapur.jobs.background import start_background

    async def run() -> None:
        async with open_house() as house:
            workers = await start_background(house)
            try:
                await asyncio.Event().wait()
            finally:
                await workers.stop()

    asyncio.run(run())
    return 0
