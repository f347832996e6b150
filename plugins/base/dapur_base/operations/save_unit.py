"""Units of measure."""

from typing import Annotated, Any

from pydantic import Field, StringConstraints

from dapur.contract import Form, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.operations.versions import untouched

NAME = Annotated[str, StringConstraints(min_length=1, max_length=100)]


class SaveUnit(Form):
    """A unit of measure. Without `id` a new one is made."""

    id: Annotated[int | None, Shown(_("Number"), kind="hidden")] = None
    code: Annotated[
        str,
        StringConstraints(pattern=r"^\S{1,20}$"),
        Shown(_("Code"), kind="code", hint=_("As it stands behind a number: pcs, kg")),
    ]
    name_id: Annotated[NAME, Shown(_("Indonesian name"))]
    name_en: Annotated[NAME, Shown(_("English name"))]
    decimals: Annotated[int, Field(ge=0, le=6), Shown(_("Decimals"), hint=_("0: only whole numbers"))] = 0
    un_code: Annotated[
        str,
        StringConstraints(pattern="^[A-Z0-9]{0,3}$"),
        Shown(_("International code"), kind="code", hint=_("UN/ECE, for example KGM; for documents between computers")),
    ] = ""
    is_closed: Annotated[bool, Shown(_("No longer used"))] = False
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


class UnitSaved(Result):
    """The unit."""

    id: int
    code: str
    version: int


@operation(
    "base.save_unit",
    title=_("Save unit of measure"),
    permission="base.unit.manage",
    audit_verb=_("saved the unit of measure"),
    conflicts={"unit_code_key": ("code", "BASE_MEASURE_EXISTS", _("Another unit of measure has this code. Choose another."))},
)
async def save_unit(work: Work, form: SaveUnit) -> UnitSaved:
    """Add or change a unit of measure. One that is no longer used is closed; what was counted in it stays."""
    facts = (form.code, form.name_id, form.name_en, form.decimals, form.un_code, form.is_closed)
    row = await (_insert(work, facts) if form.id is None else _update(work, form, facts))
    if row is None:
        raise await untouched(work, "base.unit", form.id or 0)
    return UnitSaved(**row)


async def _insert(work: Work, facts: tuple[object, ...]) -> dict[str, Any] | None:
    return await work.row(
        "insert into base.unit (company_id, code, name_id, name_en, decimals, un_code, is_closed)"
        " values (%s, %s, %s, %s, %s, %s, %s) returning id, code, version",
        work.scope.company,
        *facts,
    )


async def _update(work: Work, form: SaveUnit, facts: tuple[object, ...]) -> dict[str, Any] | None:
    return await work.row(
        "update base.unit set code = %s, name_id = %s, name_en = %s, decimals = %s, un_code = %s, is_closed = %s,"
        " version = version + 1 where company_id = %s and id = %s and (version = %s or %s::int is null)"
        " returning id, code, version",
        *facts,
        work.scope.company,
        form.id,
        form.version,
        form.version,
    )
