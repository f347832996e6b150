"""Addresses of a party."""

from typing import Annotated, Any, Literal

from pydantic import StringConstraints

from dapur.contract import Choice, Form, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.operations.unknown import PARTY_UNKNOWN
from dapur_base.operations.versions import untouched

ADDRESS_KINDS = (
    Choice("main", _("Main")),
    Choice("billing", _("For invoices")),
    Choice("delivery", _("For deliveries")),
    Choice("home", _("Residence")),
    Choice("other", _("Other")),
)
SHORT = Annotated[str, StringConstraints(max_length=100)]


class SaveAddress(Form):
    """An address. Without `id` a new one is made."""

    id: Annotated[int | None, Shown(_("Number"), kind="hidden")] = None
    party: Annotated[int, Shown(_("Party"), reference="base.parties")]
    kind: Annotated[Literal["main", "billing", "delivery", "home", "other"], Shown(_("Kind"), choices=ADDRESS_KINDS)] = "main"
    lines: Annotated[str, StringConstraints(min_length=1, max_length=500), Shown(_("Street and house"), kind="note")]
    city: Annotated[SHORT, Shown(_("City or regency"))] = ""
    province: Annotated[SHORT, Shown(_("Province"))] = ""
    postal_code: Annotated[SHORT, Shown(_("Postal code"), kind="code")] = ""
    country: Annotated[
        str,
        StringConstraints(pattern="^([A-Z]{2})?$"),
        Shown(_("Country"), kind="code", hint=_("Two letters, like SG; empty for our own")),
    ] = ""
    is_closed: Annotated[bool, Shown(_("No longer used"))] = False
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


class AddressSaved(Result):
    """The address."""

    id: int
    party: int
    version: int


@operation(
    "base.save_address",
    title=_("Save address"),
    permission="base.party.manage",
    audit_verb=_("saved the address"),
    conflicts={"party_address_party_fkey": ("party", *PARTY_UNKNOWN)},
)
async def save_address(work: Work, form: SaveAddress) -> AddressSaved:
    """Add or change an address of a party."""
    country = form.country or work.company.country
    facts = (form.party, form.kind, form.lines, form.city, form.province, form.postal_code, country, form.is_closed)
    row = await (_insert(work, facts) if form.id is None else _update(work, form, facts))
    if row is None:
        raise await untouched(work, "base.party_address", form.id or 0)
    return AddressSaved(**row)


async def _insert(work: Work, facts: tuple[object, ...]) -> dict[str, Any] | None:
    return await work.row(
        "insert into base.party_address (company_id, party_id, kind, lines, city, province, postal_code, country, is_closed)"
        " values (%s, %s, %s, %s, %s, %s, %s, %s, %s) returning id, party_id as party, version",
        work.scope.company,
        *facts,
    )


async def _update(work: Work, form: SaveAddress, facts: tuple[object, ...]) -> dict[str, Any] | None:
    return await work.row(
        "update base.party_address set party_id = %s, kind = %s, lines = %s, city = %s, province = %s, postal_code = %s,"
        " country = %s, is_closed = %s, version = version + 1"
        " where company_id = %s and id = %s and (version = %s or %s::int is null) returning id, party_id as party, version",
        *facts,
        work.scope.company,
        form.id,
        form.version,
        form.version,
    )
