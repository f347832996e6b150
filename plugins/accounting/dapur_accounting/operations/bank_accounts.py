"""Bank accounts of the company: which ledger account, which number, which currency, how the bank's CSV is laid out."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from psycopg.types.json import Jsonb
from pydantic import StringConstraints

from dapur.contract import Choice, Form, NotFound, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.operations.versions import untouched

Short = Annotated[str, StringConstraints(max_length=100)]
Heading = Annotated[str, StringConstraints(max_length=60)]
FIELDS = ("account", "name", "bank", "bank_code", "number", "holder", "currency")
DATES = tuple(
    Choice(value, title)
    for value, title in (
        ("%d/%m/%Y", "31/12/2026"), ("%d/%m/%y", "31/12/26"), ("%d/%m", "31/12"), ("%Y-%m-%d", "2026-12-31"),
        ("%d-%m-%Y", "31-12-2026"), ("%d-%b-%Y", "31-Dec-2026"), ("%m/%d/%Y", "12/31/2026"), ("%Y%m%d", "20261231"),
        ("%Y-%m-%d %H:%M:%S", "2026-12-31 23:59:59"), ("%d/%m/%y %H.%M.%S", "31/12/26 23.59.59"),
    )
)  # fmt: skip


@dataclass(frozen=True)
class BankAccount:
    """A bank account as operations use it. `account`: its ledger account."""

    id: int
    account: int
    name: str
    number: str
    holder: str
    bank_code: str
    currency: str
    layout: dict[str, Any] | None


async def bank_account_of(work: Work, bank: int, field: str = "bank") -> BankAccount:
    """The open bank account. Raises NotFound at the field."""
    row = await work.row(
        "select id, account_id as account, name, number, holder, bank_code, currency, layout from accounting.bank_account"
        " where company_id = %s and id = %s and not is_closed",
        work.scope.company,
        bank,
    )
    if row is None:
        raise NotFound(_("There is no such open bank account here. Choose one of the list."), field=field)
    return BankAccount(**row)


class SaveBankAccount(Form):
    """A bank account. Without `id` a new one is made. The last fields say how its statements look as CSV, if they come so."""

    id: Annotated[int | None, Shown(_("Number"), kind="hidden")] = None
    name: Annotated[str, StringConstraints(min_length=1, max_length=100), Shown(_("Name"))]
    account: Annotated[int, Shown(_("Ledger account"), reference="accounting.posting_accounts")]
    currency: Annotated[
        str,
        StringConstraints(pattern="^([A-Z]{3})?$"),
        Shown(_("Currency"), kind="code", hint=_("The company's own when left empty")),
    ] = ""
    bank: Annotated[Short, Shown(_("Bank"))] = ""
    bank_code: Annotated[Short, Shown(_("Bank code"), kind="code", hint=_("Clearing code or SWIFT code of the bank"))] = ""
    number: Annotated[Short, Shown(_("Account number"), kind="code")] = ""
    holder: Annotated[Short, Shown(_("Account holder"))] = ""
    csv_date: Annotated[Heading, Shown(_("CSV: heading of the date"))] = ""
    csv_date_format: Annotated[
        Literal[tuple(c.value for c in DATES)],  # type: ignore[valid-type]
        Shown(_("CSV: how a date is written"), choices=DATES),
    ] = "%d/%m/%Y"
    csv_memo: Annotated[Heading, Shown(_("CSV: heading of the description"), hint=_("Several with a | between them"))] = ""
    csv_amount: Annotated[
        Heading, Shown(_("CSV: heading of the amount"), hint=_("Or debit and credit in columns of their own"))
    ] = ""
    csv_sign: Annotated[Heading, Shown(_("CSV: heading of DB and CR"))] = ""
    csv_debit: Annotated[Heading, Shown(_("CSV: heading of debit"))] = ""
    csv_credit: Annotated[Heading, Shown(_("CSV: heading of credit"))] = ""
    csv_balance: Annotated[Heading, Shown(_("CSV: heading of the balance"))] = ""
    csv_decimal: Annotated[
        Literal[".", ","], Shown(_("CSV: decimal sign"), choices=(Choice(".", "1,234.56"), Choice(",", "1.234,56")))
    ] = "."
    is_closed: Annotated[bool, Shown(_("No longer used"))] = False
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


class BankAccountSaved(Result):
    """The bank account."""

    id: int
    name: str
    version: int


@operation(
    "accounting.save_bank_account",
    title=_("Save bank account"),
    permission="accounting.bank.manage",
    audit_verb=_("saved the bank account"),
    conflicts={
        "bank_account_account_key": (
            "account",
            "BANK_ACCOUNT_EXISTS",
            _("Another bank account uses this ledger account. Choose another."),
        ),
        "bank_account_company_id_currency_fkey": (
            "currency",
            "CURRENCY_UNKNOWN",
            _("There is no such currency here. Add it first."),
        ),
    },
)
async def save_bank_account(work: Work, form: SaveBankAccount) -> BankAccountSaved:
    """Add or change a bank account. Once statements came, its ledger account and currency stay."""
    currency = form.currency or work.company.currency
    await _check_account(work, form.account, currency)
    facts = (
        form.account,
        form.name,
        form.bank,
        form.bank_code,
        form.number,
        form.holder,
        currency,
        _layout(form),
        form.is_closed,
    )
    if form.id is None:
        row = await work.row(
            "insert into accounting.bank_account (company_id, account_id, name, bank, bank_code, number, holder, currency, layout, is_closed)"
            " values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s) returning id, name, version",
            work.scope.company,
            *facts,
        )
    else:
        row = await work.row(
            "update accounting.bank_account set account_id = %s, name = %s, bank = %s, bank_code = %s, number = %s, holder = %s,"
            " currency = %s, layout = %s, is_closed = %s, version = version + 1"
            " where company_id = %s and id = %s and (version = %s or %s::int is null) returning id, name, version",
            *facts,
            work.scope.company,
            form.id,
            form.version,
            form.version,
        )
    if row is None:
        raise await untouched(work, "accounting.bank_account", form.id or 0)
    return BankAccountSaved(**row)


async def _check_account(work: Work, account: int, currency: str) -> None:
    row = await work.row(
        "select type, is_group, currency from accounting.account where company_id = %s and id = %s", work.scope.company, account
    )
    if row is None or row["is_group"]:
        raise NotFound(_("There is no open account with this number. Choose one of the list."), field="account")
    if row["type"] not in ("asset", "liability"):
        raise Refused(
            "BANK_ACCOUNT_TYPE", _("Money stands on an account of assets or liabilities. Choose another."), field="account"
        )
    if row["currency"] not in (None, currency):
        text = _("{account} is kept in {currency} only.")
        raise Refused("ACCOUNT_CURRENCY", text.fill(account=str(account), currency=row["currency"]), field="currency")


def _layout(form: SaveBankAccount) -> Jsonb | None:
    if not form.csv_date:
        return None
    if not (form.csv_amount or (form.csv_debit and form.csv_credit)):
        raise Refused("LAYOUT_INCOMPLETE", _("Say in which column the amount stands, or debit and credit."), field="csv_amount")
    return Jsonb(
        {
            "name": form.name,
            "date": form.csv_date,
            "date_format": form.csv_date_format,
            "memo": [name.strip() for name in form.csv_memo.split("|") if name.strip()],
            "amount": form.csv_amount,
            "sign": form.csv_sign,
            "debit": "" if form.csv_amount else form.csv_debit,
            "credit": "" if form.csv_amount else form.csv_credit,
            "balance": form.csv_balance,
            "decimal_mark": form.csv_decimal,
        }
    )
