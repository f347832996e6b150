"""Who is on leave today, and who stands in. Nobody, while no department keeps leave."""

from dataclasses import dataclass
from datetime import date

from dapur.contract import Words, _
from dapur.language.catalogue import translate
from dapur.language.dates import format_date
from dapur.services.workforce import Workforce
from dapur_base.deputies import Deputy, deputies_on
from dapur_base.organisation import users_of_parties
from dapur_base.reading import Source


@dataclass(frozen=True, slots=True)
class Away:
    """A user on leave through a day; deputy: None where nobody was named."""

    user: int
    name: str
    last_day: date
    deputy: Deputy | None


async def away_on(source: Source, day: date) -> dict[int, Away]:
    """User -> leave, of everybody who is away the whole day."""
    workforce = source.find(Workforce)
    absences = [one for one in await workforce.absences(day, day) if not one.part] if workforce is not None else []
    if not absences:
        return {}
    users = await users_of_parties(source, [one.party for one in absences])
    deputies = await deputies_on(source, day)
    return {
        user: Away(user, one.name, one.last_day, deputies.get(user))
        for one in absences
        if (user := users.get(one.party)) is not None
    }


def say_away(away: Away, language: str) -> str:
    """On leave until when, and who stands in."""
    day = format_date(away.last_day, language)
    words: Words = (
        _("on leave through {day}; {deputy} stands in").fill(day=day, deputy=away.deputy.name)
        if away.deputy is not None
        else _("on leave through {day}").fill(day=day)
    )
    return translate(words, language)
