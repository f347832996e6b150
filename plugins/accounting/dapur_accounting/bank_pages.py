"""Pages of the bank: accounts, statements, the matching screen, questions, payments."""

from datetime import timedelta
from typing import Any

from dapur.contract import (
    Action,
    DocumentLink,
    FormPage,
    ListPage,
    Menu,
    Page,
    RecordPage,
    Related,
    ReportPage,
    TemplatePage,
    View,
    _,
)
from dapur.queries.reader import Reader
from dapur_accounting.exports.payment_file import PAYMENT_FILE
from dapur_accounting.exports.receipt import RECEIPT
from dapur_accounting.match_screen import match_screen, sure_screen
from dapur_accounting.operations.bank_accounts import SaveBankAccount, save_bank_account
from dapur_accounting.operations.bank_opening import begin_bank_matching
from dapur_accounting.operations.bank_questions import answer_bank_question, ask_about_bank_line
from dapur_accounting.operations.book_bank_line import book_bank_line
from dapur_accounting.operations.party_accounts import SavePartyAccount, save_party_account
from dapur_accounting.operations.payment_runs import (
    book_payment_run,
    cancel_payment_run,
    change_payment_run_item,
    hand_in_payment_run,
    make_payment_run,
    take_back_payment_run,
)
from dapur_accounting.operations.payments import make_payment, receive_payment
from dapur_accounting.operations.statements import import_statement, remove_statement
from dapur_accounting.operations.undo_match import undo_bank_match
from dapur_accounting.queries.bank import BANK_ACCOUNTS, BANK_LINES, BANK_QUESTIONS, BANK_STATEMENTS
from dapur_accounting.queries.payments import PARTY_ACCOUNTS, PAYMENT_RUN_ITEMS, PAYMENT_RUNS, PAYMENTS
from dapur_accounting.reports import bank_reconciliation

BANK = _("Bank")
ALL = View("all", _("All"))


async def bank_account_values(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    """A bank account as its form takes it."""
    row = await reader.one(BANK_ACCOUNTS, int(parameters["id"]))
    layout = await reader.value(
        "select layout from accounting.bank_account where company_id = %s and id = %s", reader.scope.company, row["id"]
    )
    values = {name: row[name] for name in SaveBankAccount.model_fields if name in row}
    names = {f"csv_{key}": value for key, value in (layout or {}).items()}
    names["csv_memo"] = " | ".join((layout or {}).get("memo", ()))
    names["csv_decimal"] = (layout or {}).get("decimal_mark", ".")
    return {**values, "account": row["account_id"], **{n: v for n, v in names.items() if n in SaveBankAccount.model_fields}}


async def first_bank(reader: Reader, _parameters: dict[str, str]) -> dict[str, Any]:
    """The first bank account."""
    found = await bank_reconciliation.initial(reader)
    return {"bank": found["bank"]} if "bank" in found else {}


async def payment_values(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    """Today, the first bank account, the oldest first."""
    return {"date": reader.today, "oldest_first": True, **await first_bank(reader, parameters)}


async def opening_values(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    """The day before the first line of the bank account."""
    bank = int(parameters["id"])
    first = await reader.value(
        "select min(day) from accounting.bank_line where company_id = %s and bank_account_id = %s", reader.scope.company, bank
    )
    return {"bank": bank, **({"through": first - timedelta(days=1)} if first else {})}


async def run_values(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    """Today, what is due within a week."""
    return {"date": reader.today, "due": reader.today + timedelta(days=7), **await first_bank(reader, parameters)}


async def party_account_values(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    """An account of a party as its form takes it."""
    row = await reader.one(PARTY_ACCOUNTS, int(parameters["id"]))
    return {name: row[name] for name in SavePartyAccount.model_fields if name in row}


BANK_PAGES: tuple[Page, ...] = (
    ListPage(
        "bank",
        BANK_ACCOUNTS,
        _("Bank accounts"),
        Menu(_("Bank accounts"), 34, "building-bank", BANK),
        new="bank/new",
        new_title=_("New bank account"),
        empty=_("No bank accounts yet. Add one, then import its statement."),
    ),
    FormPage("bank/new", save_bank_account, _("New bank account"), "accounting/bank/{id}"),
    RecordPage(
        "bank/{id}",
        BANK_ACCOUNTS,
        "name",
        "bank",
        facts=("bank", "number", "holder", "ledger", "currency", "balance", "through", "to_match", "status"),
        related=(
            Related(BANK_LINES, _("Bank lines"), {"bank": "id"}),
            Related(BANK_STATEMENTS, _("Bank statements"), {"bank": "id"}),
        ),
        actions=(
            Action(import_statement, {"bank": "id"}, primary=True, icon="upload", done="accounting/bank/{bank}/match"),
            Action(begin_bank_matching, {"bank": "id"}, icon="door-enter"),
        ),
        aside=("balance", "to_match"),
        edit="bank/{id}/edit",
        history="accounting.bank_account",
    ),
    FormPage("bank/{id}/edit", save_bank_account, _("Change bank account"), "accounting/bank/{id}", initial=bank_account_values),
    FormPage(
        "bank/{id}/begin", begin_bank_matching, _("Match the opening balance"), "accounting/bank/{id}", initial=opening_values
    ),
    TemplatePage("bank/{id}/match", "accounting/match.html", _("Bank matching"), "accounting.bank.match", match_screen),
    TemplatePage("bank/{id}/match/{line}", "accounting/match.html", _("Bank matching"), "accounting.bank.match", match_screen),
    TemplatePage("bank/{id}/sure", "accounting/sure.html", _("Accept all that is sure"), "accounting.bank.match", sure_screen),
    ListPage(
        "bank/statements",
        BANK_STATEMENTS,
        _("Bank statements"),
        Menu(_("Bank statements"), 36, "file-text", BANK),
        new="bank/statements/new",
        new_title=_("Import statement"),
        empty=_("No statements yet. Import the first one."),
    ),
    FormPage(
        "bank/statements/new", import_statement, _("Import bank statement"), "accounting/bank/{bank}/match", initial=first_bank
    ),
    RecordPage(
        "bank/statements/{id}",
        BANK_STATEMENTS,
        "name",
        "bank/statements",
        facts=("bank", "reference", "starts", "ends", "opening", "closing", "added", "skipped", "imported_by", "imported_at"),
        related=(Related(BANK_LINES, _("Bank lines"), {"statement": "id"}),),
        actions=(Action(remove_statement, {"id": "id"}, icon="trash", done="accounting/bank/statements"),),
        history="accounting.bank_statement",
    ),
    ListPage(
        "bank/lines",
        BANK_LINES,
        _("Bank lines"),
        Menu(_("Bank lines"), 35, "list-details", BANK),
        views=(View("open", _("To match"), {"status": "open"}), View("asked", _("Asked"), {"status": "asked"}), ALL),
        empty=_("No lines. Import a statement."),
    ),
    RecordPage(
        "bank/lines/{id}",
        BANK_LINES,
        "memo",
        "bank/lines",
        facts=("day", "memo", "counterparty", "reference", "amount", "balance", "bank", "status", "kind", "number", "matched_at"),
        related=(Related(BANK_QUESTIONS, _("Questions about bank lines"), {"line": "id"}),),
        actions=(
            Action(book_bank_line, {"line": "id"}, when=("open", "asked"), primary=True, icon="pencil"),
            Action(ask_about_bank_line, {"line": "id"}, when=("open", "asked"), icon="help"),
            Action(undo_bank_match, {"match": "match_id"}, when=("matched",), icon="arrow-back-up"),
        ),
        aside=("amount", "status"),
    ),
    ListPage(
        "bank/questions",
        BANK_QUESTIONS,
        _("Questions about bank lines"),
        views=(View("asked", _("Asked"), {"status": "asked"}), ALL),
        empty=_("No questions."),
    ),
    RecordPage(
        "bank/questions/{id}",
        BANK_QUESTIONS,
        "question",
        "bank/questions",
        facts=("question", "memo", "day", "amount", "asked_of", "asked_by", "asked_at", "answer", "status"),
        actions=(Action(answer_bank_question, {"id": "id"}, when=("asked",), primary=True, icon="message"),),
        history="accounting.bank_question",
    ),
    ReportPage(
        "bank/reconciliation",
        bank_reconciliation.BANK_RECONCILIATION,
        Menu(_("Bank reconciliation"), 37, "scale", BANK),
        bank_reconciliation.initial,
    ),
)

PAYMENT_PAGES: tuple[Page, ...] = (
    ListPage(
        "payments",
        PAYMENTS,
        _("Payments"),
        Menu(_("Payments"), 38, "cash", BANK),
        views=(View("in", _("Received"), {"direction": "in"}), View("out", _("Paid out"), {"direction": "out"}), ALL),
        new="payments/receive",
        new_title=_("Receive payment"),
        empty=_("No payments yet. Receive one, make one, or match bank lines."),
    ),
    FormPage(
        "payments/receive",
        receive_payment,
        _("Receive payment"),
        "accounting/payments/{id}",
        initial=payment_values,
        grid="items",
    ),
    FormPage("payments/make", make_payment, _("Make payment"), "accounting/payments/{id}", initial=payment_values, grid="items"),
    RecordPage(
        "payments/{id}",
        PAYMENTS,
        "number",
        "payments",
        facts=("day", "direction", "party", "bank", "amount", "currency", "on_account", "entry", "description", "reference"),
        documents=(DocumentLink(RECEIPT),),
        aside=("amount", "direction"),
    ),
    ListPage(
        "payment-runs",
        PAYMENT_RUNS,
        _("Payment runs"),
        Menu(_("Payment runs"), 39, "cash-banknote", BANK),
        views=(View("draft", _("Draft"), {"status": "draft"}), View("handed_in", _("Handed in"), {"status": "handed_in"}), ALL),
        new="payment-runs/new",
        new_title=_("New payment run"),
        empty=_("No payment runs yet. Choose the bills that are due."),
    ),
    FormPage("payment-runs/new", make_payment_run, _("New payment run"), "accounting/payment-runs/{id}", initial=run_values),
    RecordPage(
        "payment-runs/{id}",
        PAYMENT_RUNS,
        "name",
        "payment-runs",
        facts=("day", "bank", "count", "total", "note", "made_by", "made_at", "booked_at", "status"),
        related=(Related(PAYMENT_RUN_ITEMS, _("Payments of a run"), {"run": "id"}),),
        actions=(
            Action(hand_in_payment_run, {"id": "id", "version": "version"}, when=("draft",), primary=True, icon="send"),
            Action(book_payment_run, {"id": "id", "version": "version"}, when=("handed_in",), primary=True, icon="check"),
            Action(take_back_payment_run, {"id": "id", "version": "version"}, when=("handed_in",), icon="arrow-back-up"),
            Action(cancel_payment_run, {"id": "id", "version": "version"}, when=("draft", "handed_in"), icon="x"),
        ),
        documents=(DocumentLink(PAYMENT_FILE, when=("handed_in", "booked")),),
        aside=("total", "status"),
        history="accounting.payment_run",
        slot="accounting.payment_run",
    ),
    ListPage("payment-run-items", PAYMENT_RUN_ITEMS, _("Payments of a run"), empty=_("No payments in runs.")),
    RecordPage(
        "payment-run-items/{id}",
        PAYMENT_RUN_ITEMS,
        "party",
        "payment-run-items",
        facts=("party", "number", "reference", "account", "holder", "amount", "run"),
        actions=(Action(change_payment_run_item, {"id": "id", "amount": "amount"}, icon="pencil"),),
        history="accounting.payment_run_item",
    ),
    ListPage(
        "party-accounts",
        PARTY_ACCOUNTS,
        _("Accounts of parties"),
        Menu(_("Accounts of parties"), 39, "address-book", BANK),
        views=(View("open", _("In use"), {"status": "open"}), ALL),
        new="party-accounts/new",
        new_title=_("New account of a party"),
        empty=_("No accounts of parties yet. Payment runs need them."),
    ),
    FormPage("party-accounts/new", save_party_account, _("New account of a party"), "accounting/party-accounts/{id}"),
    RecordPage(
        "party-accounts/{id}",
        PARTY_ACCOUNTS,
        "name",
        "party-accounts",
        facts=("name", "bank", "bank_code", "bic", "number", "holder", "email", "status"),
        edit="party-accounts/{id}/edit",
        history="accounting.party_account",
    ),
    FormPage(
        "party-accounts/{id}/edit",
        save_party_account,
        _("Change account of a party"),
        "accounting/party-accounts/{id}",
        initial=party_account_values,
    ),
)
