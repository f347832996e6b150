"""What the core itself declares, through the same contract as everybody."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from dapur import __version__
from dapur.audit.queries import AUDIT
from dapur.companies.change_company import change_company, change_setting, change_settings
from dapur.companies.company_facts import COMPANY_FACTS
from dapur.companies.create_company import create_company
from dapur.companies.switch_plugin import switch_plugin_off, switch_plugin_on
from dapur.contract import (
    Choice,
    ErrorCode,
    GraphQLTypes,
    Job,
    Operation,
    Permission,
    PluginInfo,
    Query,
    Report,
    Role,
    Schema,
    Setting,
    Shown,
    _,
    hookimpl,
)
from dapur.documents import letterhead
from dapur.graphql.codes import ERRORS
from dapur.input_codes import INPUT_CODES
from dapur.jobs import declared as background
from dapur.jobs.upkeep import UPKEEP
from dapur.measures import declared as measures
from dapur.notices.own import NOTICES, read_notices
from dapur.people.invite import accept_invitation, invite_person, withdraw_invitation
from dapur.people.manage import disable_person, enable_person, give_roles
from dapur.people.queries import INVITATIONS, PEOPLE, ROLES, TOKENS
from dapur.people.tokens import create_token, revoke_token
from dapur.permissions.roles import delete_role, save_role
from dapur.permissions.suggested import give_new_rights

ROW_COUNTS = (25, 50, 100, 200)
EVERYBODY = ("administrator", "accountant", "approver", "auditor", "clerk")


def _row_count(rows: int) -> int:
    if rows not in ROW_COUNTS:
        raise ValueError(_("Choose 25, 50, 100 or 200 rows."))
    return rows


@hookimpl
def describe_plugin() -> PluginInfo:
    """The core is always on."""
    return PluginInfo(
        "core", _("Administration"), __version__, _("Users, roles, companies, the audit log."), icon="settings", always_on=True
    )


@hookimpl
def register_schema() -> Schema:
    """Schema core."""
    return Schema("core", (), "dapur.migrations")


@hookimpl
def register_permissions() -> Sequence[Permission | Role]:
    """Rights of the core and the roles that it suggests."""
    return (
        Role("administrator", _("Administrator"), _("Sets up the company, manages people and roles.")),
        Role("accountant", _("Accountant"), _("Keeps the books.")),
        Role("approver", _("Approver"), _("Approves, locks periods and grants exceptions.")),
        Role("auditor", _("Auditor, read only"), _("Reads everything, changes nothing.")),
        Role("clerk", _("Clerk"), _("Prepares drafts.")),
        Permission("core.company.create", _("Create companies"), ("administrator",)),
        Permission("core.settings.read", _("See settings"), ("administrator", "auditor")),
        Permission("core.settings.change", _("Change settings"), ("administrator",)),
        Permission("core.plugins.switch", _("Switch departments on and off"), ("administrator",)),
        Permission("core.people.read", _("See people and roles"), ("administrator", "auditor", "approver")),
        Permission("core.people.manage", _("Manage people and roles"), ("administrator",)),
        Permission("core.token.create", _("Create API tokens for oneself"), ("administrator", "accountant")),
        Permission("core.audit.read", _("Read the audit log"), ("administrator", "auditor", "approver")),
        Permission("core.export", _("Export lists"), EVERYBODY),
        Permission("core.view.save", _("Save views"), EVERYBODY),
        Permission("core.view.share", _("Share views"), ("administrator", "accountant", "approver")),
        *background.PERMISSIONS,
        *measures.PERMISSIONS,
        Permission("core.notice.read", _("See one's own notices"), EVERYBODY),
        Permission("core.graphql.introspect", _("See the API's schema"), ("administrator", "accountant")),
    )


def _letterhead() -> Sequence[Setting]:
    """What stands at the head of the company's papers."""
    number = Annotated[str, StringConstraints(max_length=60)]
    return (
        Setting(
            letterhead.ADDRESS,
            Annotated[str, StringConstraints(max_length=500)],
            "",
            Shown(_("Address"), kind="note", hint=_("At the head of invoices, letters and slips"), width="wide"),
        ),
        Setting(letterhead.TAX_NUMBER, number, "", Shown(_("Tax number"), kind="code")),
        Setting(letterhead.PHONE, number, "", Shown(_("Phone"))),
        Setting(letterhead.EMAIL, Annotated[str, StringConstraints(max_length=200)], "", Shown(_("E-mail"), kind="email")),
    )


@hookimpl
def register_settings() -> Sequence[Setting]:
    """Settings of every company."""
    return (
        *_letterhead(),
        Setting(
            "core.rows_per_page",
            Annotated[int, AfterValidator(_row_count)],
            50,
            Shown(_("Rows per page"), choices=tuple(Choice(str(n), str(n)) for n in ROW_COUNTS)),
        ),
        Setting("core.max_file_mb", Annotated[int, Field(ge=1, le=30)], 25, Shown(_("Largest file in MB"), hint=_("At most 30"))),
    )


@hookimpl
def register_operations() -> Sequence[Operation]:
    """Operations of the core."""
    return (
        create_company,
        change_company,
        change_setting,
        change_settings,
        switch_plugin_on,
        switch_plugin_off,
        invite_person,
        withdraw_invitation,
        accept_invitation,
        give_roles,
        disable_person,
        enable_person,
        create_token,
        revoke_token,
        save_role,
        delete_role,
        give_new_rights,
        *background.OPERATIONS,
        *measures.OPERATIONS,
        read_notices,
    )


@hookimpl
def register_queries() -> Sequence[Query]:
    """Queries of the core."""
    return (AUDIT, PEOPLE, ROLES, TOKENS, INVITATIONS, NOTICES, *background.QUERIES, *measures.QUERIES)


@hookimpl
def register_reports() -> Sequence[Report]:
    """Key figures of every department."""
    return measures.REPORTS


@hookimpl
def register_graphql_types() -> Sequence[GraphQLTypes]:
    """What the company says of itself."""
    return (GraphQLTypes(figures=(COMPANY_FACTS,)),)


@hookimpl
def register_jobs() -> Sequence[Job]:
    """The house's own timetable."""
    return (*UPKEEP, *measures.JOBS)


@hookimpl
def register_errors() -> Sequence[ErrorCode]:
    """Codes that the core refuses with."""
    return (
        *INPUT_CODES,
        *ERRORS,
        *background.ERRORS,
        *measures.ERRORS,
        ErrorCode("FORBIDDEN", _("The right is missing.")),
        ErrorCode("NOT_FOUND", _("Not in this company, or the department is off.")),
        ErrorCode("VERSION_CHANGED", _("Somebody else changed it meanwhile.")),
        ErrorCode("KEY_REUSED", _("The idempotency key was used with other content.")),
        ErrorCode("BUSY", _("Somebody else held the same rows; try again.")),
        ErrorCode("OVERLOADED", _("No connection came free; try again.")),
        ErrorCode("BAD_CURSOR", _("The cursor of the page is not ours.")),
        ErrorCode("UNKNOWN_COLUMN", _("No such column.")),
        ErrorCode("UNKNOWN_FILTER", _("No such filter.")),
        ErrorCode("UNKNOWN_SORT", _("No such sort.")),
        ErrorCode("COMPANY_CODE_TAKEN", _("Another company has this short name.")),
        ErrorCode("COMPANY_CODE_RESERVED", _("The short name is an address of Dapur itself.")),
        ErrorCode("PLUGIN_ALWAYS_ON", _("This part cannot be switched off.")),
        ErrorCode("PLUGIN_REQUIRED", _("Another department needs it.")),
        ErrorCode("PLUGIN_UNKNOWN", _("Not installed.")),
        ErrorCode("SETTING_UNKNOWN", _("No such setting.")),
        ErrorCode("BEYOND_OWN_RIGHTS", _("Nobody gives a right that they lack.")),
        ErrorCode("NOT_ONESELF", _("Not for oneself.")),
        ErrorCode("LAST_ADMINISTRATOR", _("Somebody must be able to manage people.")),
        ErrorCode("ROLE_EXISTS", _("The name is taken.")),
        ErrorCode("STILL_USED", _("Something else still uses it, so it cannot be deleted.")),
        ErrorCode("ROLE_IN_USE", _("People still have the role.")),
        ErrorCode("SIGN_IN_FAILED", _("E-mail and password do not fit together.")),
        ErrorCode("PASSWORD_WRONG", _("Not the present password.")),
        ErrorCode("PASSWORD_TOO_SHORT", _("The password is too short.")),
        ErrorCode("PASSWORD_TOO_LONG", _("The password is too long.")),
        ErrorCode("PASSWORD_TOO_COMMON", _("The password is easy to guess.")),
        ErrorCode("EMAIL_TAKEN", _("Somebody has this e-mail already.")),
        ErrorCode("PASSWORDS_DIFFER", _("The new password was written in two ways.")),
        ErrorCode("SETUP_CODE_WRONG", _("Not the code of this start.")),
        ErrorCode("SETUP_DONE", _("There is a first person already.")),
        ErrorCode("TOO_MANY_GUESSES", _("Too many wrong tries.")),
        ErrorCode("HEAD_UNREADABLE", _("A line is no head of the audit log.")),
        ErrorCode("POSTED_IMMUTABLE", _("What is posted stays as it is.")),
    )
