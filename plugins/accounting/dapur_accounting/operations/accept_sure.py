"""Accept everything that is sure in one go; a dry run says first what that is."""

from typing import Annotated

from pydantic import Field

from dapur.contract import Form, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_accounting.bank_pool import read_pool, read_waiting
from dapur_accounting.operations.bank_accounts import bank_account_of
from dapur_accounting.operations.matching import CONFLICTS, MatchItem, MatchLines, match
from dapur_accounting.rules.matching import sure

AT_ONCE = 500


class AcceptSure(Form):
    """Which bank account. `most`: so many lines at the most, the oldest first."""

    bank: Annotated[int, Shown(_("Bank account"), reference="accounting.bank_accounts")]
    most: Annotated[int, Field(ge=1, le=AT_ONCE), Shown(_("At most"))] = AT_ONCE


class SureAccepted(Result):
    """How many, and what: numbers of the statement lines and of the entries that they were matched with."""

    matched: int
    lines: list[int]
    entries: list[int]


@operation(
    "accounting.accept_sure_matches",
    title=_("Accept all that is sure"),
    permission="accounting.bank.match",
    audit_verb=_("accepted all sure matches"),
    conflicts=CONFLICTS,
)
async def accept_sure_matches(work: Work, form: AcceptSure) -> SureAccepted:
    """Match every line that has one answer only: the same amount, and its number, party or day. All, or none."""
    bank = await bank_account_of(work, form.bank)
    await work.value("select accounting.hold_bank(%s, %s)", work.scope.company, bank.id)
    fee = work.setting("accounting.bank_write_off_limit")
    pool = await read_pool(work, bank.id, bank.currency, fee)
    found = sure(await read_waiting(work, bank.id), pool)[: form.most]
    entries: list[int] = []
    for line, answer in found:
        items = [MatchItem(entry=one.entry, line=one.line) for one in answer.candidates]
        await match(work, MatchLines(lines=[line.id], items=items))
        entries += [one.entry for one in answer.candidates]
    return SureAccepted(matched=len(found), lines=[line.id for line, _answer in found], entries=entries)
