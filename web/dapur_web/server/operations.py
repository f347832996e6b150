"""Operations offered on a record: asked for what is missing at `do/{operation}`, or done at once after a dialog.

The address carries what the record already knows and `_from`, the record's path, for coming back. A page with a template of its
own may say in `_then` where it goes on after success; what is refused is told there, or on the record. A script that accepts JSON gets the
result itself.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from litestar import Response

from dapur.contract import (
    Conflict,
    DapurError,
    Forbidden,
    FormPage,
    Invalid,
    NotFound,
    Operation,
    RecordPage,
    Refused,
    TemplatePage,
    _,
)
from dapur.language.catalogue import translate
from dapur.operations.perform import perform
from dapur_web.server.answers import go, wants_json
from dapur_web.server.fields import read_posted
from dapur_web.server.forms import show_form, submit_form
from dapur_web.server.frame import flash_address
from dapur_web.server.gate import Visitor, safe_next
from dapur_web.server.record import record_page
from dapur_web.server.site import Place, Site, pattern_of
from dapur_web.server.templates import template_page


async def ask_operation(site: Site, visitor: Visitor, plugin: str, short: str) -> Response[Any]:
    """The form for what the record does not know yet."""
    return await show_form(site, visitor, _place(site, visitor, plugin, short, visitor.request.query_params), {})


async def do_operation(site: Site, visitor: Visitor, plugin: str, short: str, fields: Mapping[str, Any]) -> Response[Any]:
    """Perform an operation of this plugin with posted fields, then go where its action says."""
    given = {**visitor.request.query_params, **{k: str(v) for k, v in fields.items() if k == "_from"}}
    place = _place(site, visitor, plugin, short, given)
    if "_do" in fields:
        return await submit_form(site, visitor, place, {}, fields)
    page = place.page
    assert isinstance(page, FormPage)
    operation = page.operation
    raw, problems = read_posted(operation.input, fields, visitor)
    try:
        if problems:
            raise Invalid(problems)
        outcome = await perform(visitor.house, visitor.scope, operation, raw, key=str(fields.get("_key", "")) or None)
    except (Refused, Conflict, Invalid) as refused:
        if wants_json(visitor.request):
            raise
        told = await _told_on_its_page(site, visitor, plugin, str(fields.get("_from", "")), refused)
        if told is None:
            raise
        return told
    if wants_json(visitor.request):
        return Response(outcome.result.model_dump(mode="json"), status_code=200)
    then = safe_next("/" + str(fields.get("_then", ""))).lstrip("/")
    target = f"{plugin}/{then}" if then else page.done.format(**outcome.result.model_dump(mode="json"))
    return go(visitor.request, flash_address(f"{visitor.base}/{target}", translate(operation.title, visitor.language)))


async def _told_on_its_page(
    site: Site, visitor: Visitor, plugin: str, came_from: str, refused: DapurError
) -> Response[Any] | None:
    """The record, or the page with a template of its own, that the deed was tried from, with what is wrong."""
    path, _mark, query = came_from.partition("?")
    found = site.find(plugin, path)
    if found is None or not visitor.scope.may(found[0].permission):
        return None
    place, parameters = found
    if isinstance(place.page, RecordPage):
        return await record_page(site, visitor, place, parameters, refused.problems, refused.status)
    if isinstance(place.page, TemplatePage):
        parameters = {**dict(parse_qsl(query)), **parameters}
        return await template_page(site, visitor, place, parameters, refused.problems, refused.status)
    return None


def _place(site: Site, visitor: Visitor, plugin: str, short: str, given: Mapping[str, str]) -> Place:
    operation = site.house.registry.operations.get(f"{plugin}.{short}")
    if operation is None or "page" not in operation.doors:
        raise NotFound(_("There is no page at this address. Check the link, or go on from the menu."))
    if not visitor.scope.may(operation.permission):
        raise Forbidden(operation.permission)
    known = {n: v for n, v in given.items() if n in operation.input.model_fields}

    async def initial(reader: Any, parameters: dict[str, str]) -> dict[str, Any]:
        return known

    came_from = safe_next("/" + given.get("_from", "")).lstrip("/")
    page = FormPage(
        path=f"do/{short}",
        operation=operation,
        title=operation.title,
        done=_done(site, plugin, operation, came_from),
        initial=initial,
    )
    return Place(plugin, page, pattern_of(page.path))


def _done(site: Site, plugin: str, operation: Operation, came_from: str) -> str:
    found = site.find(plugin, came_from)
    if found is not None and isinstance(found[0].page, RecordPage):
        for action in found[0].page.actions:
            if action.operation is operation and action.done:
                return action.done
    return f"{plugin}/{came_from}".replace("{", "").replace("}", "")
