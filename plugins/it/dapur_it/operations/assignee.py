"""Who may be given a ticket: a colleague, and one who is there, unless one insists."""

from typing import Annotated

from dapur.contract import Refused, Shown, Words, _
from dapur.language.dates import format_date
from dapur.operations.work import Work
from dapur_base.operations.people import colleague
from dapur_it.absences import Away, away_on

ALTHOUGH_AWAY = Annotated[bool, Shown(_("Although this person is on leave"))]


async def present_colleague(work: Work, user: int, *, although_away: bool) -> int:
    """The user. Raises Refused (BASE_NOT_A_COLLEAGUE, IT_ASSIGNEE_AWAY) at `assignee_id`."""
    await colleague(work, user, "assignee_id")
    away = None if although_away else (await away_on(work, work.today)).get(user)
    if away is not None:
        deputy = away.deputy.user if away.deputy is not None else None
        raise Refused("IT_ASSIGNEE_AWAY", _sentence(away, work.scope.language), field="assignee_id", deputy=deputy)
    return user


def _sentence(away: Away, language: str) -> Words:
    day = format_date(away.last_day, language)
    if away.deputy is None:
        return _("{name} is on leave through {day}. Choose a colleague who is there, or say that it is meant so.").fill(
            name=away.name, day=day
        )
    return _("{name} is on leave through {day}. {deputy} stands in: assign it there, or say that it is meant so.").fill(
        name=away.name, day=day, deputy=away.deputy.name
    )
