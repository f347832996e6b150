"""Pages of addresses, bank accounts and identity numbers."""

from typing import Any

from dapur.contract import FormPage, ListPage, Menu, Page, Query, View, _
from dapur.queries.reader import Reader
from dapur_base.operations.save_address import SaveAddress, save_address
from dapur_base.operations.save_bank_account import SaveBankAccount, save_bank_account
from dapur_base.operations.save_identifier import SaveIdentifier, save_identifier
from dapur_base.queries.party_parts import ADDRESSES, BANK_ACCOUNTS, IDENTIFIERS


async def _values(reader: Reader, query: Query, form: Any, parameters: dict[str, str]) -> dict[str, Any]:
    row = await reader.one(query, int(parameters["id"]))
    return {**{n: row[n] for n in form.model_fields if n in row}, "party": row["party_id"]}


async def _address(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    return await _values(reader, ADDRESSES, SaveAddress, parameters)


async def _account(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    return await _values(reader, BANK_ACCOUNTS, SaveBankAccount, parameters)


async def _identifier(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    return await _values(reader, IDENTIFIERS, SaveIdentifier, parameters)


DONE = "base/parties/{party}"
VIEWS = (View("open", _("In use"), {"status": "open"}), View("all", _("All")))
GROUP = _("Parties")
PAGES: tuple[Page, ...] = (
    ListPage(
        "addresses",
        ADDRESSES,
        _("Addresses"),
        Menu(_("Addresses"), 12, "map-pin", GROUP),
        views=VIEWS,
        new="addresses/new",
        new_title=_("New address"),
        empty=_("No addresses yet. Add the first one of a party."),
    ),
    FormPage("addresses/new", save_address, _("New address"), DONE),
    FormPage("addresses/{id}/edit", save_address, _("Change address"), DONE, initial=_address),
    ListPage(
        "bank-accounts",
        BANK_ACCOUNTS,
        _("Bank accounts"),
        Menu(_("Bank accounts"), 14, "building-bank", GROUP),
        views=VIEWS,
        new="bank-accounts/new",
        new_title=_("New bank account"),
        empty=_("No bank accounts yet. Add the first one of a supplier or employee."),
    ),
    FormPage("bank-accounts/new", save_bank_account, _("New bank account"), DONE),
    FormPage("bank-accounts/{id}/edit", save_bank_account, _("Change bank account"), DONE, initial=_account),
    ListPage(
        "identifiers",
        IDENTIFIERS,
        _("Identity numbers"),
        Menu(_("Identity numbers"), 16, "id", GROUP),
        new="identifiers/new",
        new_title=_("New identity number"),
        empty=_("No identity numbers yet. Add the first one of a party."),
    ),
    FormPage("identifiers/new", save_identifier, _("New identity number"), DONE),
    FormPage("identifiers/{id}/edit", save_identifier, _("Change identity number"), DONE, initial=_identifier),
)
