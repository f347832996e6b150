"""A party from a file: the same again changes nothing."""

from typing import Annotated, Any, Literal

from pydantic import StringConstraints

from dapur.contract import Form, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.operations.save_address import SaveAddress, save_address
from dapur_base.operations.save_bank_account import SaveBankAccount, save_bank_account
from dapur_base.operations.save_party import COUNTRY, PARTY_KINDS, SHORT, SaveParty, save_party

FACTS = ("name", "kind", "is_customer", "is_supplier", "is_employee", "tax_number", "country", "email", "phone")


class TakeParty(Form):
    """A party with its main address and bank account, as a row of a file has it."""

    code: Annotated[str, StringConstraints(min_length=1, max_length=100), Shown(_("Code"), kind="code")]
    name: Annotated[str, StringConstraints(min_length=1, max_length=200), Shown(_("Name"))]
    kind: Annotated[Literal["organisation", "person"], Shown(_("Kind"), choices=PARTY_KINDS)] = "organisation"
    is_customer: Annotated[bool, Shown(_("Customer"))] = False
    is_supplier: Annotated[bool, Shown(_("Supplier"))] = False
    is_employee: Annotated[bool, Shown(_("Employee"))] = False
    tax_number: Annotated[SHORT, Shown(_("Tax number"), kind="code")] = ""
    country: Annotated[COUNTRY, Shown(_("Country"), kind="code")] = ""
    email: Annotated[str, StringConstraints(max_length=254), Shown(_("E-mail"), kind="email")] = ""
    phone: Annotated[SHORT, Shown(_("Phone"))] = ""
    lines: Annotated[str, StringConstraints(max_length=500), Shown(_("Street and house"))] = ""
    city: Annotated[SHORT, Shown(_("City or regency"))] = ""
    province: Annotated[SHORT, Shown(_("Province"))] = ""
    postal_code: Annotated[SHORT, Shown(_("Postal code"), kind="code")] = ""
    bank: Annotated[SHORT, Shown(_("Bank"))] = ""
    account_number: Annotated[SHORT, Shown(_("Account number"), kind="code", sensitive=True)] = ""
    account_holder: Annotated[SHORT, Shown(_("Account holder"))] = ""
    is_different: Annotated[bool, Shown(_("It is somebody else"))] = False


class PartyTaken(Result):
    """The party. `existing`: its code was here before, with the same facts."""

    id: int
    name: str
    existing: bool = False


@operation(
    "base.take_party",
    title=_("Take party from a file"),
    permission="base.party.manage",
    audit_verb=_("took the party from a file"),
    conflicts=save_party.conflicts,
)
async def take_party(work: Work, form: TakeParty) -> PartyTaken:
    """Add a party with its address and bank account. A code that is here with the same facts is left alone."""
    known = await work.row(
        f"select id, {', '.join(FACTS)} from base.party where company_id = %s and code = %s", work.scope.company, form.code
    )
    if known is not None:
        return _existing(known, form)
    facts = {name: getattr(form, name) for name in (*FACTS, "code", "is_different")}
    party = await save_party.run(work, SaveParty(**facts))
    if form.lines:
        await save_address.run(work, SaveAddress(party=party.id, lines=form.lines, **_where(form)))
    if form.account_number:
        work.need("base.private.manage")
        await save_bank_account.run(work, _account(party.id, form))
    return PartyTaken(id=party.id, name=party.name)


def _existing(known: dict[str, Any], form: TakeParty) -> PartyTaken:
    other = [name for name in FACTS if name not in ("kind", "tax_number") and known[name] != getattr(form, name)]
    if other:
        text = _("{code} is here already as {name}, with other facts. Change the party itself, or leave the row out.")
        raise Refused("BASE_PARTY_EXISTS", text.fill(code=form.code, name=known["name"]), field=other[0])
    return PartyTaken(id=known["id"], name=known["name"], existing=True)


def _where(form: TakeParty) -> dict[str, Any]:
    return {name: getattr(form, name) for name in ("city", "province", "postal_code", "country")}


def _account(party: int, form: TakeParty) -> SaveBankAccount:
    if not form.bank:
        raise Refused("BASE_BANK_MISSING", _("Enter the bank of this account."), field="bank")
    return SaveBankAccount(party=party, bank=form.bank, number=form.account_number, holder=form.account_holder or form.name)
