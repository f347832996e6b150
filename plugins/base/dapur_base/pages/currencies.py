"""Pages of currencies and rates."""

from typing import Any

from dapur.contract import FormPage, ListPage, Menu, Page, RecordPage, Related, _
from dapur.queries.reader import Reader
from dapur_base.operations.save_currency import SaveCurrency, save_currency
from dapur_base.operations.save_rate import save_rate
from dapur_base.pages.first_values import first_values
from dapur_base.queries.currencies import CURRENCIES, RATES


async def _currency(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    return await first_values(reader, CURRENCIES, parameters, SaveCurrency)


async def _rate(reader: Reader, _parameters: dict[str, str]) -> dict[str, Any]:
    return {"day": reader.today}


PAGES: tuple[Page, ...] = (
    ListPage(
        "currencies",
        CURRENCIES,
        _("Currencies"),
        Menu(_("Currencies"), 20, "coins", _("Currencies")),
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
        Menu(_("Exchange rates"), 22, "arrows-exchange", _("Currencies")),
        new="rates/new",
        new_title=_("New exchange rate"),
        empty=_("No exchange rates yet."),
    ),
    FormPage("rates/new", save_rate, _("New exchange rate"), "base/rates", initial=_rate),
)
