"""Components of pay: what amounts stand for."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from dapur.contract import Choice, Form, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.operations.versions import untouched

KINDS = (Choice("earning", _("Earning")), Choice("deduction", _("Deduction")), Choice("employer", _("Paid by the employer")))
NAME = Annotated[str, StringConstraints(min_length=1, max_length=100)]


class SavePayComponent(Form):
    """A component. Without `id` a new one is made."""

    id: Annotated[int | None, Shown(_("Number"), kind="hidden")] = None
    code: Annotated[
        str,
        StringConstraints(pattern="^[a-z][a-z0-9_]{0,39}$"),
        Shown(_("Code"), kind="code", hint=_("Small letters, digits and _; formulas use it")),
    ]
    name_id: Annotated[NAME, Shown(_("Indonesian name"))]
    name_en: Annotated[NAME, Shown(_("English name"))]
    kind: Annotated[Literal["earning", "deduction", "employer"], Shown(_("Kind"), kind="choice", choices=KINDS)] = "earning"
    position: Annotated[int, Field(ge=0, le=9999), Shown(_("Order on the slip"))] = 100
    is_closed: Annotated[bool, Shown(_("No longer used"))] = False
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


class PayComponentSaved(Result):
    """The component."""

    id: int
    code: str
    version: int


@operation(
    "hr.save_pay_component",
    title=_("Save pay component"),
    permission="hr.pay.manage",
    audit_verb=_("saved the pay component"),
    conflicts={"pay_component_code_key": ("code", "HR_COMPONENT_EXISTS", _("Another component has this code. Choose another."))},
)
async def save_pay_component(work: Work, form: SavePayComponent) -> PayComponentSaved:
    """Add or change a component. Code and kind stay once it is made; one that is no longer used is closed."""
    if form.id is None:
        row = await work.row(
            "insert into hr.pay_component (company_id, code, name_id, name_en, kind, position, is_closed)"
            " values (%s, %s, %s, %s, %s, %s, %s) returning id, code, version",
            *(work.scope.company, form.code, form.name_id, form.name_en, form.kind, form.position, form.is_closed),
        )
    else:
        row = await work.row(
            "update hr.pay_component set name_id = %s, name_en = %s, position = %s, is_closed = %s, version = version + 1"
            " where company_id = %s and id = %s and (version = %s or %s::int is null) returning id, code, version",
            *(form.name_id, form.name_en, form.position, form.is_closed),
            *(work.scope.company, form.id, form.version, form.version),
        )
    if row is None:
        raise await untouched(work, "hr.pay_component", form.id or 0)
    return PayComponentSaved(**row)
