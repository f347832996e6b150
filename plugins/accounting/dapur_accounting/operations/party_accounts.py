"""Where parties want their money."""

from typing import Annotated

from pydantic import StringConstraints

from dapur.contract import Form, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.operations.versions import untouched

Short = Annotated[str, StringConstraints(max_length=100)]


class SavePartyAccount(Form):
    """A bank account of a party. Without `id` a new one is made."""

    id: Annotated[int | None, Shown(_("Number"), kind="hidden")] = None
    party: Annotated[int, Shown(_("Party"), reference="base.parties")]
    bank: Annotated[Short, Shown(_("Bank"))] = ""
    bank_code: Annotated[Short, Shown(_("Bank code"), kind="code", hint=_("Clearing code of the bank, for example 014"))] = ""
    bic: Annotated[
        str, StringConstraints(pattern="^([A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?)?$"), Shown(_("SWIFT code"), kind="code")
    ] = ""
    number: Annotated[str, StringConstraints(pattern="^[A-Za-z0-9 .-]{3,34}$"), Shown(_("Account number"), kind="code")]
    holder: Annotated[str, StringConstraints(min_length=1, max_length=140), Shown(_("Account holder"))]
    email: Annotated[str, StringConstraints(max_length=254), Shown(_("E-mail"), kind="email")] = ""
    is_closed: Annotated[bool, Shown(_("No longer used"))] = False
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


class PartyAccountSaved(Result):
    """The account."""

    id: int
    version: int


@operation(
    "accounting.save_party_account",
    title=_("Save account of a party"),
    permission="accounting.payment.run",
    audit_verb=_("saved the bank account of a party"),
    conflicts={
        "party_account_number_key": ("number", "PARTY_ACCOUNT_EXISTS", _("The party has this account already. Change that one.")),
        "party_account_company_id_party_id_fkey": (
            "party",
            "PARTY_UNKNOWN",
            _("There is no such party here. Choose one of the list."),
        ),
    },
)
async def save_party_account(work: Work, form: SavePartyAccount) -> PartyAccountSaved:
    """Add or change where a party wants its money. Runs that were handed in keep what they were approved with."""
    facts = (form.bank, form.bank_code, form.bic, form.number, form.holder, form.email, form.is_closed)
    if form.id is None:
        row = await work.row(
            "insert into accounting.party_account (company_id, party_id, bank, bank_code, bic, number, holder, email, is_closed)"
            " values (%s, %s, %s, %s, %s, %s, %s, %s, %s) returning id, version",
            work.scope.company,
            form.party,
            *facts,
        )
    else:
        row = await work.row(
            "update accounting.party_account set bank = %s, bank_code = %s, bic = %s, number = %s, holder = %s, email = %s,"
            " is_closed = %s, version = version + 1 where company_id = %s and id = %s and party_id = %s"
            " and (version = %s or %s::int is null) returning id, version",
            *facts,
            work.scope.company,
            form.id,
            form.party,
            form.version,
            form.version,
        )
    if row is None:
        raise await untouched(work, "accounting.party_account", form.id or 0)
    return PartyAccountSaved(**row)
