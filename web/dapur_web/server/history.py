"""The history of one thing from the audit log: people's words first, then before and after."""

from collections.abc import Mapping
from typing import Any

from dapur.audit.queries import DOORS
from dapur.contract import _
from dapur.language.catalogue import translate
from dapur_web import views
from dapur_web.server.formats import ReaderFormats
from dapur_web.server.gate import Visitor
from dapur_web.server.listing import formats_of

VERBS = {
    "I": _("made it"),
    "U": _("changed it"),
    "D": _("deleted it"),
    "A": _("posted it"),
    "S": _("viewed it"),
    "R": _("was refused"),
}
UNTOLD = frozenset({"version", "company_id", "id", "xid", "created_at", "created_by", "sort_key"})


async def history_of(
    visitor: Visitor, subject: str, key: str, titles: Mapping[str, str], limit: int = 50
) -> list[views.HistoryView]:
    """What happened to this row, newest first. titles: words of its columns."""
    found = await visitor.reader.rows(
        "select l.at, coalesce(u.name, ''), l.operation, l.action, l.door, l.before, l.after from core.audit_log l"
        " left join core.app_user u on u.id = l.actor_id"
        " where l.company_id = %s and l.subject = %s and l.row_key = %s order by l.id desc limit %s",
        visitor.company.id,
        subject,
        key,
        limit,
    )
    formats = formats_of(visitor)
    return [_line(visitor, formats, titles, *row) for row in found]


def _line(
    visitor: Visitor,
    formats: ReaderFormats,
    titles: Mapping[str, str],
    at: Any,
    who: str,
    operation: str,
    action: Any,
    door: str,
    before: Any,
    after: Any,
) -> views.HistoryView:
    declared = visitor.house.registry.operations.get(operation)
    letter = action.decode() if isinstance(action, bytes) else action
    verb = declared.audit_verb if declared is not None and declared.audit_verb else VERBS.get(letter, operation)
    named = next((translate(c.title, visitor.language) for c in DOORS if c.value == door), door) if door != "page" else ""
    return views.HistoryView(
        who or translate(_("The system"), visitor.language),
        formats.words(verb),
        formats.time(at),
        at.isoformat(),
        named,
        details_of(before, after, titles),
    )


def details_of(before: Any, after: Any, titles: Mapping[str, str] | None = None) -> list[views.Detail]:
    """Changed fields, before and after."""
    old, new = before or {}, after or {}
    names = [n for n in {**old, **new} if n not in UNTOLD]
    return [
        views.Detail((titles or {}).get(n) or n.replace("_", " "), _plain(old.get(n)), _plain(new.get(n))) for n in names[:30]
    ]


def _plain(value: Any) -> str:
    return "–" if value is None else str(value)[:200]
