"""Currencies that a company works with."""

from typing import Annotated

from pydantic import Field, StringConstraints

from dapur.contract import Form, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.operations.versions import untouched

CODE = Annotated[
    str, StringConstraints(pattern="^[A-Z]{3}$"), Shown(_("Currency"), kind="code", hint=_("Three letters, like USD"))
]
NAME = Annotated[str, StringConstraints(min_length=1, max_length=100)]


class SaveCurrency(Form):
    """A currency. Without `id` a new one is made."""

    id: Annotated[int | None, Shown(_("Number"), kind="hidden")] = None
    code: CODE
    name_id: Annotated[NAME, Shown(_("Indonesian name"))]
    name_en: Annotated[NAME, Shown(_("English name"))]
    decimals: Annotated[int, Field(ge=0, le=4), Shown(_("Decimals"))] = 2
    is_closed: Annotated[bool, Shown(_("No longer used"))] = False
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


class CurrencySaved(Result):
    """The currency."""

    id: int
    code: str
    version: int


@operation(
    "base.save_currency",
    title=_("Save currency"),
    permission="base.currency.manage",
    audit_verb=_("saved the currency"),
    conflicts={"currency_code_key": ("code", "BASE_CURRENCY_EXISTS", _("This currency is in the list already."))},
)
async def save_currency(work: Work, form: SaveCurrency) -> CurrencySaved:
    """Add or change a currency. Its code stays once it is made."""
    facts = (form.name_id, form.name_en, form.decimals, form.is_closed)
    if form.id is None:
        row = await work.row(
            "insert into base.currency (company_id, code, name_id, name_en, decimals, is_closed)"
            " values (%s, %s, %s, %s, %s, %s) returning id, code, version",
            work.scope.company,
            form.code,
            *facts,
        )
    else:
        row = await work.row(
            "update base.currency set name_id = %s, name_en = %s, decimals = %s, is_closed = %s, version = version + 1"
            " where company_id = %s and id = %s and (version = %s or %s::int is null) returning id, code, version",
            *facts,
            work.scope.company,
            form.id,
            form.version,
            form.version,
        )
    if row is None:
        raise await untouched(work, "base.currency", form.id or 0)
    return CurrencySaved(**row)
