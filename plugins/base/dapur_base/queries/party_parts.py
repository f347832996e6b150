"""Addresses, bank accounts and identity numbers of parties, read; those of a merged party stand under the surviving one."""

from typing import Any

from sqlalchemy import Select, Table, and_, case, func, select

from dapur.contract import Column, Filter, Query, _
from dapur_base.operations.save_address import ADDRESS_KINDS
from dapur_base.operations.save_identifier import IDENTIFIER_KINDS
from dapur_base.parties import same_party
from dapur_base.queries.states import STATES, TONES
from dapur_base.tables import party, party_address, party_bank_account, party_identifier

address, account, identifier = party_address, party_bank_account, party_identifier


def _of_party(part: Table) -> Select[Any]:
    owner = and_(party.c.company_id == part.c.company_id, party.c.id == part.c.party_id)
    return select(part.c.id).select_from(part.join(party, owner))


def _filter(part: Table) -> Filter:
    return Filter("party", _("Party"), "reference", lambda v: same_party(part.c.party_id, v), reference="base.parties")


def _state(part: Table) -> Any:
    return case((part.c.is_closed, "closed"), else_="open")


ADDRESSES = Query(
    "base.addresses",
    _("Addresses"),
    "base.read",
    statement=lambda: _of_party(address),
    company=address.c.company_id,
    description="Addresses of parties.",
    columns=(
        Column("id", _("Number"), "id", address.c.id, hidden=True),
        Column("name", _("Party"), "text", party.c.name, sort=True, phone=2, link="base/parties/{party_id}"),
        Column("kind", _("Kind"), "status", address.c.kind, choices=ADDRESS_KINDS, tones={"main": "blue"}, phone=1),
        Column("lines", _("Street and house"), "text", address.c.lines, phone=1, link="base/addresses/{id}/edit"),
        Column("city", _("City or regency"), "text", address.c.city, sort=True, phone=2),
        Column("province", _("Province"), "text", address.c.province, sort=True),
        Column("postal_code", _("Postal code"), "code", address.c.postal_code),
        Column("country", _("Country"), "code", address.c.country),
        Column("status", _("Status"), "status", _state(address), choices=STATES, tones=TONES),
        Column("party_id", _("Party"), "id", address.c.party_id, hidden=True),
        Column("is_closed", _("No longer used"), "flag", address.c.is_closed, hidden=True),
        Column("version", _("Version"), "integer", address.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("name", "id"),
    filters=(_filter(address), Filter("status", _("Status"), "choice", lambda v: _state(address) == func.any(v), choices=STATES)),
    search=(party.c.name, address.c.lines, address.c.city),
)

BANK_ACCOUNTS = Query(
    "base.bank_accounts",
    _("Bank accounts"),
    "base.private.read",
    statement=lambda: _of_party(account),
    company=account.c.company_id,
    description="Bank accounts of parties. Reading them is recorded.",
    columns=(
        Column("id", _("Number"), "id", account.c.id, hidden=True),
        Column("name", _("Party"), "text", party.c.name, sort=True, phone=2, link="base/parties/{party_id}"),
        Column("bank", _("Bank"), "text", account.c.bank, sort=True, phone=1),
        Column("number", _("Account number"), "code", account.c.number, phone=1, link="base/bank-accounts/{id}/edit"),
        Column("holder", _("Account holder"), "text", account.c.holder, phone=2),
        Column("currency", _("Currency"), "code", account.c.currency),
        Column("status", _("Status"), "status", _state(account), choices=STATES, tones=TONES),
        Column("party_id", _("Party"), "id", account.c.party_id, hidden=True),
        Column("is_closed", _("No longer used"), "flag", account.c.is_closed, hidden=True),
        Column("version", _("Version"), "integer", account.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("name", "id"),
    filters=(_filter(account), Filter("status", _("Status"), "choice", lambda v: _state(account) == func.any(v), choices=STATES)),
    search=(party.c.name, account.c.bank, account.c.number),
    sensitive=True,
)

IDENTIFIERS = Query(
    "base.identifiers",
    _("Identity numbers"),
    "base.private.read",
    statement=lambda: _of_party(identifier),
    company=identifier.c.company_id,
    description="Numbers by which parties are known to authorities. Reading them is recorded.",
    columns=(
        Column("id", _("Number"), "id", identifier.c.id, hidden=True),
        Column("name", _("Party"), "text", party.c.name, sort=True, phone=2, link="base/parties/{party_id}"),
        Column("kind", _("Kind"), "status", identifier.c.kind, choices=IDENTIFIER_KINDS, phone=1),
        Column("number", _("Identity number"), "code", identifier.c.number, phone=1, link="base/identifiers/{id}/edit"),
        Column("valid_from", _("Valid from"), "date", identifier.c.valid_from, phone=2),
        Column("valid_to", _("Valid through"), "date", identifier.c.valid_to),
        Column("party_id", _("Party"), "id", identifier.c.party_id, hidden=True),
        Column("version", _("Version"), "integer", identifier.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("name", "id"),
    filters=(
        _filter(identifier),
        Filter("kind", _("Kind"), "choice", lambda v: identifier.c.kind == func.any(v), choices=IDENTIFIER_KINDS),
    ),
    search=(party.c.name, identifier.c.number),
    sensitive=True,
)

QUERIES = (ADDRESSES, BANK_ACCOUNTS, IDENTIFIERS)
