"""A department that exists only in tests: it hears an event, and may be told to fail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from dapur.contract import Event, EventHandler, Form, Operation, PluginInfo, Result, hookimpl, operation
from dapur.operations.work import Work


@dataclass(frozen=True)
class Rung(Event):
    """The bell rang."""

    number: int
    on: date
    amount: Decimal

    name = "probe.rung"


class Ring(Form):
    """Which ring it is."""

    number: int


class Ringed(Result):
    """The same."""

    number: int


@operation("probe.ring", title="Ring", permission="public")
async def ring(work: Work, form: Ring) -> Ringed:
    """Ring the bell."""
    work.emit(Rung(form.number, work.today, Decimal("1.50")))
    return Ringed(number=form.number)


@operation("probe.note", title="Note", permission="public")
async def note(work: Work, form: Ring) -> Ringed:
    """Write a notice, or fail when told to."""
    await write(work, "job", form.number)
    fail_if_told(form.number)
    return Ringed(number=form.number)


FAILING: set[int] = set()


def fail_if_told(number: int) -> None:
    """The bug that tests switch on and off."""
    if number in FAILING:
        raise RuntimeError(f"told to fail at {number}")


async def write(work: Work, kind: str, number: int, data: str = "") -> None:
    """Leave a trace."""
    await work.run(
        "insert into core.notice (company_id, user_id, kind, message, address) values (%s, %s, %s, %s, %s)",
        work.scope.company,
        work.actor,
        kind,
        str(number),
        data,
    )


async def hear(work: Work, event: Rung) -> None:
    """Write down what was heard, then perhaps fail."""
    await write(work, "heard", event.number, f"{type(event.on).__name__} {event.amount!r}")
    fail_if_told(event.number)


async def also_hear(work: Work, event: Rung) -> None:
    """Never fails."""
    await write(work, "also", event.number)


@hookimpl
def describe_plugin() -> PluginInfo:
    """Always on, so that every company has it."""
    return PluginInfo("probe", "Probe", "1", always_on=True)


@hookimpl
def register_operations() -> Sequence[Operation]:
    """Two."""
    return (ring, note)


@hookimpl
def register_event_handlers() -> Sequence[EventHandler]:
    """Two for one event."""
    return (EventHandler(Rung, "after", hear, "probe.hear"), EventHandler(Rung, "after", also_hear, "probe.also_hear"))


async def heard(actor: Any, kind: str) -> list[tuple[int, int]]:
    """(number, user) of the traces of a kind, in the order in which they were written."""
    reader = await actor.reader()
    rows = await reader.rows(
        "select message, user_id from core.notice where company_id = %s and kind = %s order by id", actor.scope.company, kind
    )
    return [(int(number), user) for number, user in rows]
