"""Pages of base."""

from typing import Any

from dapur.contract import FormPage, ListPage, Menu, Page, Query, RecordPage, Related, View, _
from dapur.queries.reader import Reader
from dapur_base.operations.save_currency import SaveCurrency, save_currency
from dapur_base.operations.save_party import SaveParty, save_party
from dapur_base.operations.save_rate import save_rate
from dapur_base.queries import CURRENCIES, PARTIES, RATES


async def _party(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    return await _row(reader, PARTIES, parameters, SaveParty)


async def _currency(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    return await _row(reader, CURRENCIES, parameters, SaveCurrency)


async def _row(reader: Reader, query: Query, parameters: dict[str, str], form: Any) -> dict[str, Any]:
    row = await reader.one(query, int(parameters["id"]))
    return {name: row[name] for name in form.model_fields}


async def _rate(reader: Reader, _parameters: dict[str, str]) -> dict[str, Any]:
    return {"day": reader.today}


OPEN = View("open", _("In use"), {"status": "open"})
PAGES: tuple[Page, ...] = (
    ListPage(
        "parties",
        PARTIES,
        _("Parties"),
        Menu(_("Parties"), 10, "users"),
        views=(
            OPEN,
            View("customers", _("Customers"), {"customer": "1"}),
            View("suppliers", _("Suppliers"), {"supplier": "1"}),
            View("all", _("All")),
        ),
        new="parties/new",
        new_title=_("New party"),
        empty=_("No parties yet. Add the first customer or supplier."),
    ),
    RecordPage(
        "parties/{id}",
        PARTIES,
        "name",
        "parties",
        facts=("code", "name", "is_customer", "is_supplier", "is_employee", "tax_number", "email", "phone", "address"),
        edit="parties/{id}/edit",
        history="base.party",
        slot="base.party",
    ),
    FormPage("parties/new", save_party, _("New party"), "base/parties/{id}"),
    FormPage("parties/{id}/edit", save_party, _("Change party"), "base/parties/{id}", initial=_party),
    ListPage(
        "currencies",
        CURRENCIES,
        _("Currencies"),
        Menu(_("Currencies"), 20, "coins"),
        new="currencies/new",
        new_title=_("New currency"),
        empty=_("No foreign currencies yet."),
    ),
    RecordPage(
        "currencies/{id}",
        CURRENCIES,
        "code",
        "currencies",
        facts=("code", "name", "decimals"),
        related=(Related(RATES, _("Exchange rates"), {"currency": "id"}),),
        edit="currencies/{id}/edit",
        history="base.currency",
    ),
    FormPage("currencies/new", save_currency, _("New currency"), "base/currencies/{id}"),
    FormPage("currencies/{id}/edit", save_currency, _("Change currency"), "base/currencies/{id}", initial=_currency),
    ListPage(
        "rates",
        RATES,
        _("Exchange rates"),
        Menu(_("Exchange rates"), 30, "arrows-exchange"),
        new="rates/new",
        new_title=_("New exchange rate"),
        empty=_("No exchange rates yet."),
    ),
    FormPage("rates/new", save_rate, _("New exchange rate"), "base/rates", initial=_rate),
)
