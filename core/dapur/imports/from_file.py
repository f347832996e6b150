"""A whole import at once: the command line's, and that of tests. The same steps as the pages', without a job."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dapur.contract import DapurError, Refused, Scope, Words, _
from dapur.files.store import upload_file
from dapur.imports.headings import plain
from dapur.imports.problem_sheet import ShownProblem, problem_sheet, problems_of_run
from dapur.imports.runs import Run, begun_now, find_run
from dapur.imports.steps import match_import, option_texts, start_import
from dapur.imports.task import open_import
from dapur.language.catalogue import translate
from dapur.operations.perform import perform

if TYPE_CHECKING:
    from dapur.house import House
    from dapur.queries.reader import Reader


@dataclass(frozen=True)
class ImportOutcome:
    """What came of it. counts: records, new, same, wrong. saved: whether anything was written (never in a dry run)."""

    ok: bool
    saved: bool
    counts: Mapping[str, int]
    problems: list[ShownProblem] = field(default_factory=list)
    summary: str = ""
    run: int = 0


async def import_file(
    house: "House",
    scope: Scope,
    name: str,
    file: Path,
    columns: Mapping[str, str] | None = None,
    options: Mapping[str, Any] | None = None,
    *,
    dry_run: bool = False,
    report: Callable[[str], None] = lambda line: None,
    errors: Path | None = None,
) -> ImportOutcome:
    """Import a file. columns: heading -> column where the name does not tell. options: the import's own, and `numbers`
    (id, en) and `mode` (all, batches). errors: where the problems are written, .xlsx. Raises what stands in the way."""
    scope = replace(scope, door="cli")
    reader = await house.reader(scope)
    number = await _begin(house, scope, name, file)
    run, declared = await find_run(reader, number)
    await _match(house, scope, run, dict(columns or {}), dict(options or {}))

    async def tell(done: int, total: int, message: Words) -> None:
        report(f"{translate(message, scope.language)}: {done}/{total}")

    run = await _work(house, reader, number, "checking", tell)
    wrong = bool(run.counts.get("wrong"))
    if not wrong and not dry_run and run.counts.get("records"):
        run = await _work(house, reader, number, "running", tell)
    problems = await problems_of_run(reader, run, declared)
    if errors is not None and problems:
        await asyncio.to_thread(errors.write_bytes, await problem_sheet(reader, run, declared))
    return _outcome(scope, run, problems, dry_run)


async def _begin(house: "House", scope: Scope, name: str, file: Path) -> int:
    content = await asyncio.to_thread(file.read_bytes)
    stored = await perform(house, scope, upload_file, {"name": file.name, "content": content})
    begun = await perform(house, scope, start_import, {"name": name, "file": stored.result.id})  # type: ignore[attr-defined]
    return int(begun.result.id)  # type: ignore[attr-defined]


async def _match(house: "House", scope: Scope, run: Run, given: dict[str, str], options: dict[str, Any]) -> None:
    places = {plain(heading): place for place, heading in enumerate(run.headings)}
    columns = dict(run.columns)
    for heading, column in given.items():
        if plain(heading) not in places:
            text = _("The file has no heading {heading}. Its headings are: {headings}.")
            raise Refused("NOT_ALLOWED", text.fill(heading=heading, headings=", ".join(run.headings)), field="columns")
        columns = {name: place for name, place in columns.items() if place != places[plain(heading)]}
        columns[column] = places[plain(heading)]
    numbers, mode = str(options.pop("numbers", run.numbers)), str(options.pop("mode", ""))
    await perform(
        house,
        scope,
        match_import,
        {
            "id": run.id,
            "version": run.version,
            "columns": [{"column": column, "place": place} for column, place in columns.items()],
            "options": option_texts(options),
            "numbers": numbers,
            "mode": mode,
        },
    )


async def _work(house: "House", reader: "Reader", number: int, state: str, tell: Any) -> Run:
    await begun_now(house, reader.scope, number, state)
    importing = await open_import(house, replace(reader.scope, door="import"), number, tell)
    try:
        await (importing.check() if state == "checking" else importing.save())
    except DapurError:
        run, _declared = await find_run(reader, number)
        if run.state != "failed":
            raise
    return (await find_run(reader, number))[0]


def _outcome(scope: Scope, run: Run, problems: list[ShownProblem], dry_run: bool) -> ImportOutcome:
    counts = dict(run.counts)
    saved = run.state == "done"
    ok = not problems and run.state in ("checked", "done")
    if run.state == "failed":
        text: Words = run.failure
    elif problems or counts.get("wrong"):
        text = _("{wrong} of {all} are wrong; nothing was saved.").fill(
            wrong=counts.get("wrong", 0), all=counts.get("records", 0)
        )
    elif dry_run or not saved:
        text = _("Checked: {new} new, {same} already there. Nothing was saved.").fill(
            new=counts.get("new", 0), same=counts.get("same", 0)
        )
    else:
        text = _("Imported: {new} new, {same} already there.").fill(new=counts.get("new", 0), same=counts.get("same", 0))
    return ImportOutcome(ok, saved, counts, problems, translate(text, scope.language), run.id)
