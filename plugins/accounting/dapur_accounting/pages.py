"""Pages of accounting: entries, drafts, the chart; settings and reports have their own files."""

from decimal import Decimal
from typing import Any

from dapur.contract import Action, FormPage, ListPage, Menu, Page, RecordPage, Related, View, _
from dapur.queries.reader import Reader
from dapur_accounting.bank_pages import BANK_PAGES, PAYMENT_PAGES
from dapur_accounting.closing_pages import CLOSING_PAGES
from dapur_accounting.document_pages import DOCUMENT_PAGES
from dapur_accounting.item_pages import ITEM_PAGES
from dapur_accounting.operations.accounts import SaveAccount, close_account, delete_account, open_account, save_account
from dapur_accounting.operations.drafts import copy_draft, copy_entry, delete_draft, post_draft, save_draft
from dapur_accounting.operations.post_entry import post_entry
from dapur_accounting.operations.reverse_entry import reverse_entry
from dapur_accounting.queries.accounts import ACCOUNTS
from dapur_accounting.queries.draft_lines import DRAFT_LINES
from dapur_accounting.queries.entries import DRAFTS, ENTRIES, LINES
from dapur_accounting.report_pages import REPORT_PAGES
from dapur_accounting.setting_pages import ALL, IN_USE, SETTING_PAGES
from dapur_accounting.tax_pages import TAX_PAGES

LEDGER = _("Ledger")


async def new_entry(reader: Reader, _parameters: dict[str, str]) -> dict[str, Any]:
    """Today, in the general journal."""
    journal = await reader.value(
        "select id from accounting.journal where company_id = %s and kind = 'general' and not is_closed order by id limit 1",
        reader.scope.company,
    )
    return {"date": reader.today, **({"journal": journal} if journal else {})}


async def draft_values(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    """A draft as its form takes it."""
    row = await reader.one(DRAFTS, int(parameters["id"]))
    lines = await reader.value(
        "select lines from accounting.draft_entry where company_id = %s and id = %s", reader.scope.company, row["id"]
    )
    return {
        "journal": row["journal_id"],
        "date": row["date"],
        "description": row["description"],
        "reference": row["reference"],
        "lines": [_typed(line) for line in lines or ()],
        "draft": row["id"],
        "version": row["version"],
    }


def _typed(line: dict[str, Any]) -> dict[str, Any]:
    numbers = ("debit", "credit", "amount", "rate")
    return {name: Decimal(value) if name in numbers and value is not None else value for name, value in line.items()}


async def account_values(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    """An account as its form takes it."""
    row = await reader.one(ACCOUNTS, int(parameters["id"]))
    return {**{n: row[n] for n in SaveAccount.model_fields if n in row}, "parent": row["parent_id"]}


ENTRY_PAGES: tuple[Page, ...] = (
    ListPage(
        "entries",
        ENTRIES,
        _("Entries"),
        Menu(_("Entries"), 10, "notebook", LEDGER),
        views=(
            ALL,
            View("reversed", _("Reversed"), {"status": "reversed"}),
            View("exceptions", _("Under an exception"), {"exception": "1"}),
        ),
        new="entries/new",
        new_title=_("New entry"),
        importer="accounting.entries",
        empty=_("No entries yet. Post the first one, or import them."),
    ),
    FormPage(
        "entries/new",
        post_entry,
        _("New entry"),
        "accounting/entries/{id}",
        initial=new_entry,
        draft=save_draft,
        draft_done="accounting/drafts/{id}",
        grid="lines",
        balance=("debit", "credit"),
    ),
    RecordPage(
        "entries/{id}",
        ENTRIES,
        "number",
        "entries",
        facts=(
            "date",
            "journal",
            "description",
            "reference",
            "total",
            "status",
            "reversal_of",
            "reversed_by",
            "source",
            "posted_by",
            "posted_at",
        ),
        related=(Related(LINES, _("Lines"), {"entry": "id"}),),
        actions=(
            Action(copy_entry, {"id": "id"}, icon="copy", done="accounting/drafts/{id}/edit"),
            Action(reverse_entry, {"id": "id"}, when=("posted",), icon="arrow-back-up", done="accounting/entries/{id}"),
        ),
        aside=("total", "status"),
        history="accounting.entry",
        files="accounting.entry_file",
        attach="accounting.attach_to_entry",
        slot="accounting.entry",
    ),
    ListPage(
        "drafts",
        DRAFTS,
        _("Drafts"),
        Menu(_("Drafts"), 20, "pencil", LEDGER),
        new="entries/new",
        new_title=_("New entry"),
        empty=_("No drafts. What is saved without posting waits here."),
    ),
    RecordPage(
        "drafts/{id}",
        DRAFTS,
        "name",
        "drafts",
        facts=("date", "journal", "description", "reference", "total", "line_count", "created_by", "created_at"),
        related=(Related(DRAFT_LINES, _("Lines"), {"draft": "id"}),),
        actions=(
            Action(post_draft, {"id": "id", "version": "version"}, primary=True, icon="check", done="accounting/entries/{id}"),
            Action(copy_draft, {"id": "id"}, icon="copy", done="accounting/drafts/{id}/edit"),
            Action(delete_draft, {"id": "id", "version": "version"}, icon="trash", done="accounting/drafts"),
        ),
        edit="drafts/{id}/edit",
        history="accounting.draft_entry",
    ),
    FormPage(
        "drafts/{id}/edit",
        post_entry,
        _("Change draft"),
        "accounting/entries/{id}",
        initial=draft_values,
        draft=save_draft,
        draft_done="accounting/drafts/{id}",
        grid="lines",
        balance=("debit", "credit"),
    ),
    ListPage("lines", LINES, _("Ledger lines"), Menu(_("Ledger lines"), 30, "list-details", LEDGER), empty=_("No lines yet.")),
)

ACCOUNT_PAGES: tuple[Page, ...] = (
    ListPage(
        "accounts",
        ACCOUNTS,
        _("Chart of accounts"),
        Menu(_("Chart of accounts"), 32, "list-tree", LEDGER),
        views=(IN_USE, ALL),
        new="accounts/new",
        new_title=_("New account"),
        importer="accounting.accounts",
        empty=_("No accounts yet. Set up accounting, or import a chart."),
    ),
    RecordPage(
        "accounts/{id}",
        ACCOUNTS,
        "name",
        "accounts",
        facts=("code", "name", "type", "parent", "is_group", "currency", "subtype", "statement_line", "roles", "status"),
        actions=(
            Action(close_account, {"id": "id", "version": "version"}, when=("open",), icon="lock"),
            Action(open_account, {"id": "id", "version": "version"}, when=("closed",), icon="lock-open"),
            Action(delete_account, {"id": "id"}, icon="trash", done="accounting/accounts"),
        ),
        edit="accounts/{id}/edit",
        related=(Related(LINES, _("Ledger lines"), {"account": "id"}),),
        history="accounting.account",
        slot="accounting.account",
    ),
    FormPage("accounts/new", save_account, _("New account"), "accounting/accounts/{id}"),
    FormPage("accounts/{id}/edit", save_account, _("Change account"), "accounting/accounts/{id}", initial=account_values),
)

PAGES: tuple[Page, ...] = (
    *DOCUMENT_PAGES,
    *ITEM_PAGES,
    *TAX_PAGES,
    *ENTRY_PAGES,
    *BANK_PAGES,
    *PAYMENT_PAGES,
    *ACCOUNT_PAGES,
    *SETTING_PAGES,
    *REPORT_PAGES,
    *CLOSING_PAGES,
)
