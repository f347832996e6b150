"""The one family of refusals. Anything else that is raised is a bug and looks like one.

DapurError
├── Refused       the business says no: at a field where there is one, and says what to do
│   └── Invalid   the input itself is wrong; carries every problem, each at its field
├── Forbidden     the person lacks the permission
├── NotFound      no such thing here; also another company's thing
└── Conflict      somebody else changed it, or the key was used with other input
"""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dapur.contract.words import Text, Words, _


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. `field` is a dotted path into the input ("lines.2.amount") or ""."""

    code: str
    message: Words
    field: str = ""
    data: Mapping[str, Any] = dataclasses.field(default_factory=dict, hash=False)


class DapurError(Exception):
    """Base of every refusal; `problems` is never empty."""

    status = 422

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(f"{p.field}: {p.message}" if p.field else str(p.message) for p in problems))
        self.problems = tuple(problems)

    @property
    def code(self) -> str:
        """The code of the first problem."""
        return self.problems[0].code


class Refused(DapurError):
    """The business says no. `code` is UPPER_SNAKE and registered by the plugin that raises it."""

    def __init__(self, code: str, message: Words, *, field: str = "", **data: Any) -> None:
        super().__init__([Problem(code, message, field, data)])


class Invalid(Refused):
    """The input is wrong; all its problems at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        DapurError.__init__(self, problems)


class Forbidden(DapurError):
    """The actor may not do this. Names the permission, so that a page can say who can give it."""

    status = 403

    def __init__(self, permission: str, message: Text | None = None) -> None:
        text = message or _("You may not do this yet. Ask an administrator for the right {permission}.")
        super().__init__([Problem("FORBIDDEN", text.fill(permission=permission), "", {"permission": permission})])
        self.permission = permission


class NotFound(DapurError):
    """Nothing with this identity in this company."""

    status = 404

    def __init__(self, message: Words | None = None, *, field: str = "") -> None:
        text = message or _("There is nothing like this in this company. Check the link, or switch company.")
        super().__init__([Problem("NOT_FOUND", text, field)])


class Conflict(DapurError):
    """Somebody else changed the row (VERSION_CHANGED), or the key was used with other input (KEY_REUSED)."""

    status = 409

    def __init__(self, code: str, message: Words, *, field: str = "", **data: Any) -> None:
        super().__init__([Problem(code, message, field, data)])
