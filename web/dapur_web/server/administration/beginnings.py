"""Before there is a company: the first person of an installation, and a new company."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from litestar import Request, Response
from pydantic import ValidationError

from dapur.companies.beginnings import begin_company
from dapur.companies.create_company import CreateCompany
from dapur.contract import DapurError, Forbidden, Form, Invalid, NotFound, PluginInfo, Problem, Scope, Setup, _
from dapur.house import House
from dapur.language.problems import problems_of
from dapur.people.first_person import FirstPerson, add_first_person, nobody_yet
from dapur.people.scopes import Company, Person, Standing
from dapur.people.sign_in import sign_in
from dapur.server.sessions import check_origin, form_token, session_cookie
from dapur_web import views
from dapur_web.server.administration.asking import always_filled
from dapur_web.server.administration.set_ups import posted_answers, setup_sections
from dapur_web.server.answers import go, html
from dapur_web.server.entry import address_of
from dapur_web.server.fields import field_view, read_posted
from dapur_web.server.forms import problem_lines
from dapur_web.server.frame import frame, preferred_language
from dapur_web.server.gate import Visitor, posted, signed_in
from dapur_web.server.site import Site
from dapur_web.views.administration import BeginningView

Asked = Request[Any, Any, Any]
FACTS = ("name", "code", "country", "currency", "decimals", "zone", "language", "fiscal_year_start")
WIDE = ("name", "code", "plugins", "email", "password")
WORKING = _("Saving …")


async def setup_page(site: Site, request: Asked) -> Response[Any]:
    """Who runs Dapur here: only while there is nobody. Raises NotFound afterwards."""
    await _only_at_first(request)
    return html(await _setup_page(site, request))


async def do_setup(site: Site, request: Asked) -> Response[Any]:
    """Make the first person and sign them in."""
    check_origin(request)
    await _only_at_first(request)
    form = {name: str(value) for name, value in (await request.form()).items()}
    house: House = request.app.state.house
    try:
        first = _read(FirstPerson, {name: form.get(name, "") for name in FirstPerson.model_fields})
        await add_first_person(house, first, preferred_language(request))
    except DapurError as refused:
        return html(await _setup_page(site, request, form, refused.problems), refused.status)
    opened = await sign_in(
        house, first.email, first.password, address=address_of(request), agent=request.headers.get("user-agent", "")
    )
    answer = go(request, "/new-company")
    answer.set_cookie(session_cookie(opened.token, https=request.app.state.https))
    return answer


async def _only_at_first(request: Asked) -> None:
    if not await nobody_yet(request.app.state.house):
        raise NotFound(_("Somebody has set up Dapur here already. Sign in instead."))


async def _setup_page(
    site: Site, request: Asked, typed: Mapping[str, Any] | None = None, problems: Sequence[Problem] = ()
) -> str:
    visitor = _newcomer(request, None, "")
    values = {"code": request.query_params.get("code", "")}
    fields = await _fields(visitor, FirstPerson, tuple(FirstPerson.model_fields), values, typed, problems)
    completed = [replace(f, autocomplete={"name": "name", "email": "username"}.get(f.name, f.autocomplete)) for f in fields]
    title = visitor.say(_("Set up Dapur"))
    view = BeginningView(
        frame=frame(request, title),
        title=title,
        intro=visitor.say(_("Nobody is here yet. The first person may create companies and invites all others.")),
        action="/setup",
        key="",
        csrf="",
        sections=[views.FormSection(completed)],
        submit=visitor.say(_("Begin")),
        working=visitor.say(WORKING),
        problems=problem_lines(list(problems), FirstPerson, visitor),
    )
    return site.renderer.page(view)


async def company_page(site: Site, request: Asked) -> Response[Any]:
    """The form of a new company."""
    visitor = await _founder(request)
    return html(await _company_page(site, visitor))


async def do_company(site: Site, request: Asked) -> Response[Any]:
    """Create the company with its departments set up, and open it."""
    visitor = await _founder(request)
    fields = await posted(request, visitor.session)
    try:
        made = await begin_company(
            visitor.house,
            visitor.person.id,
            "page",
            _raw(visitor, fields),
            language=visitor.language,
            key=str(fields.get("_key", "")) or None,
            request=visitor.scope.request,
        )
    except Forbidden:
        raise
    except DapurError as refused:
        return html(await _company_page(site, visitor, fields, refused.problems), refused.status)
    return go(request, f"/{made.code}/")


async def _founder(request: Asked) -> Visitor:
    """A signed-in person who may create companies. Raises SignInFirst and Forbidden."""
    person, session = await signed_in(request)
    house: House = request.app.state.house
    async with house.pools.read() as connection:
        row = await (await connection.execute(b"select core.may_create_companies(%s)", (person.id,))).fetchone()
    if not row or not row[0]:
        raise Forbidden("core.company.create")
    return _newcomer(request, person, session)


def _raw(visitor: Visitor, fields: Mapping[str, Any]) -> dict[str, Any]:
    raw, problems = read_posted(CreateCompany, {n: v for n, v in fields.items() if n in (*FACTS, "plugins")}, visitor)
    wanted = [name for name in raw["plugins"] if name in {info.name for info in _departments(visitor)}]
    try:
        raw["setup"] = posted_answers(visitor, _setups(visitor, wanted), fields)
    except Invalid as wrong:
        problems += wrong.problems
    raw["plugins"] = wanted
    raw.pop("is_demo", None)
    if problems:
        raise Invalid(problems)
    return raw


async def _company_page(
    site: Site, visitor: Visitor, typed: Mapping[str, Any] | None = None, problems: Sequence[Problem] = ()
) -> str:
    say = visitor.say
    title = say(_("New company"))
    departments = _departments(visitor)
    facts = await _fields(visitor, CreateCompany, FACTS, {"language": visitor.language}, typed, problems)
    chosen = [views.ChoiceView(i.name, _department_words(visitor, i)) for i in departments]
    switches = await _fields(visitor, CreateCompany, ("plugins",), {"plugins": [i.name for i in departments]}, typed, problems)
    sections = [
        views.FormSection(facts, say(_("Company"))),
        views.FormSection([replace(s, choices=chosen) for s in switches] if chosen else []),
        *await setup_sections(visitor, _setups(visitor, [i.name for i in departments]), typed, problems),
    ]
    csrf = form_token(visitor.session)
    view = BeginningView(
        frame=replace(frame(visitor.request, title, visitor.session), language=visitor.language),
        title=title,
        intro=say(_("Currency, decimals, time zone and short name stay as they are chosen here; all else can be changed later.")),
        action="/new-company",
        key=str((typed or {}).get("_key") or secrets.token_urlsafe(18)),
        csrf=csrf,
        sections=[s for s in sections if s.fields],
        submit=say(_("Create company")),
        working=say(WORKING),
        problems=problem_lines(list(problems), CreateCompany, visitor),
        cancel_url="/",
    )
    return site.renderer.page(view)


def _departments(visitor: Visitor) -> list[PluginInfo]:
    """What a new company can choose: the rest belongs to every company."""
    return [p.info for p in visitor.house.registry.plugins if p.info.name != "core" and not p.info.always_on]


def _setups(visitor: Visitor, wanted: Sequence[str]) -> list[Setup]:
    """Set-ups of the chosen departments and of what belongs to every company, in the order in which they run."""
    registry = visitor.house.registry
    needed = {n for n in registry.names if n != "core" and registry.info(n).always_on} | set(wanted)
    for name in list(needed):
        needed |= set(registry.info(name).requires)
    return [s for n in registry.names if n in needed for s in sorted(registry.setups[n], key=lambda s: s.order)]


def _department_words(visitor: Visitor, info: PluginInfo) -> str:
    title, description = visitor.say(info.title), visitor.say(info.description)
    return f"{title}: {description}" if description else title


async def _fields(
    visitor: Visitor,
    form: type[Form],
    names: Sequence[str],
    values: Mapping[str, Any],
    typed: Mapping[str, Any] | None,
    problems: Sequence[Problem],
) -> list[views.FieldView]:
    errors = {p.field: visitor.say(p.message) for p in reversed(problems)}
    given = None if typed is None else {n: "" if n == "password" else v for n, v in typed.items()}
    made = []
    for name in names:
        info = form.model_fields[name]
        shown = await field_view(visitor, name, info, value=values.get(name), typed=given, error=errors.get(name, ""))
        made.append(replace(always_filled(shown, info), width="wide" if name in WIDE else "normal"))
    return made


def _read(form: type[FirstPerson], raw: Mapping[str, Any]) -> FirstPerson:
    try:
        return form.model_validate(raw)
    except ValidationError as error:
        raise Invalid(problems_of(error, form)) from None


def _newcomer(request: Asked, person: Person | None, session: str) -> Visitor:
    """A visitor of no company yet, so that fields can be shown and read."""
    house: House = request.app.state.house
    language = person.language if person else preferred_language(request)
    nobody = Person(0, "", "", language, "auto", True, True, False, 0, house.moment())
    who = person or nobody
    company = Company(0, "", "", "ID", "IDR", 0, "Asia/Jakarta", language, 1, False)
    scope = Scope(0, who.id, "page", frozenset(), frozenset(), language, request=request.scope["state"].get("request_id", ""))
    standing = Standing(company, frozenset(), {}, frozenset(), ())
    return Visitor(request, house, who, scope, standing, company, session)
