"""How many of one unit make another."""

from math import gcd
from typing import Annotated, Any

from pydantic import Field

from dapur.contract import Form, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.operations.versions import untouched

COUNT = Annotated[int, Field(ge=1, le=10**15)]
UNKNOWN = ("BASE_MEASURE_UNKNOWN", _("There is no such unit of measure here. Choose one of the list."))


class SaveConversion(Form):
    """1 of a unit is so many (numerator / denominator) of another. Without `id` a new one is made."""

    id: Annotated[int | None, Shown(_("Number"), kind="hidden")] = None
    unit: Annotated[int, Shown(_("One"), reference="base.units")]
    numerator: Annotated[COUNT, Shown(_("Makes"), kind="integer")]
    into: Annotated[int, Shown(_("Of this unit"), reference="base.units")]
    denominator: Annotated[
        COUNT, Shown(_("Divided by"), kind="integer", hint=_("1 as a rule; an inch is 127 / 5 millimetres"))
    ] = 1
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


class ConversionSaved(Result):
    """The conversion."""

    id: int
    unit: int
    version: int


@operation(
    "base.save_conversion",
    title=_("Save conversion"),
    permission="base.unit.manage",
    audit_verb=_("saved the conversion"),
    conflicts={"unit_conversion_unit_fkey": ("unit", *UNKNOWN), "unit_conversion_into_fkey": ("into", *UNKNOWN)},
)
async def save_conversion(work: Work, form: SaveConversion) -> ConversionSaved:
    """Add or change how many of one unit make another. Quantities that are noted already stay as they are."""
    if form.unit == form.into:
        raise Refused("BASE_CONVERSION_TO_ITSELF", _("Choose two different units of measure."), field="into")
    common = gcd(form.numerator, form.denominator)
    facts = (form.unit, form.into, form.numerator // common, form.denominator // common)
    row = await (_insert(work, facts) if form.id is None else _update(work, form, facts))
    if row is None:
        raise await untouched(work, "base.unit_conversion", form.id or 0)
    return ConversionSaved(**row)


async def _insert(work: Work, facts: tuple[int, ...]) -> dict[str, Any] | None:
    return await work.row(
        "insert into base.unit_conversion (company_id, unit_id, into_id, numerator, denominator) values (%s, %s, %s, %s, %s)"
        " returning id, unit_id as unit, version",
        work.scope.company,
        *facts,
    )


async def _update(work: Work, form: SaveConversion, facts: tuple[int, ...]) -> dict[str, Any] | None:
    return await work.row(
        "update base.unit_conversion set unit_id = %s, into_id = %s, numerator = %s, denominator = %s, version = version + 1"
        " where company_id = %s and id = %s and (version = %s or %s::int is null) returning id, unit_id as unit, version",
        *facts,
        work.scope.company,
        form.id,
        form.version,
        form.version,
    )
