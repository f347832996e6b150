"""Lists of documents whose time is over: made by one person, approved by another, then destroyed; the record stays."""

from datetime import date
from typing import Annotated

from dapur.contract import Form, NotFound, Refused, Result, Shown, _, operation
from dapur.numbering import take_number
from dapur.operations.work import Work
from dapur_administration.operations.file_document import DOCUMENT

LIST = Annotated[int, Shown(_("List"), reference="administration.disposal_lists")]
DUE = """
    select d.id, administration.hold_of(d.company_id, d.id, %s) as held from administration.document d
    join administration.retention_class c on c.company_id = d.company_id and c.id = d.class_id and c.outcome = 'destroy'
    where d.company_id = %s and d.destroyed_on is null and administration.may_read_document(d.company_id, d.id)
      and administration.years_after(d.start_day, c.active_years + c.inactive_years) < %s
      and not exists (select from administration.disposal_item i join administration.disposal_list l on l.company_id = i.company_id
          and l.id = i.list_id where i.company_id = d.company_id and i.document_id = d.id and l.destroyed_on is null)
    order by d.id
"""
HIDDEN = """
    select exists (select from administration.disposal_item i where i.company_id = %s and i.list_id = %s
        and not administration.may_read_document(i.company_id, i.document_id))
"""


class ListedDocument(Form):
    """One document for the list."""

    document_id: DOCUMENT


class MakeDisposalList(Form):
    """Which documents; none given means all whose time is over by the day."""

    through: Annotated[date | None, Shown(_("Time over by"), hint=_("Today when left empty"))] = None
    documents: Annotated[list[ListedDocument], Shown(_("Only these documents"), kind="lines")] = []


class DisposalSaved(Result):
    """The list and how many documents it has."""

    id: int
    number: str
    count: int


@operation(
    "administration.make_disposal_list",
    title=_("New list for destruction"),
    permission="administration.document.dispose",
    audit_verb=_("made a list for destruction"),
)
async def make_disposal_list(work: Work, form: MakeDisposalList) -> DisposalSaved:
    """List documents whose time of keeping is over and that no hold keeps, of those that the actor may read. Somebody else
    approves the list."""
    day = min(form.through or work.today, work.today)
    due = {row["id"]: row["held"] for row in await work.rows(DUE, day, work.scope.company, day)}
    asked = [line.document_id for line in form.documents] or [number for number, held in due.items() if not held]
    for number in asked:
        if number not in due:
            sentence = _("The time of keeping is not over yet, or the document stands on another list.")
            raise Refused("ADMINISTRATION_STILL_KEPT", sentence, field="documents")
        if due[number]:
            sentence = _("The hold {case} keeps this document. It is not destroyed before that is released.")
            raise Refused("ADMINISTRATION_LEGAL_HOLD", sentence.fill(case=due[number]), field="documents", case=due[number])
    if not asked:
        raise Refused("ADMINISTRATION_NOTHING_DUE", _("No document's time of keeping is over."), field="through")
    taken = await take_number(work, "administration.disposal_list", day, "BAP/{year}/{number}")
    made = await work.value(
        "insert into administration.disposal_list (company_id, number, made_on) values (%s, %s, %s) returning id",
        work.scope.company,
        taken.text,
        work.today,
    )
    await work.run(
        "insert into administration.disposal_item (company_id, list_id, document_id) select %s, %s, d from unnest(%s::bigint[]) d",
        work.scope.company,
        made,
        asked,
    )
    return DisposalSaved(id=made, number=taken.text, count=len(asked))


class WhichList(Form):
    """A list."""

    id: LIST


@operation(
    "administration.approve_disposal_list",
    title=_("Approve list"),
    permission="administration.disposal.approve",
    audit_verb=_("approved the list for destruction"),
)
async def approve_disposal_list(work: Work, form: WhichList) -> DisposalSaved:
    """Approve a list that somebody else made. From then on it stays as it is."""
    row = await _held_list(work, form.id)
    if row["approved_by"] is not None:
        raise Refused("ADMINISTRATION_LIST_APPROVED", _("This list is approved already."), field="id")
    if row["made_by"] == work.actor:
        raise Refused("ADMINISTRATION_OWN_LIST", _("You made this list. Somebody else must approve it."), field="id")
    await work.run(
        "update administration.disposal_list set approved_by = %s, approved_at = %s, version = version + 1"
        " where company_id = %s and id = %s",
        work.actor,
        work.now,
        work.scope.company,
        form.id,
    )
    return await _saved(work, form.id, str(row["number"]))


@operation(
    "administration.destroy_documents",
    title=_("Destroy documents"),
    permission="administration.document.dispose",
    audit_verb=_("destroyed documents"),
    danger=True,
)
async def destroy_documents(work: Work, form: WhichList) -> DisposalSaved:
    """Destroy what stands on an approved list. Number, title, hash, day and names stay for ever; the content goes."""
    row = await _held_list(work, form.id)
    if row["approved_by"] is None:
        sentence = _("Somebody else must approve the list before documents are destroyed.")
        raise Refused("ADMINISTRATION_NOT_APPROVED", sentence, field="id")
    if row["destroyed_on"] is not None:
        raise Refused("ADMINISTRATION_DOCUMENT_GONE", _("The documents of this list are destroyed already."), field="id")
    company = work.scope.company
    gone = await work.rows(
        "update administration.document d set destroyed_on = %s, destroyed_by = %s, disposal_list_id = %s, checked_out_by = null,"
        " checked_out_until = null, version = d.version + 1 from administration.disposal_item i where i.company_id = d.company_id"
        " and i.document_id = d.id and d.company_id = %s and i.list_id = %s returning d.id",
        work.today,
        work.actor,
        form.id,
        company,
        form.id,
    )
    ids = [one["id"] for one in gone]
    await work.run(
        "update administration.document_version set file_id = null, deleted_by = %s, deleted_at = %s where company_id = %s"
        " and document_id = any (%s) and deleted_at is null",
        work.actor,
        work.now,
        company,
        ids,
    )
    await work.run(
        "delete from administration.version_text t using administration.document_version v where v.company_id = t.company_id"
        " and v.id = t.version_id and t.company_id = %s and v.document_id = any (%s)",
        *(company, ids),
    )
    await work.run(
        "update administration.disposal_list set destroyed_on = %s, version = version + 1 where company_id = %s and id = %s",
        work.today,
        company,
        form.id,
    )
    await work.run("select core.forget_in_search(%s, 'administration', 'document', %s)", company, ids)
    return DisposalSaved(id=form.id, number=str(row["number"]), count=len(ids))


async def _held_list(work: Work, number: int) -> dict[str, object]:
    """The list, held until the transaction ends. Nobody approves or destroys what they may not read."""
    row = await work.row(
        "select number, made_by, approved_by, destroyed_on from administration.disposal_list where company_id = %s and id = %s"
        " for update",
        work.scope.company,
        number,
    )
    if row is None:
        raise NotFound(field="id")
    if await work.value(HIDDEN, work.scope.company, number):
        sentence = _("Documents on this list are for others alone. Somebody who may read all of them must do this.")
        raise Refused("ADMINISTRATION_LIST_HIDDEN", sentence, field="id")
    return row


async def _saved(work: Work, number: int, text: str) -> DisposalSaved:
    count = await work.value(
        "select count(*) from administration.disposal_item where company_id = %s and list_id = %s", work.scope.company, number
    )
    return DisposalSaved(id=number, number=text, count=count)
