"""What an SQL error means to the person: refusals raised in SQL, and violated constraints."""

import json
from collections.abc import Mapping
from typing import Any

import psycopg

from dapur.contract import Conflict, Forbidden, NotFound, Refused, Text, Words, _
from dapur.contract.errors import DapurError

RETRYABLE = ("40001", "40P01")


class KeySeen(Exception):
    """The idempotency key was used with the same input: here is the stored answer."""

    def __init__(self, answer: Any) -> None:
        super().__init__("key seen")
        self.answer = answer


def sql_error_of(error: BaseException) -> psycopg.Error | None:
    """The SQL error that this is, or that the ORM wrapped into its own."""
    found = getattr(error, "orig", error)
    return found if isinstance(found, psycopg.Error) else None


def refusal_of(error: psycopg.Error, conflicts: Mapping[str, tuple[str, str, Words]]) -> DapurError | KeySeen | None:
    """The refusal that an SQL error stands for, or None when it is a bug."""
    state = error.sqlstate or ""
    detail = error.diag.message_detail or "null"
    if state == "DP001":
        return KeySeen(json.loads(detail))
    if state == "DP002":
        return Conflict("KEY_REUSED", _("This key was used before with other content. Take a new key."))
    if state.startswith("DP"):
        return _raised(state, error.diag.message_primary or "", json.loads(detail) if detail[:1] == "{" else {})
    if state == "55P03":
        return Conflict("BUSY", _("Somebody else is saving here right now. Nothing was saved. Try again."))
    if state == "23503" and (error.diag.message_primary or "").startswith("update or delete"):
        return Refused("STILL_USED", _("Something else still uses this, so it stays. Take it out there first."))
    constraint = conflicts.get(error.diag.constraint_name or "")
    if constraint is None:
        return None
    field, code, words = constraint
    return Refused(code, words, field=field)


def _raised(state: str, message: str, detail: dict[str, Any]) -> DapurError:
    data = detail.get("data") or {}
    if state == "DP403":
        return Forbidden(data.get("permission", "?"))
    if state == "DP404":
        return NotFound(Text(message, data), field=detail.get("field", ""))
    kind = Conflict if state == "DP409" else Refused
    return kind(detail.get("code", "REFUSED"), Text(message, data), field=detail.get("field", ""), **data)
