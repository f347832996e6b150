"""A payroll beside the month before, person by person; the three sums that must be equal; what stands in the way of posting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dapur.jobs.kept_words import kept_words
from dapur.language.catalogue import translate
from dapur.language.dates import month_name
from dapur.queries.plan import Wish
from dapur.queries.reader import Reader, read_cursor
from dapur_hr.operations.payroll.runs import OPEN_SLIPS
from dapur_hr.payroll_pages.amounts import Amounts
from dapur_hr.payroll_pages.reasons import component_names, said, titles_of_law
from dapur_hr.queries.payrolls import COMPARISON, PAYROLLS
from dapur_hr.queries.payslips import RUN_STATES, RUN_TONES, STATES, TONES

PAGE = 300
COLUMNS = tuple(column.name for column in COMPARISON.columns)
# From the lines, so that it proves the slips: what is earned less what is kept.
_JOURNAL = """
    select coalesce(sum(amount) filter (where side = 'earning'), 0) - coalesce(sum(amount) filter (where side = 'deduction'), 0)
    from hr.payslip_line where company_id = %s and run_id = %s
"""
_NOTES = "select id, notes from hr.payslip where company_id = %s and id = any (%s) and notes <> '[]'"
_BANK = """
    select coalesce(sum(net), 0), count(*) from hr.payslip
    where company_id = %s and run_id = %s and net > 0 and account_number <> ''
"""


@dataclass(frozen=True)
class ComparedRow:
    """A person: last month, this month, the difference, why. check: may still be marked as looked at."""

    id: int
    employee: int
    name: str
    number: str
    before: str
    now: str
    difference: str
    is_less: bool
    reasons: str
    state: str
    state_words: str
    tone: str
    check: bool
    notes: Sequence[str]


@dataclass(frozen=True)
class Comparison:
    """The page. sums: (name, amount) of slips, bank file and journal. waiting: percent done while it is being calculated."""

    id: int
    month: str
    state: str
    state_words: str
    tone: str
    rows: list[ComparedRow]
    more: str
    slips: str
    bank: str
    journal: str
    is_equal: bool
    people: int
    done: int
    open: int
    problems: int
    without_account: int
    masked: bool
    may_run: bool
    may_post: bool


async def compare_payroll(reader: Reader, parameters: dict[str, str]) -> Comparison:
    """The payroll of the address; `mask=1` hides the amounts (SG-18). Reading it is recorded."""
    run = int(parameters["id"])
    found = await reader.one(PAYROLLS, run)
    masked = parameters.get("mask") == "1"
    show = Amounts(reader, masked=masked)
    after = read_cursor(parameters["after"]) if parameters.get("after") else None
    page = await reader.page(COMPARISON, Wish(COLUMNS, filters={"payroll": run}, limit=PAGE, after=after))
    names = await component_names(reader)
    shown = page.dicts()
    notes = await _notes(reader, [row["id"] for row in shown], show)
    unknown = {code for row in shown for code in row["unexplained"].split(", ") if code and code not in names}
    names |= await titles_of_law(reader, run, sorted(unknown))
    ((problems, unexplained, net, people),) = await reader.rows(OPEN_SLIPS, reader.scope.company, run)
    ((bank, accounts),) = await reader.rows(_BANK, reader.scope.company, run)
    journal = await reader.value(_JOURNAL, reader.scope.company, run)
    language, open_run = reader.scope.language, found["status"] not in ("posted", "reversed")
    return Comparison(
        id=run,
        month=month_name(found["month"], language),
        state=found["status"],
        state_words=_words(RUN_STATES, found["status"], language),
        tone=RUN_TONES[found["status"]],
        rows=[_row(row, names, notes.get(row["id"], ()), show, open_run=open_run) for row in shown],
        more=page.next,
        slips=show(net),
        bank=show(bank),
        journal=show(journal),
        is_equal=net == bank == journal,
        people=found["people"],
        done=found["done"],
        open=unexplained,
        problems=problems,
        without_account=people - accounts,
        masked=masked,
        may_run=open_run and reader.scope.may("hr.payroll.run"),
        may_post=found["status"] in ("calculated", "checked") and reader.scope.may("hr.payroll.post"),
    )


async def _notes(reader: Reader, slips: Sequence[int], show: Amounts) -> dict[int, list[str]]:
    """What the law has against the pay of somebody, by slip."""
    rows = await reader.rows(_NOTES, reader.scope.company, slips)
    return {
        slip: [show.words(translate(kept_words(note["text"], note["values"]), show.language)) for note in notes]
        for slip, notes in rows
    }


def _row(row: Mapping[str, Any], names: Mapping[str, str], notes: Sequence[str], show: Amounts, *, open_run: bool) -> ComparedRow:
    language = show.language
    reasons = [r for r in row["reasons"].split(", ") if r]
    open_codes = [code for code in row["unexplained"].split(", ") if code]
    words = said(reasons, names, language)
    if open_codes:
        lines = ", ".join(names.get(code.removeprefix("retro_"), code) for code in open_codes[:3])
        words = f"{words} · ? {lines}" if words else f"? {lines}"
    return ComparedRow(
        row["id"], row["employee_id"], row["name"], row["number"], show(row["previous_net"]), show(row["net"]),
        show(row["difference"]), row["difference"] < 0, words, row["status"], _words(STATES, row["status"], language),
        TONES[row["status"]], open_run and row["status"] == "open", notes,
    )  # fmt: skip


def _words(choices: Any, value: str, language: str) -> str:
    return translate(next(choice.title for choice in choices if choice.value == value), language)
