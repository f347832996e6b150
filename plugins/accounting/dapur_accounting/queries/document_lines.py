"""Lines of invoices and bills, and the taxes on them, read."""

from typing import Any

from sqlalchemy import Select, Text, and_, case, cast, func, literal, select

from dapur.contract import Column, Filter, Query, _
from dapur_accounting.document_tables import document, document_line, document_tax, tax_code
from dapur_accounting.queries.tax_words import TAX_KINDS
from dapur_accounting.tables import account, dimension_value
from dapur_base.names import shown_name

_tax = tax_code.alias("line_tax")
_withholding = tax_code.alias("line_withholding")
_centre = dimension_value.alias("line_centre")


def _lines() -> Select[Any]:
    line = document_line
    return select(line.c.document_id).select_from(
        line.join(document, and_(document.c.company_id == line.c.company_id, document.c.id == line.c.document_id))
        .join(account, and_(account.c.company_id == line.c.company_id, account.c.id == line.c.account_id))
        .outerjoin(_tax, and_(_tax.c.company_id == line.c.company_id, _tax.c.id == line.c.tax_id))
        .outerjoin(_withholding, and_(_withholding.c.company_id == line.c.company_id, _withholding.c.id == line.c.withholding_id))
        .outerjoin(_centre, and_(_centre.c.company_id == line.c.company_id, _centre.c.id == line.c.cost_centre_id))
    )


DOCUMENT_LINES = Query(
    "accounting.document_lines",
    _("Lines of documents"),
    "accounting.read",
    statement=_lines,
    company=document_line.c.company_id,
    description="Lines of invoices and bills.",
    columns=(
        Column("line_no", _("Line"), "integer", document_line.c.line_no, sort=True),
        Column("text", _("Description"), "text", document_line.c.text, phone=1),
        Column("quantity", _("Quantity"), "quantity", document_line.c.quantity, phone=2),
        Column("unit", _("Measure"), "text", document_line.c.unit),
        Column("unit_price", _("Price"), "number", document_line.c.unit_price, phone=2),
        Column("net", _("Net"), "money", document_line.c.net, total=True, currency="currency", phone=1),
        Column("discount_percent", _("Discount %"), "number", document_line.c.discount_percent),
        Column("tax", _("Tax"), "code", func.coalesce(_tax.c.code, literal(""))),
        Column("account", _("Account"), "text", shown_name(account.c.name_id, account.c.name_en)),
        Column("withholding", _("Withholding"), "code", func.coalesce(_withholding.c.code, literal(""))),
        Column(
            "cost_centre",
            _("Cost centre"),
            "text",
            case((document_line.c.split != "", document_line.c.split), else_=func.coalesce(_centre.c.name, literal(""))),
        ),
        Column("currency", _("Currency"), "code", document.c.currency, hidden=True),
        Column("document_id", _("Document"), "id", document_line.c.document_id, hidden=True),
    ),
    key=("document_id", "line_no"),
    default_sort=("line_no",),
    filters=(
        Filter(
            "document", _("Document"), "reference", lambda v: document_line.c.document_id == v, reference="accounting.invoices"
        ),
    ),
    search=(document_line.c.text,),
)

_taxed = document_tax
DOCUMENT_TAXES = Query(
    "accounting.document_taxes",
    _("Taxes of documents"),
    "accounting.read",
    statement=lambda: select(_taxed.c.document_id).select_from(
        _taxed.join(tax_code, and_(tax_code.c.company_id == _taxed.c.company_id, tax_code.c.id == _taxed.c.tax_id)).join(
            document, and_(document.c.company_id == _taxed.c.company_id, document.c.id == _taxed.c.document_id)
        )
    ),
    company=_taxed.c.company_id,
    description="Taxes by line: base, the share of it that the rate is taken of, and the tax.",
    columns=(
        Column("line_no", _("Line"), "integer", _taxed.c.line_no, sort=True),
        Column("code", _("Tax"), "code", tax_code.c.code, phone=1),
        Column("name", _("Name"), "text", shown_name(tax_code.c.name_id, tax_code.c.name_en), phone=2),
        Column("percent", _("Rate %"), "number", _taxed.c.rate * 100, phone=2),
        Column("currency", _("Currency"), "code", document.c.currency, hidden=True),
        Column("base", _("Tax base"), "money", _taxed.c.base, currency="currency"),
        Column("other_base", _("Other base"), "money", _taxed.c.other_base, currency="currency"),
        Column("amount", _("Tax amount"), "money", _taxed.c.amount, total=True, currency="currency", phone=1),
        Column("kind", _("Kind"), "text", cast(tax_code.c.kind, Text), choices=TAX_KINDS, hidden=True),
        Column("reference", _("Code on documents"), "code", _taxed.c.reference),
        Column("document_id", _("Document"), "id", _taxed.c.document_id, hidden=True),
        Column("tax_id", _("Tax code"), "id", _taxed.c.tax_id, hidden=True),
    ),
    key=("document_id", "line_no", "tax_id"),
    default_sort=("line_no",),
    filters=(
        Filter("document", _("Document"), "reference", lambda v: _taxed.c.document_id == v, reference="accounting.invoices"),
    ),
    search=(tax_code.c.code,),
)
