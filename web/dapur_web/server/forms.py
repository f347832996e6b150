"""Form pages: show, keep unsaved input, perform, and say every problem at its field."""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from litestar import Response
from pydantic import ValidationError

from dapur.contract import Conflict, DapurError, Forbidden, Form, FormPage, NotFound, Operation, Problem, Words, _
from dapur.language.catalogue import translate
from dapur.language.dates import format_time
from dapur.language.problems import labelled, problems_of
from dapur.operations.perform import perform
from dapur_web import views
from dapur_web.keep.drafts import DiscardDraft, discard_form_draft
from dapur_web.server.answers import go, html
from dapur_web.server.attachments import attach_held, hold_files, received
from dapur_web.server.comparing import compared, shown_values
from dapur_web.server.fields import field_view, grid_view, kind_of, line_model, read_posted
from dapur_web.server.form_outlook import ASKED, answer_outlook, shown_outlook
from dapur_web.server.form_totals import answer_totals, shown_totals
from dapur_web.server.frame import flash_address, shell
from dapur_web.server.gate import Visitor, safe_next
from dapur_web.server.listing import crumbs
from dapur_web.server.record_files import HELD, files_beside
from dapur_web.server.references import chosen, settled
from dapur_web.server.scanning import scan_view
from dapur_web.server.site import Place, Site
from dapur_web.views.fields import field_id


async def show_form(site: Site, visitor: Visitor, place: Place, parameters: Mapping[str, str]) -> Response[Any]:
    """An empty or prefilled form; unsaved input of before comes back."""
    page = _page(place)
    _may(visitor, page.operation)
    form_name = _form_name(visitor, place, parameters)
    if page.outlook is not None and ASKED in visitor.request.query_params:
        return await answer_outlook(
            site, visitor, page, parameters, f"{visitor.base}/{_form_address(visitor, place, parameters)}"
        )
    values = await page.initial(visitor.reader, dict(parameters)) if page.initial else {}
    kept = await _kept_draft(visitor, form_name)
    view = await _form_view(site, visitor, place, parameters, values=values, typed=kept[0] if kept else None, draft=kept)
    return html(site.renderer.page(view))


async def submit_form(
    site: Site, visitor: Visitor, place: Place, parameters: Mapping[str, str], posted: Mapping[str, Any]
) -> Response[Any]:
    """Perform the page's operation with what was typed."""
    page = _page(place)
    if page.totals is not None and "totals" in visitor.request.query_params:
        return await answer_totals(visitor, page, posted)
    do = str(posted.get("_do", "save"))
    operation = page.draft if do == "draft" and page.draft is not None else page.operation
    waiting = posted.get(HELD, [])
    posted = {name: value for name, value in posted.items() if name != HELD}
    posted = await received(visitor, operation.input, await settled(visitor, operation.input, posted))
    raw, problems = read_posted(operation.input, posted, visitor)
    for name, value in parameters.items():
        if name in operation.input.model_fields:
            raw.setdefault(name, value)
    try:
        problems += _input_problems(operation, raw, problems)
        if problems:
            return await _refused(site, visitor, place, parameters, posted, problems)
        files = await hold_files(visitor, waiting)
        outcome = await perform(visitor.house, visitor.scope, operation, raw, key=str(posted.get("_key", "")) or None)
    except Conflict as conflict:
        if conflict.code == "VERSION_CHANGED" and page.initial is not None:
            return await _compare(site, visitor, place, parameters, posted, conflict)
        return await _refused(site, visitor, place, parameters, posted, list(conflict.problems), status=409)
    except (Forbidden, NotFound):
        raise
    except DapurError as refused:
        return await _refused(site, visitor, place, parameters, posted, list(refused.problems), status=refused.status)
    await perform(visitor.house, visitor.scope, discard_form_draft, DiscardDraft(form=_form_name(visitor, place, parameters)))
    result = outcome.result.model_dump(mode="json")
    said = translate(operation.title, visitor.language)
    named = result.get("number") or result.get("code") or result.get("name") or ""
    done = f"{said}: {named}" if named else said
    template = (page.draft_done or page.done) if do == "draft" else page.done
    target = template.format(**{**parameters, **result})
    await attach_held(site, visitor, place.plugin, target.removeprefix(f"{place.plugin}/"), files)
    if posted.get("_choose"):
        return await chosen(visitor, str(posted["_choose"]), result)
    if do == "next":
        return go(visitor.request, flash_address(f"{visitor.base}/{place.plugin}/{place.page.path.format(**parameters)}", done))
    return go(visitor.request, flash_address(f"{visitor.base}/{target}", done))


def _page(place: Place) -> FormPage:
    assert isinstance(place.page, FormPage)
    return place.page


def _may(visitor: Visitor, operation: Operation) -> None:
    if not visitor.scope.may(operation.permission):
        raise Forbidden(operation.permission)


def _form_address(visitor: Visitor, place: Place, parameters: Mapping[str, str]) -> str:
    """The form's address inside the company. That of an operation keeps what the record already knows."""
    query = visitor.request.url.query if place.page.path.startswith("do/") else ""
    return f"{place.plugin}/{place.page.path.format(**parameters)}" + (f"?{query}" if query else "")


def _form_name(visitor: Visitor, place: Place, parameters: Mapping[str, str]) -> str:
    """What names the form's unsaved input."""
    return _form_address(visitor, place, parameters)[:300]


def _input_problems(operation: Operation, raw: Mapping[str, Any], known: list[Problem]) -> list[Problem]:
    """What the input itself lacks, besides the fields that could not be read at all."""
    try:
        operation.input.model_validate(raw)
    except ValidationError as error:
        unread = {p.field for p in known}
        return [p for p in problems_of(error, operation.input) if p.field not in unread]
    return []


async def _refused(
    site: Site,
    visitor: Visitor,
    place: Place,
    parameters: Mapping[str, str],
    posted: Mapping[str, Any],
    problems: list[Problem],
    status: int = 422,
) -> Response[Any]:
    """The form again, everything typed still in it, each problem at its field."""
    view = await _form_view(site, visitor, place, parameters, values={}, typed=dict(posted), problems=problems)
    return html(site.renderer.page(view), status)


async def _compare(
    site: Site, visitor: Visitor, place: Place, parameters: Mapping[str, str], posted: Mapping[str, Any], conflict: Conflict
) -> Response[Any]:
    """Somebody else saved meanwhile: their values beside what was typed; saving again is then based on theirs."""
    page = _page(place)
    assert page.initial is not None
    theirs = await page.initial(visitor.reader, dict(parameters))
    merged, changed = await compared(visitor, page.operation.input, theirs, posted)
    merged["_version"] = str(theirs.get("version", ""))
    merged.pop("_key", None)
    view = await _form_view(site, visitor, place, parameters, values=theirs, typed=merged)
    around = replace(view.shell, state=translate(_("Problem: "), visitor.language))
    text = say_problem(conflict.problems[0], visitor)
    return html(site.renderer.page(replace(view, shell=around, conflict_text=text, changed=changed)), 409)


async def _form_view(
    site: Site,
    visitor: Visitor,
    place: Place,
    parameters: Mapping[str, str],
    *,
    values: Mapping[str, Any],
    typed: Mapping[str, Any] | None,
    problems: list[Problem] | None = None,
    draft: tuple[dict[str, Any], str] | None = None,
) -> views.FormView:
    page = _page(place)
    operation, form = page.operation, page.operation.input
    errors = {p.field: say_problem(p, visitor) for p in problems or ()}
    title = translate(page.title, visitor.language)
    address = f"{visitor.base}/{_form_address(visitor, place, parameters)}"
    fields, grids = [], []
    for name, info in form.model_fields.items():
        kind = kind_of(info)
        if name == "version" or (kind == "hidden" and name in parameters):
            continue
        if kind == "lines":
            rows = typed_lines(name, form, typed) if typed is not None else list(values.get(name) or ())
            least = 2 if page.balance and name == (page.grid or name) else 1
            rows = [*rows, *({} for _n in range(least - len(rows)))]
            grids.append(
                await grid_view(
                    visitor,
                    name,
                    info,
                    rows,
                    errors,
                    typed=typed is not None,
                    balance=page.balance if name == (page.grid or name) else None,
                    preview_url=f"{address}?totals=1" if page.totals else "",
                )
            )
        else:
            fields.append(await field_view(visitor, name, info, value=values.get(name), typed=typed, error=errors.get(name, "")))
    state = translate(_("Problem: "), visitor.language) if problems else ""
    beside = await files_beside(site, visitor, place, parameters.get("id", ""))
    raw = values if typed is None else read_posted(form, typed, visitor)[0]
    return views.FormView(
        shell=await shell(
            site,
            visitor,
            title,
            plugin=place.plugin,
            path=page.path,
            crumbs=crumbs(site, visitor, place.plugin, title),
            state=state,
        ),
        title=title,
        action=address,
        form_name=_form_name(visitor, place, parameters),
        key=str(typed["_key"]) if typed is not None and typed.get("_key") and draft is None else secrets.token_urlsafe(18),
        sections=[views.FormSection(fields)],
        submit=translate(operation.title, visitor.language),
        working=translate(_("Saving …"), visitor.language),
        version=str(typed.get("_version", "")) if typed is not None else str(values.get("version", "")),
        grids=grids,
        problems=problem_lines(problems or [], form, visitor),
        draft=views.DraftView(draft[1], f"{visitor.base}/draft/discard") if draft else None,
        draft_url="" if operation.sensitive else f"{visitor.base}/draft",
        draft_title=translate(page.draft.title, visitor.language) if page.draft else "",
        next_title=translate(_("Save and next"), visitor.language) if page.path.endswith("/new") else "",
        sensitive=operation.sensitive,
        multipart=any(kind_of(i) == "file" for i in form.model_fields.values()) or bool(beside and beside.held),
        danger=operation.danger,
        confirm=translate(page.confirm, visitor.language) if page.confirm else "",
        was=str((typed or {}).get("_was", "")) or (shown_values(visitor, form, values) if values.get("version") else ""),
        cancel_url=_back(visitor, place),
        scan=await scan_view(visitor, page, parameters, fresh=typed is None and bool(values.get(page.grid))),
        beside=beside,
        totals=await shown_totals(visitor, page, raw),
        outlook=await shown_outlook(visitor, page, parameters, raw, address),
    )


def _back(visitor: Visitor, place: Place) -> str:
    """Where "Cancel" goes: the record of an operation, the thing that is edited, or the list of a new one."""
    came_from = safe_next("/" + visitor.request.query_params.get("_from", "")).lstrip("/")
    if place.page.path.startswith("do/") and came_from:
        return f"{visitor.base}/{place.plugin}/{came_from}"
    path = visitor.request.url.path
    return path.rsplit("/", 1)[0] if "/" in place.page.path and not place.page.path.startswith("do/") else f"{visitor.base}/"


def typed_lines(name: str, form: type[Form], typed: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of a grid as they were typed, empty ones left out, in the order that the input has them."""
    info = form.model_fields[name]
    model = line_model(info)
    assert model is not None
    rows: dict[int, dict[str, Any]] = {}
    for key, value in typed.items():
        head, _dot, rest = key.partition(".")
        number, _dot, field = rest.partition(".")
        if head == name and number.isdigit():
            rows.setdefault(int(number), {})[field] = value
    return [row for _n, row in sorted(rows.items()) if any(str(v).strip() for v in row.values())]


def say_problem(problem: Problem, visitor: Visitor) -> str:
    """The problem's sentence in the reader's language."""
    return translate(problem.message, visitor.language, visitor.company.zone)


def problem_lines(problems: list[Problem], form: type[Form], visitor: Visitor) -> list[views.ProblemView]:
    """The summary: each line links to its field; lines of a grid say which line."""
    made = []
    for problem in problems:
        words: Words = labelled(problem, form)
        head, _dot, rest = problem.field.partition(".")
        number, _dot, column = rest.partition(".")
        target = f"{field_id(head)}-{number}-{column}" if column else field_id(problem.field) if problem.field else ""
        made.append(views.ProblemView(translate(words, visitor.language, visitor.company.zone), target))
    return made


async def _kept_draft(visitor: Visitor, form_name: str) -> tuple[dict[str, Any], str] | None:
    found = await visitor.reader.rows(
        "select content, saved_at from core.form_draft where company_id = %s and user_id = %s and form = %s",
        visitor.company.id,
        visitor.person.id,
        form_name,
    )
    if not found:
        return None
    content, saved_at = found[0]
    return content, format_time(saved_at, visitor.company.zone, visitor.language)
