"""Pages of units, positions and assignments."""

from typing import Any

from dapur.contract import Action, FormPage, ListPage, Menu, Page, RecordPage, Related, ReportPage, View, _
from dapur.queries.reader import Reader
from dapur_base.operations.assign_person import assign_person
from dapur_base.operations.end_assignment import end_assignment
from dapur_base.operations.save_organisation_unit import SaveOrganisationUnit, save_organisation_unit
from dapur_base.operations.save_position import SavePosition, save_position
from dapur_base.queries.organisation import ASSIGNMENTS, POSITIONS, STANDING, UNITS
from dapur_base.reports import organisation


async def _unit(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    row = await reader.one(UNITS, int(parameters["id"]))
    return {**{n: row[n] for n in SaveOrganisationUnit.model_fields if n in row}, "parent": row["parent_id"]}


async def _position(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    row = await reader.one(POSITIONS, int(parameters["id"]))
    return {**{n: row[n] for n in SavePosition.model_fields if n in row}, "unit": row["unit_id"]}


async def _today(reader: Reader, _parameters: dict[str, str]) -> dict[str, Any]:
    return {"from_day": reader.today}


OPEN = View("open", _("In use"), {"status": "open"})
ALL = View("all", _("All"))
UNIT_PAGES: tuple[Page, ...] = (
    ListPage(
        "organisation",
        UNITS,
        _("Units of the organisation"),
        Menu(_("Units of the organisation"), 40, "sitemap", _("Organisation")),
        views=(OPEN, ALL),
        new="organisation/new",
        new_title=_("New unit"),
        empty=_("No units yet. Add the topmost one first, for example the head office."),
    ),
    RecordPage(
        "organisation/{id}",
        UNITS,
        "name",
        "organisation",
        facts=("code", "parent", "cost_centre", "calendar_name", "status"),
        related=(
            Related(UNITS, _("Units below"), {"parent": "id"}),
            Related(POSITIONS, _("Positions"), {"unit": "id"}),
            Related(STANDING, _("Assignments"), {"unit": "id"}),
        ),
        edit="organisation/{id}/edit",
        history="base.organisation_unit",
        slot="base.organisation_unit",
    ),
    FormPage("organisation/new", save_organisation_unit, _("New unit"), "base/organisation/{id}"),
    FormPage("organisation/{id}/edit", save_organisation_unit, _("Change unit"), "base/organisation/{id}", initial=_unit),
)
POSITION_PAGES: tuple[Page, ...] = (
    ListPage(
        "positions",
        POSITIONS,
        _("Positions"),
        Menu(_("Positions"), 42, "briefcase", _("Organisation")),
        views=(OPEN, ALL),
        new="positions/new",
        new_title=_("New position"),
        empty=_("No positions yet. Add the first one of a unit."),
    ),
    RecordPage(
        "positions/{id}",
        POSITIONS,
        "name",
        "positions",
        facts=("code", "title_id", "title_en", "unit", "level", "status"),
        related=(Related(STANDING, _("Assignments"), {"position": "id"}),),
        edit="positions/{id}/edit",
        history="base.position",
    ),
    FormPage("positions/new", save_position, _("New position"), "base/positions/{id}"),
    FormPage("positions/{id}/edit", save_position, _("Change position"), "base/positions/{id}", initial=_position),
)
ASSIGNMENT_PAGES: tuple[Page, ...] = (
    ListPage(
        "assignments",
        ASSIGNMENTS,
        _("Assignments"),
        Menu(_("Assignments"), 44, "user-check", _("Organisation")),
        views=(View("now", _("Known now"), {"known": "now"}), ALL),
        new="assignments/new",
        new_title=_("Assign person"),
        empty=_("Nobody is assigned yet. Assign the first person to a position."),
    ),
    RecordPage(
        "assignments/{id}",
        ASSIGNMENTS,
        "name",
        "assignments",
        facts=("position", "unit", "manager", "kind", "from_day", "to_day", "reason", "status", "known_from", "known_to"),
        actions=(Action(end_assignment, {"id": "id"}, when=("now",), icon="calendar-off", done="base/parties/{party}"),),
        history="base.assignment",
    ),
    FormPage("assignments/new", assign_person, _("Assign person"), "base/parties/{party}", initial=_today),
    ReportPage(
        "organisation-on",
        organisation.ORGANISATION,
        Menu(_("Organisation on a day"), 46, "hierarchy", _("Organisation")),
        organisation.initial,
    ),
)

PAGES: tuple[Page, ...] = (*UNIT_PAGES, *POSITION_PAGES, *ASSIGNMENT_PAGES)
