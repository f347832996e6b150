"""What the log's technical names mean to people: tables and columns in the words of the queries that show them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import Alias, Table
from sqlalchemy import Column as Stored

from dapur.contract import Operation, Words, _, shown

if TYPE_CHECKING:
    from dapur.plugins.registry import Registry

MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d.*)?$")
UNTOLD = frozenset({"version", "company_id", "id", "xid", "created_at", "created_by", "sort_key"})
THINGS: Mapping[str, Words] = {
    "core.company": _("Company"),
    "core.company_plugin": _("Department"),
    "core.setting": _("Setting"),
    "core.membership": _("Person"),
    "core.membership_role": _("Role of a person"),
    "core.role": _("Role"),
    "core.role_permission": _("Right of a role"),
    "core.api_token": _("API token"),
    "core.invitation": _("Invitation"),
    "core.saved_view": _("Saved view"),
    "core.import_run": _("Import"),
    "core.file": _("File"),
}
DEEDS: Mapping[str, Words] = {"core.demo": _("Trial data")}
FIELDS: Mapping[str, Words] = {
    "is_active": _("Active"),
    "is_on": _("Switched on"),
    "setup_done": _("Set up"),
    "user_id": _("Person"),
    "role_id": _("Role"),
    "role_ids": _("Roles"),
    "permission": _("Right"),
    "rows": _("Only some rows"),
    "plugin": _("Department"),
    "title": _("Title"),
    "description": _("Description"),
    "value": _("Value"),
    "name": _("Name"),
    "email": _("E-mail"),
    "code": _("Code"),
    "ends_at": _("Valid until"),
    "revoked_at": _("Ended"),
    "accepted_at": _("Accepted"),
    "invited_by": _("Invited by"),
    "scopes": _("Rights"),
    "hint": _("Begins with"),
    "zone": _("Time zone"),
    "currency": _("Currency of the books"),
    "decimals": _("Decimals of amounts"),
    "country": _("Country"),
    "language": _("Language"),
    "fiscal_year_start": _("Fiscal year starts in month"),
    "is_demo": _("Company with trial data"),
}


@dataclass(frozen=True)
class LogWords:
    """Words for one installation's log: made once from what is declared."""

    registry: "Registry"
    _columns: dict[tuple[str, str], tuple[Words, Mapping[str, Words]]] = field(default_factory=dict)
    _tables: dict[str, Words] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for query in self.registry.queries.values():
            table = _table_of(query.company)
            if table:
                self._tables.setdefault(table, query.title)
            for column in (c for c in query.columns if c.kind != "id"):
                owner = _table_of(column.source)
                choices = {c.value: c.title for c in column.choices}
                if owner and isinstance(column.source, Stored):
                    self._columns.setdefault((owner, column.source.name), (column.title, choices))
                # "shelf", read from another table, also says what the row's own "shelf_id" is.
                self._columns.setdefault((table, f"{column.name}_id"), (column.title, {}))

    def thing(self, subject: str) -> Words:
        """What a table, or a refused operation, is called."""
        if subject in self.registry.operations:
            return self.registry.operations[subject].title
        return THINGS.get(subject) or self._tables.get(subject) or _plain(subject.rpartition(".")[2])

    def things(self) -> list[tuple[str, Words]]:
        """Tables that have words of their own, for choosing one."""
        return [*THINGS.items(), *((table, title) for table, title in self._tables.items() if table not in THINGS)]

    def deed(self, operation: str) -> Words:
        """What an operation is called; its technical name where it is no longer installed."""
        declared = self.registry.operations.get(operation)
        return declared.title if declared is not None else DEEDS.get(operation, operation)

    def field(self, subject: str, operation: str, name: str) -> Words:
        """What a column of a table is called."""
        if name in FIELDS and subject.startswith("core."):
            return FIELDS[name]
        known = self._columns.get((subject, name))
        if known is not None:
            return known[0]
        if name in FIELDS:
            return FIELDS[name]
        declared = self.registry.operations.get(operation)
        return (_title(declared, name) if declared else None) or _plain(name)

    def value(self, subject: str, name: str, value: Any) -> Any:
        """A value as something that the language room can show: words of a choice, a moment, a number, a text."""
        known = self._columns.get((subject, name))
        if known is not None and str(value) in known[1]:
            return known[1][str(value)]
        if name == "permission" and value in self.registry.permissions:
            return self.registry.permissions[value].title
        if name == "plugin" and value in self.registry.names:
            return self.registry.info(value).title
        if name == "name" and subject == "core.setting" and value in self.registry.settings:
            return self.registry.settings[value].shown.title
        if isinstance(value, str):
            return _moment(value) if MOMENT.match(value) else value
        if isinstance(value, float):
            return Decimal(str(value))
        if isinstance(value, int) and not isinstance(value, bool) and name.endswith(("_id", "_by")):
            return str(value)
        if isinstance(value, list) and any(isinstance(one, dict) for one in value):
            return "; ".join(_pairs(one) for one in value)
        return _pairs(value) if isinstance(value, dict) else value


def _table_of(source: Any) -> str:
    """The table (schema.table) whose column this is; "" for a computed one."""
    table: Any = source.table if isinstance(source, Stored) else None
    table = table.element if isinstance(table, Alias) else table
    return table.fullname if isinstance(table, Table) else ""


def _title(operation: Operation, name: str) -> Words | None:
    info = operation.input.model_fields.get(name)
    look = shown(info) if info is not None else None
    return look.title if look is not None else None


def _plain(name: str) -> str:
    words = name.removesuffix("_id").replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def _pairs(value: Any) -> str:
    return ", ".join(f"{key} {inner}" for key, inner in value.items()) if isinstance(value, dict) else str(value)


def _moment(text: str) -> Any:
    try:
        return datetime.fromisoformat(text) if len(text) > 10 else date.fromisoformat(text)
    except ValueError:
        return text
