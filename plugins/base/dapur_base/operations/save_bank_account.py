"""Bank accounts of a party: where it is paid."""

from typing import Annotated, Any

from pydantic import StringConstraints

from dapur.contract import Form, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.operations.unknown import PARTY_UNKNOWN
from dapur_base.operations.versions import untouched

NAME = Annotated[str, StringConstraints(min_length=1, max_length=100)]


class SaveBankAccount(Form):
    """A bank account. Without `id` a new one is made."""

    id: Annotated[int | None, Shown(_("Number"), kind="hidden")] = None
    party: Annotated[int, Shown(_("Party"), reference="base.parties")]
    bank: Annotated[NAME, Shown(_("Bank"))]
    number: Annotated[
        str, StringConstraints(pattern=r"^[0-9A-Za-z .\-]{4,40}$"), Shown(_("Account number"), kind="code", sensitive=True)
    ]
    holder: Annotated[NAME, Shown(_("Account holder"), hint=_("As the bank writes it"))]
    currency: Annotated[
        str,
        StringConstraints(pattern="^([A-Z]{3})?$"),
        Shown(_("Currency"), kind="code", hint=_("Three letters, like USD; empty for our own")),
    ] = ""
    is_shared: Annotated[bool, Shown(_("Both have this account"), hint=_("Only when it is said that somebody else has it"))] = (
        False
    )
    is_closed: Annotated[bool, Shown(_("No longer used"))] = False
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


class BankAccountSaved(Result):
    """The account."""

    id: int
    party: int
    version: int


@operation(
    "base.save_bank_account",
    title=_("Save bank account"),
    permission="base.private.manage",
    audit_verb=_("saved the bank account"),
    conflicts={"party_bank_account_party_fkey": ("party", *PARTY_UNKNOWN)},
)
async def save_bank_account(work: Work, form: SaveBankAccount) -> BankAccountSaved:
    """Add or change a bank account. One that another party has too is refused unless `is_shared` is set."""
    if not form.is_shared and not form.is_closed:
        await _refuse_repeat(work, form)
    currency = form.currency or work.company.currency
    facts = (form.party, form.bank, form.number, form.holder, currency, form.is_closed)
    row = await (_insert(work, facts) if form.id is None else _update(work, form, facts))
    if row is None:
        raise await untouched(work, "base.party_bank_account", form.id or 0)
    return BankAccountSaved(**row)


async def _refuse_repeat(work: Work, form: SaveBankAccount) -> None:
    found = await work.row(
        "select p.id, p.name from base.party_bank_account a join base.party p on p.company_id = a.company_id and p.id = a.party_id"
        " where a.company_id = %s and a.number_key = base.number_key(%s) and a.id is distinct from %s and not a.is_closed"
        " and lower(a.bank) = lower(%s) and a.party_id <> all (base.same_parties(a.company_id, %s)) order by p.id limit 1",
        *(work.scope.company, form.number, form.id, form.bank, form.party),
    )
    if found is not None:
        words = _('{name} has this account too. Look at it, or tick "Both have this account" and save again.')
        raise Refused("BASE_BANK_ACCOUNT_KNOWN", words.fill(name=found["name"]), field="is_shared", party=found["id"])


async def _insert(work: Work, facts: tuple[object, ...]) -> dict[str, Any] | None:
    return await work.row(
        "insert into base.party_bank_account (company_id, party_id, bank, number, holder, currency, is_closed)"
        " values (%s, %s, %s, %s, %s, %s, %s) returning id, party_id as party, version",
        work.scope.company,
        *facts,
    )


async def _update(work: Work, form: SaveBankAccount, facts: tuple[object, ...]) -> dict[str, Any] | None:
    return await work.row(
        "update base.party_bank_account set party_id = %s, bank = %s, number = %s, holder = %s, currency = %s, is_closed = %s,"
        " version = version + 1 where company_id = %s and id = %s and (version = %s or %s::int is null)"
        " returning id, party_id as party, version",
        *facts,
        work.scope.company,
        form.id,
        form.version,
        form.version,
    )
