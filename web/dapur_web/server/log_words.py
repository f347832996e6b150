"""Records of the audit log in people's words: who did what to which thing, before and after."""

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from dapur.audit.queries import ACTIONS, DOORS
from dapur.audit.words import UNTOLD, LogWords
from dapur.contract import _
from dapur.language.catalogue import show
from dapur.plugins.registry import Registry
from dapur_web import views
from dapur_web.server.gate import Visitor
from dapur_web.server.list_address import formats_of
from dapur_web.views.administration import LogEntry

TONES = {"I": "green", "U": "azure", "D": "red", "A": "blue", "R": "red", "S": "secondary"}
CELLS = ("id", "at", "person", "operation", "door", "action", "subject", "row_key", "before", "after")
PEOPLE, ROLES = "user", "role"


async def entries_where(visitor: Visitor, condition: str, *args: Any, limit: int) -> list[LogEntry]:
    """Records that fulfil a fixed SQL condition on `l`, newest first."""
    rows = await visitor.reader.rows(
        "select l.id, l.at, coalesce(u.name, ''), l.operation, l.door, l.action::text, l.subject, l.row_key, l.before::text, l.after::text"
        " from core.audit_log l left join core.app_user u on u.id = l.actor_id"
        f" where l.company_id = %s and {condition} order by l.id desc limit {int(limit)}",
        visitor.company.id,
        *args,
    )
    return await entries_of(visitor, [dict(zip(CELLS, row, strict=True)) for row in rows])


async def entries_of(visitor: Visitor, rows: Sequence[Mapping[str, Any]]) -> list[LogEntry]:
    """Records with the cells named in CELLS, in words."""
    words = log_words(visitor.house.registry)
    names = await _names(visitor, rows)
    formats, say = formats_of(visitor), visitor.say
    actions = {c.value: say(c.title) for c in ACTIONS}
    doors = {c.value: say(c.title) for c in DOORS}
    made = []
    for row in rows:
        letter = _letter(row["action"])
        made.append(
            LogEntry(
                id=row["id"],
                time=formats.time(row["at"]),
                iso=row["at"].isoformat(),
                who=row["person"] or say(_("The system")),
                deed=say(words.deed(row["operation"])),
                action=actions.get(letter, letter),
                tone=TONES.get(letter, "secondary"),
                thing=say(words.thing(row["subject"])),
                which=_which(row, names),
                door=doors.get(row["door"], row["door"]),
                details=details_of(visitor, words, row, names),
                url=f"{visitor.base}/audit/{row['id']}",
            )
        )
    return made


def details_of(
    visitor: Visitor, words: LogWords, row: Mapping[str, Any], names: Mapping[tuple[str, str], str]
) -> list[views.Detail]:
    """Changed fields in words, before and after. Of a refusal: what was wrong."""
    old, new = _data(row["before"]), _data(row["after"])
    if _letter(row["action"]) == "R":
        return [_problem(visitor, problem) for problem in new.get("problems", ())]
    subject, operation = row["subject"], row["operation"]
    made = []
    for name in [n for n in {**old, **new} if n not in UNTOLD][:40]:
        title = visitor.say(words.field(subject, operation, name))
        before, after = (_said(visitor, words, subject, name, side.get(name), names) for side in (old, new))
        made.append(views.Detail(title, before, after))
    return made


@lru_cache(maxsize=8)
def _words_of(held: "_Held") -> LogWords:
    return LogWords(held.registry)


class _Held:
    """A registry as a cache key: by identity."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry

    def __hash__(self) -> int:
        return id(self.registry)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.registry is self.registry


def log_words(registry: Registry) -> LogWords:
    """The words of this installation, made once."""
    return _words_of(_Held(registry))


def _problem(visitor: Visitor, problem: Mapping[str, Any]) -> views.Detail:
    code = str(problem.get("code", ""))
    declared = visitor.house.registry.errors.get(code)
    meaning = visitor.say(declared.meaning) if declared else str(problem.get("message", ""))
    return views.Detail(str(problem.get("field", "")) or code, "–", meaning)


def _said(visitor: Visitor, words: LogWords, subject: str, name: str, value: Any, names: Mapping[tuple[str, str], str]) -> str:
    if value is None or value == "" or value == []:
        return "–"
    known = names.get((_kind(name), str(value)))
    if known:
        return known
    shown: Any = words.value(subject, name, value)
    return show(shown, visitor.language, visitor.company.zone)[:300]


def _kind(name: str) -> str:
    return PEOPLE if name in ("user_id", "invited_by", "actor_id") else ROLES if name == "role_id" else ""


def _which(row: Mapping[str, Any], names: Mapping[tuple[str, str], str]) -> str:
    """The row that was changed: a person's or role's name where the key is one, else the key itself."""
    first, _slash, rest = str(row["row_key"]).partition("/")
    match row["subject"]:
        case "core.membership":
            return names.get((PEOPLE, first), first)
        case "core.membership_role":
            return " · ".join((names.get((PEOPLE, first), first), names.get((ROLES, rest), rest)))
        case "core.role":
            return names.get((ROLES, first), first)
        case "core.role_permission":
            return names.get((ROLES, first), first)
    return str(row["row_key"])


async def _names(visitor: Visitor, rows: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], str]:
    """Names of the people and roles that the records speak of: one read, and none where there are none."""
    if not any(str(row["subject"]).startswith(("core.membership", "core.role", "core.invitation")) for row in rows):
        return {}
    found = await visitor.reader.rows(
        "select 'user', u.id, u.name from core.membership m join core.app_user u on u.id = m.user_id where m.company_id = %s"
        " union all select 'role', o.id, o.title from core.role o where o.company_id = %s",
        visitor.company.id,
        visitor.company.id,
    )
    return {(kind, str(number)): name for kind, number, name in found}


def _letter(action: Any) -> str:
    return action.decode() if isinstance(action, bytes) else str(action)


def _data(text: Any) -> dict[str, Any]:
    if text is None or text == "":
        return {}
    # Amounts must not pass through binary fractions.
    data = json.loads(text, parse_float=Decimal) if isinstance(text, str) else text
    return data if isinstance(data, dict) else {"value": data}
