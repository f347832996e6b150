"""Reverse a posted entry: the only way to take it back."""

import datetime
from typing import Annotated

from pydantic import StringConstraints

from dapur.contract import Form, Refused, Shown, _, operation
from dapur.language.catalogue import translate
from dapur.operations.work import Work
from dapur_accounting.events import EntriesPosted, EntryReversed
from dapur_accounting.operations.posting import CONFLICTS, EntryPosted


class ReverseEntry(Form):
    """Which entry, on which day (today when left out), with which description."""

    id: Annotated[int, Shown(_("Entry"), kind="hidden")]
    date: Annotated[
        datetime.date | None, Shown(_("Date of the reversal"), hint=_("The day on which it happens; today when left empty"))
    ] = None
    description: Annotated[str, StringConstraints(max_length=500), Shown(_("Description"), width="wide")] = ""


@operation(
    "accounting.reverse_entry",
    title=_("Reverse"),
    permission="accounting.entry.reverse",
    audit_verb=_("reversed the entry"),
    conflicts={
        **CONFLICTS,
        "entry_reversal_key": ("id", "ALREADY_REVERSED", _("Somebody else reversed this entry a moment ago. Look at it again.")),
    },
)
async def reverse_entry(work: Work, form: ReverseEntry) -> EntryPosted:
    """Post the same entry with debit and credit exchanged, dated when it happens. An entry is reversed once."""
    document = await work.value(
        "select number from accounting.document where company_id = %s and entry_id = %s and cancel_entry_id is null",
        work.scope.company,
        form.id,
    )
    if document is not None:
        raise Refused("IS_DOCUMENT", _("It belongs to {number}. Cancel that document instead.").fill(number=document), field="id")
    return await reverse(work, form)


async def reverse(work: Work, form: ReverseEntry) -> EntryPosted:
    """The same inside another operation, which has looked at what the entry belongs to."""
    text = form.description
    if not text:
        number = await work.value(
            "select number from accounting.entry where company_id = %s and id = %s", work.scope.company, form.id
        )
        text = translate(_("Reversal of {number}").fill(number=number or ""), work.company.language)
    rows = await work.rows(
        "select entry_id, number from accounting.reverse_entry(%s, %s, %s, %s)",
        work.scope.company,
        form.id,
        form.date or work.today,
        text,
    )
    row = rows[0]
    work.emit(EntriesPosted((row["entry_id"],)))
    work.emit(EntryReversed(form.id, row["entry_id"]))
    return EntryPosted(id=row["entry_id"], number=row["number"])
