"""The route handlers: few, because pages are found by address in the site."""

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromPath
from litestar.static_files import create_static_files_router

from dapur.contract import FormPage, ListPage, NotFound, PublicPage, RecordPage, ReportPage, TemplatePage
from dapur.house import House
from dapur_web.render.assets import read_manifest
from dapur_web.render.pages import Renderer
from dapur_web.server import entry
from dapur_web.server.administration import administration_get, administration_post, beginnings
from dapur_web.server.answers import go, refusal_page
from dapur_web.server.attachments import send_file, take_files
from dapur_web.server.documents import send_document
from dapur_web.server.exports import list_file
from dapur_web.server.forms import show_form, submit_form
from dapur_web.server.gate import Visitor, posted, visitor_of
from dapur_web.server.home import home_page
from dapur_web.server.importing import change_import, show_import
from dapur_web.server.jobs import job_status
from dapur_web.server.keeping import delete_the_view, discard_draft, keep_draft, save_preferences, save_the_view
from dapur_web.server.listing import list_page
from dapur_web.server.needs import needs_count, needs_page, news_page, open_news, read_the_news
from dapur_web.server.operations import ask_operation, do_operation
from dapur_web.server.public import public_page
from dapur_web.server.record import record_page
from dapur_web.server.references import suggestions
from dapur_web.server.reports import report_file, report_page
from dapur_web.server.searching import search
from dapur_web.server.site import Site
from dapur_web.server.switching import switched
from dapur_web.server.templates import template_loaders, template_page

NEEDS = {"needs": needs_page, "needs/news": news_page, "_needs": needs_count}

STATIC = Path(__file__).parent.parent / "static"
PUBLIC = {"permission": "public"}
BY_PAGE = {"permission": "of the page"}

Asked = Request[Any, Any, Any]
Answer = Response[Any]


def handlers(house: House) -> Sequence[Any]:
    """Everything that the UI serves."""
    site = Site(house, Renderer(read_manifest(STATIC / "manifest.json"), loaders=template_loaders(house)))
    return [
        *_before_companies(site),
        *_in_companies(site),
        create_static_files_router("/static", [STATIC], cache_control=None, opt=PUBLIC, name="static", after_request=_immutable),
    ]


async def _immutable(response: Answer) -> Answer:
    # Names carry the content's hash, so an answer never changes.
    response.headers["cache-control"] = "public, max-age=31536000, immutable"
    return response


def _before_companies(site: Site) -> list[Any]:
    def guarded(run: Callable[[Asked], Awaitable[Answer]], request: Asked) -> Awaitable[Answer]:
        return _answered(site, request, lambda: run(request))

    @get("/", opt=PUBLIC)
    async def first(request: Asked) -> Answer:
        return await guarded(entry.first_page, request)

    @get("/sign-in", opt=PUBLIC)
    async def sign_in_page(request: Asked) -> Answer:
        return await guarded(lambda r: entry.first_or_sign_in(site, r), request)

    @post("/sign-in", opt=PUBLIC)
    async def sign_in(request: Asked) -> Answer:
        return await guarded(lambda r: entry.do_sign_in(site, r), request)

    @post("/sign-out", opt=PUBLIC)
    async def sign_out(request: Asked) -> Answer:
        return await guarded(entry.do_sign_out, request)

    @post("/language", opt=PUBLIC)
    async def language(request: Asked) -> Answer:
        return await guarded(entry.set_language, request)

    @get("/invitation/{token:str}", opt=PUBLIC)
    async def invitation(request: Asked, token: FromPath[str]) -> Answer:
        return await guarded(lambda r: entry.invitation_page(site, r, token), request)

    @post("/invitation/{token:str}", opt=PUBLIC)
    async def accept(request: Asked, token: FromPath[str]) -> Answer:
        return await guarded(lambda r: entry.accept(site, r, token), request)

    @get("/setup", opt=PUBLIC)
    async def setup_page(request: Asked) -> Answer:
        return await guarded(lambda r: beginnings.setup_page(site, r), request)

    @post("/setup", opt=PUBLIC)
    async def setup(request: Asked) -> Answer:
        return await guarded(lambda r: beginnings.do_setup(site, r), request)

    @get("/new-company", opt=PUBLIC)
    async def company_page(request: Asked) -> Answer:
        return await guarded(lambda r: beginnings.company_page(site, r), request)

    @post("/new-company", opt=PUBLIC)
    async def new_company(request: Asked) -> Answer:
        return await guarded(lambda r: beginnings.do_company(site, r), request)

    @get("/public/{company:str}/{plugin:str}/{rest:path}", opt=PUBLIC)
    async def public(request: Asked, company: FromPath[str], plugin: FromPath[str], rest: FromPath[str]) -> Answer:
        return await guarded(lambda r: public_page(site, r, company, plugin, rest.strip("/")), request)

    before = [first, sign_in_page, sign_in, sign_out, language, invitation, accept]
    return [*before, public, setup_page, setup, company_page, new_company]


def _in_companies(site: Site) -> list[Any]:
    @get(["/{company:str}", "/{company:str}/{rest:path}"], opt=BY_PAGE)
    async def show(request: Asked, company: FromPath[str], rest: FromPath[str] = "") -> Answer:
        return await _for_visitor(site, request, company, lambda visitor: _show(site, visitor, rest.strip("/")))

    @post("/{company:str}/{rest:path}", opt=BY_PAGE)
    async def change(request: Asked, company: FromPath[str], rest: FromPath[str]) -> Answer:
        async def run(visitor: Visitor) -> Answer:
            fields = await posted(request, visitor.session)
            return await _change(site, visitor, rest.strip("/"), fields)

        return await _for_visitor(site, request, company, run)

    return [show, change]


async def _for_visitor(site: Site, request: Asked, company: str, run: Callable[[Visitor], Awaitable[Answer]]) -> Answer:
    visitor: Visitor | None = None

    async def answer() -> Answer:
        nonlocal visitor
        visitor = await visitor_of(request, company)
        return await run(visitor)

    try:
        return await answer()
    except Exception as error:
        return await refusal_page(site, request, error, visitor)


async def _answered(site: Site, request: Asked, run: Callable[[], Awaitable[Answer]]) -> Answer:
    try:
        return await run()
    except Exception as error:
        return await refusal_page(site, request, error, None)


async def _show(site: Site, visitor: Visitor, path: str) -> Answer:
    if path == "":
        return await home_page(site, visitor)
    first, _slash, rest = path.partition("/")
    if first == "suggest":
        return await suggestions(site, visitor, rest)
    if first == "_search":
        return await search(visitor)
    if first == "_switch":
        return await switched(site, visitor)
    if first == "jobs" and rest.isdigit():
        return await job_status(visitor, rest[:18])
    if path in NEEDS:
        return await NEEDS[path](site, visitor)
    if path.startswith("needs/news/") and path[11:].isdigit():
        return await open_news(visitor, path[11:29])
    if first == "_alive":
        return Response(None, status_code=204)
    if first == "core" and rest.startswith("do/"):
        return await ask_operation(site, visitor, first, rest.removeprefix("do/"))
    if first in visitor.scope.plugins:
        return await _show_of_plugin(site, visitor, first, rest)
    return await administration_get(site, visitor, first, rest)


async def _show_of_plugin(site: Site, visitor: Visitor, plugin: str, path: str) -> Answer:
    if path == "":
        first = next((p for p in site.menu(plugin) if visitor.scope.may(p.permission)), None)
        if first is not None:
            return go(visitor.request, f"{visitor.base}/{first.address}")
    if path.startswith("do/"):
        return await ask_operation(site, visitor, plugin, path[3:])
    if path.startswith("documents/"):
        return await send_document(site, visitor, plugin, path.removeprefix("documents/"))
    importing = await show_import(site, visitor, plugin, path)
    if importing is not None:
        return importing
    name, _dot, kind = path.rpartition(".")
    if kind in ("csv", "xlsx", "pdf") and name:
        found = site.find(plugin, name)
        if found is not None and isinstance(found[0].page, ReportPage):
            return await report_file(site, visitor, found[0], kind)
        if found is not None and isinstance(found[0].page, ListPage) and kind != "pdf":
            return await list_file(visitor, found[0], kind)
    file = await send_file(site, visitor, plugin, path)
    if file is not None:
        return file
    found = site.find(plugin, path)
    if found is None:
        return await administration_get(site, visitor, plugin, path)
    place, parameters = found
    match place.page:
        case ListPage():
            return await list_page(site, visitor, place)
        case RecordPage():
            return await record_page(site, visitor, place, parameters)
        case FormPage():
            return await show_form(site, visitor, place, parameters)
        case ReportPage():
            return await report_page(site, visitor, place, parameters)
        case TemplatePage():
            return await template_page(site, visitor, place, parameters)
        case PublicPage():
            raise NotFound()  # they have addresses of their own


async def _change(site: Site, visitor: Visitor, path: str, fields: dict[str, Any]) -> Answer:
    first, _slash, rest = path.partition("/")
    match path:
        case "draft":
            return await keep_draft(visitor, fields)
        case "draft/discard":
            return await discard_draft(visitor, fields)
        case "views/delete":
            return await delete_the_view(visitor, fields)
        case "views":
            return await save_the_view(site, visitor, fields)
        case "preferences":
            return await save_preferences(visitor, fields)
        case "needs/news":
            return await read_the_news(visitor)
    if rest.startswith("do/") and first in {*visitor.scope.plugins, "core"}:
        return await do_operation(site, visitor, first, rest.removeprefix("do/"), fields)
    if first in visitor.scope.plugins:
        imported = await change_import(site, visitor, first, rest, fields)
        if imported is not None:
            return imported
        taken = await take_files(site, visitor, first, rest, fields)
        if taken is not None:
            return taken
        found = site.find(first, rest)
        if found is not None and isinstance(found[0].page, FormPage):
            return await submit_form(site, visitor, found[0], found[1], fields)
    return await administration_post(site, visitor, first, rest, fields)
