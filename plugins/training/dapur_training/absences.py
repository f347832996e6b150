"""Who is on leave while a session takes place: asked of whoever keeps leave; nobody is while no such department is on."""

from collections.abc import Mapping, Sequence
from datetime import date

from dapur.services.workforce import Workforce
from dapur_base.reading import Source, rows_of


async def days_away(source: Source, parties: Sequence[int], days: Sequence[date]) -> Mapping[int, list[date]]:
    """Person -> the days among these on which they are on approved leave, half days too. Only those who are away at all."""
    workforce = source.find(Workforce)
    if workforce is None or not parties or not days:
        return {}
    found: dict[int, list[date]] = {}
    for absence in await workforce.absences(min(days), max(days)):
        hit = [day for day in days if absence.first_day <= day <= absence.last_day]
        if absence.party in parties and hit:
            found.setdefault(absence.party, []).extend(hit)
    return {party: sorted(set(hit)) for party, hit in found.items()}


async def days_of_session(source: Source, session: int) -> list[date]:
    """The days on which a session takes place, in order."""
    rows = await rows_of(
        source,
        "select day from training.session_day where company_id = %s and session_id = %s order by day",
        *(source.scope.company, session),
    )
    return [day for (day,) in rows]
