"""Drafts: entries that are prepared, may be unbalanced or unfinished, and have no number."""

from datetime import date
from typing import Annotated, Any

from psycopg.types.json import Jsonb
from pydantic import Field, StringConstraints, ValidationError

from dapur.contract import Form, Invalid, NotFound, Result, Shown, _, operation
from dapur.language.problems import problems_of
from dapur.operations.work import Work
from dapur_accounting.operations.draft_rows import draft_row, remove_draft
from dapur_accounting.operations.entry_lines import ZERO, DraftLine, columns_of, written
from dapur_accounting.operations.post_entry import Description, PostEntry, Reference
from dapur_accounting.operations.posting import CONFLICTS, EntryPosted, post
from dapur_base.operations.versions import untouched


class SaveDraft(Form):
    """A draft. Without `draft` a new one is made."""

    journal: Annotated[int, Shown(_("Journal"), reference="accounting.journals")]
    date: Annotated[date, Shown(_("Date"))]
    description: Description = ""
    reference: Reference = ""
    lines: Annotated[list[DraftLine], Field(max_length=2000), Shown(_("Lines"), kind="lines")] = []
    source: Annotated[str, StringConstraints(max_length=100), Shown(_("Source number"), kind="hidden")] = ""
    draft: Annotated[int | None, Shown(_("Draft"), kind="hidden")] = None
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


class DraftSaved(Result):
    """The draft."""

    id: int
    version: int


@operation("accounting.save_draft", title=_("Save draft"), permission="accounting.entry.draft", audit_verb=_("saved the draft"))
async def save_draft(work: Work, form: SaveDraft) -> DraftSaved:
    """Keep an entry that is not finished. A draft changes no balance and takes no number."""
    await _check_journal(work, form.journal)
    facts = (
        form.journal,
        form.date,
        form.description,
        form.reference,
        Jsonb(_kept(form.lines)),
        sum((x.debit for x in form.lines), ZERO),
    )
    if form.draft is None:
        return await _insert(work, facts)
    row = await work.row(
        "update accounting.draft_entry set journal_id = %s, date = %s, description = %s, reference = %s, lines = %s, total = %s,"
        " version = version + 1 where company_id = %s and id = %s and (version = %s or %s::int is null) returning id, version",
        *facts,
        work.scope.company,
        form.draft,
        form.version,
        form.version,
    )
    if row is None:
        raise await untouched(work, "accounting.draft_entry", form.draft)
    return DraftSaved(**row)


async def _check_journal(work: Work, journal: int) -> None:
    found = await work.value("select 1 from accounting.journal where company_id = %s and id = %s", work.scope.company, journal)
    if not found:
        raise NotFound(_("There is no such journal here. Choose one of the list."), field="journal")


def _kept(lines: list[DraftLine]) -> list[dict[str, Any]]:
    return [line.model_dump(mode="json", exclude_defaults=True) for line in lines]


async def _insert(work: Work, facts: tuple[Any, ...]) -> DraftSaved:
    row = await work.row(
        "insert into accounting.draft_entry (company_id, journal_id, date, description, reference, lines, total, created_by)"
        " values (%s, %s, %s, %s, %s, %s, %s, %s) returning id, version",
        work.scope.company,
        *facts,
        work.actor,
    )
    assert row is not None
    return DraftSaved(**row)


class OneDraft(Form):
    """Which draft. `version`: as it was seen."""

    id: Annotated[int, Shown(_("Draft"), kind="hidden")]
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


class DraftDeleted(Result):
    """Gone."""

    id: int


@operation(
    "accounting.post_draft",
    title=_("Post"),
    permission="accounting.entry.post",
    audit_verb=_("posted the draft"),
    conflicts=CONFLICTS,
)
async def post_draft(work: Work, form: OneDraft) -> EntryPosted:
    """Post a draft as it stands. What is wrong is told at its field; the draft then stays."""
    row = await draft_row(work, form.id)
    if form.version is not None and row["version"] != form.version:
        raise await untouched(work, "accounting.draft_entry", form.id)
    facts = {
        "journal": row["journal_id"],
        "date": row["date"],
        "description": row["description"],
        "reference": row["reference"],
        "lines": row["lines"],
    }
    try:
        entry = PostEntry.model_validate(facts)
    except ValidationError as error:
        raise Invalid(problems_of(error, PostEntry)) from None
    await remove_draft(work, form.id, None)
    lines = await columns_of(work, written(entry.lines, entry.date))
    return await post(work, entry.journal, entry.date, entry.description, entry.reference, lines)


@operation(
    "accounting.delete_draft",
    title=_("Delete draft"),
    permission="accounting.entry.draft",
    danger=True,
    audit_verb=_("deleted the draft"),
)
async def delete_draft(work: Work, form: OneDraft) -> DraftDeleted:
    """Delete a draft. It took no number, so nothing is missing."""
    await remove_draft(work, form.id, form.version)
    return DraftDeleted(id=form.id)


@operation("accounting.copy_draft", title=_("Copy draft"), permission="accounting.entry.draft", audit_verb=_("copied the draft"))
async def copy_draft(work: Work, form: OneDraft) -> DraftSaved:
    """Make another draft of today with the same lines."""
    row = await draft_row(work, form.id)
    lines = [DraftLine.model_validate(line) for line in row["lines"]]
    total = sum((line.debit for line in lines), ZERO)
    return await _insert(work, (row["journal_id"], work.today, row["description"], row["reference"], Jsonb(_kept(lines)), total))


class CopyEntry(Form):
    """Which entry."""

    id: Annotated[int, Shown(_("Entry"), kind="hidden")]


@operation(
    "accounting.copy_entry", title=_("Copy as draft"), permission="accounting.entry.draft", audit_verb=_("copied the entry")
)
async def copy_entry(work: Work, form: CopyEntry) -> DraftSaved:
    """Make a draft of today with the lines of a posted entry."""
    entry = await work.row(
        "select journal_id, description, total from accounting.entry where company_id = %s and id = %s",
        work.scope.company,
        form.id,
    )
    if entry is None:
        raise NotFound(field="id")
    rows = await work.rows(
        "select l.account_id as account, l.description, l.debit, l.credit, l.currency, l.amount, l.rate, l.party_id as party,"
        " (select v.id from accounting.dimension_value v where v.company_id = l.company_id and v.id = any (s.value_ids)"
        "  and v.kind = 'cost_centre') as cost_centre,"
        " (select v.id from accounting.dimension_value v where v.company_id = l.company_id and v.id = any (s.value_ids)"
        "  and v.kind = 'project') as project"
        " from accounting.line l left join accounting.dimension_set s on s.company_id = l.company_id and s.id = l.dimension_set_id"
        " where l.company_id = %s and l.entry_id = %s order by l.line_no",
        work.scope.company,
        form.id,
    )
    lines = [DraftLine.model_validate(_without_own_currency(row, work.company.currency)) for row in rows]
    return await _insert(work, (entry["journal_id"], work.today, entry["description"], "", Jsonb(_kept(lines)), entry["total"]))


def _without_own_currency(row: dict[str, Any], own: str) -> dict[str, Any]:
    return {**row, "currency": "", "amount": None, "rate": None} if row["currency"] == own else row
