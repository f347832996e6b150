"""Cost centres and projects: values that a line may carry besides its account."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from dapur.contract import Form, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_accounting.queries.words import DIMENSIONS
from dapur_base.operations.versions import untouched


class SaveDimension(Form):
    """A cost centre or project. Without `id` a new one is made; its kind stays."""

    id: Annotated[int | None, Shown(_("Number"), kind="hidden")] = None
    kind: Annotated[Literal["cost_centre", "project"], Shown(_("Kind"), choices=DIMENSIONS)] = "cost_centre"
    code: Annotated[str, StringConstraints(min_length=1, max_length=40), Shown(_("Code"), kind="code")]
    name: Annotated[str, StringConstraints(min_length=1, max_length=200), Shown(_("Name"))]
    is_closed: Annotated[bool, Shown(_("No longer used"))] = False
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


class DimensionSaved(Result):
    """The cost centre or project."""

    id: int
    name: str
    version: int


@operation(
    "accounting.save_dimension",
    title=_("Save cost centre or project"),
    permission="accounting.dimension.manage",
    audit_verb=_("saved the cost centre or project"),
    conflicts={"dimension_value_code_key": ("code", "DIMENSION_EXISTS", _("This code is taken. Choose another."))},
)
async def save_dimension(work: Work, form: SaveDimension) -> DimensionSaved:
    """Add or change a cost centre or project. One that is closed stays on what was posted."""
    if form.id is None:
        row = await work.row(
            "insert into accounting.dimension_value (company_id, kind, code, name, is_closed) values (%s, %s, %s, %s, %s)"
            " returning id, name, version",
            work.scope.company,
            form.kind,
            form.code,
            form.name,
            form.is_closed,
        )
    else:
        row = await work.row(
            "update accounting.dimension_value set code = %s, name = %s, is_closed = %s, version = version + 1"
            " where company_id = %s and id = %s and (version = %s or %s::int is null) returning id, name, version",
            form.code,
            form.name,
            form.is_closed,
            work.scope.company,
            form.id,
            form.version,
            form.version,
        )
    if row is None:
        raise await untouched(work, "accounting.dimension_value", form.id or 0)
    return DimensionSaved(**row)
