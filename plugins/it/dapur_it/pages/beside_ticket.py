"""What stands beside a ticket: the person, their devices and last tickets, linked tickets, files, and what may help."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from dapur.contract import _
from dapur.language.numbers import format_size
from dapur.queries.reader import Reader
from dapur.services.workforce import Workforce
from dapur_it.absences import Away, say_away
from dapur_it.pages.spoken import said, word_of
from dapur_it.words import LINK_KINDS, SPLIT_KINDS, STATES

DEVICES = """
    select a.id, a.code, a.name, a.warranty_until from it.asset a
    where a.company_id = %s and (exists (select from it.ticket_asset x where x.company_id = a.company_id and x.asset_id = a.id
        and x.ticket_id = %s) or exists (select from it.holding h join base.party p on p.company_id = h.company_id
        and p.id = h.holder_id where h.company_id = a.company_id and h.asset_id = a.id and h.to_day is null and p.user_id = %s))
    order by a.code limit 8
"""
LATEST = """
    select id, number, title, state from it.ticket where company_id = %s and id <> %s and merged_into_id is distinct from %s
    and (requester_id = %s or (requester_email <> '' and requester_email = %s)) order by id desc limit 5
"""
LINKED = """
    select l.id, case when l.ticket_id = %s then l.kind else 'other:' || l.kind end, t.id, t.number, t.title, t.state
    from it.ticket_link l join it.ticket t on t.company_id = l.company_id
        and t.id = case when l.ticket_id = %s then l.other_id else l.ticket_id end
    where l.company_id = %s and (l.ticket_id = %s or l.other_id = %s) order by l.id limit 50
"""
MERGED = "select id, number, title from it.ticket where company_id = %s and merged_into_id = %s order by id limit 50"
ARTICLES = """
    select id, title from (select id, title, ts_rank(to_tsvector('simple', title || ' ' || title || ' ' || body), q.words) as fit
    from it.article, (select to_tsquery('simple', %s) as words) q where company_id = %s and not is_closed
    and to_tsvector('simple', title || ' ' || body) @@ q.words) found order by fit desc, id limit 3
"""
ANSWERS = """
    select t.id, t.number, t.title, m.id, m.body from (
        select company_id, id, number, title from it.ticket where company_id = %s and id <> %s and state in ('solved', 'closed')
        order by created_at desc, id desc limit 400) t
    cross join (select to_tsquery('simple', %s) as words) q
    join lateral (select id, body from it.ticket_message where company_id = t.company_id and ticket_id = t.id
        and not is_internal and not from_requester order by id desc limit 1) m on true
    where to_tsvector('simple', t.title) @@ q.words order by ts_rank(to_tsvector('simple', t.title), q.words) desc, t.id desc limit 3
"""
"""Of the newest that are solved: what was answered long ago is no answer any more, and the cost stays the same."""
FILES = """
    select f.id, f.name, f.size from it.ticket_file a join core.file f on f.company_id = a.company_id and f.id = a.file_id
    where a.company_id = %s and a.owner_id = %s and a.detached_at is null order by f.id
"""
OTHER_END = {"caused_by": "causes", "blocked_by": "blocks", "duplicate_of": "has_duplicate", "split_from": "split_into"}


@dataclass(frozen=True, slots=True)
class Link:
    """Something else. remove: number of the link that can be taken away; 0 where there is none."""

    text: str
    address: str
    detail: str = ""
    remove: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """How something alike was answered. use: the address that takes the words over."""

    title: str
    address: str
    lines: list[str]
    use: str


@dataclass(frozen=True, slots=True)
class Beside:
    """person: name first, then what is known of who asked."""

    person: list[str]
    person_address: str
    devices: list[Link]
    latest: list[Link]
    linked: list[Link]
    files: list[Link]
    articles: list[Link]
    answers: list[Answer]


async def beside_ticket(reader: Reader, row: dict[str, Any], away: dict[int, Away]) -> Beside:
    """row: the ticket as its list has it."""
    ticket, requester = int(row["id"]), row["requester_id"]
    words = _words_of(row["title"])
    return Beside(
        await _person(reader, row, away),
        f"tickets?requester={requester}" if requester else "",
        await _devices(reader, ticket, requester),
        await _latest(reader, row),
        await _linked(reader, ticket),
        await _files(reader, ticket),
        await _articles(reader, words),
        await _answers(reader, ticket, words),
    )


async def _person(reader: Reader, row: dict[str, Any], away: dict[int, Away]) -> list[str]:
    found = [row["requester"] or "–", row["requester_email"]]
    workforce, user = reader.find(Workforce), row["requester_id"]
    employee = await workforce.person_of_user(user, reader.today) if workforce is not None and user else None
    if employee is not None:
        found += [employee.position_title, employee.unit_name]
    if user in away:
        found.append(say_away(away[user], reader.scope.language))
    return [part for part in found if part]


async def _devices(reader: Reader, ticket: int, requester: int | None) -> list[Link]:
    if not reader.scope.may("it.inventory.read"):
        return []
    rows = await reader.rows(DEVICES, reader.scope.company, ticket, requester or 0)
    return [Link(f"{code} · {name}", f"assets/{asset}", _warranty(reader, until)) for asset, code, name, until in rows]


def _warranty(reader: Reader, until: date | None) -> str:
    """Whether support is paid."""
    if until is None:
        return ""
    return said(reader, _("under warranty") if until >= reader.today else _("warranty is over"))


async def _latest(reader: Reader, row: dict[str, Any]) -> list[Link]:
    asked = (row["id"], row["id"], row["requester_id"] or 0, row["requester_email"])
    rows = await reader.rows(LATEST, reader.scope.company, *asked)
    return [
        Link(f"{number} · {title}", f"tickets/{ticket}", word_of(reader, STATES, state)) for ticket, number, title, state in rows
    ]


async def _linked(reader: Reader, ticket: int) -> list[Link]:
    company = reader.scope.company
    rows = await reader.rows(LINKED, ticket, ticket, company, ticket, ticket)
    found = [
        Link(f"{number} · {title}", f"tickets/{other}", f"{_kind(reader, kind)} · {word_of(reader, STATES, state)}", link)
        for link, kind, other, number, title, state in rows
    ]
    merged = said(reader, _("was merged into this one"))
    rows = await reader.rows(MERGED, company, ticket)
    return [*found, *(Link(f"{number} · {title}", f"tickets/{other}", merged) for other, number, title in rows)]


def _kind(reader: Reader, kind: str) -> str:
    known = kind.removeprefix("other:")
    return word_of(reader, (*LINK_KINDS, *SPLIT_KINDS), OTHER_END.get(known, known) if kind != known else known)


async def _files(reader: Reader, ticket: int) -> list[Link]:
    rows = await reader.rows(FILES, reader.scope.company, ticket)
    language = reader.scope.language
    return [Link(name, f"tickets/{ticket}/details/files/{file}", format_size(size, language)) for file, name, size in rows]


def _words_of(title: str) -> str:
    """Any of the longer words, for a search."""
    words = ["".join(c for c in word if c.isalnum()) for word in title.lower().split()]
    return " | ".join(dict.fromkeys(word for word in words if len(word) > 3))


async def _articles(reader: Reader, words: str) -> list[Link]:
    rows = await reader.rows(ARTICLES, words, reader.scope.company) if words else []
    return [Link(name, f"articles/{article}") for article, name in rows]


async def _answers(reader: Reader, ticket: int, words: str) -> list[Answer]:
    rows = await reader.rows(ANSWERS, reader.scope.company, ticket, words) if words else []
    return [
        Answer(f"{number} · {title}", f"tickets/{other}", body.split("\n"), f"tickets/{ticket}?answer={message}")
        for other, number, title, message, body in rows
    ]
