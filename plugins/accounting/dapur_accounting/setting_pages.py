"""Pages of what the books lean on: journals, cost centres, fiscal years, periods, locks, opening balances, set-up."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from dapur.contract import Action, FormPage, ListPage, Menu, Page, Query, RecordPage, View, _
from dapur.queries.reader import Reader
from dapur_accounting.operations.accounts import give_account_role
from dapur_accounting.operations.dimensions import SaveDimension, save_dimension
from dapur_accounting.operations.fiscal_years import SaveFiscalYear, save_fiscal_year
from dapur_accounting.operations.journals import SaveJournal, close_journal, open_journal, save_journal, start_numbers
from dapur_accounting.operations.locks import grant_exception, revoke_exception, set_lock
from dapur_accounting.operations.opening_balances import post_opening_balances
from dapur_accounting.operations.set_up import set_up
from dapur_accounting.queries.accounts import ACCOUNT_ROLES
from dapur_accounting.queries.journals import DIMENSION_VALUES, FISCAL_YEARS, JOURNALS, LOCK_EXCEPTIONS, LOCKS, PERIODS

SETTINGS = _("Settings")
IN_USE = View("open", _("In use"), {"status": "open"})
ALL = View("all", _("All"))


async def _row(reader: Reader, query: Query, form: Any, parameters: dict[str, str]) -> dict[str, Any]:
    """A row as the form of the same field names takes it."""
    row = await reader.one(query, int(parameters["id"]))
    return {name: row[name] for name in form.model_fields if name in row}


async def _journal(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    return await _row(reader, JOURNALS, SaveJournal, parameters)


async def _dimension(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    return await _row(reader, DIMENSION_VALUES, SaveDimension, parameters)


async def _year(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    return await _row(reader, FISCAL_YEARS, SaveFiscalYear, parameters)


async def _last_month(reader: Reader, _parameters: dict[str, str]) -> dict[str, Any]:
    return {"through": reader.today.replace(day=1) - timedelta(days=1)}


async def _exception(reader: Reader, _parameters: dict[str, str]) -> dict[str, Any]:
    """Four hours from now, for everything that is locked."""
    until = reader.now.astimezone(ZoneInfo(reader.company.zone)) + timedelta(hours=4)
    return {"until": f"{until:%Y-%m-%d %H:%M}"}


async def _day_before_books(reader: Reader, _parameters: dict[str, str]) -> dict[str, Any]:
    first = await reader.value("select min(starts) from accounting.fiscal_year where company_id = %s", reader.scope.company)
    return {"date": first - timedelta(days=1)} if first else {}


JOURNAL_PAGES: tuple[Page, ...] = (
    ListPage(
        "journals",
        JOURNALS,
        _("Journals"),
        Menu(_("Journals"), 70, "books", SETTINGS),
        views=(IN_USE, ALL),
        new="journals/new",
        new_title=_("New journal"),
        empty=_("No journals yet. Set up accounting, or add one."),
    ),
    RecordPage(
        "journals/{id}",
        JOURNALS,
        "name",
        "journals",
        facts=("code", "name", "kind", "pattern", "digits", "restart", "status"),
        actions=(
            Action(start_numbers, {"id": "id"}, icon="sort-ascending-numbers"),
            Action(close_journal, {"id": "id", "version": "version"}, when=("open",), icon="lock"),
            Action(open_journal, {"id": "id", "version": "version"}, when=("closed",), icon="lock-open"),
        ),
        edit="journals/{id}/edit",
        history="accounting.journal",
    ),
    FormPage("journals/new", save_journal, _("New journal"), "accounting/journals/{id}"),
    FormPage("journals/{id}/edit", save_journal, _("Change journal"), "accounting/journals/{id}", initial=_journal),
    ListPage(
        "dimensions",
        DIMENSION_VALUES,
        _("Cost centres and projects"),
        Menu(_("Cost centres and projects"), 71, "tags", SETTINGS),
        views=(
            IN_USE,
            View("cost_centres", _("Cost centres"), {"kind": "cost_centre"}),
            View("projects", _("Projects"), {"kind": "project"}),
            ALL,
        ),
        new="dimensions/new",
        new_title=_("New cost centre or project"),
        empty=_("No cost centres or projects yet."),
    ),
    RecordPage(
        "dimensions/{id}",
        DIMENSION_VALUES,
        "name",
        "dimensions",
        facts=("code", "name", "kind", "status"),
        edit="dimensions/{id}/edit",
        history="accounting.dimension_value",
    ),
    FormPage("dimensions/new", save_dimension, _("New cost centre or project"), "accounting/dimensions/{id}"),
    FormPage(
        "dimensions/{id}/edit",
        save_dimension,
        _("Change cost centre or project"),
        "accounting/dimensions/{id}",
        initial=_dimension,
    ),
)

PERIOD_PAGES: tuple[Page, ...] = (
    ListPage(
        "years",
        FISCAL_YEARS,
        _("Fiscal years"),
        Menu(_("Fiscal years"), 72, "calendar", SETTINGS),
        new="years/new",
        new_title=_("New fiscal year"),
        empty=_("No fiscal years yet."),
    ),
    FormPage("years/new", save_fiscal_year, _("New fiscal year"), "accounting/years"),
    FormPage("years/{id}/edit", save_fiscal_year, _("Change fiscal year"), "accounting/years", initial=_year),
    ListPage(
        "periods",
        PERIODS,
        _("Periods"),
        Menu(_("Periods"), 73, "calendar-month", SETTINGS),
        new="locks/set",
        new_title=_("Close or open"),
        empty=_("No periods yet. Add a fiscal year."),
    ),
    ListPage(
        "locks",
        LOCKS,
        _("Locks"),
        Menu(_("Locks"), 74, "lock", SETTINGS),
        new="locks/set",
        new_title=_("Set lock"),
        empty=_("Nothing is locked."),
    ),
    FormPage("locks/set", set_lock, _("Set lock"), "accounting/locks", initial=_last_month),
    ListPage(
        "exceptions",
        LOCK_EXCEPTIONS,
        _("Exceptions from locks"),
        Menu(_("Exceptions from locks"), 75, "key", SETTINGS),
        views=(View("valid", _("Valid"), {"status": "valid"}), ALL),
        new="exceptions/new",
        new_title=_("Grant exception"),
        empty=_("No exceptions."),
    ),
    RecordPage(
        "exceptions/{id}",
        LOCK_EXCEPTIONS,
        "person",
        "exceptions",
        facts=("person", "area", "lock_through", "until", "reason", "granted_by", "granted_at", "status"),
        actions=(Action(revoke_exception, {"id": "id"}, when=("valid",), icon="ban"),),
        history="accounting.lock_exception",
    ),
    FormPage("exceptions/new", grant_exception, _("Grant exception"), "accounting/exceptions/{id}", initial=_exception),
)

BEGINNING_PAGES: tuple[Page, ...] = (
    ListPage(
        "roles",
        ACCOUNT_ROLES,
        _("Account roles"),
        Menu(_("Account roles"), 76, "replace", SETTINGS),
        new="roles/set",
        new_title=_("Set account role"),
        empty=_("No roles yet. Other departments post by roles."),
    ),
    FormPage("roles/set", give_account_role, _("Set account role"), "accounting/roles"),
    FormPage(
        "opening",
        post_opening_balances,
        _("Opening balances"),
        "accounting/entries/{id}",
        initial=_day_before_books,
        menu=Menu(_("Opening balances"), 77, "door-enter", SETTINGS),
        grid="lines",
        balance=("debit", "credit"),
    ),
    FormPage("set-up", set_up, _("Set up accounting"), "accounting/accounts"),
)
SETTING_PAGES: tuple[Page, ...] = (*JOURNAL_PAGES, *PERIOD_PAGES, *BEGINNING_PAGES)
