"""Tax codes of the company: made from what the country pack suggests, or by hand; rates count from a day on."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from dapur.contract import Form, NotFound, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur.services.taxes import SuggestedTax, TaxRules
from dapur_accounting.queries.tax_words import TAX_KINDS, TAX_SIDES, TREATMENTS, USUAL_ON
from dapur_base.operations.versions import untouched

CONFLICTS = {"tax_code_key": ("code", "TAX_EXISTS", _("This code is taken. Choose another."))}
Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Role = Annotated[str, StringConstraints(pattern="^[a-z][a-z0-9_]*$", max_length=60)]
Share = Annotated[Decimal, Field(ge=0, le=100, max_digits=9, decimal_places=4)]


class SaveTaxCode(Form):
    """A tax code. Without `id` a new one is made. `role` and `input_role`: accounts by role, of what is owed to the state
    and of what is got back.
    """

    id: Annotated[int | None, Shown(_("Number"), kind="hidden")] = None
    code: Annotated[str, StringConstraints(min_length=1, max_length=40), Shown(_("Code"), kind="code")]
    name_id: Annotated[Name, Shown(_("Indonesian name"))]
    name_en: Annotated[Name, Shown(_("English name"))]
    kind: Annotated[Literal["tax", "withholding"], Shown(_("Kind"), choices=TAX_KINDS)] = "tax"
    side: Annotated[Literal["sales", "purchase", "both"], Shown(_("Used on"), choices=TAX_SIDES)] = "both"
    treatment: Annotated[Literal["standard", "zero", "exempt", "reverse_charge"], Shown(_("Treatment"), choices=TREATMENTS)] = (
        "standard"
    )
    role: Annotated[Role, Shown(_("Account role of what is owed"), kind="code")] = "output_tax"
    input_role: Annotated[Role, Shown(_("Account role of what is got back"), kind="code")] = "input_tax"
    without_tax_number: Annotated[
        Decimal, Field(ge=1, le=10), Shown(_("Factor without tax number"), kind="number", hint=_("2 doubles the rate"))
    ] = Decimal(1)
    is_borne: Annotated[bool, Shown(_("The payer bears it"))] = False
    usual_on: Annotated[Literal["", "sales", "purchase", "both"], Shown(_("Usual on"), choices=USUAL_ON)] = ""
    is_closed: Annotated[bool, Shown(_("No longer used"))] = False
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


class TaxCodeSaved(Result):
    """The code."""

    id: int
    code: str
    version: int


@operation(
    "accounting.save_tax_code",
    title=_("Save tax code"),
    permission="accounting.tax.manage",
    audit_verb=_("saved the tax code"),
    conflicts=CONFLICTS,
)
async def save_tax_code(work: Work, form: SaveTaxCode) -> TaxCodeSaved:
    """Add or change a tax code. What is posted keeps the tax that it has."""
    if form.is_borne and form.kind != "withholding":
        raise Refused("NOT_WITHHELD", _("Only what is withheld can be borne by who pays."), field="is_borne")
    facts = (
        form.code,
        form.name_id,
        form.name_en,
        form.side,
        form.treatment,
        form.role,
        form.input_role,
        form.without_tax_number,
        form.is_borne,
        form.usual_on,
        form.is_closed,
    )
    if form.id is None:
        row = await work.row(
            "insert into accounting.tax_code (code, name_id, name_en, side, treatment, role, input_role, without_tax_number,"
            " is_borne, usual_on, is_closed, company_id, kind) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
            " returning id, code, version",
            *facts,
            work.scope.company,
            form.kind,
        )
    else:
        row = await work.row(
            "update accounting.tax_code set code = %s, name_id = %s, name_en = %s, side = %s, treatment = %s, role = %s,"
            " input_role = %s, without_tax_number = %s, is_borne = %s, usual_on = %s, is_closed = %s, version = version + 1"
            " where company_id = %s and id = %s and kind = %s and (version = %s or %s::int is null) returning id, code, version",
            *facts,
            work.scope.company,
            form.id,
            form.kind,
            form.version,
            form.version,
        )
    if row is None:
        raise await untouched(work, "accounting.tax_code", form.id or 0)
    return TaxCodeSaved(**row)


class SetTaxRate(Form):
    """The rate of a code from a day on, in percent. `share_of` and `share_in`: the part of the price that it is taken of
    (11 of 12). `deductible`: percent of the tax of a purchase that is got back.
    """

    tax: Annotated[int, Shown(_("Tax code"), reference="accounting.tax_codes")]
    starts: Annotated[date, Shown(_("From"))]
    percent: Annotated[Decimal, Field(ge=0, lt=1000, max_digits=9, decimal_places=4), Shown(_("Rate %"), kind="number")]
    share_of: Annotated[
        int, Field(ge=1, le=1000), Shown(_("Of the price"), kind="integer", hint=_("11 of 12: enter 11 here"))
    ] = 1
    share_in: Annotated[int, Field(ge=1, le=1000), Shown(_("In"), kind="integer")] = 1
    deductible: Annotated[Share, Shown(_("Got back %"), kind="number")] = Decimal(100)
    reference: Annotated[str, StringConstraints(max_length=20), Shown(_("Code on documents"), kind="code")] = ""
    source: Annotated[str, StringConstraints(max_length=300), Shown(_("Source"), width="wide")] = ""


class TaxRateSet(Result):
    """The rate."""

    id: int


@operation("accounting.set_tax_rate", title=_("Set rate"), permission="accounting.tax.manage", audit_verb=_("set the tax rate"))
async def set_tax_rate(work: Work, form: SetTaxRate) -> TaxRateSet:
    """Set the rate of a code from a day on; a rate of the same day is replaced. What is posted keeps its tax."""
    known = await work.value("select 1 from accounting.tax_code where company_id = %s and id = %s", work.scope.company, form.tax)
    if not known:
        raise NotFound(_("There is no such tax code here. Choose one of the list."), field="tax")
    made = await work.value(
        "insert into accounting.tax_rate (company_id, tax_id, starts, rate, share_of, share_in, deductible, reference, source)"
        " values (%s, %s, %s, %s, %s, %s, %s, %s, %s) on conflict (company_id, tax_id, starts) do update set rate = excluded.rate,"
        " share_of = excluded.share_of, share_in = excluded.share_in, deductible = excluded.deductible,"
        " reference = excluded.reference, source = excluded.source, is_checked = true, version = tax_rate.version + 1 returning id",
        work.scope.company,
        form.tax,
        form.starts,
        form.percent / 100,
        form.share_of,
        form.share_in,
        form.deductible / 100,
        form.reference,
        form.source,
    )
    return TaxRateSet(id=made)


class AdoptTaxCodes(Form):
    """usual: whether invoices take the country's ordinary tax when a line names none (registered for the tax)."""

    usual: Annotated[bool, Shown(_("Registered for value added tax"))] = False


class TaxCodesAdopted(Result):
    """How many codes and rates were added."""

    codes: int
    rates: int


@operation(
    "accounting.adopt_tax_codes",
    title=_("Take over the country's tax codes"),
    permission="accounting.tax.manage",
    audit_verb=_("took over tax codes"),
)
async def adopt_tax_codes(work: Work, form: AdoptTaxCodes) -> TaxCodesAdopted:
    """Add the codes and rates that the country pack knows and the company lacks. What the company has stays as it is."""
    rules = work.find(TaxRules)
    if rules is None:
        raise Refused("NO_COUNTRY_TAXES", _("No country pack is on that knows tax codes. Add codes by hand."))
    return await adopt(work, rules.tax_codes(), usual=form.usual)


async def adopt(work: Work, suggested: Sequence[SuggestedTax], *, usual: bool) -> TaxCodesAdopted:
    """Write what is missing."""
    codes = await work.value(
        "with made as (insert into accounting.tax_code (company_id, code, name_id, name_en, kind, side, treatment, role, input_role,"
        " without_tax_number, usual_on) select %s, u.* from unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[],"
        " %s::text[], %s::text[], %s::text[], %s::numeric[], %s::text[]) u on conflict (company_id, code) do nothing returning 1)"
        " select count(*) from made",
        work.scope.company,
        [t.code for t in suggested],
        [t.name_id for t in suggested],
        [t.name_en for t in suggested],
        [t.kind for t in suggested],
        [t.side for t in suggested],
        [t.treatment for t in suggested],
        [t.role for t in suggested],
        [t.input_role for t in suggested],
        [t.without_tax_number for t in suggested],
        ["" for _tax in suggested],
    )
    if usual:
        await work.run(
            "update accounting.tax_code set usual_on = 'sales', version = version + 1 where company_id = %s and usual_on = ''"
            " and code = any (%s)",
            work.scope.company,
            [t.code for t in suggested if t.usual],
        )
    rates = [(t.code, r) for t in suggested for r in t.rates]
    added = await work.value(
        "with made as (insert into accounting.tax_rate (company_id, tax_id, starts, rate, share_of, share_in, deductible, reference,"
        " source, is_checked) select t.company_id, t.id, u.starts, u.rate, u.share_of, u.share_in, u.deductible, u.reference, u.source,"
        " u.is_checked"
        " from unnest(%s::text[], %s::date[], %s::numeric[], %s::int[], %s::int[], %s::numeric[], %s::text[], %s::text[],"
        " %s::boolean[]) as u(code, starts, rate, share_of, share_in, deductible, reference, source, is_checked)"
        " join accounting.tax_code t on t.company_id = %s and t.code = u.code"
        " on conflict (company_id, tax_id, starts) do nothing returning 1) select count(*) from made",
        [code for code, _rate in rates],
        [r.starts for _code, r in rates],
        [r.rate for _code, r in rates],
        [r.base_share.numerator for _code, r in rates],
        [r.base_share.denominator for _code, r in rates],
        [r.deductible for _code, r in rates],
        [r.reference for _code, r in rates],
        [r.source for _code, r in rates],
        [r.sure for _code, r in rates],
        work.scope.company,
    )
    return TaxCodesAdopted(codes=codes, rates=added)
