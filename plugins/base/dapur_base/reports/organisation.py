"""The organisation on a day: every unit with its people, as known now or on an earlier day."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from dapur.contract import Column, Form, Report, ReportRow, Sheet, Shown, Text, _
from dapur.queries.reader import Reader
from dapur_base.organisation import Assignment, assignments_on


class OrganisationInput(Form):
    """Which day, and as it was known when."""

    day: Annotated[date, Shown(_("On the day"))]
    known_on: Annotated[date | None, Shown(_("As known on"), hint=_("Leaves out what was noted after this day"))] = None


COLUMNS = (
    Column("unit", _("Unit"), "text", phone=1),
    Column("name", _("Person"), "text", phone=1),
    Column("position", _("Position"), "text", phone=2),
    Column("manager", _("Manager"), "text", phone=2),
    Column("from_day", _("From"), "date"),
    Column("to_day", _("Last day"), "date"),
)


async def build(reader: Reader, form: OrganisationInput) -> Sheet:
    """Units from the top down, each followed by its people."""
    facts = await assignments_on(reader, form.day, known=_end_of(reader, form.known_on))
    names = {a.party: a.name for a in facts}
    units = await reader.rows(
        "select id, name, path, is_closed from base.organisation_unit where company_id = %s order by path", reader.scope.company
    )
    rows = [
        row
        for number, name, path, is_closed in units
        for row in _unit_rows(number, name, path, [a for a in facts if a.unit == number], names, reader, is_closed)
    ]
    head: list[tuple[Any, Any]] = [(_("On the day"), Text("{day}", {"day": form.day}))]
    if form.known_on is not None:
        head.append((_("As known on"), Text("{day}", {"day": form.known_on})))
    return Sheet(_("Organisation on a day"), COLUMNS, rows, head=head)


def _end_of(reader: Reader, day: date | None) -> datetime | None:
    if day is None:
        return None
    after = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(reader.company.zone))
    return after - timedelta(microseconds=1)


def _unit_rows(
    unit: int, name: str, path: str, people: Sequence[Assignment], names: dict[int, str], reader: Reader, is_closed: bool
) -> list[ReportRow]:
    if is_closed and not people:
        return []
    level = path.count("/") - 1
    links = {"unit": f"base/organisation/{unit}"}
    heading = ReportRow((name, "", "", "", None, None), level, "heading", links=links, key=path)
    return [heading, *(_person_row(a, level + 1, names, reader.scope.language) for a in people)]


def _person_row(a: Assignment, level: int, names: dict[int, str], language: str) -> ReportRow:
    manager = names.get(a.manager, "") if a.manager is not None else ""
    cells = ("", a.name, a.title(language), manager, a.from_day, a.to_day)
    return ReportRow(cells, level, links={"name": f"base/parties/{a.party}"}, key=f"{a.unit}/{a.id}")


async def initial(reader: Reader) -> dict[str, Any]:
    """Today."""
    return {"day": reader.today}


ORGANISATION = Report(
    "base.organisation_on",
    _("Organisation on a day"),
    "base.read",
    OrganisationInput,
    build,
    "Units with their people on a day, as known now or on an earlier day.",
)
