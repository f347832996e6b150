"""Settings: the company's facts, then each department's declared settings on a page of its own."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from litestar import Response
from pydantic import create_model

from dapur.companies.change_company import ChangeCompany, change_company, change_settings
from dapur.contract import Form, NotFound, Problem, Setting, _
from dapur.operations.perform import perform
from dapur_web import views
from dapur_web.server.administration.asking import Ask, answer, form_parts, key_of, read_form
from dapur_web.server.answers import go, html
from dapur_web.server.frame import flash_address
from dapur_web.server.gate import Visitor
from dapur_web.server.site import Site
from dapur_web.views.administration import TabbedFormView

SEE, CHANGE = "core.settings.read", "core.settings.change"
DOT = "__"
"""Stands for the dot in the names of a form's fields: a setting "core.max_file_mb" is posted as core__max_file_mb."""


async def show_company(site: Site, visitor: Visitor) -> Response[Any]:
    """Name and language of the company, and what is fixed."""
    return html(await _company_page(site, visitor))


async def change_company_page(site: Site, visitor: Visitor, fields: Mapping[str, Any]) -> Response[Any]:
    """Save name and language."""
    visitor.reader.need(CHANGE)
    ask = await _company_ask(visitor)

    async def act() -> Response[Any]:
        raw = await read_form(visitor, ask, fields)
        await perform(visitor.house, visitor.scope, change_company, raw, key=key_of(fields))
        return _saved(visitor, "settings")

    return await answer(act, lambda problems: _company_page(site, visitor, fields, problems))


async def _company_ask(visitor: Visitor) -> Ask:
    visitor.reader.need(SEE)
    version = await visitor.reader.value("select version from core.company where id = %s", visitor.company.id)
    company = visitor.company
    values = {"name": company.name, "language": company.language, "version": version}
    return Ask(_("Settings"), "settings", ChangeCompany, _("Save"), "settings", values)


async def _company_page(
    site: Site, visitor: Visitor, typed: Mapping[str, Any] | None = None, problems: Sequence[Problem] = ()
) -> str:
    ask = await _company_ask(visitor)
    parts = await form_parts(site, visitor, ask, typed, problems)
    company, say = visitor.company, visitor.say
    from dapur.companies.create_company import MONTHS

    facts = (
        (_("Short name in addresses"), company.code),
        (_("Country"), say(_("Indonesia")) if company.country == "ID" else say(_("Another country"))),
        (_("Currency of the books"), f"{company.currency} · {say(_('{number} decimals').fill(number=str(company.decimals)))}"),
        (_("Time zone"), company.zone),
        (_("Fiscal year starts in month"), say(MONTHS[company.fiscal_year_start - 1].title)),
    )
    view = TabbedFormView(
        **parts,
        tabs=_tabs(visitor, ""),
        read_only=not visitor.scope.may(CHANGE),
        facts=[*_facts_of(visitor, parts["sections"]), *(views.FactView(say(title), text) for title, text in facts)],
        intro=say(_("These were fixed when the company was made: its books are kept in them.")),
    )
    return site.renderer.page(view)


async def show(site: Site, visitor: Visitor, name: str) -> Response[Any]:
    """The settings of one department."""
    return html(await _page(site, visitor, name))


async def change(site: Site, visitor: Visitor, fields: Mapping[str, Any], name: str) -> Response[Any]:
    """Save the settings of one department: all of them, or none."""
    visitor.reader.need(CHANGE)
    declared = _declared(visitor, name)
    ask = _ask(visitor, name, declared)

    async def act() -> Response[Any]:
        raw = await read_form(visitor, ask, fields)
        given = ask.form.model_validate(raw).model_dump(mode="json")
        values = {field.replace(DOT, "."): value for field, value in given.items()}
        await perform(visitor.house, visitor.scope, change_settings, {"values": values}, key=key_of(fields))
        return _saved(visitor, f"settings/{name}")

    return await answer(act, lambda problems: _page(site, visitor, name, fields, problems))


async def _page(
    site: Site, visitor: Visitor, name: str, typed: Mapping[str, Any] | None = None, problems: Sequence[Problem] = ()
) -> str:
    ask = _ask(visitor, name, _declared(visitor, name))
    parts = await form_parts(site, visitor, ask, typed, problems)
    facts = _facts_of(visitor, parts["sections"])
    view = TabbedFormView(**parts, tabs=_tabs(visitor, name), read_only=not visitor.scope.may(CHANGE), facts=facts)
    return site.renderer.page(view)


def _facts_of(visitor: Visitor, sections: Sequence[views.FormSection]) -> list[views.FactView]:
    """The values as facts, for those who may see but not change them; none for the others, who see them in their fields."""
    if visitor.scope.may(CHANGE):
        return []
    yes, no = visitor.say(_("yes")), visitor.say(_("no"))
    found = []
    for field in (f for section in sections for f in section.fields):
        chosen = next((c.title for c in field.choices if c.value == field.value), field.text or field.value)
        found.append(views.FactView(field.label, (yes if field.value == "1" else no) if field.kind == "flag" else chosen))
    return found


def _ask(visitor: Visitor, name: str, declared: Sequence[Setting]) -> Ask:
    fields: dict[str, Any] = {s.name.replace(".", DOT): (Annotated[s.type, s.shown], s.default) for s in declared}
    form: type[Form] = create_model("Settings", __base__=Form, **fields)
    values = {s.name.replace(".", DOT): visitor.house.setting(visitor.company, s.name) for s in declared}
    crumbs = [views.Crumb(visitor.say(_("Settings")), f"{visitor.base}/settings")]
    title = visitor.house.registry.info(name).title if name != "core" else _("General")
    return Ask(title, f"settings/{name}", form, _("Save"), "settings", values, crumbs=crumbs)


def _declared(visitor: Visitor, name: str) -> list[Setting]:
    visitor.reader.need(SEE)
    found = [s for s in _visible(visitor) if s.name.partition(".")[0] == name]
    if not found:
        raise NotFound()
    return found


def _visible(visitor: Visitor) -> list[Setting]:
    """Settings of what is on; one that asks for a further right is shown to those who have it."""
    settings = visitor.house.registry.settings.values()
    on = {*visitor.scope.plugins, "core"}
    return [s for s in settings if s.name.partition(".")[0] in on and (s.permission == CHANGE or visitor.scope.may(s.permission))]


def _tabs(visitor: Visitor, current: str) -> list[views.TabView]:
    names = list(dict.fromkeys(s.name.partition(".")[0] for s in _visible(visitor)))
    tabs = [views.TabView("company", visitor.say(_("Company")), f"{visitor.base}/settings", current == "")]
    for name in names:
        title = visitor.house.registry.info(name).title if name != "core" else _("General")
        tabs.append(views.TabView(name, visitor.say(title), f"{visitor.base}/settings/{name}", current == name))
    return tabs


def _saved(visitor: Visitor, path: str) -> Response[Any]:
    return go(visitor.request, flash_address(f"{visitor.base}/{path}", visitor.say(_("Settings saved"))))
