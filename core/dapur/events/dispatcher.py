"""Brings committed events to their "after" handlers: at least once, in the order of commit within a company.

Each handler follows a company's events by itself (core.event_follower). One delivery is one transaction: it locks
the follower, runs the handler and moves the follower on, so that a killed process repeats at most the delivery
that was under way, and its writes of that delivery are gone. A handler that fails is tried again with longer and
longer pauses, holding up only itself; after the last try the event is kept as a dead letter.
"""

import asyncio
import contextlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from dapur.contract import EventHandler
from dapur.events.delivery import deliver, postpone
from dapur.jobs.actors import scope_of_house

if TYPE_CHECKING:
    from dapur.house import House

MOST_TRIES = 8
log = logging.getLogger("dapur.events")


@dataclass
class Dispatcher:
    """Runs the "after" handlers until it is stopped."""

    house: "House"
    poll_s: float = 10.0
    first_pause_s: float = 2.0
    most_tries: int = MOST_TRIES
    _companies: set[int] = field(default_factory=set, repr=False)
    _look_everywhere: bool = True
    _wake: asyncio.Event = field(default_factory=asyncio.Event, repr=False)

    @property
    def handlers(self) -> Sequence[EventHandler]:
        """All handlers that run after the commit."""
        found = self.house.registry.event_handlers.values()
        return [handler for handlers in found for handler in handlers if handler.stage == "after"]

    def wake(self, company: int) -> None:
        """Something happened in a company."""
        self._companies.add(company)
        self._wake.set()

    def wake_all(self) -> None:
        """Announcements may have been missed."""
        self._look_everywhere = True
        self._wake.set()

    async def run(self) -> None:
        """Until cancelled."""
        if not self.handlers:
            return
        while True:
            # Before looking: what arrives while we look must wake us again.
            self._wake.clear()
            try:
                await self.look()
            except Exception:
                log.exception("events could not be looked at")
            try:
                await asyncio.wait_for(self._wake.wait(), self.poll_s)
            except TimeoutError:
                self._look_everywhere = True

    async def look(self) -> None:
        """Deliver what is there."""
        companies, self._companies = self._companies, set()
        if self._look_everywhere:
            self._look_everywhere = False
            async with self.house.pools.read() as connection:
                cursor = await connection.execute(
                    b"select company_id from core.companies_with_events(%s)", ([h.name for h in self.handlers],)
                )
                companies |= {number for (number,) in await cursor.fetchall()}
        for company in sorted(companies):
            await self.deliver_all(company)

    async def deliver_all(self, company: int) -> None:
        """Everything that a company's handlers have not seen yet and that is due."""
        scope = await scope_of_house(self.house, company)
        for handler in self.handlers:
            plugin = handler.name.partition(".")[0]
            if plugin != "core" and plugin not in scope.plugins:
                continue
            try:
                while await deliver(self.house, scope, handler):
                    pass
            except Exception as error:
                log.warning("the handler %s failed", handler.name, exc_info=error)
                pause = await postpone(
                    self.house, company, handler, str(error), timedelta(seconds=self.first_pause_s), self.most_tries
                )
                self._look_after(company, pause)

    def _look_after(self, company: int, pause: timedelta) -> None:
        with contextlib.suppress(RuntimeError):
            asyncio.get_running_loop().call_later(pause.total_seconds() + 0.05, self.wake, company)
