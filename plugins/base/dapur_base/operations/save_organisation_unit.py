"""Units of the organisation: branches, departments, teams."""

from typing import Annotated, Any

from pydantic import StringConstraints

from dapur.contract import Form, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.operations.unknown import UNIT_UNKNOWN
from dapur_base.operations.versions import untouched

CODE = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[^/\s][^/]*$")]


class SaveOrganisationUnit(Form):
    """A unit and what it lies below. Without `id` a new one is made."""

    id: Annotated[int | None, Shown(_("Number"), kind="hidden")] = None
    code: Annotated[CODE, Shown(_("Code"), kind="code")]
    name: Annotated[str, StringConstraints(min_length=1, max_length=200), Shown(_("Name"))]
    parent: Annotated[int | None, Shown(_("Lies below"), reference="base.organisation_units")] = None
    cost_centre: Annotated[
        str,
        StringConstraints(max_length=40),
        Shown(_("Cost centre"), kind="code", hint=_("Code under which accounting counts what this unit costs")),
    ] = ""
    calendar: Annotated[
        int | None,
        Shown(_("Working calendar"), reference="base.calendars", hint=_("Empty: that of the unit above, or the company's")),
    ] = None
    is_closed: Annotated[bool, Shown(_("No longer used"))] = False
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


class OrganisationUnitSaved(Result):
    """The unit."""

    id: int
    code: str
    version: int


@operation(
    "base.save_organisation_unit",
    title=_("Save unit of the organisation"),
    permission="base.organisation.manage",
    audit_verb=_("saved the unit"),
    conflicts={
        "organisation_unit_code_key": ("code", "BASE_UNIT_EXISTS", _("Another unit has this code. Choose another.")),
        "organisation_unit_parent_fkey": ("parent", *UNIT_UNKNOWN),
        "organisation_unit_calendar_fkey": (
            "calendar",
            "BASE_CALENDAR_UNKNOWN",
            _("There is no such working calendar. Choose another, or make one."),
        ),
    },
)
async def save_organisation_unit(work: Work, form: SaveOrganisationUnit) -> OrganisationUnitSaved:
    """Add or change a unit. Whatever lies below moves with it; one that is no longer used is closed and stays in the past."""
    facts = (form.code, form.name, form.parent, form.cost_centre, form.calendar, form.is_closed)
    row = await (_insert(work, facts) if form.id is None else _update(work, form, facts))
    if row is None:
        raise await untouched(work, "base.organisation_unit", form.id or 0)
    return OrganisationUnitSaved(**row)


async def _insert(work: Work, facts: tuple[object, ...]) -> dict[str, Any] | None:
    return await work.row(
        "insert into base.organisation_unit (company_id, code, name, parent_id, cost_centre, calendar_id, is_closed)"
        " values (%s, %s, %s, %s, %s, %s, %s) returning id, code, version",
        work.scope.company,
        *facts,
    )


async def _update(work: Work, form: SaveOrganisationUnit, facts: tuple[object, ...]) -> dict[str, Any] | None:
    return await work.row(
        "update base.organisation_unit set code = %s, name = %s, parent_id = %s, cost_centre = %s, calendar_id = %s, is_closed = %s,"
        " version = version + 1 where company_id = %s and id = %s and (version = %s or %s::int is null)"
        " returning id, code, version",
        *facts,
        work.scope.company,
        form.id,
        form.version,
        form.version,
    )
