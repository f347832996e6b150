"""Imports at {plugin}/import/{name}: the file, then one page that follows the import through its steps."""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from litestar import Response
from litestar.datastructures import UploadFile

from dapur.contract import DapurError, Forbidden, Invalid, NotFound, Problem, Refused, Text, Words, _
from dapur.contract.declarations import Import, ImportColumn
from dapur.files.store import upload_file
from dapur.imports.problem_sheet import outcome_words, problem_sheet, problems_of_run
from dapur.imports.runs import ALL_AT_ONCE_ROWS, Run, declared_import, find_run
from dapur.imports.steps import MODES, WAYS, cancel_import, check_import, match_import, option_texts, run_import, start_import
from dapur.imports.template import csv_template, xlsx_template
from dapur.jobs.progress import progress_of
from dapur.language.numbers import format_number
from dapur.operations.perform import perform
from dapur_web import views
from dapur_web.server.administration.buttons import post_button
from dapur_web.server.answers import go, html
from dapur_web.server.fields import field_view, read_posted
from dapur_web.server.files import attachment
from dapur_web.server.frame import shell
from dapur_web.server.gate import Visitor
from dapur_web.server.list_address import formats_of
from dapur_web.server.listing import crumbs
from dapur_web.server.references import settled
from dapur_web.server.reports import TYPES
from dapur_web.server.site import Site
from dapur_web.views.administration import PostView
from dapur_web.views.fields import field_id
from dapur_web.views.importing import (
    ImportRunView,
    ImportStartView,
    MatchRow,
    OldRun,
    RowOutcome,
    StepView,
    WrongRow,
    heading_choices,
)

PATH = re.compile(r"import/(?P<name>[a-z0-9_]+)(?:/(?P<run>\d{1,18}))?(?P<more>/template\.(?:xlsx|csv)|/problems\.xlsx)?")
SHOWN_PROBLEMS = 100
STATES: dict[str, tuple[str, Words]] = {
    "columns": ("azure", _("Columns")),
    "checking": ("blue", _("Being checked")),
    "checked": ("azure", _("Checked")),
    "running": ("blue", _("Being saved")),
    "done": ("green", _("Imported")),
    "failed": ("red", _("Stopped by a problem")),
    "cancelled": ("secondary", _("Stopped")),
}
TONES = {"n": "green", "s": "secondary", "x": "red"}


async def show_import(site: Site, visitor: Visitor, plugin: str, path: str) -> Response[Any] | None:
    """The page or file of an import at this address; None where the address is none of an import."""
    place = PATH.fullmatch(path)
    declared = _declared(visitor, plugin, place)
    if place is None or declared is None:
        return None
    more = (place["more"] or "").lstrip("/")
    if more.startswith("template."):
        return _template(visitor, declared, more.partition(".")[2])
    if place["run"] is None:
        return html(await _start_page(site, visitor, declared))
    run = await _run(visitor, declared, place["run"])
    if more == "problems.xlsx":
        content = await problem_sheet(visitor.reader, run, declared)
        return _file(content, f"{run.file_name.rpartition('.')[0]} - {visitor.say(_('What is wrong'))}.xlsx", "xlsx")
    return html(await _run_page(site, visitor, declared, run))


async def change_import(site: Site, visitor: Visitor, plugin: str, path: str, fields: Mapping[str, Any]) -> Response[Any] | None:
    """Take a step of an import; None where the address is none of an import."""
    place = PATH.fullmatch(path)
    declared = _declared(visitor, plugin, place)
    if place is None or declared is None:
        return None
    if place["run"] is None:
        return await _take_file(site, visitor, declared, fields)
    run = await _run(visitor, declared, place["run"])
    try:
        await _step(visitor, declared, run, fields)
    except (Forbidden, NotFound):
        raise
    except DapurError as refused:
        run = await _run(visitor, declared, place["run"])
        typed = fields if fields.get("_do") == "match" else None
        return html(await _run_page(site, visitor, declared, run, refused.problems, typed), refused.status)
    return go(visitor.request, _address(visitor, declared, run.id))


def _declared(visitor: Visitor, plugin: str, place: "re.Match[str] | None") -> Import | None:
    if place is None or f"{plugin}.{place['name']}" not in visitor.house.registry.imports:
        return None
    visitor.reader.need("core.import")
    return declared_import(visitor.reader, f"{plugin}.{place['name']}")


async def _run(visitor: Visitor, declared: Import, number: str) -> Run:
    run, found = await find_run(visitor.reader, int(number))
    if found is not declared:
        raise NotFound()
    return run


def _address(visitor: Visitor, declared: Import, run: int | None = None) -> str:
    plugin, _dot, short = declared.name.partition(".")
    return f"{visitor.base}/{plugin}/import/{short}" + (f"/{run}" if run is not None else "")


def _template(visitor: Visitor, declared: Import, kind: str) -> Response[Any]:
    make = xlsx_template if kind == "xlsx" else csv_template
    name = f"{visitor.say(declared.title)} - {visitor.say(_('Template'))}.{kind}"
    return _file(make(declared, visitor.language), name, kind)


def _file(content: bytes, name: str, kind: str) -> Response[Any]:
    return Response(content, media_type=TYPES[kind], headers={"content-disposition": attachment(name)})


# -- the first step ---------------------------------------------------------------------------------


async def _take_file(site: Site, visitor: Visitor, declared: Import, fields: Mapping[str, Any]) -> Response[Any]:
    file = fields.get("file")
    try:
        if not isinstance(file, UploadFile) or not file.filename:
            raise Refused("REQUIRED", _("Choose a file first."), field="file")
        content = await file.read()
        stored = await perform(visitor.house, visitor.scope, upload_file, {"name": file.filename, "content": content})
        raw = {"name": declared.name, "file": stored.result.id}  # type: ignore[attr-defined]
        begun = await perform(visitor.house, visitor.scope, start_import, raw)
    except (Forbidden, NotFound):
        raise
    except DapurError as refused:
        return html(await _start_page(site, visitor, declared, refused.problems), refused.status)
    return go(visitor.request, _address(visitor, declared, begun.result.id))  # type: ignore[attr-defined]


async def _start_page(site: Site, visitor: Visitor, declared: Import, problems: Sequence[Problem] = ()) -> str:
    say = visitor.say
    address = _address(visitor, declared)
    limit = visitor.house.setting(visitor.company, "core.max_file_mb")
    limits = _("XLSX or CSV, at most {size} MB and {rows} rows. The first row holds the headings.")
    return site.renderer.page(
        ImportStartView(
            **await _around(site, visitor, declared, problems),
            steps=_steps(visitor, 0),
            action=address,
            key=secrets.token_urlsafe(18),
            xlsx_url=f"{address}/template.xlsx",
            csv_url=f"{address}/template.csv",
            columns=[_column(visitor, column) for column in declared.columns],
            limits=say(limits.fill(size=limit, rows=200_000)),
            back_url=_list_url(site, visitor, declared),
            problems=[views.ProblemView(say(p.message), "f-file") for p in problems],
            runs=await _old_runs(visitor, declared),
        )
    )


def _column(visitor: Visitor, column: ImportColumn) -> tuple[str, str, str, str]:
    say, look = visitor.say, column.shown
    return say(look.title), say(_("yes") if column.required else _("no")), say(look.hint), column.example


async def _old_runs(visitor: Visitor, declared: Import) -> list[OldRun]:
    rows = await visitor.reader.rows(
        "select r.id, f.name, r.created_at, r.state from core.import_run r join core.file f on f.company_id = r.company_id"
        " and f.id = r.file_id where r.company_id = %s and r.name = %s and r.user_id = %s order by r.id desc limit 5",
        visitor.company.id,
        declared.name,
        visitor.person.id,
    )
    formats = formats_of(visitor)
    return [
        OldRun(name, formats.time(made), _address(visitor, declared, number), STATES[state][0], visitor.say(STATES[state][1]))
        for number, name, made, state in rows
    ]


async def _around(site: Site, visitor: Visitor, declared: Import, problems: Sequence[Problem]) -> dict[str, Any]:
    title = visitor.say(_("Import: {what}").fill(what=declared.title))
    around = await shell(
        site,
        visitor,
        title,
        plugin=declared.plugin,
        path=declared.address.partition("/")[2],
        crumbs=crumbs(site, visitor, declared.plugin, title),
        state=visitor.say(_("Problem: ")) if problems else "",
    )
    return {"shell": around, "title": title}


def _list_url(site: Site, visitor: Visitor, declared: Import) -> str:
    return f"{visitor.base}/{declared.address or declared.plugin}"


def _steps(visitor: Visitor, now: int) -> list[StepView]:
    titles = (_("File"), _("Columns"), _("Check"), _("Save"), _("Result"))
    return [StepView(visitor.say(t), "done" if n < now else "now" if n == now else "") for n, t in enumerate(titles)]


# -- the steps of a run -----------------------------------------------------------------------------


async def _step(visitor: Visitor, declared: Import, run: Run, fields: Mapping[str, Any]) -> None:
    key = str(fields.get("_key", "")) or None
    match str(fields.get("_do", "")):
        case "match":
            await perform(visitor.house, visitor.scope, match_import, await _matched(visitor, declared, run, fields), key=key)
            await perform(visitor.house, visitor.scope, check_import, {"id": run.id}, key=f"{key}-check" if key else None)
        case "check":
            await perform(visitor.house, visitor.scope, check_import, {"id": run.id}, key=key)
        case "run":
            await perform(visitor.house, visitor.scope, run_import, {"id": run.id}, key=key)
        case "stop":
            await perform(visitor.house, visitor.scope, cancel_import, {"id": run.id}, key=key)
        case _:
            raise NotFound()


async def _matched(visitor: Visitor, declared: Import, run: Run, fields: Mapping[str, Any]) -> dict[str, Any]:
    chosen = [(c.name, str(fields.get(f"column.{c.name}", ""))) for c in declared.columns]
    options: dict[str, Any] = {}
    if declared.options is not None:
        options, problems = read_posted(declared.options, await settled(visitor, declared.options, fields), visitor)
        if problems:
            raise Invalid(problems)
    return {
        "id": run.id,
        "version": fields.get("_version", 0),
        "columns": [{"column": name, "place": place} for name, place in chosen if place],
        "options": option_texts(options),
        "numbers": fields.get("_numbers", run.numbers),
        "mode": "" if fields.get("_mode") == "auto" else fields.get("_mode", ""),
    }


async def _run_page(
    site: Site,
    visitor: Visitor,
    declared: Import,
    run: Run,
    problems: Sequence[Problem] = (),
    typed: Mapping[str, Any] | None = None,
) -> str:
    tone, words = STATES[run.state]
    view = ImportRunView(
        **await _around(site, visitor, declared, problems),
        file=run.file_name,
        badge=(tone, visitor.say(words)),
        steps=_steps(visitor, {"columns": 1, "checking": 2, "checked": 2, "running": 3, "done": 4}.get(run.state, 2)),
        state=run.state,
        action=_address(visitor, declared, run.id),
        key=secrets.token_urlsafe(18),
        version=str(run.version),
        facts=_facts(visitor, run),
        problems=[views.ProblemView(visitor.say(p.message), _target(p)) for p in problems],
        new_url=_address(visitor, declared),
    )
    view = replace(view, **_said(visitor, run), **_buttons(visitor, declared, run))
    if run.state in ("checking", "running") and run.job_id is not None:
        view = replace(view, **await _job(visitor, run))
    elif run.state != "done" and not run.rows_done:
        view = replace(view, **await _match_fields(visitor, declared, run, typed))
    if run.state in ("checked", "failed", "done", "running"):
        view = replace(view, **await _findings(visitor, declared, run))
    if run.state == "done":
        view = replace(view, result_url=_list_url(site, visitor, declared))
    return site.renderer.page(view)


def _target(problem: Problem) -> str:
    column = problem.data.get("column") if problem.data else None
    return (
        field_id(f"column.{column}") if column else field_id(problem.field) if problem.field and "." not in problem.field else ""
    )


def _number(visitor: Visitor, value: int) -> str:
    return format_number(value, visitor.language)


def _facts(visitor: Visitor, run: Run) -> list[views.FactView]:
    say, counts = visitor.say, run.counts
    facts = []
    if counts:
        facts = [
            views.FactView(say(_("In the file")), _number(visitor, counts.get("records", 0))),
            views.FactView(say(_("New")), _number(visitor, counts.get("new", 0))),
            views.FactView(say(_("Already there")), _number(visitor, counts.get("same", 0))),
            views.FactView(say(_("Wrong")), _number(visitor, counts.get("wrong", 0))),
        ]
    if run.rows_total:
        saved = _("{done} of {total}").fill(done=_number(visitor, run.rows_done), total=_number(visitor, run.rows_total))
        facts.append(views.FactView(say(_("Rows saved")), say(saved)))
        way = MODES[0].title if run.at_once else MODES[1].title
        facts.append(views.FactView(say(_("Saving")), say(way)))
    return facts


def _said(visitor: Visitor, run: Run) -> dict[str, Any]:
    wrong, records = run.counts.get("wrong", 0), run.counts.get("records", 0)
    if run.state == "failed":
        return {"sentence": run.failure, "tone": "bad"}
    if run.state == "cancelled":
        text = _("Stopped. What was saved stays.") if run.rows_done else _("Stopped. Nothing was saved.")
        return {"sentence": visitor.say(text), "tone": "warn"}
    if run.state == "done":
        text = _("Imported: {new} new, {same} already there.")
        return {"sentence": visitor.say(text.fill(new=run.counts.get("new", 0), same=run.counts.get("same", 0))), "tone": "good"}
    if run.state == "checked" and wrong:
        text = _("{wrong} of {all} are wrong; nothing was saved. Mend them in the file and upload it again.")
        return {"sentence": visitor.say(text.fill(wrong=wrong, all=records)), "tone": "bad"}
    if run.state == "checked" and run.is_checked:
        return {"sentence": visitor.say(_("Every row is right. Nothing is saved yet.")), "tone": "good"}
    return {}


def _buttons(visitor: Visitor, declared: Import, run: Run) -> dict[str, Any]:
    def button(step: str, title: Words, confirm: Words = "", danger: bool = False) -> PostView:
        made = post_button(visitor, f"do-{step}", title, _address(visitor, declared, run.id)[len(visitor.base) + 1 :], confirm)
        return replace(made, danger=danger, fields=[*made.fields, ("_do", step)])

    if run.state in ("checking", "running"):
        sentence = _("Stop this import? What is saved stays; it can be gone on with.")
        return {"buttons": [button("stop", _("Stop"), sentence, danger=True)]}
    if run.state in ("checked", "cancelled", "failed") and run.is_checked:
        new = run.counts.get("new", 0)
        title: Text = _("Go on") if run.rows_done else _("Save {new} new").fill(new=new)
        return {"primary": button("run", title)}
    return {}


async def _job(visitor: Visitor, run: Run) -> dict[str, Any]:
    job = await progress_of(visitor.reader, run.job_id or 0)
    return {"job_url": f"{visitor.base}/jobs/{run.job_id}", "job_text": job.text, "job_done": job.done, "job_total": job.total}


async def _match_fields(visitor: Visitor, declared: Import, run: Run, typed: Mapping[str, Any] | None) -> dict[str, Any]:
    say = visitor.say
    choices = heading_choices(run.headings, [run.sample(place) for place in range(len(run.headings))])
    matches = []
    for column in declared.columns:
        name = f"column.{column.name}"
        value = str(typed.get(name, "")) if typed is not None else str(run.columns.get(column.name, ""))
        look = column.shown
        field = views.FieldView(
            name=name,
            id=field_id(name),
            kind="choice",
            label=say(look.title),
            value=value,
            hint=say(look.hint) if look.hint else "",
            choices=choices,
            required=column.required,
        )
        matches.append(MatchRow(field if value or not column.required else replace(field, required=True, value=""), ""))
    unused = [h for place, h in enumerate(run.headings) if place not in run.columns.values()]
    words = _("Not used: {headings}.").fill(headings=", ".join(unused[:20]))
    return {
        "matches": matches,
        "choices": _file_fields(visitor, run, typed),
        "options": await _option_fields(visitor, declared, run, typed),
        "unused": say(words) if unused else "",
    }


def _file_fields(visitor: Visitor, run: Run, typed: Mapping[str, Any] | None) -> list[views.FieldView]:
    say = visitor.say
    given = typed or {}
    numbers = views.FieldView(
        "_numbers",
        "f-numbers",
        "choice",
        say(_("Numbers are written like")),
        str(given.get("_numbers", run.numbers)),
        choices=[views.ChoiceView(c.value, say(c.title)) for c in WAYS],
    )
    decided = _("Decided by size: all or nothing up to {rows} rows").fill(rows=ALL_AT_ONCE_ROWS)
    mode = views.FieldView(
        "_mode",
        "f-mode",
        "choice",
        say(_("Saving")),
        str(given.get("_mode", run.options.get("_mode", ""))) or "auto",
        choices=[views.ChoiceView("auto", say(decided)), *(views.ChoiceView(c.value, say(c.title)) for c in MODES)],
    )
    return [numbers, mode]


async def _option_fields(visitor: Visitor, declared: Import, run: Run, typed: Mapping[str, Any] | None) -> list[views.FieldView]:
    if declared.options is None:
        return []
    own = run.own_options()
    return [
        await field_view(visitor, name, info, value=own.get(name), typed=typed)
        for name, info in declared.options.model_fields.items()
    ]


async def _findings(visitor: Visitor, declared: Import, run: Run) -> dict[str, Any]:
    say = visitor.say
    problems = await problems_of_run(visitor.reader, run, declared, SHOWN_PROBLEMS + 1)
    words = outcome_words()
    preview = [
        RowOutcome(
            _number(visitor, one["row"]), one["reference"], one["title"], TONES[one["outcome"]], say(words[one["outcome"]])
        )
        for one in run.preview
    ]
    more = run.counts.get("records", 0) - len(preview)
    return {
        "preview": preview,
        "preview_more": say(_("{more} further ones are not shown.").fill(more=more)) if more > 0 else "",
        "wrong": [WrongRow(_number(visitor, p.row), p.column, p.value, p.message) for p in problems[:SHOWN_PROBLEMS]],
        "wrong_more": say(_("More of them are in the XLSX file.")) if len(problems) > SHOWN_PROBLEMS else "",
        "sheet_url": f"{_address(visitor, declared, run.id)}/problems.xlsx" if problems else "",
    }
