"""Tickets that lie with somebody who is on leave, so that none waits for them."""

from collections.abc import Sequence

from dapur.contract import Column, Form, Report, ReportRow, Sheet, _
from dapur.queries.plan import Wish
from dapur.queries.reader import Reader
from dapur.services.workforce import Workforce
from dapur_it.absences import Away, away_on
from dapur_it.queries.tickets import TICKETS
from dapur_it.words import PRIORITIES, PRIORITY_TONES, STATE_TONES, STATES

EACH = 200
# Most who are away left nothing behind.
HAVING = "select distinct assignee_id from it.ticket where company_id = %s and assignee_id = any (%s) and ended_at is null"
COLUMNS = (
    Column("number", _("Ticket"), "code", phone=1),
    Column("title", _("Subject"), "text", phone=1),
    Column("priority", _("Priority"), "status", choices=PRIORITIES, tones=PRIORITY_TONES, phone=2),
    Column("status", _("Status"), "status", choices=STATES, tones=STATE_TONES),
    Column("left", _("Working minutes left"), "integer", phone=2),
    Column("person", _("Who works on it"), "text", phone=2),
    Column("until", _("On leave through"), "date", phone=2),
    Column("deputy", _("Deputy"), "text", phone=2),
)


class WhoIsAway(Form):
    """Nothing is asked: today decides."""


async def build(reader: Reader, _form: WhoIsAway) -> Sheet:
    """By person; what has the least time left first."""
    away = sorted((await away_on(reader, reader.today)).values(), key=lambda one: one.name)
    found = await reader.rows(HAVING, reader.scope.company, [one.user for one in away]) if away else []
    having = {user for (user,) in found}
    rows = [row for one in away if one.user in having for row in await _rows(reader, one)]
    notes = () if reader.find(Workforce) is not None else (_("No department that keeps leave is on."),)
    return Sheet(_("Tickets of people on leave"), COLUMNS, rows, notes=notes)


async def _rows(reader: Reader, away: Away) -> Sequence[ReportRow]:
    page = await reader.page(TICKETS, Wish(filters={"live": True, "assignee": away.user}, limit=EACH))
    deputy = away.deputy.name if away.deputy is not None else ""
    return [
        ReportRow(
            (row["number"], row["title"], row["priority"], row["status"], row["left"], away.name, away.last_day, deputy),
            links={"number": f"it/tickets/{row['id']}", "title": f"it/tickets/{row['id']}"},
            key=row["number"],
        )
        for row in page.dicts()
    ]


AWAY_TICKETS = Report(
    "it.away_tickets",
    _("Tickets of people on leave"),
    "it.ticket.read",
    WhoIsAway,
    build,
    "Tickets that are not solved and lie with somebody who is on leave today, with their deputy.",
)
