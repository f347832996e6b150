"""Record pages: facts, tables, actions, files, history, panels of other plugins."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from litestar import Response
from markupsafe import Markup

from dapur.contract import Action, Column, DocumentLink, ListPage, NotFound, Problem, RecordPage, TemplatePage, Text, _
from dapur.contract.errors import DapurError
from dapur.language.catalogue import translate
from dapur.queries.plan import Wish
from dapur.queries.reader import Rows
from dapur_web import views
from dapur_web.server.answers import html
from dapur_web.server.comments import comment_form, comments_of
from dapur_web.server.fields import kind_of
from dapur_web.server.formats import ReaderFormats
from dapur_web.server.frame import shell
from dapur_web.server.gate import Visitor
from dapur_web.server.history import history_of
from dapur_web.server.list_address import formats_of
from dapur_web.server.listing import COUNTED, counted, crumbs, heads, render_rows, total_rows
from dapur_web.server.neighbours import neighbours_of
from dapur_web.server.panels import panels_for
from dapur_web.server.record_files import files_of
from dapur_web.server.site import Place, Site

RELATED_ROWS = 500


async def record_page(
    site: Site, visitor: Visitor, place: Place, parameters: Mapping[str, str], problems: Sequence[Problem] = (), status: int = 200
) -> Response[Any]:
    """One thing. `problems`: why what was just asked for was refused."""
    page = place.page
    assert isinstance(page, RecordPage)
    key = parameters["id"]
    if not key.isdigit() or len(key) > 18:
        raise NotFound()
    page = replace(page, query=visitor.reader.seen(page.query))
    record = await visitor.reader.one(page.query, int(key))
    view = await _view(site, visitor, place, page, record, key)
    told = [views.ProblemView(visitor.say(p.message)) for p in problems]
    return html(site.renderer.page(replace(view, problems=told)), status)


async def _view(
    site: Site, visitor: Visitor, place: Place, page: RecordPage, record: dict[str, Any], key: str
) -> views.RecordView:
    formats = formats_of(visitor)
    title = str(record.get(page.title) or f"#{key}")
    status, tone = status_of(page, record, formats)
    parent = site.find(place.plugin, page.list_path)
    above = parent[0].page if parent else None
    list_title = translate(above.title, visitor.language) if isinstance(above, (ListPage, TemplatePage)) else ""
    around = await neighbours_of(visitor, place, page, key)
    list_url = around.list_url
    path = [
        views.Crumb(c.title, c.url or list_url if c.title == list_title else c.url)
        for c in crumbs(site, visitor, place.plugin, *([list_title] if list_title else ()), title)
    ]
    return views.RecordView(
        shell=await shell(site, visitor, title, plugin=place.plugin, path=page.list_path, crumbs=path),
        title=title,
        list_url=list_url,
        facts=_facts(visitor, page, page.facts, record, formats),
        status=status,
        tone=tone,
        aside=_facts(visitor, page, page.aside, record, formats),
        actions=[
            a for a in (action_view(site, visitor, place, page, action, record) for action in page.actions) if a is not None
        ],
        related=[await _related(visitor, related, record) for related in page.related],
        panels=await panels_for(site, visitor, page.slot, key) if page.slot else (),
        history=await history_of(visitor, page.history, key, _unseen(visitor, place)) if page.history else (),
        files=await files_of(site, visitor, place.plugin, page, key),
        comments=await comments_of(visitor, page, key) if page.comments else (),
        comment_form=comment_form(visitor, place, page, key) if page.comment else None,
        previous_url=around.previous,
        next_url=around.next,
        documents=[d for d in (_document(site, visitor, link, record) for link in page.documents) if d is not None],
        edit_url=f"{visitor.base}/{place.plugin}/{page.edit.format(id=key)}"
        if page.edit and _may_edit(site, visitor, place, page, key, record)
        else "",
    )


def status_of(page: RecordPage, record: Mapping[str, Any], formats: ReaderFormats) -> tuple[str, str]:
    """Words and tone of the record's status."""
    for column in page.query.columns:
        if column.kind == "status" and column.name == "status":
            value = str(record.get("status") or "")
            words = next((c.title for c in column.choices if c.value == value), value)
            return formats.words(words), column.tones.get(value, "secondary")
    return "", ""


def _unseen(visitor: Visitor, place: Place) -> list[str]:
    """Stored names of the columns that this visitor may not see, for leaving them out of the history."""
    assert isinstance(place.page, RecordPage)
    hidden = [c for c in place.page.query.columns if c.permission and not visitor.scope.may(c.permission)]
    return [str(name) for c in hidden for name in (c.name, getattr(c.source, "name", "")) if name]


def _facts(
    visitor: Visitor, page: RecordPage, names: Sequence[str], record: Mapping[str, Any], formats: ReaderFormats
) -> list[views.FactView]:
    """The facts that this visitor may see."""
    columns = {c.name: c for c in page.query.columns}
    return [_fact(visitor, columns[n], record, formats) for n in names if n in columns]


def _fact(visitor: Visitor, column: Column, record: Mapping[str, Any], formats: ReaderFormats) -> views.FactView:
    value = record.get(column.name)
    url = f"{visitor.base}/{column.link.format(**record)}" if column.link and value is not None else ""
    tone = column.tones.get(str(value), "") if column.kind == "status" else ""
    return views.FactView(formats.words(column.title), show_cell(column, value, record, formats), url, tone, kind=column.kind)


def show_cell(column: Column, value: Any, record: Mapping[str, Any], formats: ReaderFormats) -> str:
    """A value as plain text for the reader."""
    if value is None or value == "":
        return "–"
    if column.kind == "money":
        code = str(record.get(column.currency) or formats.currency) if column.currency else formats.currency
        return formats.amount(value, code)
    if column.choices:
        return formats.words(next((c.title for c in column.choices if c.value == str(value)), str(value)))
    match column.kind:
        case "date":
            return formats.date(value)
        case "time":
            return formats.time(value)
        case "number" | "quantity" | "rate" | "integer":
            return formats.number(value)
        case "flag":
            return formats.words(_("Yes") if value else _("No"))
    return str(value)


def action_view(
    site: Site, visitor: Visitor, place: Place, page: RecordPage, action: Action, record: Mapping[str, Any]
) -> views.ActionView | None:
    """An action for this record: None when it does not fit its status or the person lacks the right."""
    operation = action.operation
    if action.when and str(record.get("status")) not in action.when:
        return None
    if not visitor.scope.may(operation.permission):
        return None
    prefilled = {name: record[column] for name, column in action.prefill.items() if record.get(column) is not None}
    short = operation.name.partition(".")[2]
    asked = [n for n, i in operation.input.model_fields.items() if n not in prefilled and kind_of(i) != "hidden"]
    title = translate(operation.title, visitor.language)
    url = f"{visitor.base}/{place.plugin}/do/{short}"
    if action.form:
        address = f"{visitor.base}/{place.plugin}/{action.form.format(**record)}"
        return views.ActionView(title, address, f"act-{short}", action.icon, action.primary, key=action.key)
    if asked:
        query = "&".join(f"{n}={v}" for n, v in prefilled.items())
        return views.ActionView(
            title,
            f"{url}?{query}&_from={record_key(page, record)}",
            f"act-{short}",
            action.icon,
            action.primary,
            key=action.key,
            danger=operation.danger,
        )
    fields = [(n, str(v)) for n, v in prefilled.items()]
    fields += [("_key", secrets.token_urlsafe(18)), ("_from", record_key(page, record)), ("_csrf_token", visitor.csrf)]
    confirm = visitor.say(action.confirm.fill(**_said(page, record, visitor))) if isinstance(action.confirm, Text) else ""
    if operation.danger and not confirm:
        confirm = translate(
            _("{deed}: {thing}. This cannot be taken back.").fill(deed=title, thing=str(record.get(page.title))), visitor.language
        )
    return views.ActionView(
        title, url, f"act-{short}", action.icon, action.primary, True, fields, action.key, "", confirm, operation.danger
    )


def _said(page: RecordPage, record: Mapping[str, Any], visitor: Visitor) -> dict[str, str]:
    """The record's cells as people read them, for sentences."""
    formats = formats_of(visitor)
    return {c.name: show_cell(c, record.get(c.name), record, formats) for c in page.query.columns}


def _document(site: Site, visitor: Visitor, link: DocumentLink, record: Mapping[str, Any]) -> views.DocumentView | None:
    """A document of this record: None when it does not fit its status or the person lacks the right."""
    declared = link.document
    if link.when and str(record.get("status")) not in link.when:
        return None
    if not visitor.scope.may(declared.permission):
        return None
    asked = urlencode({name: record[column] for name, column in link.prefill.items() if record.get(column) is not None})
    url = f"{visitor.base}/{declared.plugin}/documents/{declared.name.partition('.')[2]}?{asked}"
    return views.DocumentView(translate(declared.title, visitor.language), url)


def record_key(page: RecordPage, record: Mapping[str, Any]) -> str:
    """The record's path inside its plugin, for coming back."""
    return page.path.format(id="~".join(str(record[k]) for k in page.query.key))


async def _related(visitor: Visitor, related: Any, record: Mapping[str, Any]) -> views.RelatedView:
    query = visitor.reader.seen(related.query)
    declared = {f.name for f in query.filters}
    values = {name: record[column] for name, column in related.filters.items()}
    filters = {n: v for n, v in values.items() if n in declared}
    form = query.parameters(**{n: v for n, v in values.items() if n not in declared}) if query.parameters else None
    wish = Wish(filters=filters, limit=RELATED_ROWS, parameters=form)
    title = translate(related.title, visitor.language)
    try:
        rows, totals = await visitor.reader.page_and_totals(query, wish, COUNTED)
    except DapurError:
        return views.RelatedView(title, (), Markup(""), translate(_("You may not see this part."), visitor.language))
    rows = _without_the_same(rows, record)
    more = _("The first {shown} of {total} are shown.").fill(
        shown=formats_of(visitor).number(Decimal(len(rows.rows))), total=counted(visitor, totals)
    )
    # Where counting stopped nobody knows the sum of all.
    sums = () if totals.more else total_rows(query, rows, totals, visitor)[-1:]
    return views.RelatedView(
        title,
        heads(query, rows, None, "", visitor),
        render_rows(query, rows, visitor),
        "" if rows.rows else translate(_("Nothing here yet."), visitor.language),
        totals=[replace(t, title=translate(_("Sum"), visitor.language)) for t in sums],
        more_text=visitor.say(more) if rows.next else "",
    )


def _without_the_same(rows: Rows, record: Mapping[str, Any]) -> Rows:
    """The rows less the columns that only say again what the record itself says, in every row."""

    currencies = {rows.query.column(name).currency for name in rows.cells}

    def is_same(place: int, name: str) -> bool:
        column = rows.query.column(name)
        if name in currencies or name in rows.query.key or column.total or record.get(name) in (None, ""):
            return False
        return column.kind in ("text", "code", "date", "status") and all(row[place] == record[name] for row in rows.rows)

    same = {name for place, name in enumerate(rows.cells) if name in record and is_same(place, name)}
    kept = [place for place, name in enumerate(rows.cells) if name not in same]
    if not rows.rows or not same or not kept:
        return rows
    linked = {part.partition("}")[0] for n in rows.cells if n not in same for part in rows.query.column(n).link.split("{")[1:]}
    if same & linked:
        return rows
    cells = tuple(rows.cells[place] for place in kept)
    return replace(rows, cells=cells, rows=[tuple(row[place] for place in kept) for row in rows.rows])


def _may_edit(site: Site, visitor: Visitor, place: Place, page: RecordPage, key: str, record: Mapping[str, Any]) -> bool:
    if page.edit_when and str(record.get("status")) not in page.edit_when:
        return False
    found = site.find(place.plugin, page.edit.format(id=key))
    return found is not None and visitor.scope.may(found[0].permission)
