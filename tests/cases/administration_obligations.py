"""Obligations: the dates of a year, moved over days off."""

import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from tests.cases.administration_tasks import given_holidays

if TYPE_CHECKING:
    from tests.cases.administration import Office

SHIFTS = {"next": "following", "previous": "preceding"}


async def _keep(office: "Office", _value: Any) -> None:
    """Looked at when the obligation is made."""


async def expand(office: "Office", _step: Mapping[str, Any]) -> None:
    """The rule as an obligation, and its year from the report."""
    found = re.fullmatch(r"day (\d+), move to (\w+) working day", office.given["rule"])
    assert found is not None
    year = office.given["year"]
    made = await office.boss.perform(
        "administration.save_obligation",
        title="SPT Masa",
        owner_id=office.boss.scope.user,
        first_day=date(year, 1, int(found[1])),
        shift=SHIFTS[found[2]],
    )
    sheet = await office.boss.report("administration.due_calendar", year=year, obligation=made.id)
    office.things["due"] = [row.cells[0].isoformat() for row in sheet.rows]


async def due(office: "Office") -> list[str]:
    found: list[str] = office.things["due"]
    return found


GIVEN = {"rule": _keep, "timezone": _keep, "holidays": given_holidays, "year": _keep}
TELLING = {"year"}
STEPS = {"expand": expand}
CHECKS = {"due": due}
