"""Where a ticket is answered: what was typed and not sent, and what was chosen the last time."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dapur.queries.reader import Reader
from dapur_it.operations.look_at_ticket import ANSWER_FORM
from dapur_it.operations.write_to_ticket import AFTER, READERS
from dapur_it.pages.spoken import said

DRAFT = "select content from core.form_draft where company_id = %s and user_id = %s and form = %s"
LAST_CHOICE = """
    select case when is_internal then 'internal' else 'public' end, then_state from it.ticket_message
    where company_id = %s and author_id = %s and then_state <> '' order by id desc limit 1
"""
ANSWER = "select body from it.ticket_message where company_id = %s and id = %s and not is_internal and not from_requester"
Options = list[tuple[str, str, bool]]
"""Value, words, chosen."""


@dataclass(frozen=True, slots=True)
class AnswerBox:
    """form_name: what names the draft. begins: something is in it already, so it has the focus."""

    form_name: str
    text: str
    readers: Options
    after: Options
    begins: bool


async def answer_box(reader: Reader, ticket: int, chosen_answer: str) -> AnswerBox:
    """chosen_answer: number of a message that was said elsewhere, whose words are taken over; "" for none."""
    form_name = f"{ANSWER_FORM}{ticket}"
    draft: Mapping[str, Any] = await reader.value(DRAFT, reader.scope.company, reader.scope.user, form_name) or {}
    last = await reader.rows(LAST_CHOICE, reader.scope.company, reader.scope.user)
    readers, after = last[0] if last else ("public", "solved")
    typed, taken = str(draft.get("body", "")), await _answer(reader, chosen_answer)
    return AnswerBox(
        form_name,
        "\n\n".join(part for part in (typed, taken if taken not in _lines(typed) else "") if part),
        [(one.value, said(reader, one.title), one.value == draft.get("readers", readers)) for one in READERS],
        [(one.value, said(reader, one.title), one.value == draft.get("then", after)) for one in AFTER],
        bool(taken),
    )


def _lines(text: str) -> str:
    """As an answer is kept: a browser sends its lines with another end."""
    return text.replace("\r\n", "\n")


async def _answer(reader: Reader, message: str) -> str:
    if not message.isdecimal():
        return ""
    return str(await reader.value(ANSWER, reader.scope.company, int(message[:18])) or "")
