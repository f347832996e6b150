"""A step of a checklist for somebody who joins or leaves, taken as a ticket that is due on the step's day."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from dapur.contract import Refused, Service, _
from dapur.operations.work import Work
from dapur.services.person_steps import PersonStep, StepTaken, StepTaker, StepWay
from dapur_base.calendars import calendar_of, working_time
from dapur_it.operations.open_ticket import Draft, make_ticket, queue_for, ticket_of_key

MINUTE = timedelta(minutes=1)
TYPE = "select id, queue_id, kind, priority from it.request_type where company_id = %s and lower(name) = lower(%s)"


@dataclass(frozen=True)
class TicketSteps:
    """Fulfils `StepTaker`. The subject is the name of a request type."""

    work: Work
    way: StepWay = "ticket"

    async def check(self, subject: str) -> None:
        """Raise Refused for a request type that nobody made."""
        await self._usual(subject)

    async def take(self, step: PersonStep) -> StepTaken:
        """Open the ticket, once for each key."""
        usual = await self._usual(step.subject)
        queue = await queue_for(self.work, usual["queue_id"])
        draft = Draft(
            f"{step.what}: {step.person}",
            queue,
            usual["kind"],
            usual["priority"],
            source="event",
            request_type=usual["id"],
            requester=step.user,
            requester_name="" if step.user else step.person,
            assignee=step.owner,
            event_key=step.key,
            minutes=await self._until(queue, step.due),
        )
        ticket = await ticket_of_key(self.work, step.key) or await make_ticket(self.work, draft)
        number = await self.work.value(
            "select number from it.ticket where company_id = %s and id = %s", self.work.scope.company, ticket
        )
        return StepTaken(number, f"it/tickets/{ticket}")

    async def _usual(self, name: str) -> dict[str, Any]:
        if not name:
            return {"id": None, "queue_id": None, "kind": "request", "priority": "P3"}
        found = await self.work.row(TYPE, self.work.scope.company, name)
        if found is None:
            sentence = _("IT has no request type {name}. Write the name of one, or leave it empty.").fill(name=name)
            raise Refused("IT_REQUEST_TYPE_UNKNOWN", sentence, field="subject")
        return found

    async def _until(self, queue: int, due: date) -> tuple[int | None, int | None] | None:
        """The working minutes until the end of the day; None for a day that is over: then the usual targets hold."""
        sql = "select calendar_id from it.queue where company_id = %s and id = %s"
        calendar = await calendar_of(self.work, await self.work.value(sql, self.work.scope.company, queue))
        end = datetime.combine(due + timedelta(days=1), time(), calendar.clock)
        minutes = working_time(calendar, self.work.now, end) // MINUTE if end > self.work.now else 0
        return (None, minutes) if minutes else None


PERSON_STEPS = Service(StepTaker, TicketSteps)
