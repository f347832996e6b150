"""Bank statements come in: as a file, or line by line from another program. Each line is kept once, however often it comes."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from pydantic import Field, StringConstraints

from dapur.contract import Form, NotFound, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur.services.bank_formats import BankFormats, CsvLayout
from dapur_accounting.events import StatementImported
from dapur_accounting.operations.bank_accounts import BankAccount, bank_account_of
from dapur_accounting.operations.bank_opening import match_opening
from dapur_accounting.operations.entry_lines import ZERO, Signed
from dapur_accounting.statements.placing import Gap, Known, Placement, place
from dapur_accounting.statements.read_file import read_statements
from dapur_accounting.statements.statement import Statement, StatementLine

CONFLICTS = {
    "bank_line_position_key": (
        "bank",
        "STATEMENT_MEANWHILE",
        _("Somebody else imported a moment ago. Look at the list, then try again."),
    )
}


class ImportStatement(Form):
    """Which bank account, and the file that the bank gave: MT940, CAMT.053, OFX or CSV."""

    bank: Annotated[int, Shown(_("Bank account"), reference="accounting.bank_accounts")]
    file: Annotated[int, Shown(_("Statement"), kind="file")]


class StatementRow(Form):
    """A movement; what comes in is positive."""

    date: Annotated[datetime.date, Shown(_("Date"))]
    amount: Annotated[Signed, Shown(_("Amount"), kind="money", stop=True)]
    memo: Annotated[str, StringConstraints(max_length=1000), Shown(_("Description"))] = ""
    reference: Annotated[str, StringConstraints(max_length=100), Shown(_("Reference"), kind="code")] = ""
    counterparty: Annotated[str, StringConstraints(max_length=200), Shown(_("Counterparty"))] = ""


class AddStatement(Form):
    """A statement line by line, in the bank's order. opening, closing: its balances, where they are known."""

    bank: Annotated[int, Shown(_("Bank account"), reference="accounting.bank_accounts")]
    reference: Annotated[str, StringConstraints(max_length=100), Shown(_("Number of the statement"), kind="code")] = ""
    opening: Annotated[Signed | None, Shown(_("Opening balance"), kind="money")] = None
    closing: Annotated[Signed | None, Shown(_("Closing balance"), kind="money")] = None
    lines: Annotated[list[StatementRow], Field(max_length=10_000), Shown(_("Lines"), kind="lines")]


class StatementTaken(Result):
    """What was new. `id`: the statement (the last of the file), if anything was. `closing`: what stands at the bank now."""

    id: int | None
    bank: int
    added: int
    skipped: int
    closing: Decimal


@operation(
    "accounting.import_statement",
    title=_("Import bank statement"),
    permission="accounting.bank.import",
    audit_verb=_("imported a bank statement"),
    conflicts=CONFLICTS,
)
async def import_statement(work: Work, form: ImportStatement) -> StatementTaken:
    """Take over what is new in a file. The same file again, or one that overlaps, brings no line twice.

    What the file begins with must follow from what is known; a statement that is missing between them is told.
    """
    bank = await bank_account_of(work, form.bank)
    content = await work.value(
        "select c.content from core.file f join core.file_content c on c.company_id = f.company_id and c.sha256 = f.sha256"
        " where f.company_id = %s and f.id = %s",
        work.scope.company,
        form.file,
    )
    if content is None:
        raise NotFound(field="file")
    return await _take_all(work, bank, read_statements(bytes(content), _layouts(work, bank), work.today), form.file)


@operation(
    "accounting.add_statement",
    title=_("Add bank statement"),
    permission="accounting.bank.import",
    audit_verb=_("added a bank statement"),
    conflicts=CONFLICTS,
)
async def add_statement(work: Work, form: AddStatement) -> StatementTaken:
    """The same, line by line: for other programs, and for paper."""
    bank = await bank_account_of(work, form.bank)
    lines = [StatementLine(r.date, r.amount, r.memo, r.reference, r.counterparty) for r in form.lines]
    return await _take_all(work, bank, [Statement(lines, form.opening, form.closing, form.reference)], None)


def _layouts(work: Work, bank: BankAccount) -> list[CsvLayout]:
    """The account's own layout first, then those that the country's banks are known to use."""
    own = [CsvLayout(**bank.layout)] if bank.layout else []
    formats = work.find(BankFormats)
    return [*own, *(formats.csv_layouts() if formats is not None else ())]


async def _take_all(work: Work, bank: BankAccount, statements: Sequence[Statement], file: int | None) -> StatementTaken:
    await work.value("select accounting.hold_bank(%s, %s)", work.scope.company, bank.id)
    taken = [await _take(work, bank, statement, file) for statement in statements]
    made = [t.id for t in taken if t.id is not None]
    if made:
        await match_opening(work, bank)
        work.emit(StatementImported(bank.id, tuple(made)))
    closing = await work.value(
        "select balance from accounting.bank_line where company_id = %s and bank_account_id = %s order by position desc limit 1",
        work.scope.company,
        bank.id,
    )
    return StatementTaken(
        id=made[-1] if made else None,
        bank=bank.id,
        added=sum(t.added for t in taken),
        skipped=sum(t.skipped for t in taken),
        closing=closing or ZERO,
    )


@dataclass(frozen=True)
class Taken:
    """What became of one statement."""

    id: int | None
    added: int
    skipped: int


async def _take(work: Work, bank: BankAccount, statement: Statement, file: int | None) -> Taken:
    lines = [line for line in statement.lines if line.amount]
    _check(bank, statement)
    if not lines:
        return Taken(None, 0, 0)
    known = await _known(work, bank, min(line.day for line in lines))
    placement = await _place(work, bank, known, Statement(lines, statement.opening, statement.closing))
    if not (placement.before or placement.after):
        return Taken(None, 0, placement.skipped)
    return await _store(work, bank, statement, placement, known, file)


def _check(bank: BankAccount, statement: Statement) -> None:
    theirs, ours = (re.sub(r"\W", "", n) for n in (statement.number, bank.number))
    if theirs and ours and not (theirs.endswith(ours) or ours.endswith(theirs)):
        text = _("This statement is of account {theirs}, not of {ours}. Choose the other bank account.")
        raise Refused("STATEMENT_OTHER_ACCOUNT", text.fill(theirs=statement.number, ours=bank.number), field="bank")
    if statement.currency and statement.currency != bank.currency:
        text = _("This statement is in {theirs}, the bank account in {ours}. Choose the other bank account.")
        raise Refused("STATEMENT_OTHER_ACCOUNT", text.fill(theirs=statement.currency, ours=bank.currency), field="bank")
    if statement.opening is None or statement.closing is None:
        return
    end = statement.opening + sum((line.amount for line in statement.lines), ZERO)
    if end != statement.closing:
        text = _("Its lines lead to {found}, but it says {expected}. Get the whole statement from the bank.")
        raise Refused("STATEMENT_SUM_DIFFERS", text.fill(found=end, expected=statement.closing), field="closing")


async def _known(work: Work, bank: BankAccount, first: datetime.date) -> list[Known]:
    """What is known from this day on; at least the last line."""
    rows = await work.rows(
        "select position, day, amount, balance, memo, reference from accounting.bank_line where company_id = %s and bank_account_id = %s"
        " and position >= (select coalesce(min(position) filter (where day >= %s), max(position)) from accounting.bank_line"
        " where company_id = %s and bank_account_id = %s) order by position",
        work.scope.company,
        bank.id,
        first,
        work.scope.company,
        bank.id,
    )
    return [Known(r["position"], StatementLine(r["day"], r["amount"], r["memo"], r["reference"]), r["balance"]) for r in rows]


async def _place(work: Work, bank: BankAccount, known: list[Known], statement: Statement) -> Placement:
    try:
        placement = place(known, statement)
    except Gap as gap:
        raise _gap(gap.expected, gap.found) from None
    if placement.before and known:
        earlier = await work.value(
            "select balance from accounting.bank_line where company_id = %s and bank_account_id = %s and position < %s"
            " order by position desc limit 1",
            work.scope.company,
            bank.id,
            known[0].position,
        )
        if earlier is not None:
            raise _gap(earlier, statement.opening if statement.opening is not None else ZERO)
    return placement


def _gap(expected: Decimal, found: Decimal) -> Refused:
    text = _("The statement begins with {found}, but the last one ended with {expected}. Import what lies between first.")
    return Refused(
        "STATEMENT_GAP", text.fill(found=found, expected=expected), field="opening", expected=str(expected), found=str(found)
    )


async def _store(
    work: Work, bank: BankAccount, statement: Statement, placement: Placement, known: Sequence[Known], file: int | None
) -> Taken:
    start = placement.opening - sum((line.amount for line in placement.before), ZERO)
    rows = _rows(placement.before, start, (known[0].position if known else 1) - len(placement.before))
    last = known[-1] if known else None
    rows += _rows(placement.after, last.balance if last else placement.opening, last.position + 1 if last else 1)
    days = [line.day for line in statement.lines]
    opening = statement.opening if statement.opening is not None else rows[0][2] - rows[0][0].amount
    made = await work.value(
        "select accounting.add_statement(%s, %s, %s, %s::bigint, %s, %s, %s, %s, %s::int, %s::bigint[], %s::date[], %s::numeric[],"
        " %s::numeric[], %s::text[], %s::text[], %s::text[], %s::text[])",
        work.scope.company,
        bank.id,
        statement.reference[:100],
        file,
        min(days),
        max(days),
        opening,
        statement.closing if statement.closing is not None else rows[-1][2],
        placement.skipped,
        [position for _line, position, _balance in rows],
        [line.day for line, _position, _balance in rows],
        [line.amount for line, _position, _balance in rows],
        [balance for _line, _position, balance in rows],
        *([getattr(line, name) for line, _p, _b in rows] for name in ("memo", "reference", "counterparty", "counter_number")),
    )
    return Taken(int(made), len(rows), placement.skipped)


def _rows(lines: Sequence[StatementLine], balance: Decimal, position: int) -> list[tuple[StatementLine, int, Decimal]]:
    found = []
    for n, line in enumerate(lines):
        balance += line.amount
        found.append((line, position + n, balance))
    return found


class RemoveStatement(Form):
    """Which statement."""

    id: Annotated[int, Shown(_("Statement"), kind="hidden")]


class StatementRemoved(Result):
    """Gone."""

    id: int


@operation(
    "accounting.remove_statement",
    title=_("Remove statement"),
    permission="accounting.bank.import",
    danger=True,
    audit_verb=_("removed a bank statement"),
)
async def remove_statement(work: Work, form: RemoveStatement) -> StatementRemoved:
    """Take a wrong import out again: the last or the first one of its account, while none of its lines is matched."""
    await work.value("select accounting.remove_statement(%s, %s)", work.scope.company, form.id)
    return StatementRemoved(id=form.id)
