"""The page of one ticket: what was said, what is owed when, and beside it what helps. Texts are ready to be shown."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dapur.contract import NotFound, Words, _
from dapur.language.catalogue import translate
from dapur.language.dates import format_moment
from dapur.queries.plan import Wish
from dapur.queries.reader import Reader
from dapur_it.operations.write_to_ticket import AFTER
from dapur_it.pages.spoken import length_of, word_of
from dapur_it.queries.tickets import TICKETS
from dapur_it.rules.clock import ENDED
from dapur_it.words import KINDS, PRIORITIES, PRIORITY_TONES, STATE_TONES, STATES

QUEUE_AHEAD = 200
SAID = """
    select coalesce(u.name, m.author_name), m.said_at, m.is_internal, m.from_requester, m.body from it.ticket_message m
    left join core.app_user u on u.id = m.author_id where m.company_id = %s and m.ticket_id = %s order by m.id limit 500
"""
LAST_CHOICE = """
    select then_state from it.ticket_message where company_id = %s and author_id = %s and then_state <> '' and not is_internal
    order by id desc limit 1
"""
DEVICES = """
    select a.id, a.code, a.name, a.warranty_until from it.asset a
    where a.company_id = %s and (exists (select from it.ticket_asset x where x.company_id = a.company_id and x.asset_id = a.id
        and x.ticket_id = %s) or exists (select from it.holding h join base.party p on p.company_id = h.company_id
        and p.id = h.holder_id where h.company_id = a.company_id and h.asset_id = a.id and h.to_day is null and p.user_id = %s))
    order by a.code limit 8
"""
LATEST = """
    select id, number, title, state from it.ticket where company_id = %s and id <> %s
    and (requester_id = %s or (requester_email <> '' and requester_email = %s)) order by id desc limit 5
"""
HELPFUL = """
    select id, title from (select id, title, ts_rank(to_tsvector('simple', title || ' ' || title || ' ' || body), q.words) as fit
    from it.article, (select to_tsquery('simple', %s) as words) q where company_id = %s and not is_closed
    and to_tsvector('simple', title || ' ' || body) @@ q.words) found order by fit desc, id limit 3
"""


@dataclass(frozen=True, slots=True)
class Said:
    """A message. look: "requester", "answer" or "note"."""

    who: str
    when: str
    iso: str
    look: str
    lines: list[str]


@dataclass(frozen=True, slots=True)
class Link:
    """Something beside the conversation."""

    text: str
    address: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """The page. steps: addresses of the tickets before and after in the queue; left: words for what the clock shows."""

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
    draft: str
    key: str
    form_name: str
    after: list[tuple[str, str, bool]]
    may_write: bool
    is_running: bool
    is_mine: bool
    previous: str
    following: str
    next_path: str
    devices: list[Link]
    latest: list[Link]
    helpful: list[Link]


async def conversation_of(reader: Reader, parameters: dict[str, str]) -> Conversation:
    """One ticket. Raises NotFound."""
    if not parameters["id"].isdecimal():
        raise NotFound()
    row = await reader.one(TICKETS, int(parameters["id"]))
    ticket, state = int(row["id"]), row["status"]
    before, after = await _neighbours(reader, ticket)
    form_name = f"it/do/write_to_ticket?id={ticket}"
    chosen = await reader.value(LAST_CHOICE, reader.scope.company, reader.scope.user) or "solved"
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
        _facts(reader, row),
        _left(reader, row),
        bool(row["late"]),
        _moment(reader, row["resolution_due"]),
        await _said(reader, ticket),
        await _draft(reader, form_name),
        secrets.token_urlsafe(18),
        form_name,
        [(choice.value, _say(reader, choice.title), choice.value == chosen) for choice in AFTER],
        may_write,
        state not in ENDED,
        row["assignee_id"] == reader.scope.user,
        f"tickets/{before}" if before else "",
        f"tickets/{after}" if after else "",
        f"tickets/{after or before}" if after or before else "tickets",
        await _devices(reader, ticket, row["requester_id"]),
        await _latest(reader, row),
        await _helpful(reader, row["title"]),
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


def _facts(reader: Reader, row: dict[str, Any]) -> list[tuple[str, str]]:
    pairs: list[tuple[Words, str]] = [
        (_("Requester"), row["requester"] or "–"),
        (_("Who works on it"), row["assignee"] or _say(reader, _("Nobody yet"))),
        (_("Queue"), row["queue"]),
        (_("Kind"), word_of(reader, KINDS, row["kind"])),
        (_("Opened"), _moment(reader, row["created_at"])),
    ]
    if row["responded_at"] is None and row["response_due"] is not None:
        pairs.append((_("First answer due"), _moment(reader, row["response_due"])))
    return [(_say(reader, title), value) for title, value in pairs]


def _left(reader: Reader, row: dict[str, Any]) -> str:
    if row["ended_at"] is not None:
        return _say(reader, _("Too late") if row["late"] else _("In time")) if row["resolution_due"] else ""
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
            who,
            _moment(reader, at),
            at.isoformat(),
            "note" if internal else "requester" if from_requester else "answer",
            body.split("\n"),
        )
        for who, at, internal, from_requester, body in rows
    ]


async def _draft(reader: Reader, form_name: str) -> str:
    """What was typed and not sent."""
    found = await reader.value(
        "select content ->> 'body' from core.form_draft where company_id = %s and user_id = %s and form = %s",
        *(reader.scope.company, reader.scope.user, form_name),
    )
    return str(found or "")


async def _devices(reader: Reader, ticket: int, requester: int | None) -> list[Link]:
    if not reader.scope.may("it.inventory.read"):
        return []
    rows = await reader.rows(DEVICES, reader.scope.company, ticket, requester or 0)
    return [Link(f"{code} · {name}", f"assets/{asset}", _warranty(reader, until)) for asset, code, name, until in rows]


def _warranty(reader: Reader, until: Any) -> str:
    """Whether support is paid."""
    if until is None:
        return ""
    return _say(reader, _("under warranty") if until >= reader.today else _("warranty is over"))


async def _latest(reader: Reader, row: dict[str, Any]) -> list[Link]:
    rows = await reader.rows(LATEST, reader.scope.company, row["id"], row["requester_id"] or 0, row["requester_email"])
    return [
        Link(f"{number} · {title}", f"tickets/{ticket}", word_of(reader, STATES, state)) for ticket, number, title, state in rows
    ]


async def _helpful(reader: Reader, title: str) -> list[Link]:
    words = ["".join(c for c in word if c.isalnum()) for word in title.lower().split()]
    asked = " | ".join(dict.fromkeys(word for word in words if len(word) > 3))
    if not asked:
        return []
    rows = await reader.rows(HELPFUL, asked, reader.scope.company)
    return [Link(name, f"articles/{article}") for article, name in rows]


def _moment(reader: Reader, at: datetime | None) -> str:
    return "" if at is None else format_moment(at, reader.company.zone, reader.scope.language)


def _say(reader: Reader, words: Words) -> str:
    return translate(words, reader.scope.language)
