"""The organisation on a day: a tree that opens, and a drawing of its units."""

from dataclasses import dataclass
from datetime import date

from dapur.language.dates import format_date, parse_date
from dapur.language.unclear import Unclear
from dapur.queries.reader import Reader
from dapur_hr.rules.organisation_tree import Drawing, PlaceFact, UnitFact, UnitNode, draw, tree

_UNITS = """
    select u.id, u.name, u.parent_id, u.path from base.organisation_unit u
    where u.company_id = %s and (not u.is_closed or exists (select from base.assignment a where a.company_id = u.company_id
        and a.unit_id = u.id and a.known_to is null and a.from_day <= %s and (a.to_day is null or a.to_day >= %s)))
    order by u.path
"""
_HELD = """
    select a.unit_id, coalesce(case when %s = 'en' then s.title_en else s.title_id end, ''), coalesce(s.level, 100), p.name, e.id,
        a.position_id
    from base.assignment a
    join base.party p on p.company_id = a.company_id and p.id = a.party_id
    left join base.position s on s.company_id = a.company_id and s.id = a.position_id
    left join hr.employee e on e.company_id = a.company_id and e.party_id = a.party_id
    where a.company_id = %s and a.known_to is null and a.from_day <= %s and (a.to_day is null or a.to_day >= %s)
"""
_POSITIONS = """
    select s.id, s.unit_id, case when %s = 'en' then s.title_en else s.title_id end, coalesce(s.level, 99)
    from base.position s where s.company_id = %s and not s.is_closed
"""


@dataclass(frozen=True)
class Organisation:
    """The page. found: the employee who is looked for; day: as typed into the field, and in words."""

    tops: tuple[UnitNode, ...]
    day: str
    day_words: str
    people: int
    vacancies: int
    found: int


@dataclass(frozen=True)
class OrganisationDrawing:
    """The page with the drawing."""

    drawing: Drawing
    day_words: str


async def organisation_of(reader: Reader, parameters: dict[str, str]) -> Organisation:
    """Units with their people and vacancies on the day of the address, or today."""
    day = _day(reader, parameters)
    tops = await _tree(reader, day)
    wanted = parameters.get("person", "")
    return Organisation(
        tuple(tops),
        f"{day:%d/%m/%Y}",
        format_date(day, reader.scope.language, "paper"),
        sum(node.people for node in tops),
        sum(node.vacancies for node in tops),
        int(wanted) if wanted.isdecimal() and len(wanted) < 19 else 0,
    )


async def drawing_of(reader: Reader, parameters: dict[str, str]) -> OrganisationDrawing:
    """The units of the same day as a drawing."""
    day = _day(reader, parameters)
    return OrganisationDrawing(draw(await _tree(reader, day)), format_date(day, reader.scope.language, "paper"))


def _day(reader: Reader, parameters: dict[str, str]) -> date:
    try:
        return parse_date(parameters.get("day", "") or "=", reader.scope.language, reader.today)
    except Unclear:
        return reader.today


async def _tree(reader: Reader, day: date) -> list[UnitNode]:
    units = [UnitFact(*row) for row in await reader.rows(_UNITS, reader.scope.company, day, day)]
    language = reader.scope.language
    held = await reader.rows(_HELD, language, reader.scope.company, day, day)
    places = [PlaceFact(unit, title, level, name, employee) for unit, title, level, name, employee, _position in held]
    taken = {position for *_facts, position in held}
    for number, unit, title, level in await reader.rows(_POSITIONS, language, reader.scope.company):
        if number not in taken:
            places.append(PlaceFact(unit, title, level))
    return tree(units, places)
