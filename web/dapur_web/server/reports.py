"""Report pages: filter form, the sheet with drill-down, and the same sheet as PDF, XLSX and CSV."""

import asyncio
import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from litestar import Response

from dapur.contract import Column, Form, Problem, ReportPage, Sheet, _
from dapur.contract.errors import Invalid
from dapur.documents.csv_writer import write_csv
from dapur.documents.pdf_writer import write_pdf
from dapur.documents.table import Head, Table, from_sheet
from dapur.documents.xlsx_writer import write_xlsx
from dapur.language.catalogue import translate
from dapur.language.dates import format_date
from dapur_web import views
from dapur_web.render.looks import looks
from dapur_web.render.rows import compile_report_rows
from dapur_web.server.answers import html
from dapur_web.server.fields import field_view, kind_of, look_of, read_posted, show_value
from dapur_web.server.files import attachment
from dapur_web.server.formats import ReaderFormats
from dapur_web.server.forms import problem_lines, say_problem
from dapur_web.server.frame import shell
from dapur_web.server.gate import Visitor
from dapur_web.server.list_address import formats_of
from dapur_web.server.listing import crumbs
from dapur_web.server.references import settled
from dapur_web.server.site import Place, Site

TYPES = {
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


async def report_page(site: Site, visitor: Visitor, place: Place, parameters: Mapping[str, str]) -> Response[Any]:
    """A report on screen."""
    page = _page(place)
    typed = await settled(visitor, page.report.input, _typed(visitor))
    raw, problems = await _input(visitor, page, typed)
    sheet = None
    if not problems:
        try:
            sheet = await visitor.reader.report(page.report, raw)
        except Invalid as invalid:
            # Opened from the menu, nothing was typed that could be wrong: the filter waits, open.
            problems = list(invalid.problems) if typed else []
    view = await _view(site, visitor, place, page, raw, typed, sheet, problems)
    return html(site.renderer.page(view), 422 if problems else 200)


async def report_file(site: Site, visitor: Visitor, place: Place, kind: str) -> Response[Any]:
    """A report as a file."""
    page = _page(place)
    visitor.reader.need("core.export")
    raw, problems = await _input(visitor, page, _typed(visitor))
    if problems:
        raise Invalid(problems)
    sheet = await whole_sheet(visitor, page, raw)
    table = from_sheet(
        sheet, head_of(visitor, translate(sheet.title, visitor.language), _facts(visitor, sheet)), landscape=page.report.landscape
    )
    name = f"{translate(sheet.title, visitor.language)} {visitor.reader.today.isoformat()}.{kind}"
    content = await asyncio.to_thread(written, table, kind)
    return Response(content, media_type=TYPES[kind], headers={"content-disposition": attachment(name)})


def written(table: Table, kind: str) -> bytes:
    """A table as a file. Slow for long ones: call it in a thread, so that other pages are answered meanwhile."""
    if kind == "pdf":
        return write_pdf(table)
    if kind == "csv":
        return b"".join(write_csv(table))
    buffer = io.BytesIO()
    write_xlsx(table, buffer)
    return buffer.getvalue()


async def whole_sheet(visitor: Visitor, page: ReportPage, raw: Mapping[str, Any]) -> Sheet:
    """The report from its beginning to its end, all its pages."""
    asked = {n: v for n, v in raw.items() if n != "cursor"}
    sheet = await visitor.reader.report(page.report, asked)
    rows, more = list(sheet.rows), sheet.more
    while more:
        following = await visitor.reader.report(page.report, {**asked, "cursor": more})
        rows += following.rows
        more = following.more
    return replace(sheet, rows=rows, more="")


def head_of(visitor: Visitor, title: str, facts: list[tuple[str, str]]) -> Head:
    """What stands above every printed or exported table."""
    return Head(
        company=visitor.company.name,
        title=title,
        who=visitor.person.name,
        when=visitor.reader.now,
        facts=facts,
        language=visitor.language,
        zone=visitor.company.zone,
        currency=visitor.company.currency,
    )


def _page(place: Place) -> ReportPage:
    assert isinstance(place.page, ReportPage)
    return place.page


def _typed(visitor: Visitor) -> dict[str, Any]:
    typed: dict[str, Any] = {}
    for name, value in visitor.request.query_params.multi_items():
        if name in ("_done",):
            continue
        held = typed.get(name)
        typed[name] = value if held is None else [*held, value] if isinstance(held, list) else [held, value]
    return typed


async def _input(visitor: Visitor, page: ReportPage, typed: Mapping[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
    """The report's input: what the address says over the page's first values."""
    first = await page.initial(visitor.reader) if page.initial else {}
    given, problems = read_posted(page.report.input, typed, visitor)
    flags = {n for n, i in page.report.input.model_fields.items() if kind_of(i) in ("flag", "choices") and n not in typed}
    if not typed:
        return first, []
    return {**first, **{n: v for n, v in given.items() if n not in flags or v}}, problems


async def _view(
    site: Site,
    visitor: Visitor,
    place: Place,
    page: ReportPage,
    raw: Mapping[str, Any],
    typed: Mapping[str, Any],
    sheet: Sheet | None,
    problems: list[Problem],
) -> views.ReportView:
    formats = formats_of(visitor)
    form = page.report.input
    title = translate(page.report.title, visitor.language)
    address = f"{visitor.base}/{place.address}"
    errors = {p.field: say_problem(p, visitor) for p in problems}
    fields = []
    for name, info in form.model_fields.items():
        if kind_of(info) == "hidden":
            continue
        fields.append(
            await field_view(
                visitor, name, info, value=raw.get(name), typed=typed if problems else None, error=errors.get(name, "")
            )
        )
    state = [(n, v) for n, v in visitor.request.query_params.multi_items() if n not in ("_done", "cursor")]
    made = (
        compile_report_rows(sheet.columns, formats, base=visitor.base, currency=visitor.company.currency, words=formats.words)
        if sheet
        else None
    )
    shown = [c for c in sheet.columns if not c.hidden and c.kind != "id"] if sheet else []
    heads = (
        []
        if sheet is None
        else [
            views.HeadView(c.name, _head_title(c, formats), c.kind, look=look)
            for c, look in zip(shown, looks(shown), strict=True)
        ]
    )
    return views.ReportView(
        shell=await shell(
            site, visitor, title, plugin=place.plugin, path=page.path, crumbs=crumbs(site, visitor, place.plugin, title)
        ),
        title=title,
        url=address,
        filters=fields,
        summary=_summary(form, raw, visitor),
        head=_facts(visitor, sheet) if sheet else (),
        heads=heads,
        rows=made(sheet.rows) if made and sheet else "",  # type: ignore[arg-type]
        notes=[formats.words(n) for n in sheet.notes] if sheet else (),
        exports=[(kind.upper(), f"{address}.{kind}?{urlencode(state)}") for kind in ("pdf", "xlsx", "csv")]
        if visitor.scope.may("core.export")
        else (),
        problems=problem_lines(problems, form, visitor),
        filters_open=sheet is None,
        more_url=f"{address}?{urlencode([*state, ('cursor', sheet.more)])}" if sheet and sheet.more else "",
        first_url=f"{address}?{urlencode(state)}" if "cursor" in typed else "",
        sheet_title=formats.words(sheet.title) if sheet else "",
        landscape=page.report.landscape,
        printed=formats.words(_("Printed {when} by {who}").fill(when=formats.time(visitor.reader.now), who=visitor.person.name)),
        empty=formats.words(_("Nothing in this period.")) if sheet is not None and not sheet.rows else "",
    )


def _head_title(column: Column, formats: ReaderFormats) -> str:
    """A money column names its currency, unless each row has its own."""
    title = formats.words(column.title)
    return f"{title} ({formats.currency})" if column.kind == "money" and not column.currency else title


def _facts(visitor: Visitor, sheet: Sheet) -> list[tuple[str, str]]:
    formats = formats_of(visitor)
    return [(formats.words(title), formats.words(text)) for title, text in sheet.head]


def _summary(form: type[Form], raw: Mapping[str, Any], visitor: Visitor) -> str:
    """The filters in one line: "Period from 1 Nov 2026 · Status Open"."""
    parts = []
    for name, info in form.model_fields.items():
        kind, look, value = kind_of(info), look_of(name, info), raw.get(name)
        if value in (None, "", [], False) or kind in ("hidden", "reference"):
            continue
        titles = {c.value: visitor.say(c.title) for c in look.choices}
        given = value if isinstance(value, (list, tuple)) else [value]
        said = ", ".join(_said(kind, one, titles, visitor) for one in given)
        parts.append(visitor.say(look.title) if kind == "flag" else f"{visitor.say(look.title)} {said}")
    return " · ".join(parts)


def _said(kind: str, value: Any, titles: Mapping[str, str], visitor: Visitor) -> str:
    if kind == "date":
        return format_date(value if isinstance(value, date) else date.fromisoformat(str(value)), visitor.language)
    return titles.get(str(value)) or show_value(kind, value, visitor)
