"""Events that a handler could not take after its last try: seen, and tried again by hand."""

import json
from dataclasses import replace
from typing import Annotated

from sqlalchemy import and_, select

from dapur.contract import Column, Filter, Form, NotFound, Query, Refused, Result, Shown, _, operation
from dapur.events.delivery import event_from
from dapur.operations.work import Work
from dapur.tables import outbox, outbox_done

DEAD_LETTERS = Query(
    "core.dead_letters",
    _("Events that were not handled"),
    "core.job.manage",
    statement=lambda: (
        select(outbox_done.c.outbox_id)
        .select_from(
            outbox_done.join(
                outbox, and_(outbox.c.company_id == outbox_done.c.company_id, outbox.c.id == outbox_done.c.outbox_id)
            )
        )
        .where(outbox_done.c.resolved_at.is_(None))
    ),
    company=outbox_done.c.company_id,
    description="Events whose handler failed at every try.",
    columns=(
        Column("event_id", _("Number"), "id", outbox_done.c.outbox_id, phone=2),
        Column("handler", _("Handler"), "code", outbox_done.c.handler, phone=1),
        Column("event", _("Event"), "code", outbox.c.event, phone=1),
        Column("done_at", _("Time"), "time", outbox_done.c.done_at, phone=2),
        Column("tries", _("Tries"), "integer", outbox_done.c.tries),
        Column("failure", _("What failed"), "text", outbox_done.c.failure),
    ),
    key=("event_id", "handler"),
    default_sort=("-event_id",),
    filters=(Filter("handler", _("Handler"), "text", lambda v: outbox_done.c.handler == v),),
)


class HandleAgain(Form):
    """Which event for which handler."""

    event_id: Annotated[int, Shown(_("Number"))]
    handler: Annotated[str, Shown(_("Handler"))]


class HandledAgain(Result):
    """Which it was."""

    event_id: int


@operation("core.handle_again", title=_("Handle again"), permission="core.job.manage", audit_verb=_("had an event handled again"))
async def handle_again(work: Work, form: HandleAgain) -> HandledAgain:
    """Give an event that was not handled to its handler once more; what the handler refuses is refused here."""
    row = await work.row(
        "update core.outbox_done d set resolved_at = now() from core.outbox o where d.company_id = %s and d.outbox_id = %s"
        " and d.handler = %s and d.resolved_at is null and o.company_id = d.company_id and o.id = d.outbox_id"
        " returning o.payload, o.actor_id",
        work.scope.company,
        form.event_id,
        form.handler,
    )
    if row is None:
        raise NotFound()
    found = [h for handlers in work.house.registry.event_handlers.values() for h in handlers if h.name == form.handler]
    if not found or found[0].name.partition(".")[0] not in {*work.scope.plugins, "core"}:
        text = _("The handler {handler} is not installed or switched off. Switch its department on first.")
        raise Refused("HANDLER_UNKNOWN", text.fill(handler=form.handler), field="handler")
    asked_by = work.scope
    work.scope = replace(work.scope, permissions=frozenset(work.house.registry.permissions))
    payload = row["payload"] if isinstance(row["payload"], dict) else json.loads(row["payload"])
    await found[0].run(work, event_from(found[0].event, payload))
    work.scope = asked_by
    return HandledAgain(event_id=form.event_id)
