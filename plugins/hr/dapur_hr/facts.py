"""Dated facts: valid from a day through a day, known from a moment until a moment. Nothing known is ever overwritten."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dapur.operations.work import Work
from dapur_base.rules.spans import DAY, Span, outside


@dataclass(frozen=True)
class FactTable:
    """A table of facts. Names are fixed: `about` says whom and what a fact concerns, `says` what it tells."""

    name: str
    about: tuple[str, ...]
    says: tuple[str, ...]


PAY = FactTable("hr.pay_fact", ("employment_id", "component_id"), ("amount", "reason"))
HOUSEHOLD = FactTable("hr.household_fact", ("employee_id",), ("is_married", "dependants", "spouse_has_no_income"))


async def note_fact(work: Work, table: FactTable, about: Sequence[Any], says: Sequence[Any] | None, span: Span) -> None:
    """Note what holds in a span; the caller has locked what the fact is about. None: nothing holds any more.

    Without a last day it holds until the day before the next fact that is known, or until further notice.
    """
    known = await _known(work, table, about, span.first)
    following = min((row["from_day"] for row in known if row["from_day"] > span.first), default=None)
    if span.last is None and following is not None:
        span = Span(span.first, following - DAY)
    replaced = [row for row in known if span.meets(Span(row["from_day"], row["to_day"]))]
    # Who waited for the lock began earlier than the facts that they now replace; those are not known backwards.
    moment = max([work.now, *(row["known_from"] for row in replaced)])
    await work.run(
        f"update {table.name} set known_to = %s where company_id = %s and id = any (%s)",
        moment,
        work.scope.company,
        [row["id"] for row in replaced],
    )
    for row in replaced:
        for rest in outside(Span(row["from_day"], row["to_day"]), span):
            await _insert(work, table, about, [row[name] for name in table.says], rest, moment)
    if says is not None:
        await _insert(work, table, about, says, span, moment)


async def _known(work: Work, table: FactTable, about: Sequence[Any], first: date) -> list[dict[str, Any]]:
    same = " and ".join(f"{name} = %s" for name in table.about)
    return await work.rows(
        f"select id, from_day, to_day, known_from, {', '.join(table.says)} from {table.name}"
        f" where company_id = %s and {same} and known_to is null and (to_day is null or to_day >= %s) order by from_day",
        work.scope.company,
        *about,
        first,
    )


async def _insert(work: Work, table: FactTable, about: Sequence[Any], says: Sequence[Any], span: Span, moment: datetime) -> None:
    names = ("company_id", *table.about, *table.says, "from_day", "to_day", "known_from")
    values = (work.scope.company, *about, *says, span.first, span.last, moment)
    marks = ", ".join(["%s"] * len(names))
    await work.run(f"insert into {table.name} ({', '.join(names)}) values ({marks})", *values)
