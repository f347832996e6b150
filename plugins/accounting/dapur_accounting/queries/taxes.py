"""Tax codes, rates, terms, what documents mean for taxes, and filed returns, read."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, and_, case, cast, func, literal, or_, select

from dapur.contract import Column, Filter, Query, Words, _
from dapur.queries.days import today_of
from dapur_accounting.document_tables import (
    document,
    payment_terms,
    payment_terms_part,
    tax_code,
    tax_entry,
    tax_rate,
    tax_return,
    tax_return_item,
)
from dapur_accounting.queries.tax_words import BOXES, CHECKED, CHECKED_TONES, TAX_KINDS, TAX_SIDES, TREATMENTS, USUAL_ON
from dapur_accounting.queries.words import USE, USE_TONES
from dapur_accounting.tables import entry
from dapur_base.names import shown_name
from dapur_base.ranges import within
from dapur_base.tables import party

_use = case((tax_code.c.is_closed, "closed"), else_="open")
_name = shown_name(tax_code.c.name_id, tax_code.c.name_en)
_checked: ColumnElement[Any] = case((tax_rate.c.is_checked, "checked"), else_="unchecked")


def _of_newest(what: ColumnElement[Any]) -> ColumnElement[Any]:
    """Of the code's rate that counts today."""
    return (
        select(what)
        .where(
            tax_rate.c.company_id == tax_code.c.company_id,
            tax_rate.c.tax_id == tax_code.c.id,
            tax_rate.c.starts <= today_of(func.core.current_company()),
        )
        .order_by(tax_rate.c.starts.desc())
        .limit(1)
        .correlate(tax_code)
        .scalar_subquery()
    )


_newest = _of_newest(tax_rate.c.rate * 100 * tax_rate.c.share_of / tax_rate.c.share_in)
_newest_checked = cast(_of_newest(_checked), Text)


def _choice(name: str, title: Words, kind: str) -> Query:
    """The open codes of a kind, for a field of a form."""
    return Query(
        name,
        title,
        "accounting.read",
        statement=lambda: select(tax_code.c.id).where(tax_code.c.kind == kind, ~tax_code.c.is_closed),
        company=tax_code.c.company_id,
        description="Tax codes that a line may have.",
        columns=(
            Column("id", _("Number"), "id", tax_code.c.id, hidden=True),
            Column("code", _("Code"), "code", tax_code.c.code, sort=True, phone=1),
            Column("name", _("Name"), "text", _name, phone=1),
            Column("percent", _("Effective %"), "number", _newest, phone=2),
        ),
        key=("id",),
        default_sort=("id",),
        search=(tax_code.c.code, tax_code.c.name_id, tax_code.c.name_en),
    )


TAXES = _choice("accounting.taxes", _("Taxes"), "tax")
WITHHOLDINGS = _choice("accounting.withholdings", _("Withholdings"), "withholding")

TAX_CODES = Query(
    "accounting.tax_codes",
    _("Tax codes"),
    "accounting.read",
    statement=lambda: select(tax_code.c.id),
    company=tax_code.c.company_id,
    description="The company's tax codes.",
    columns=(
        Column("id", _("Number"), "id", tax_code.c.id, hidden=True),
        Column("code", _("Code"), "code", tax_code.c.code, sort=True, phone=1, link="accounting/tax-codes/{id}"),
        Column("name", _("Name"), "text", _name, phone=1),
        Column("percent", _("Effective %"), "number", _newest, phone=2),
        Column("checked", _("Against its source"), "status", _newest_checked, choices=CHECKED, tones=CHECKED_TONES, phone=2),
        Column("kind", _("Kind"), "text", cast(tax_code.c.kind, Text), choices=TAX_KINDS),
        Column("side", _("Used on"), "text", cast(tax_code.c.side, Text), choices=TAX_SIDES),
        Column("treatment", _("Treatment"), "text", cast(tax_code.c.treatment, Text), choices=TREATMENTS),
        Column("usual_on", _("Usual on"), "text", cast(tax_code.c.usual_on, Text), choices=USUAL_ON, hidden=True),
        Column("name_id", _("Indonesian name"), "text", tax_code.c.name_id, hidden=True),
        Column("name_en", _("English name"), "text", tax_code.c.name_en, hidden=True),
        Column("role", _("Account role of what is owed"), "code", tax_code.c.role, hidden=True),
        Column("input_role", _("Account role of what is got back"), "code", tax_code.c.input_role, hidden=True),
        Column("without_tax_number", _("Factor without tax number"), "number", tax_code.c.without_tax_number, hidden=True),
        Column("is_borne", _("The payer bears it"), "flag", tax_code.c.is_borne, hidden=True),
        Column("is_closed", _("No longer used"), "flag", tax_code.c.is_closed, hidden=True),
        Column("status", _("Status"), "status", cast(_use, Text), choices=USE, tones=USE_TONES, phone=2),
        Column("version", _("Version"), "integer", tax_code.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("id",),
    filters=(
        Filter("status", _("Status"), "choice", lambda v: cast(_use, Text) == func.any(v), choices=USE),
        Filter("checked", _("Against its source"), "choice", lambda v: _newest_checked == func.any(v), choices=CHECKED),
        Filter("kind", _("Kind"), "choice", lambda v: tax_code.c.kind == func.any(v), choices=TAX_KINDS),
        Filter("side", _("Used on"), "choice", lambda v: tax_code.c.side == func.any(v), choices=TAX_SIDES),
    ),
    search=(tax_code.c.code, tax_code.c.name_id, tax_code.c.name_en),
)
TAX_RATES = Query(
    "accounting.tax_rates",
    _("Tax rates"),
    "accounting.read",
    statement=lambda: select(tax_rate.c.id),
    company=tax_rate.c.company_id,
    description="Rates of tax codes; each counts until the next one begins.",
    columns=(
        Column("id", _("Number"), "id", tax_rate.c.id, hidden=True),
        Column("starts", _("From"), "date", tax_rate.c.starts, sort=True, phone=1),
        Column("percent", _("Rate %"), "number", tax_rate.c.rate * 100, phone=1),
        Column("share_of", _("Of the price"), "integer", tax_rate.c.share_of),
        Column("share_in", _("In"), "integer", tax_rate.c.share_in),
        Column("deductible", _("Got back %"), "number", tax_rate.c.deductible * 100, phone=2),
        Column("reference", _("Code on documents"), "code", tax_rate.c.reference),
        Column("source", _("Source"), "text", tax_rate.c.source, phone=2),
        Column("checked", _("Against its source"), "status", _checked, choices=CHECKED, tones=CHECKED_TONES, phone=2),
        Column("tax_id", _("Tax code"), "id", tax_rate.c.tax_id, hidden=True),
    ),
    key=("id",),
    default_sort=("-starts",),
    filters=(Filter("tax", _("Tax code"), "reference", lambda v: tax_rate.c.tax_id == v, reference="accounting.tax_codes"),),
    search=(tax_rate.c.source,),
)
_terms_use = case((payment_terms.c.is_closed, "closed"), else_="open")
_parts = (
    select(
        func.string_agg(
            func.concat(
                func.trim_scale(payment_terms_part.c.percent),
                literal("% "),
                payment_terms_part.c.days,
                shown_name(literal(" hari"), literal(" days")),
                case(
                    (
                        payment_terms_part.c.after_month_end,
                        shown_name(literal(" setelah akhir bulan"), literal(" after month end")),
                    ),
                    else_=literal(""),
                ),
            ),
            literal(", "),
        )
    )
    .where(payment_terms_part.c.company_id == payment_terms.c.company_id, payment_terms_part.c.terms_id == payment_terms.c.id)
    .correlate(payment_terms)
    .scalar_subquery()
)
PAYMENT_TERMS = Query(
    "accounting.payment_terms",
    _("Payment terms"),
    "accounting.read",
    statement=lambda: select(payment_terms.c.id),
    company=payment_terms.c.company_id,
    description="When documents are to be paid.",
    columns=(
        Column("id", _("Number"), "id", payment_terms.c.id, hidden=True),
        Column("code", _("Code"), "code", payment_terms.c.code, sort=True, phone=1, link="accounting/terms/{id}/edit"),
        Column("name", _("Name"), "text", shown_name(payment_terms.c.name_id, payment_terms.c.name_en), phone=1),
        Column("parts", _("Instalments"), "text", _parts, phone=2),
        Column("name_id", _("Indonesian name"), "text", payment_terms.c.name_id, hidden=True),
        Column("name_en", _("English name"), "text", payment_terms.c.name_en, hidden=True),
        Column("is_closed", _("No longer used"), "flag", payment_terms.c.is_closed, hidden=True),
        Column("status", _("Status"), "status", cast(_terms_use, Text), choices=USE, tones=USE_TONES, phone=2),
        Column("version", _("Version"), "integer", payment_terms.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("code",),
    search=(payment_terms.c.code, payment_terms.c.name_id, payment_terms.c.name_en),
)

_taxed = and_(tax_code.c.treatment == "standard", or_(tax_entry.c.tax != 0, tax_entry.c.base == 0))
_plain = case((tax_code.c.treatment == "exempt", "exempt"), else_="zero")
BOX: ColumnElement[Any] = case(
    (tax_code.c.kind == "withholding", "withheld"),
    (tax_code.c.treatment == "reverse_charge", "reverse_charge"),
    (and_(tax_entry.c.side == "sales", _taxed), "sales_standard"),
    (tax_entry.c.side == "sales", func.concat(literal("sales_"), _plain)),
    (and_(_taxed, tax_entry.c.deductible == 0), "non_deductible"),
    (_taxed, "purchases_standard"),
    else_=func.concat(literal("purchases_"), _plain),
)


def _entries() -> Select[Any]:
    return select(tax_entry.c.id).select_from(
        tax_entry.join(tax_code, and_(tax_code.c.company_id == tax_entry.c.company_id, tax_code.c.id == tax_entry.c.tax_id))
        .join(entry, and_(entry.c.company_id == tax_entry.c.company_id, entry.c.id == tax_entry.c.entry_id))
        .join(document, and_(document.c.company_id == tax_entry.c.company_id, document.c.id == tax_entry.c.document_id))
        .join(party, and_(party.c.company_id == document.c.company_id, party.c.id == document.c.party_id))
        .outerjoin(
            tax_return_item,
            and_(tax_return_item.c.company_id == tax_entry.c.company_id, tax_return_item.c.tax_entry_id == tax_entry.c.id),
        )
    )


def _before(ends: tuple[date | None, date | None]) -> ColumnElement[bool]:
    return within(tax_entry.c.date, ends)


TAX_ENTRIES = Query(
    "accounting.tax_entries",
    _("Taxes of posted documents"),
    "accounting.read",
    statement=_entries,
    company=tax_entry.c.company_id,
    description="What each posted document means for each tax code, in the company's currency.",
    columns=(
        Column("id", _("Number"), "id", tax_entry.c.id, hidden=True),
        Column("date", _("Date"), "date", tax_entry.c.date, sort=True, phone=2),
        Column("number", _("Number"), "code", entry.c.number, phone=1, link="accounting/entries/{entry_id}"),
        Column("party", _("Party"), "text", party.c.name, phone=1),
        Column("tax_number", _("Tax number"), "code", party.c.tax_number),
        Column("code", _("Tax"), "code", tax_code.c.code, phone=2),
        Column("reference", _("Code on documents"), "code", tax_entry.c.reference, hidden=True),
        Column("base", _("Tax base"), "money", tax_entry.c.base, total=True),
        Column("tax", _("Tax amount"), "money", tax_entry.c.tax, total=True, phone=1),
        Column("deductible", _("Got back"), "money", tax_entry.c.deductible, total=True),
        Column("box", _("Box"), "text", cast(BOX, Text), choices=BOXES, hidden=True),
        Column("entry_id", _("Entry"), "id", tax_entry.c.entry_id, hidden=True),
        Column("document_id", _("Document"), "id", tax_entry.c.document_id, hidden=True),
        Column("return_id", _("Return"), "id", tax_return_item.c.return_id, hidden=True),
    ),
    key=("id",),
    default_sort=("-date",),
    filters=(
        Filter("date", _("Date"), "dates", _before),
        Filter("box", _("Box"), "choice", lambda v: cast(BOX, Text) == func.any(v), choices=BOXES),
        Filter("tax", _("Tax code"), "reference", lambda v: tax_entry.c.tax_id == v, reference="accounting.tax_codes"),
        Filter(
            "return", _("Return"), "reference", lambda v: tax_return_item.c.return_id == v, reference="accounting.tax_returns"
        ),
        Filter("filed", _("In a filed return"), "flag", lambda v: tax_return_item.c.return_id.is_not(None) == v),
    ),
    search=(entry.c.number, party.c.name, tax_code.c.code),
)
TAX_RETURNS = Query(
    "accounting.tax_returns",
    _("Tax returns"),
    "accounting.read",
    statement=lambda: select(tax_return.c.id).select_from(
        tax_return.outerjoin(entry, and_(entry.c.company_id == tax_return.c.company_id, entry.c.id == tax_return.c.entry_id))
    ),
    company=tax_return.c.company_id,
    description="Returns that were filed, the newest first.",
    columns=(
        Column("id", _("Number"), "id", tax_return.c.id, hidden=True),
        Column("code", _("From"), "code", func.to_char(tax_return.c.starts, "YYYY-MM"), phone=1),
        Column("name", _("Period"), "text", func.to_char(tax_return.c.starts, "MM/YYYY"), hidden=True),
        Column("starts", _("From"), "date", tax_return.c.starts, sort=True, hidden=True),
        Column("ends", _("To"), "date", tax_return.c.ends, phone=2),
        Column("output", _("Output tax"), "money", tax_return.c.output),
        Column("input", _("Input tax"), "money", tax_return.c.input),
        Column("carried", _("Carried forward before"), "money", tax_return.c.carried),
        Column("payable", _("Payable"), "money", tax_return.c.payable, phone=1),
        Column("overpaid", _("Overpaid"), "money", tax_return.c.overpaid, phone=2),
        Column("entry", _("Journal entry"), "code", entry.c.number, link="accounting/entries/{entry_id}"),
        Column("entry_id", _("Journal entry"), "id", tax_return.c.entry_id, hidden=True),
        Column("filed_at", _("Filed"), "time", tax_return.c.filed_at),
    ),
    key=("id",),
    default_sort=("-starts",),
    search=(entry.c.number,),
)
TAX_QUERIES = (TAXES, WITHHOLDINGS, TAX_CODES, TAX_RATES, PAYMENT_TERMS, TAX_ENTRIES, TAX_RETURNS)
