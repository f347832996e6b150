"""A worker process with the probe installed, for the test that kills it: python -m tests.core.events.worker URL."""

import asyncio
import sys

from dapur import core_plugin
from dapur.house import House
from dapur.jobs.background import start_background
from dapur.plugins.registry import build
from tests.core.events import probe


async def main(url: str) -> None:
    """Until killed."""
    registry = build([("core", core_plugin), ("probe", sys.modules[probe.__name__])])
    house = await House(registry, url, pool_size=4).open()
    await start_background(house)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
