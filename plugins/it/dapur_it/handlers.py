"""What IT does when something happens elsewhere."""

from dapur.contract import EventHandler
from dapur.operations.work import Work
from dapur_base.calendar_events import CalendarChanged
from dapur_it.leaving import LEAVING
from dapur_it.operations.watch_clocks import calendar_changed


async def move_due_moments(work: Work, event: CalendarChanged) -> None:
    """A holiday that is declared later moves what is open. It may run twice: the second time nothing differs."""
    used = await work.value(
        "select exists (select from it.ticket where company_id = %s and calendar_id = %s)"
        " or exists (select from it.queue where company_id = %s and calendar_id = %s)",
        *(work.scope.company, event.calendar) * 2,
    )
    if used:
        await calendar_changed(work, event.calendar)


HANDLERS = (EventHandler(CalendarChanged, "after", move_due_moments, "it.move_due_moments"), *LEAVING)
