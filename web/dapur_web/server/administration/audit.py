"""The audit log: a list in words, one record whole, the file, and whether its seals hold."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from litestar import Response

from dapur.audit.queries import AUDIT
from dapur.audit.seals import Findings, Head, read_heads, verify_company
from dapur.contract import Column, DapurError, ListPage, NotFound, View, _
from dapur.documents.table import from_rows
from dapur_web import views
from dapur_web.server.administration.listings import core_list, core_place
from dapur_web.server.answers import go, html
from dapur_web.server.files import attachment
from dapur_web.server.forms import say_problem
from dapur_web.server.frame import shell
from dapur_web.server.gate import Visitor
from dapur_web.server.list_address import formats_of, read_address
from dapur_web.server.listing import default_address
from dapur_web.server.log_words import CELLS, entries_of, entries_where, log_words
from dapur_web.server.reports import TYPES, head_of, written
from dapur_web.server.site import Site
from dapur_web.views.administration import LogEntry, LogEntryView, LogView, SealsView
from dapur_web.views.fields import field_id

FILE_COLUMNS = (
    Column("at", _("Time"), "time"),
    Column("person", _("Person")),
    Column("deed", _("Operation")),
    Column("action", _("Action")),
    Column("thing", _("What")),
    Column("which", _("Which")),
    Column("door", _("Door")),
    Column("before", _("Before")),
    Column("after", _("After")),
    Column("operation", _("Technical name")),
    Column("table", _("Table")),
    Column("key", _("Key")),
)
PLACE = core_place(
    ListPage(
        path="audit",
        query=AUDIT,
        title=_("Audit log"),
        views=(
            View("refused", _("Refused"), {"action": "R"}),
            View("changed", _("Changed"), {"action": "U"}),
            View("deleted", _("Deleted"), {"action": "D"}),
        ),
        empty=_("Nothing has been done here yet."),
    )
)


async def show(site: Site, visitor: Visitor) -> Response[Any]:
    """Who did what, newest first."""
    elsewhere = await default_address(visitor, PLACE)
    if elsewhere:
        return go(visitor.request, elsewhere)
    asked = read_address(visitor, AUDIT)
    found = await visitor.reader.page(AUDIT, replace(asked.wish, columns=CELLS))
    view = await core_list(
        site,
        visitor,
        PLACE,
        LogView,
        entries=await entries_of(visitor, found.dicts()),
        seals_url=f"{visitor.base}/audit/seals",
        sealed=await _sealed_words(visitor),
        columns=(),
    )
    choices = _choices(visitor)
    filters = [replace(f, choices=choices[f.name]) if f.name in choices else f for f in view.filters]
    chips = [replace(c, text=_chosen(choices[c.name], c.text)) if c.name in choices else c for c in view.chips]
    return html(site.renderer.page(replace(view, filters=filters, chips=chips)))


def _choices(visitor: Visitor) -> dict[str, list[views.ChoiceView]]:
    """Operations and things by name, for the filters: nobody knows their technical names by heart."""
    registry, say = visitor.house.registry, visitor.say
    on = {*visitor.scope.plugins, "core"}
    deeds = [(o.name, say(o.title)) for o in registry.operations.values() if o.plugin in on]
    things = [(table, say(title)) for table, title in log_words(registry).things() if table.partition(".")[0] in on]
    return {
        name: [views.ChoiceView(value, title) for value, title in sorted(pairs, key=lambda pair: pair[1].casefold())]
        for name, pairs in (("operation", deeds), ("subject", things))
    }


def _chosen(choices: Sequence[views.ChoiceView], text: str) -> str:
    return next((c.title for c in choices if c.value == text), text)


async def export(visitor: Visitor, kind: str) -> Response[Any]:
    """The list as a file: the same words as on the page, and the technical names for who compares."""
    visitor.reader.need("core.export")
    asked = read_address(visitor, AUDIT)
    rows: list[tuple[Any, ...]] = []
    async for batch in visitor.reader.all(AUDIT, replace(asked.wish, columns=CELLS), batch=2000):
        known = [dict(zip(CELLS, row, strict=True)) for row in batch]
        rows += [_file_row(row, entry) for row, entry in zip(known, await entries_of(visitor, known), strict=True)]
    title = visitor.say(_("Audit log"))
    table = from_rows(FILE_COLUMNS, rows, head_of(visitor, title, []))
    content = await asyncio.to_thread(written, table, kind)
    name = f"{title} {visitor.reader.today.isoformat()}.{kind}"
    return Response(content, media_type=TYPES[kind], headers={"content-disposition": attachment(name)})


def _file_row(row: Mapping[str, Any], entry: LogEntry) -> tuple[Any, ...]:
    before, after = ("; ".join(f"{d.name}: {getattr(d, side)}" for d in entry.details) for side in ("before", "after"))
    words = (entry.who, entry.deed, entry.action, entry.thing, entry.which, entry.door, before, after)
    return (row["at"], *words, row["operation"], row["subject"], row["row_key"])


async def show_one(site: Site, visitor: Visitor, number: str) -> Response[Any]:
    """One record, all of it, and the others of the same change."""
    visitor.reader.need(AUDIT.permission)
    found = await entries_where(visitor, "l.id = %s", int(number), limit=1)
    if not found:
        raise NotFound()
    entry = found[0]
    raw = await visitor.reader.rows(
        "select operation, subject, row_key, request, token_id from core.audit_log where company_id = %s and id = %s",
        visitor.company.id,
        entry.id,
    )
    operation, subject, key, request, token = raw[0]
    say = visitor.say
    title = entry.deed or entry.thing
    view = LogEntryView(
        shell=await shell(
            site,
            visitor,
            title,
            plugin="core",
            path="audit",
            crumbs=[views.Crumb(say(_("Audit log")), f"{visitor.base}/audit"), views.Crumb(title)],
        ),
        title=title,
        facts=[*_facts(visitor, entry, token), *_technical(visitor, operation, subject, key, request)],
        details=entry.details,
        problems=(),
        back_url=f"{visitor.base}/audit",
        same_url=f"{visitor.base}/audit?{urlencode({'subject': subject, 'row': key})}" if key else "",
        same_title=say(_("Everything that happened to it")),
    )
    return html(site.renderer.page(view))


def _facts(visitor: Visitor, entry: LogEntry, token: int | None) -> list[views.FactView]:
    say = visitor.say
    door = f"{entry.door} · {say(_('API token {number}').fill(number=str(token)))}" if token else entry.door
    return [
        views.FactView(say(_("Time")), entry.time),
        views.FactView(say(_("Person")), entry.who),
        views.FactView(say(_("Action")), entry.action, tone=entry.tone),
        views.FactView(say(_("What")), f"{entry.thing} {entry.which}".strip()),
        views.FactView(say(_("Door")), door),
    ]


def _technical(visitor: Visitor, operation: str, subject: str, key: str, request: str) -> list[views.FactView]:
    say = visitor.say
    pairs = ((_("Operation"), operation), (_("Table"), subject), (_("Key"), key), (_("Request"), request))
    return [views.FactView(say(title), text) for title, text in pairs if text]


async def show_seals(site: Site, visitor: Visitor) -> Response[Any]:
    """How far the log is sealed, and its head."""
    visitor.reader.need(AUDIT.permission)
    return html(await _seals_page(site, visitor))


async def check_seals(site: Site, visitor: Visitor, fields: Mapping[str, Any]) -> Response[Any]:
    """Check every seal now, and a head that was written down earlier."""
    visitor.reader.need(AUDIT.permission)
    typed = str(fields.get("head", ""))[:2000]
    try:
        heads = read_heads(typed)
    except DapurError as refused:
        return html(await _seals_page(site, visitor, typed=typed, error=say_problem(refused.problems[0], visitor)), 422)
    findings = Findings()
    await verify_company(visitor.house, visitor.company.id, visitor.company.code, findings, heads)
    return html(await _seals_page(site, visitor, typed=typed, findings=findings))


async def _seals_page(site: Site, visitor: Visitor, *, typed: str = "", error: str = "", findings: Findings | None = None) -> str:
    say = visitor.say
    title = say(_("Is the log whole?"))
    last = await _last_seal(visitor)
    formats = formats_of(visitor)
    facts = [views.FactView(say(_("Sealed")), await _sealed_words(visitor))]
    if findings is not None:
        facts += [
            views.FactView(say(_("Seals checked")), formats.words(_("{number} seals").fill(number=findings.seals))),
            views.FactView(say(_("Not sealed yet")), formats.words(_("{number} entries").fill(number=max(findings.unsealed, 0)))),
        ]
    view = SealsView(
        shell=await shell(
            site,
            visitor,
            title,
            plugin="core",
            path="audit",
            crumbs=[views.Crumb(say(_("Audit log")), f"{visitor.base}/audit"), views.Crumb(title)],
        ),
        title=title,
        facts=facts,
        head=str(Head(visitor.company.code, last[0], last[1])) if last else "",
        action=f"{visitor.base}/audit/seals",
        field=views.FieldView(
            name="head",
            id=field_id("head"),
            kind="code",
            label=say(_("Head that was written down earlier")),
            value=typed,
            hint=say(_("With it the check also finds a log whose end was cut off.")),
            error=error,
            required=False,
            width="wide",
        ),
        checked=findings is not None,
        found=_found(visitor, findings) if findings else (),
        good=say(_("All seals hold: nothing was changed, deleted or cut.")),
        problems=[views.ProblemView(error, field_id("head"))] if error else (),
    )
    return site.renderer.page(view)


KINDS = {
    "missing": _("Entries {first} to {last}: some are missing."),
    "changed": _("Entries {first} to {last}: at least one was changed or deleted."),
    "chain": _("Entries {first} to {last}: their seal does not follow from the one before."),
    "cut": _("The log was cut: its seal at entry {last} is gone or another one."),
    "fewer": _("{last} sealed entries are missing."),
}


def _found(visitor: Visitor, findings: Findings) -> Sequence[str]:
    return [visitor.say(KINDS[wrong.kind].fill(first=str(wrong.first), last=str(wrong.last))) for wrong in findings.wrong]


async def _last_seal(visitor: Visitor) -> tuple[int, str, Any] | None:
    rows = await visitor.reader.rows(
        "select last_position, encode(chain_hash, 'hex'), sealed_at from core.audit_seal where company_id = %s"
        " order by last_position desc limit 1",
        visitor.company.id,
    )
    return rows[0] if rows else None


async def _sealed_words(visitor: Visitor) -> str:
    last = await _last_seal(visitor)
    if last is None:
        return visitor.say(_("not yet"))
    text = _("to entry {number}, {when}").fill(number=last[0], when=formats_of(visitor).time(last[2]))
    return visitor.say(text)
