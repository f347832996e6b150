"""Journals and their series of numbers."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from dapur.contract import Form, NotFound, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_accounting.queries.words import JOURNAL_KINDS, RESTARTS
from dapur_base.operations.versions import untouched

Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class SaveJournal(Form):
    """A journal. Without `id` a new one is made. In the pattern, {year}, {month} and {number} are filled in."""

    id: Annotated[int | None, Shown(_("Number"), kind="hidden")] = None
    code: Annotated[str, StringConstraints(min_length=1, max_length=20), Shown(_("Code"), kind="code")]
    name_id: Annotated[Name, Shown(_("Indonesian name"))]
    name_en: Annotated[
        str, StringConstraints(max_length=200), Shown(_("English name"), hint=_("The Indonesian name when left empty"))
    ] = ""
    kind: Annotated[
        Literal["general", "sales", "purchase", "cash", "opening", "closing"], Shown(_("Kind"), choices=JOURNAL_KINDS)
    ] = "general"
    pattern: Annotated[
        str,
        StringConstraints(max_length=60),
        Shown(
            _("Pattern of numbers"), kind="code", hint=_("For example JU/(year)/(month)/(number) with braces; empty makes one")
        ),
    ] = ""
    digits: Annotated[int, Field(ge=1, le=12), Shown(_("Digits"))] = 4
    restart: Annotated[Literal["year", "month", "never"], Shown(_("Numbers start again"), choices=RESTARTS)] = "year"
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


class JournalSaved(Result):
    """The journal."""

    id: int
    code: str
    version: int


@operation(
    "accounting.save_journal",
    title=_("Save journal"),
    permission="accounting.journal.manage",
    audit_verb=_("saved the journal"),
    conflicts={"journal_code_key": ("code", "JOURNAL_EXISTS", _("Another journal has this code. Choose another."))},
)
async def save_journal(work: Work, form: SaveJournal) -> JournalSaved:
    """Add or change a journal. The kind of one with entries stays, because locks go by it."""
    pattern = form.pattern or _pattern(form)
    _check_pattern(pattern, form.restart)
    facts = (form.code, form.name_id, form.name_en or form.name_id, form.kind, pattern, form.digits, form.restart)
    if form.id is None:
        row = await work.row(
            "insert into accounting.journal (company_id, code, name_id, name_en, kind, pattern, digits, restart)"
            " values (%s, %s, %s, %s, %s, %s, %s, %s) returning id, code, version",
            work.scope.company,
            *facts,
        )
    else:
        await _keep_kind(work, form)
        row = await work.row(
            "update accounting.journal set code = %s, name_id = %s, name_en = %s, kind = %s, pattern = %s, digits = %s, restart = %s,"
            " version = version + 1 where company_id = %s and id = %s and (version = %s or %s::int is null) returning id, code, version",
            *facts,
            work.scope.company,
            form.id,
            form.version,
            form.version,
        )
    if row is None:
        raise await untouched(work, "accounting.journal", form.id or 0)
    return JournalSaved(**row)


def _pattern(form: SaveJournal) -> str:
    parts = [form.code]
    if form.restart != "never":
        parts.append("{year}")
    if form.restart == "month":
        parts.append("{month}")
    return "/".join([*parts, "{number}"])


def _check_pattern(pattern: str, restart: str) -> None:
    needed = {"never": ("{number}",), "year": ("{number}", "{year}"), "month": ("{number}", "{year}", "{month}")}[restart]
    missing = [part for part in needed if part not in pattern]
    if missing:
        raise Refused(
            "PATTERN_INCOMPLETE",
            _("The pattern needs {part}, so that no number comes twice.").fill(part=missing[0]),
            field="pattern",
        )


async def _keep_kind(work: Work, form: SaveJournal) -> None:
    changed = await work.value(
        "select exists (select from accounting.journal j where company_id = %s and id = %s and kind <> %s and exists"
        " (select from accounting.entry e where e.company_id = j.company_id and e.journal_id = j.id))",
        work.scope.company,
        form.id,
        form.kind,
    )
    if changed:
        raise Refused(
            "JOURNAL_IN_USE", _("The journal has entries, so its kind stays. Make a new journal instead."), field="kind"
        )


class OneJournal(Form):
    """Which journal. `version`: as it was seen."""

    id: Annotated[int, Shown(_("Journal"), kind="hidden")]
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


@operation(
    "accounting.close_journal",
    title=_("Close journal"),
    permission="accounting.journal.manage",
    audit_verb=_("closed the journal"),
)
async def close_journal(work: Work, form: OneJournal) -> JournalSaved:
    """Close a journal: its entries stay, new ones go elsewhere."""
    return await _switch(work, form, closed=True)


@operation(
    "accounting.open_journal",
    title=_("Open journal again"),
    permission="accounting.journal.manage",
    audit_verb=_("opened the journal again"),
)
async def open_journal(work: Work, form: OneJournal) -> JournalSaved:
    """Open a closed journal again."""
    return await _switch(work, form, closed=False)


async def _switch(work: Work, form: OneJournal, *, closed: bool) -> JournalSaved:
    row = await work.row(
        "update accounting.journal set is_closed = %s, version = version + 1 where company_id = %s and id = %s"
        " and (version = %s or %s::int is null) returning id, code, version",
        closed,
        work.scope.company,
        form.id,
        form.version,
        form.version,
    )
    if row is None:
        raise await untouched(work, "accounting.journal", form.id)
    return JournalSaved(**row)


class StartNumbers(Form):
    """The last number that a journal used elsewhere, in the period that contains a day."""

    id: Annotated[int, Shown(_("Journal"), kind="hidden")]
    last: Annotated[int, Field(ge=0, le=999_999_999), Shown(_("Last number used"))]
    day: Annotated[date | None, Shown(_("In the period of"), hint=_("Today when left empty"))] = None


class NumbersStarted(Result):
    """How it goes on."""

    id: int
    next: int


@operation(
    "accounting.start_numbers",
    title=_("Go on with numbers"),
    permission="accounting.journal.manage",
    audit_verb=_("set the last number of the journal"),
)
async def start_numbers(work: Work, form: StartNumbers) -> NumbersStarted:
    """Let a journal without entries go on after the numbers of an earlier system."""
    journal = await work.row(
        "select restart from accounting.journal where company_id = %s and id = %s", work.scope.company, form.id
    )
    if journal is None:
        raise NotFound(field="id")
    await work.value(
        "select accounting.start_counter(%s, %s, accounting.period_key(%s, %s), %s)",
        work.scope.company,
        form.id,
        journal["restart"],
        form.day or work.today,
        form.last,
    )
    return NumbersStarted(id=form.id, next=form.last + 1)
