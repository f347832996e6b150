"""Take a match apart, also days later: what it booked is reversed, what it settled is open again."""

import datetime
from typing import Annotated

from dapur.contract import Form, NotFound, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_accounting.operations.allocations import allocations_of, take_back
from dapur_accounting.operations.matching import CONFLICTS
from dapur_accounting.operations.reverse_entry import ReverseEntry, reverse_entry


class UndoMatch(Form):
    """Which match; on which day what it booked is reversed (today when left empty)."""

    match: Annotated[int, Shown(_("Match"), kind="hidden")]
    date: Annotated[datetime.date | None, Shown(_("Date"), hint=_("The day on which it happens; today when left empty"))] = None


class MatchUndone(Result):
    """The statement lines that are open again, and the entry that reversed what was booked."""

    lines: list[int]
    reversal: int | None


@operation(
    "accounting.undo_bank_match",
    title=_("Undo match"),
    permission="accounting.bank.match",
    audit_verb=_("undid a bank match"),
    conflicts=CONFLICTS,
)
async def undo_bank_match(work: Work, form: UndoMatch) -> MatchUndone:
    """Take a match apart. The entry that it booked and its reversal settle each other, so neither waits for the bank."""
    found = await work.row(
        "select t.bank_account_id as bank, t.entry_id as entry, array(select m.bank_line_id from accounting.bank_match_line m"
        " where m.company_id = t.company_id and m.match_id = t.id) as lines, e.date, exists (select from accounting.entry r"
        " where r.company_id = t.company_id and r.reversal_of = t.entry_id) as reversed from accounting.bank_match t"
        " left join accounting.entry e on e.company_id = t.company_id and e.id = t.entry_id where t.company_id = %s and t.id = %s",
        work.scope.company,
        form.match,
    )
    if found is None:
        raise NotFound(field="match")
    await work.value("select accounting.unmatch_bank(%s, %s)", work.scope.company, form.match)
    if found["entry"] is None or found["reversed"]:
        return MatchUndone(lines=found["lines"], reversal=None)
    day = form.date or max(work.today, found["date"])
    return MatchUndone(lines=found["lines"], reversal=await _reverse(work, found["bank"], found["entry"], day))


async def _reverse(work: Work, bank: int, entry: int, day: datetime.date) -> int:
    for allocation in await allocations_of(work, entry):
        await take_back(work, allocation["id"], day)
    reversal = await reverse_entry.run(work, ReverseEntry(id=entry, date=day))
    rows = await work.rows(
        "select o.entry_id, o.line_no from accounting.outstanding_bank_lines(%s, %s) o where o.entry_id in (%s, %s)",
        work.scope.company,
        bank,
        entry,
        reversal.id,
    )
    if rows:
        await work.value(
            "select accounting.match_bank(%s, %s, 'taken_back', '{}', %s::bigint[], %s::int[])",
            work.scope.company,
            bank,
            [row["entry_id"] for row in rows],
            [row["line_no"] for row in rows],
        )
    return int(reversal.id)
