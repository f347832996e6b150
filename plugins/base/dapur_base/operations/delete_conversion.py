"""A conversion that was a mistake goes."""

from typing import Annotated

from dapur.contract import Form, NotFound, Result, Shown, _, operation
from dapur.operations.work import Work


class DeleteConversion(Form):
    """Which conversion."""

    id: Annotated[int, Shown(_("Conversion"), reference="base.unit_conversions")]


class ConversionDeleted(Result):
    """Whose it was."""

    unit: int


@operation(
    "base.delete_conversion",
    title=_("Delete conversion"),
    permission="base.unit.manage",
    audit_verb=_("deleted the conversion"),
    danger=True,
)
async def delete_conversion(work: Work, form: DeleteConversion) -> ConversionDeleted:
    """Take a conversion away. Quantities that are noted already stay as they are."""
    unit = await work.value(
        "delete from base.unit_conversion where company_id = %s and id = %s returning unit_id", work.scope.company, form.id
    )
    if unit is None:
        raise NotFound(field="id")
    return ConversionDeleted(unit=unit)
