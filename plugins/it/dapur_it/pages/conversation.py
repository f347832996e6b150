"""The page of one ticket: what was said, what is owed when, where it is answered. Texts are ready to be shown."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dapur.contract import NotFound, Words, _
from dapur.language.catalogue import translate
from dapur.language.dates import format_moment
from dapur.queries.plan import Wish
from dapur.queries.reader import Reader
from dapur_it.absences import Away, away_on, say_away
from dapur_it.operations.look_at_ticket import others_at
from dapur_it.pages.answer_box import AnswerBox, Options, answer_box
from dapur_it.pages.beside_ticket import Beside, beside_ticket
from dapur_it.pages.spoken import length_of, said, word_of
from dapur_it.queries.tickets import TICKETS
from dapur_it.rules.clock import ENDED
from dapur_it.words import KINDS, LINK_KINDS, PRIORITIES, PRIORITY_TONES, STATE_TONES, STATES

QUEUE_AHEAD = 200
EXCERPT = 70
SAID = """
    select m.id, coalesce(u.name, m.author_name), m.said_at, m.is_internal, m.from_requester, m.body from it.ticket_message m
    left join core.app_user u on u.id = m.author_id where m.company_id = %s and m.ticket_id = %s order by m.said_at, m.id limit 500
"""
COLLEAGUES = """
    select m.user_id, u.name, (select count(*) from it.ticket t where t.company_id = m.company_id and t.assignee_id = m.user_id
        and t.state = 'open')
    from core.membership m join core.app_user u on u.id = m.user_id
    where m.company_id = %s and m.is_active and exists (select from core.membership_role r
        join core.role_permission p on p.company_id = r.company_id and p.role_id = r.role_id and p.permission = 'it.ticket.work'
        where r.company_id = m.company_id and r.user_id = m.user_id)
    order by u.name limit 200
"""
QUEUES = "select id, name from it.queue where company_id = %s and not is_closed order by name limit 200"


@dataclass(frozen=True, slots=True)
class Said:
    """A message. look: "requester", "answer" or "note"."""

    id: int
    who: str
    when: str
    iso: str
    look: str
    lines: list[str]

    @property
    def excerpt(self) -> str:
        """Its first words, for choosing it."""
        text = " ".join(self.lines)
        return f"{self.who}: {text if len(text) <= EXCERPT else text[: EXCERPT - 1] + '…'}"


@dataclass(frozen=True, slots=True)
class Choices:
    """What the dialogs of the page offer: value, words, chosen."""

    colleagues: Options
    states: Options
    priorities: Options
    queues: Options
    links: Options


@dataclass(frozen=True, slots=True)
class Conversation:
    """The page. steps: addresses of the tickets before and after in the queue; left, due: what the clock shows of what is owed next.

    others: who else looks at it, in words; merged: where it goes on, number and address.
    """

    id: int
    number: str
    title: str
    details: str
    state: str
    state_word: str
    tone: str
    priority: str
    priority_tone: str
    facts: list[tuple[str, str]]
    left: str
    is_late: bool
    due: str
    said: list[Said]
    key: str
    box: AnswerBox | None
    choices: Choices | None
    others: str
    merged: tuple[str, str] | None
    is_running: bool
    is_mine: bool
    previous: str
    following: str
    next_path: str
    beside: Beside


async def conversation_of(reader: Reader, parameters: dict[str, str]) -> Conversation:
    """One ticket. Raises NotFound."""
    if not parameters["id"].isdecimal():
        raise NotFound()
    row = await reader.one(TICKETS, int(parameters["id"][:18]))
    ticket, state = int(row["id"]), row["status"]
    before, after = await _neighbours(reader, ticket)
    away = await away_on(reader, reader.today)
    may_write = reader.scope.may("it.ticket.work") and state != "closed"
    return Conversation(
        ticket,
        row["number"],
        row["title"],
        row["details"],
        state,
        word_of(reader, STATES, state),
        STATE_TONES[state],
        word_of(reader, PRIORITIES, row["priority"]),
        PRIORITY_TONES[row["priority"]],
        _facts(reader, row, away),
        _left(reader, row),
        bool(row["late"]),
        _moment(reader, row["next_due"] or row["resolution_due"]),
        await _said(reader, ticket),
        secrets.token_urlsafe(18),
        await answer_box(reader, ticket, parameters.get("answer", "")) if may_write else None,
        await _choices(reader, row, away) if may_write else None,
        await others_at(reader, ticket),
        await _merged(reader, row["merged_into_id"]),
        state not in ENDED,
        row["assignee_id"] == reader.scope.user,
        f"tickets/{before}" if before else "",
        f"tickets/{after}" if after else "",
        f"tickets/{after or before}" if after or before else "tickets",
        await beside_ticket(reader, row, away),
    )


async def _neighbours(reader: Reader, ticket: int) -> tuple[int | None, int | None]:
    """Before and after in the queue of what is open, by working minutes left; the most urgent one from anywhere else."""
    wish = Wish(columns=("id",), filters={"status": ["open"]}, limit=QUEUE_AHEAD)
    page = await reader.page(TICKETS, wish)
    numbers = [row[page.cells.index("id")] for row in page.rows]
    if ticket not in numbers:
        return None, numbers[0] if numbers else None
    at = numbers.index(ticket)
    return (numbers[at - 1] if at else None), (numbers[at + 1] if at + 1 < len(numbers) else None)


def _facts(reader: Reader, row: dict[str, Any], away: dict[int, Away]) -> list[tuple[str, str]]:
    assignee = row["assignee"] or said(reader, _("Nobody yet"))
    if row["assignee_id"] in away:
        assignee = f"{assignee} ({say_away(away[row['assignee_id']], reader.scope.language)})"
    pairs: list[tuple[Words, str]] = [
        (_("Who works on it"), assignee),
        (_("Queue"), row["queue"]),
        (_("Kind"), word_of(reader, KINDS, row["kind"])),
        (_("Opened"), _moment(reader, row["created_at"])),
    ]
    if row["responded_at"] is None and row["response_due"] is not None:
        pairs.append((_("First answer due"), _moment(reader, row["response_due"])))
        pairs.append((_("Solution due"), _moment(reader, row["resolution_due"])))
    return [(said(reader, title), value) for title, value in pairs]


def _left(reader: Reader, row: dict[str, Any]) -> str:
    if row["ended_at"] is not None:
        return said(reader, _("Too late") if row["late"] else _("In time")) if row["resolution_due"] else ""
    if row["left"] is None:
        return ""
    if row["left"] < 0:
        return translate(_("{length} late").fill(length=length_of(reader, -row["left"])), reader.scope.language)
    words = _("{length} left; the clock stands") if row["status"] != "open" else _("{length} left")
    return translate(words.fill(length=length_of(reader, row["left"])), reader.scope.language)


async def _said(reader: Reader, ticket: int) -> list[Said]:
    rows = await reader.rows(SAID, reader.scope.company, ticket)
    return [
        Said(
            message,
            who,
            _moment(reader, at),
            at.isoformat(),
            "note" if internal else "requester" if from_requester else "answer",
            body.split("\n"),
        )
        for message, who, at, internal, from_requester, body in rows
    ]


async def _choices(reader: Reader, row: dict[str, Any], away: dict[int, Away]) -> Choices:
    queues = await reader.rows(QUEUES, reader.scope.company)
    return Choices(
        await _colleagues(reader, row["assignee_id"], away),
        [(one.value, said(reader, one.title), one.value == row["status"]) for one in STATES],
        [(one.value, said(reader, one.title), one.value == row["priority"]) for one in PRIORITIES],
        [(str(queue), name, queue == row["queue_id"]) for queue, name in queues],
        [(one.value, said(reader, one.title), False) for one in LINK_KINDS],
    )


async def _colleagues(reader: Reader, assignee: int | None, away: dict[int, Away]) -> Options:
    """Who works on tickets, with how many are open there, and who is on leave."""
    found = []
    for user, name, count in await reader.rows(COLLEAGUES, reader.scope.company):
        load = translate(_("{number} open").fill(number=count), reader.scope.language)
        absence = say_away(away[user], reader.scope.language) if user in away else ""
        found.append((str(user), " · ".join(part for part in (name, load, absence) if part), user == assignee))
    return found


async def _merged(reader: Reader, into: int | None) -> tuple[str, str] | None:
    if into is None:
        return None
    row = await reader.one(TICKETS, into, columns=("number", "title"))
    return f"{row['number']} · {row['title']}", f"tickets/{into}"


def _moment(reader: Reader, at: datetime | None) -> str:
    return "" if at is None else format_moment(at, reader.company.zone, reader.scope.language)
