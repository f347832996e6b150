"""Asking for leave: the form, and beside it what the request would mean."""

import secrets
from dataclasses import dataclass
from typing import Any

from dapur.contract.errors import DapurError
from dapur.language.catalogue import translate
from dapur.queries.plan import Wish
from dapur.queries.reader import Reader
from dapur_hr.operations.request_leave import PARTS, RequestLeave, span_of, type_of
from dapur_hr.pages.outlook import Outlook, Plan, outlook_of
from dapur_hr.pages.person_facts import Sayer
from dapur_hr.queries.leave import LEAVE_TYPES
from dapur_hr.workforce import PeopleAtWork


@dataclass(frozen=True)
class AskLeave:
    """The page. types, parts: value and words; chosen: what was typed; may_choose: the reader may ask for others."""

    key: str
    types: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, str], ...]
    chosen: dict[str, str]
    outlook: Outlook | None
    may_choose: bool


async def ask_leave(reader: Reader, parameters: dict[str, str]) -> AskLeave:
    """The form; with days in the address also what they would mean."""
    say = Sayer(reader)
    kinds = (await reader.page(LEAVE_TYPES, Wish(filters={"status": ["open"]}, limit=100))).dicts()
    chosen = {name: parameters.get(name, "") for name in ("dates", "type", "part", "employee")}
    return AskLeave(
        secrets.token_urlsafe(18),
        tuple((str(kind["id"]), kind["name"]) for kind in kinds),
        tuple((choice.value, say(choice.title)) for choice in PARTS),
        chosen,
        await _outlook(reader, chosen) if chosen["dates"] else None,
        reader.scope.may("hr.leave.manage"),
    )


async def _outlook(reader: Reader, chosen: dict[str, str]) -> Outlook:
    try:
        return await outlook_of(reader, await _plan(reader, chosen))
    except DapurError as refused:
        return Outlook(problem=translate(refused.problems[0].message, reader.scope.language))


async def _plan(reader: Reader, chosen: dict[str, str]) -> Plan:
    """The own leave, or a chosen person's for who may ask for others."""
    part: Any = chosen["part"] if chosen["part"] in ("morning", "afternoon") else ""
    first, last = span_of(RequestLeave(dates=chosen["dates"][:60], part=part), reader.scope.language, reader.today)
    leave_type = await type_of(reader, _number(chosen["type"]))
    workforce, wanted = PeopleAtWork(reader), _number(chosen["employee"])
    if wanted is not None and reader.scope.may("hr.leave.manage"):
        person = await workforce.person(wanted, first)
    else:
        person = await workforce.person_of_user(reader.scope.user, first)
    return Plan(
        person.employee if person is not None else 0,
        person.employment if person is not None else 0,
        leave_type["id"],
        first,
        last,
        part,
        leave_type["counted"],
        leave_type["has_balance"],
    )


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 19 else None
