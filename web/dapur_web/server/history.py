"""The history of one thing from the audit log: people's words first, then before and after."""

from collections.abc import Sequence
from typing import Any

from dapur.audit.queries import DOORS
from dapur.contract import _
from dapur.language.catalogue import translate
from dapur_web import views
from dapur_web.server.formats import ReaderFormats
from dapur_web.server.gate import Visitor
from dapur_web.server.list_address import formats_of
from dapur_web.server.log_words import details_of, log_words

VERBS = {
    "I": _("made it"),
    "U": _("changed it"),
    "D": _("deleted it"),
    "A": _("posted it"),
    "S": _("viewed it"),
    "R": _("was refused"),
}


async def history_of(
    visitor: Visitor, subject: str, key: str, hidden: Sequence[str] = (), limit: int = 50
) -> list[views.HistoryView]:
    """What happened to this row, newest first, without the values of the fields in `hidden`."""
    found = await visitor.reader.rows(
        "select l.at, coalesce(u.name, ''), l.operation, l.action, l.door, (l.before - %s::text[])::text, (l.after - %s::text[])::text"
        " from core.audit_log l"
        " left join core.app_user u on u.id = l.actor_id"
        " where l.company_id = %s and l.subject = %s and l.row_key = %s order by l.id desc limit %s",
        list(hidden),
        list(hidden),
        visitor.company.id,
        subject,
        key,
        limit,
    )
    formats = formats_of(visitor)
    return [_line(visitor, formats, subject, *row) for row in found]


def _line(
    visitor: Visitor,
    formats: ReaderFormats,
    subject: str,
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
    row = {"subject": subject, "operation": operation, "action": letter, "before": before, "after": after}
    named = next((translate(c.title, visitor.language) for c in DOORS if c.value == door), door) if door != "page" else ""
    return views.HistoryView(
        who or translate(_("The system"), visitor.language),
        formats.words(verb),
        formats.time(at),
        at.isoformat(),
        named,
        details_of(visitor, log_words(visitor.house.registry), row, {}),
    )
