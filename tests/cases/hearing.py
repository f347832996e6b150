"""What a department does after an event, done now: the worker's part, without a worker."""

import asyncio
import time

from dapur.contract import EventHandler
from dapur.events.delivery import deliver
from dapur.house import House
from dapur.jobs.actors import scope_of_house

PATIENCE_S = 20.0
WAITING = """
    select exists (select from core.outbox o left join core.event_follower f on f.company_id = o.company_id and f.handler = %s
    where o.company_id = %s and o.event = %s and (f.handler is null or (o.xid, o.id) > (f.xid, f.outbox_id)))
"""


async def hear(house: House, company: int, handler: EventHandler) -> None:
    """Deliver everything to a handler. A transaction elsewhere on the server may hold an event back for a moment."""
    scope = await scope_of_house(house, company)
    until = time.monotonic() + PATIENCE_S
    while True:
        while await deliver(house, scope, handler):
            pass
        reader = await house.reader(scope)
        if not await reader.value(WAITING, handler.name, company, handler.event.name):
            return
        if time.monotonic() > until:
            raise AssertionError(f"{handler.name} hears nothing")
        await asyncio.sleep(0.01)
