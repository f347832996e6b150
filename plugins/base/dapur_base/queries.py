"""Parties, currencies and rates, read."""

from sqlalchemy import and_, case, func, literal, select

from dapur.contract import Choice, Column, Filter, Query, _
from dapur_base.names import shown_name
from dapur_base.ranges import within
from dapur_base.tables import currency, exchange_rate, party

STATES = (Choice("open", _("In use")), Choice("closed", _("No longer used")))
TONES = {"open": "green", "closed": "secondary"}
_party_state = case((party.c.is_closed, "closed"), else_="open")
_currency_state = case((currency.c.is_closed, "closed"), else_="open")
_currency_name = shown_name(currency.c.name_id, currency.c.name_en)

PARTIES = Query(
    "base.parties",
    _("Parties"),
    "base.read",
    statement=lambda: select(party.c.id),
    company=party.c.company_id,
    description="Customers, suppliers and employees.",
    columns=(
        Column("id", _("Number"), "id", party.c.id, hidden=True),
        Column("name", _("Name"), "text", party.c.name, sort=True, phone=1, link="base/parties/{id}"),
        Column("code", _("Code"), "code", func.coalesce(party.c.code, literal("")), sort=True, phone=2),
        Column("is_customer", _("Customer"), "flag", party.c.is_customer),
        Column("is_supplier", _("Supplier"), "flag", party.c.is_supplier),
        Column("is_employee", _("Employee"), "flag", party.c.is_employee),
        Column("tax_number", _("Tax number"), "code", party.c.tax_number),
        Column("email", _("E-mail"), "text", party.c.email, phone=2),
        Column("phone", _("Phone"), "text", party.c.phone),
        Column("address", _("Address"), "text", party.c.address, hidden=True),
        Column("is_closed", _("No longer used"), "flag", party.c.is_closed, hidden=True),
        Column("status", _("Status"), "status", _party_state, choices=STATES, tones=TONES, phone=1),
        Column("version", _("Version"), "integer", party.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("name",),
    filters=(
        Filter("status", _("Status"), "choice", lambda v: _party_state == func.any(v), choices=STATES),
        Filter("customer", _("Customer"), "flag", lambda v: party.c.is_customer == v),
        Filter("supplier", _("Supplier"), "flag", lambda v: party.c.is_supplier == v),
        Filter("employee", _("Employee"), "flag", lambda v: party.c.is_employee == v),
    ),
    search=(party.c.name, party.c.code, party.c.email, party.c.tax_number),
)

CURRENCIES = Query(
    "base.currencies",
    _("Currencies"),
    "base.read",
    statement=lambda: select(currency.c.id),
    company=currency.c.company_id,
    description="Currencies that the company works with.",
    columns=(
        Column("id", _("Number"), "id", currency.c.id, hidden=True),
        Column("code", _("Currency"), "code", currency.c.code, sort=True, phone=1, link="base/currencies/{id}"),
        Column("name", _("Name"), "text", _currency_name, sort=True, phone=2),
        Column("decimals", _("Decimals"), "integer", currency.c.decimals),
        Column("status", _("Status"), "status", _currency_state, choices=STATES, tones=TONES, phone=1),
        Column("name_id", _("Indonesian name"), "text", currency.c.name_id, hidden=True),
        Column("name_en", _("English name"), "text", currency.c.name_en, hidden=True),
        Column("is_closed", _("No longer used"), "flag", currency.c.is_closed, hidden=True),
        Column("version", _("Version"), "integer", currency.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("code",),
    filters=(Filter("status", _("Status"), "choice", lambda v: _currency_state == func.any(v), choices=STATES),),
    search=(currency.c.code, currency.c.name_id, currency.c.name_en),
)

RATES = Query(
    "base.exchange_rates",
    _("Exchange rates"),
    "base.read",
    statement=lambda: select(exchange_rate.c.id).select_from(
        exchange_rate.join(
            currency, and_(currency.c.company_id == exchange_rate.c.company_id, currency.c.code == exchange_rate.c.currency)
        )
    ),
    company=exchange_rate.c.company_id,
    description="Units of the company's currency for one unit of a foreign one, from a day on.",
    columns=(
        Column("id", _("Number"), "id", exchange_rate.c.id, hidden=True),
        Column("day", _("From"), "date", exchange_rate.c.day, sort=True, phone=2),
        Column("currency", _("Currency"), "code", exchange_rate.c.currency, sort=True, phone=1),
        Column("rate", _("Exchange rate"), "rate", exchange_rate.c.rate, phone=1),
        Column("source", _("Source"), "text", exchange_rate.c.source, phone=2),
        Column("version", _("Version"), "integer", exchange_rate.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("-day",),
    filters=(
        Filter("currency", _("Currency"), "reference", lambda v: currency.c.id == v, reference="base.currencies"),
        Filter("day", _("Date"), "dates", lambda v: within(exchange_rate.c.day, v)),
    ),
    search=(exchange_rate.c.currency, exchange_rate.c.source),
)
