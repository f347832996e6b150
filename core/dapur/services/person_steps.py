"""What departments do for somebody who joins or leaves: a ticket, a course, a letter, a task.

    for taker in work.find_all(StepTaker):
        if taker.way == "ticket":
            taken = await taker.take(PersonStep(…))

The department of people keeps the checklist and knows no other department: it names a way, and whoever offers that way
takes the step in the same transaction. While nobody offers it, the step waits.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

StepWay = Literal["task", "ticket", "course", "letter"]
"""How a step is taken: by a task for somebody, a ticket of IT, an enrolment in a course, a draft of a letter."""


@dataclass(frozen=True)
class PersonStep:
    """One step for one person. key: names it for ever, so that a second call takes nothing twice.

    what: its title in the company's language. party: number of the party of base; user: who signs in, if they do.
    due: a date in the company's zone. subject: what the way needs to know ("" = nothing): the request type's name of a
    ticket, the code of a course, the name of a letter's template. owner: the user who does it, where the way asks for one.
    """

    key: str
    what: str
    party: int
    person: str
    user: int | None
    due: date
    subject: str = ""
    owner: int | None = None
    unit: int | None = None
    address: str = ""
    """Page of the person inside the company."""


@dataclass(frozen=True)
class StepTaken:
    """What was made. address: its page inside the company; title: how it is called there ("IT/2026/0007")."""

    title: str
    address: str


class StepTaker(Protocol):
    """One way to take a step, offered by a department. The rights are those of the caller's operation."""

    @property
    def way(self) -> StepWay:
        """Which way it offers."""
        ...

    async def check(self, subject: str) -> None:
        """Raise Refused at the field "subject" for what this way does not know."""
        ...

    async def take(self, step: PersonStep) -> StepTaken:
        """Make it. Raises Refused, before anything is written."""
        ...
