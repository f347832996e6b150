"""Pages of taxes: codes and rates, the return and what it is made of; payment terms."""

from typing import Any

from dapur.contract import Action, FormPage, ListPage, Menu, Page, RecordPage, Related, ReportPage, View, _
from dapur.queries.reader import Reader
from dapur_accounting.operations.tax_codes import SaveTaxCode, adopt_tax_codes, save_tax_code, set_tax_rate
from dapur_accounting.operations.tax_returns import file_tax_return
from dapur_accounting.operations.terms import save_terms
from dapur_accounting.queries.taxes import PAYMENT_TERMS, TAX_CODES, TAX_ENTRIES, TAX_RATES, TAX_RETURNS
from dapur_accounting.reports import tax_return

TAXES = _("Taxes")


async def _code(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    row = await reader.one(TAX_CODES, int(parameters["id"]))
    return {name: row[name] for name in SaveTaxCode.model_fields if name in row}


async def _terms(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    row = await reader.one(PAYMENT_TERMS, int(parameters["id"]))
    parts = await reader.rows(
        "select percent, days, after_month_end from accounting.payment_terms_part where company_id = %s and terms_id = %s"
        " order by part_no",
        reader.scope.company,
        row["id"],
    )
    names = ("id", "code", "name_id", "name_en", "is_closed", "version")
    return {
        **{name: row[name] for name in names},
        "parts": [dict(zip(("percent", "days", "after_month_end"), part, strict=True)) for part in parts],
    }


async def _month(reader: Reader, _parameters: dict[str, str]) -> dict[str, Any]:
    return await tax_return.initial(reader)


TAX_PAGES: tuple[Page, ...] = (
    ReportPage("reports/tax-return", tax_return.TAX_RETURN, Menu(_("Tax return"), 40, "report", group=TAXES), tax_return.initial),
    ListPage(
        "tax-returns",
        TAX_RETURNS,
        _("Filed returns"),
        Menu(_("Filed returns"), 41, "files", group=TAXES),
        new="tax-returns/new",
        new_title=_("File return"),
        empty=_("No return was filed yet."),
    ),
    FormPage("tax-returns/new", file_tax_return, _("File return"), "accounting/tax-returns", initial=_month),
    ListPage(
        "tax-entries",
        TAX_ENTRIES,
        _("Taxes of posted documents"),
        Menu(_("Taxes of posted documents"), 42, "list-details", group=TAXES),
        empty=_("No posted document has tax yet."),
    ),
    ListPage(
        "tax-codes",
        TAX_CODES,
        _("Tax codes"),
        Menu(_("Tax codes"), 43, "percentage", group=TAXES),
        views=(
            View("tax", TAXES, {"kind": "tax", "status": "open"}),
            View("withholding", _("Withholdings"), {"kind": "withholding", "status": "open"}),
            View("all", _("All")),
        ),
        new="tax-codes/new",
        new_title=_("New tax code"),
        empty=_("No tax codes yet. Take over the country's, or add one."),
    ),
    FormPage("tax-codes/adopt", adopt_tax_codes, _("Take over the country's tax codes"), "accounting/tax-codes"),
    RecordPage(
        "tax-codes/{id}",
        TAX_CODES,
        "code",
        "tax-codes",
        facts=(
            "code",
            "name",
            "kind",
            "side",
            "treatment",
            "usual_on",
            "percent",
            "role",
            "input_role",
            "without_tax_number",
            "is_borne",
            "checked",
            "status",
        ),
        related=(Related(TAX_RATES, _("Rates"), {"tax": "id"}),),
        actions=(Action(set_tax_rate, {"tax": "id"}, when=("open",), icon="plus", primary=True),),
        edit="tax-codes/{id}/edit",
        history="accounting.tax_code",
    ),
    FormPage("tax-codes/new", save_tax_code, _("New tax code"), "accounting/tax-codes/{id}"),
    FormPage("tax-codes/{id}/edit", save_tax_code, _("Change tax code"), "accounting/tax-codes/{id}", initial=_code),
    ListPage(
        "terms",
        PAYMENT_TERMS,
        _("Payment terms"),
        Menu(_("Payment terms"), 44, "calendar-due", group=TAXES),
        new="terms/new",
        new_title=_("New terms"),
        empty=_("No terms yet. Without terms the company's usual number of days counts."),
    ),
    FormPage("terms/new", save_terms, _("New terms"), "accounting/terms", grid="parts"),
    FormPage("terms/{id}/edit", save_terms, _("Change terms"), "accounting/terms", initial=_terms, grid="parts"),
)
