"""What administration shows on the home page, and beside its records."""

from datetime import date
from zoneinfo import ZoneInfo

from dapur.contract import HomeTask, Panel, _
from dapur.language.catalogue import translate
from dapur.language.dates import format_date
from dapur.queries.reader import Reader
from dapur_administration.controls import standings

WAITING = """
    select b.id, b.title, r.name, b.starts from administration.booking b
    join administration.room r on r.company_id = b.company_id and r.id = b.room_id
    where b.company_id = %s and b.state = 'waiting' and b.ends > %s order by b.starts limit 50
"""
NEW_LETTERS = """
    select l.id, l.subject, l.sender, l.received_on from administration.incoming_letter l
    where l.company_id = %s and not l.is_closed and not exists (select from administration.disposition d
        where d.company_id = l.company_id and d.letter_id = l.id) order by l.received_on, l.id limit 50
"""
LISTS = (
    "select id, number, made_on from administration.disposal_list where company_id = %s and approved_by is null and made_by <> %s"
)


async def waiting_bookings(reader: Reader, _key: str) -> list[HomeTask] | None:
    """Bookings that wait for whoever confirms them."""
    rows = await reader.rows(WAITING, reader.scope.company, reader.now)
    found: list[HomeTask] = []
    for number, title, room, starts in rows:
        words = _("Confirm booking of {room}").fill(room=room)
        day = starts.astimezone(ZoneInfo(reader.company.zone)).date()
        found.append(HomeTask(words, f"administration/bookings/{number}", title, day, "calendar-event"))
    return found or None


async def new_letters(reader: Reader, _key: str) -> list[HomeTask] | None:
    """Letters on which nobody acts yet."""
    rows = await reader.rows(NEW_LETTERS, reader.scope.company)
    words = _("Say who acts on the letter of {sender}")
    return [
        HomeTask(words.fill(sender=sender), f"administration/incoming-letters/{number}", subject, day, "mail")
        for number, subject, sender, day in rows
    ] or None


async def lists_to_approve(reader: Reader, _key: str) -> list[HomeTask] | None:
    """Lists for destruction that somebody else made."""
    rows = await reader.rows(LISTS, reader.scope.company, reader.scope.user)
    return [
        HomeTask(_("Approve list for destruction"), f"administration/disposals/{number}", text, day, "trash")
        for number, text, day in rows
    ] or None


async def standing_of_control(reader: Reader, key: str) -> dict[str, object] | None:
    """Beside a control: how it stands today, and its next dates."""
    found = await standings(reader, reader.today, None, int(key))
    if not found or found[0][1].state == "none":
        return None
    control, how = found[0]
    later = [period for period in control.periods_through(date(reader.today.year + 2, 12, 31)) if period.due >= reader.today]
    states = {"current": _("Proved"), "due_today": _("Due today"), "overdue": _("{days} days overdue").fill(days=how.days)}
    return {
        "state": translate(states[how.state], reader.scope.language),
        "tone": {"current": "green", "due_today": "blue", "overdue": "red"}[how.state],
        "fulfilled": f"{how.fulfilled}/{how.periods}",
        "late": ", ".join(how.late_periods),
        "next": later[0].name if later else "",
        "due": format_date(later[0].due, reader.scope.language) if later else "",
    }


async def text_of_letter(reader: Reader, key: str) -> list[list[str]] | None:
    """The text of a letter, as paragraphs of lines."""
    found = await reader.rows(
        "select body from administration.letter where company_id = %s and id = %s", reader.scope.company, int(key)
    )
    if not found or not found[0][0]:
        return None
    return [part.split("\n") for part in found[0][0].replace("\r", "").split("\n\n")]


PANELS = (
    Panel(
        "administration.letter",
        "administration.letter_text",
        _("Text"),
        "administration.letter.read",
        "administration/letter_text.html",
        text_of_letter,
        10,
    ),
    Panel("home.tasks", "administration.waiting_bookings", _("Bookings"), "administration.room.manage", "", waiting_bookings),
    Panel("home.tasks", "administration.new_letters", _("Incoming letters"), "administration.letter.dispose", "", new_letters),
    Panel(
        "home.tasks", "administration.lists", _("Lists for destruction"), "administration.disposal.approve", "", lists_to_approve
    ),
    Panel(
        "administration.control",
        "administration.standing",
        _("Today"),
        "administration.control.read",
        "administration/standing.html",
        standing_of_control,
    ),
)
