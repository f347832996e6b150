"""Ways for these tests to sign in and to wait for what other processes announce."""

import asyncio
from collections.abc import Awaitable, Callable

from dapur.house import House
from dapur.people.sign_in import sign_in
from dapur.testing.companies import PASSWORD


async def signed_in(house: House, email: str, *, address: str = "192.0.2.1", old: str | None = None) -> str:
    """The token of a new session."""
    return (await sign_in(house, email, PASSWORD, address=address, agent="tests", old_token=old)).token


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    """Wait until it holds; fails after a second."""
    async with asyncio.timeout(1):
        while not await holds():
            await asyncio.sleep(0.005)
