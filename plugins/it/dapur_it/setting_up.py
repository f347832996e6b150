"""What a company begins with in IT: a queue, what may be asked for, and times that are promised."""

from typing import Any

from dapur.contract import Form, Setup, Words, _
from dapur.language.catalogue import translate
from dapur.operations.work import Work
from dapur_it.operations.save_queue import SaveQueue, save_queue
from dapur_it.operations.save_request_type import SaveRequestType, save_request_type
from dapur_it.operations.set_target import SetTarget, set_target

HOUR = 60
DAY = 8 * HOUR
TARGETS = (("P1", 30, 4 * HOUR), ("P2", HOUR, DAY), ("P3", 4 * HOUR, 3 * DAY), ("P4", DAY, 10 * DAY))
TYPES: tuple[tuple[Words, str, str, Words], ...] = (
    (_("Something does not work"), "incident", "P3", _("What did you do? What did you expect? What does the screen say?")),
    (_("Access to a program"), "request", "P3", _("Which program? For whom? From when?")),
    (_("New device"), "request", "P4", _("What for? Is there an old one to return?")),
    (_("Question"), "request", "P4", ""),
)


class Begin(Form):
    """Nothing is asked."""


async def begin(work: Work, _form: Begin) -> None:
    """A help desk under the company's calendar."""
    language = work.company.language
    queue = await save_queue.run(work, SaveQueue(name=translate(_("Help desk"), language)))
    for priority, response, resolution in TARGETS:
        await set_target.run(work, SetTarget(priority=priority, response_minutes=response, resolution_minutes=resolution))  # type: ignore[arg-type]
    for name, kind, priority, questions in TYPES:
        said = translate(questions, language).replace("? ", "?\n") if questions else ""
        made = SaveRequestType(
            name=translate(name, language),
            kind=kind,  # type: ignore[arg-type]
            queue_id=queue.id,
            priority=priority,  # type: ignore[arg-type]
            questions=said,
        )
        await save_request_type.run(work, made)


async def demo(stage: Any) -> None:
    """Two months of an IT department."""
    from dapur_it.demo import spare_part
    from dapur_it.demo.fill import fill

    await fill(stage)
    await spare_part.fill(stage)


SETUP = Setup("it.help_desk", _("Help desk"), Begin, begin, demo)
