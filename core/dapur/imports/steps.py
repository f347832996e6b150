"""The steps of an import: start, match, check, run, stop. Each is an operation; the long ones begin a job."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from dapur.contract import Choice, Conflict, Form, Invalid, NotFound, Problem, Refused, Result, Shown, _, operation
from dapur.contract.declarations import Import
from dapur.documents.limits import Unreadable
from dapur.documents.sheet_reader import Cell, read_table
from dapur.imports.cells import NUMBERS, numbers_of, shown_cell
from dapur.imports.headings import find_headings, match_columns, missing, plain, say_missing
from dapur.imports.runs import Run, declared_import, find_run, read_options
from dapur.jobs.enqueue import later
from dapur.jobs.manage import ask_to_stop
from dapur.operations.work import Work

SAMPLE_ROWS = 500
WAYS = (Choice("id", "1.250.000,50"), Choice("en", "1,250,000.50"))
MODES = (Choice("all", _("All or nothing")), Choice("batches", _("In batches of 1,000; what is saved stays")))
RUN_ID = Annotated[int, Shown(_("Import"), kind="hidden")]


class StartImport(Form):
    """Which import, and the uploaded file."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=120), Shown(_("Import"), kind="hidden")]
    file: Annotated[int, Shown(_("File"), kind="file")]


class ImportState(Result):
    """How the import stands. job: number of the job that works on it, if one does."""

    id: int
    state: str
    version: int
    job: int | None = None


@operation("core.start_import", title=_("Import file"), permission="core.import", audit_verb=_("began an import"))
async def start_import(work: Work, form: StartImport) -> ImportState:
    """Begin an import from a file that you uploaded. Its headings are matched as last time, or by their names."""
    declared = declared_import(work, form.name)
    name, content = await _own_file(work, form.file)
    rows = await asyncio.to_thread(lambda: list(islice(read_table(content, name), SAMPLE_ROWS)))
    known = await work.rows(
        "select heading, column_name from core.import_match where company_id = %s and name = %s", work.scope.company, form.name
    )
    remembered = {row["heading"]: row["column_name"] for row in known}
    head, headings = find_headings(rows, declared, remembered)
    if not headings or len(rows) <= head + 1:
        text = _("{name} has no rows under its headings. Fill the template, and choose it.")
        raise Unreadable(text.fill(name=name))
    columns = match_columns(headings, declared, remembered)
    body = rows[head + 1 :]
    options = {
        "_head": head,
        "_numbers": numbers_of(_number_cells(declared, columns, body), work.scope.language),
        "_samples": _samples(body, len(headings)),
    }
    number = await work.value(
        "insert into core.import_run (company_id, name, user_id, file_id, columns, options, headings)"
        " values (%s, %s, %s, %s, %s::jsonb, %s::jsonb, %s::jsonb) returning id",
        work.scope.company,
        form.name,
        work.actor,
        form.file,
        json.dumps(columns),
        json.dumps(options),
        json.dumps(headings),
    )
    return ImportState(id=number, state="columns", version=1)


def _samples(rows: Sequence[Sequence[Cell]], width: int) -> list[list[str]]:
    """The first different values below each heading, for people to recognise it by."""
    found: list[list[str]] = [[] for _ in range(width)]
    for row in rows[:30]:
        for place, cell in enumerate(row[:width]):
            text = shown_cell(cell)[:30]
            if text and text not in found[place] and len(found[place]) < 3:
                found[place].append(text)
    return found


async def _own_file(work: Work, file: int) -> tuple[str, bytes]:
    row = await work.row(
        "select f.name, c.content from core.file f join core.file_content c on c.company_id = f.company_id and c.sha256 = f.sha256"
        " where f.company_id = %s and f.id = %s and f.uploaded_by = %s",
        work.scope.company,
        file,
        work.actor,
    )
    if row is None:
        raise NotFound(_("Upload the file first, then import it."), field="file")
    return row["name"], row["content"]


def _number_cells(declared: Import, columns: Mapping[str, int], rows: Sequence[Sequence[Cell]]) -> list[Cell]:
    places = [columns[c.name] for c in declared.columns if c.name in columns and (c.shown.kind or "") in NUMBERS]
    return [row[place] for row in rows for place in places if place < len(row)]


class ColumnMatch(Form):
    """A column of the import and the heading of the file that fills it (its place from 0)."""

    column: Annotated[str, StringConstraints(max_length=120), Shown(_("Column"))]
    place: Annotated[int, Field(ge=0, le=1000), Shown(_("Heading in the file"))]


class OptionValue(Form):
    """An option of the import."""

    name: Annotated[str, StringConstraints(max_length=120), Shown(_("Option"))]
    value: Annotated[str, StringConstraints(max_length=2000), Shown(_("Value"))]


class MatchImport(Form):
    """Which heading is which column, and what is asked for the whole file."""

    id: RUN_ID
    version: Annotated[int, Field(ge=1), Shown(_("Version"), kind="hidden")]
    columns: Annotated[list[ColumnMatch], Field(max_length=300), Shown(_("Columns"), kind="lines")]
    options: Annotated[list[OptionValue], Field(max_length=50), Shown(_("Options"), kind="lines")] = []
    numbers: Annotated[str, StringConstraints(pattern="^(id|en)$"), Shown(_("Numbers are written like"), choices=WAYS)]
    mode: Annotated[str, StringConstraints(pattern="^(all|batches)?$"), Shown(_("Saving"), choices=MODES)] = ""


@operation(
    "core.match_import", title=_("Match columns"), permission="core.import", audit_verb=_("matched the columns of an import")
)
async def match_import(work: Work, form: MatchImport) -> ImportState:
    """Say which heading is which column. It is remembered for the next file of this kind; the rows are to be checked again."""
    run, declared = await find_run(work, form.id, lock=True)
    _not_under_way(run)
    if run.version != form.version:
        raise Conflict("VERSION_CHANGED", _("Somebody else changed this import meanwhile. Open it again."))
    if run.rows_done:
        raise Refused("IMPORT_BEGUN", _("Part of this file is saved already. Upload it again to match it anew."))
    columns = {match.column: match.place for match in form.columns}
    _check_match(run, declared, form, columns)
    options = {option.name: option.value for option in form.options}
    read_options(declared, options)
    own = {"_head": run.head, "_samples": run.options.get("_samples", []), "_numbers": form.numbers, "_mode": form.mode}
    kept = {**options, **own}
    await work.run(
        "update core.import_run set columns = %s::jsonb, options = %s::jsonb, state = 'columns', version = version + 1, counts = '{}',"
        " outcomes = '', preview = '[]', changed_at = core.now() where company_id = %s and id = %s",
        json.dumps(columns),
        json.dumps(kept),
        work.scope.company,
        run.id,
    )
    await _remember(work, run, columns)
    return ImportState(id=run.id, state="columns", version=run.version + 1)


def _check_match(run: Run, declared: Import, form: MatchImport, columns: Mapping[str, int]) -> None:
    known = {column.name for column in declared.columns}
    problems = []
    for number, match in enumerate(form.columns):
        if match.column not in known or match.place >= len(run.headings):
            problems.append(Problem("NOT_ALLOWED", _("Choose a heading of the file."), f"columns.{number}.place"))
    if len(columns) < len(form.columns) or len(set(columns.values())) < len(columns):
        problems.append(Problem("COLUMN_TWICE", _("A heading is chosen for two columns. Choose one."), "columns"))
    for column in missing(declared, columns):
        problems.append(Problem("REQUIRED", say_missing([column]), "columns", {"column": column.name}))
    if problems:
        raise Invalid(problems)


async def _remember(work: Work, run: Run, columns: Mapping[str, int]) -> None:
    pairs = [(plain(run.headings[place]), column) for column, place in columns.items() if plain(run.headings[place])]
    if pairs:
        await work.run(
            "insert into core.import_match (company_id, name, heading, column_name)"
            " select %s, %s, h, c from unnest(%s::text[], %s::text[]) as u(h, c)"
            " on conflict (company_id, name, heading) do update set column_name = excluded.column_name",
            work.scope.company,
            run.name,
            [heading for heading, _column in pairs],
            [column for _heading, column in pairs],
        )


class OneImport(Form):
    """Which import."""

    id: RUN_ID


@operation("core.check_import", title=_("Check rows"), permission="core.import", audit_verb=_("had an import checked"))
async def check_import(work: Work, form: OneImport) -> ImportState:
    """Check every row as if it were saved, without saving anything, as a job. Fails at once where a required column is missing."""
    run, declared = await find_run(work, form.id, lock=True)
    _not_under_way(run)
    begun_check(run, declared)
    return await _begin(work, run, "checking", "core.task.check_import")


def begun_check(run: Run, declared: Import) -> None:
    """Raise what stands in the way of a check."""
    lacking = missing(declared, run.columns)
    if lacking:
        raise Refused("REQUIRED", say_missing(lacking), field="columns")
    if run.rows_done:
        raise Refused("IMPORT_BEGUN", _("Part of this file is saved already. Go on with it, or upload it again."))
    read_options(declared, run.own_options())


@operation("core.run_import", title=_("Import rows"), permission="core.import", audit_verb=_("ran an import"))
async def run_import(work: Work, form: OneImport) -> ImportState:
    """Save what was checked, as a job that may be left, stopped and gone on with. Refused while a row is wrong."""
    run, _declared = await find_run(work, form.id, lock=True)
    _not_under_way(run)
    begun_run(run)
    return await _begin(work, run, "running", "core.task.run_import")


def begun_run(run: Run) -> None:
    """Raise what stands in the way of saving."""
    if run.state == "done":
        raise Refused("IMPORT_DONE", _("This file is imported. The same rows again would change nothing."))
    if not run.is_checked:
        raise Refused("IMPORT_NOT_CHECKED", _("Check the rows first; what is wrong must be mended before anything is saved."))


def _not_under_way(run: Run) -> None:
    if run.state in ("checking", "running"):
        raise Refused("IMPORT_UNDER_WAY", _("This import is being worked on. Wait for it, or stop it."))


async def _begin(work: Work, run: Run, state: str, task: str) -> ImportState:
    address = f"{run.name.partition('.')[0]}/import/{run.name.partition('.')[2]}/{run.id}"
    job = await later(work, task, {"run": run.id}, address=address)
    await work.run(
        "update core.import_run set state = %s, job_id = %s, failure = '', changed_at = core.now() where company_id = %s and id = %s",
        state,
        job,
        work.scope.company,
        run.id,
    )
    return ImportState(id=run.id, state=state, version=run.version, job=job)


@operation("core.cancel_import", title=_("Stop import"), permission="core.import", audit_verb=_("stopped an import"))
async def cancel_import(work: Work, form: OneImport) -> ImportState:
    """Stop an import. Of one that saves in batches, what is saved stays, and it can be gone on with."""
    run, _declared = await find_run(work, form.id, lock=True)
    if run.state == "done":
        raise Refused("IMPORT_DONE", _("This file is imported. The same rows again would change nothing."))
    if run.job_id is not None and run.state in ("checking", "running"):
        await ask_to_stop(work, run.job_id)
    await work.run(
        "update core.import_run set state = 'cancelled', changed_at = core.now() where company_id = %s and id = %s",
        work.scope.company,
        run.id,
    )
    return ImportState(id=run.id, state="cancelled", version=run.version)


def option_texts(options: Mapping[str, Any]) -> list[dict[str, str]]:
    """Options as the operation takes them."""
    return [{"name": name, "value": str(value)} for name, value in options.items()]
