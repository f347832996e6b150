"""Currencies and their rates, read."""

from sqlalchemy import and_, case, func, select

from dapur.contract import Column, Filter, Query, _
from dapur_base.names import shown_name
from dapur_base.queries.states import STATES, TONES
from dapur_base.ranges import within
from dapur_base.tables import currency, exchange_rate

_state = case((currency.c.is_closed, "closed"), else_="open")
_name = shown_name(currency.c.name_id, currency.c.name_en)

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
        Column("name", _("Name"), "text", _name, sort=True, phone=2),
        Column("decimals", _("Decimals"), "integer", currency.c.decimals),
        Column("status", _("Status"), "status", _state, choices=STATES, tones=TONES, phone=1),
        Column("name_id", _("Indonesian name"), "text", currency.c.name_id, hidden=True),
        Column("name_en", _("English name"), "text", currency.c.name_en, hidden=True),
        Column("is_closed", _("No longer used"), "flag", currency.c.is_closed, hidden=True),
        Column("version", _("Version"), "integer", currency.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("code",),
    filters=(Filter("status", _("Status"), "choice", lambda v: _state == func.any(v), choices=STATES),),
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
