"""Positions: what somebody is called and where it stands."""

from typing import Annotated, Any

from pydantic import Field, StringConstraints

from dapur.contract import Form, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.operations.unknown import UNIT_UNKNOWN
from dapur_base.operations.versions import untouched

TITLE = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class SavePosition(Form):
    """A position in a unit. Without `id` a new one is made."""

    id: Annotated[int | None, Shown(_("Number"), kind="hidden")] = None
    code: Annotated[str, StringConstraints(min_length=1, max_length=40), Shown(_("Code"), kind="code")]
    title_id: Annotated[TITLE, Shown(_("Indonesian title"))]
    title_en: Annotated[TITLE, Shown(_("English title"))]
    unit: Annotated[int, Shown(_("Unit"), reference="base.organisation_units")]
    level: Annotated[int | None, Field(ge=1, le=99), Shown(_("Level"), hint=_("1 is the highest"))] = None
    is_closed: Annotated[bool, Shown(_("No longer used"))] = False
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


class PositionSaved(Result):
    """The position."""

    id: int
    code: str
    version: int


@operation(
    "base.save_position",
    title=_("Save position"),
    permission="base.organisation.manage",
    audit_verb=_("saved the position"),
    conflicts={
        "position_code_key": ("code", "BASE_POSITION_EXISTS", _("Another position has this code. Choose another.")),
        "position_unit_fkey": ("unit", *UNIT_UNKNOWN),
    },
)
async def save_position(work: Work, form: SavePosition) -> PositionSaved:
    """Add or change a position. One that is no longer used is closed; those who held it keep it in their past."""
    facts = (form.code, form.title_id, form.title_en, form.unit, form.level, form.is_closed)
    row = await (_insert(work, facts) if form.id is None else _update(work, form, facts))
    if row is None:
        raise await untouched(work, "base.position", form.id or 0)
    return PositionSaved(**row)


async def _insert(work: Work, facts: tuple[object, ...]) -> dict[str, Any] | None:
    return await work.row(
        "insert into base.position (company_id, code, title_id, title_en, unit_id, level, is_closed)"
        " values (%s, %s, %s, %s, %s, %s, %s) returning id, code, version",
        work.scope.company,
        *facts,
    )


async def _update(work: Work, form: SavePosition, facts: tuple[object, ...]) -> dict[str, Any] | None:
    return await work.row(
        "update base.position set code = %s, title_id = %s, title_en = %s, unit_id = %s, level = %s, is_closed = %s,"
        " version = version + 1 where company_id = %s and id = %s and (version = %s or %s::int is null)"
        " returning id, code, version",
        *facts,
        work.scope.company,
        form.id,
        form.version,
        form.version,
    )
