"""Forms of the management: fields from an input's declaration, every problem at its field, sent twice done once."""

import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from litestar import Response
from pydantic import ValidationError
from pydantic.fields import FieldInfo

from dapur.contract import Conflict, DapurError, Forbidden, Form, NotFound, Problem, Words, _
from dapur.language.problems import problems_of
from dapur_web import views
from dapur_web.server.answers import html
from dapur_web.server.fields import field_view, kind_of, read_posted
from dapur_web.server.forms import problem_lines, say_problem
from dapur_web.server.frame import shell
from dapur_web.server.gate import Visitor
from dapur_web.server.site import Site

Choices = Sequence[tuple[str, str]]
Act = Callable[[dict[str, Any]], Awaitable[Response[Any]]]


@dataclass(frozen=True)
class Ask:
    """A form page. `path`: inside the company. `fixed`: input that the address gives, never shown.

    choices: for fields whose values the company decides. sections: (title, names of fields); empty = one section of all.
    """

    title: Words
    path: str
    form: type[Form]
    submit: Words
    menu: str
    values: Mapping[str, Any] = field(default_factory=dict)
    choices: Mapping[str, Choices] = field(default_factory=dict)
    fixed: Mapping[str, Any] = field(default_factory=dict)
    sections: Sequence[tuple[Words, Sequence[str]]] = ()
    crumbs: Sequence[views.Crumb] = ()
    cancel: str = ""
    sensitive: bool = False
    danger: bool = False
    confirm: Words = ""
    skip: frozenset[str] = frozenset()


async def form_parts(
    site: Site, visitor: Visitor, ask: Ask, typed: Mapping[str, Any] | None = None, problems: Sequence[Problem] = ()
) -> dict[str, Any]:
    """The arguments of a FormView for this page; a page with more around it adds its own."""
    say = visitor.say
    title = say(ask.title)
    errors = {p.field: say_problem(p, visitor) for p in reversed(problems)}
    made = {}
    for name, info in ask.form.model_fields.items():
        if name in ask.fixed or name in ask.skip or name == "version":
            continue
        shown = await field_view(
            visitor,
            name,
            info,
            value=ask.values.get(name),
            typed=_typed(typed),
            error=errors.get(name, ""),
            extra_choices=ask.choices.get(name, ()),
        )
        made[name] = replace(always_filled(shown, info), width="wide" if shown.kind == "choices" else shown.width)
    sections = [views.FormSection([made[n] for n in names if n in made], say(words)) for words, names in ask.sections]
    version = (typed or {}).get("_version", "") if typed is not None else ask.values.get("version", "")
    return {
        "shell": await shell(
            site,
            visitor,
            title,
            plugin="core",
            path=ask.menu,
            crumbs=[*ask.crumbs, views.Crumb(title)],
            state=say(_("Problem: ")) if problems else "",
        ),
        "title": title,
        "action": f"{visitor.base}/{ask.path}",
        "form_name": ask.path,
        "key": str((typed or {}).get("_key") or secrets.token_urlsafe(18)),
        "sections": sections or [views.FormSection(list(made.values()))],
        "submit": say(ask.submit),
        "working": say(_("Saving …")),
        "version": str(version or ""),
        "problems": problem_lines(list(problems), ask.form, visitor),
        "sensitive": ask.sensitive,
        "danger": ask.danger,
        "confirm": say(ask.confirm) if ask.confirm else "",
        "cancel_url": f"{visitor.base}/{ask.cancel}" if ask.cancel else "",
    }


def always_filled(field: views.FieldView, info: FieldInfo) -> views.FieldView:
    """A field that begins with a value of its own is never left empty, so it is not called optional."""
    begins = "" if info.is_required() or isinstance(info.default, bool) else info.default
    return replace(field, required=True) if begins is not None and begins != "" and begins != () else field


def _typed(typed: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """Typed text as it goes back into the fields: never a password."""
    return None if typed is None else {name: "" if "password" in name else value for name, value in typed.items()}


async def read_form(visitor: Visitor, ask: Ask, posted: Mapping[str, Any]) -> dict[str, Any]:
    """Raw input from what was posted. Raises Invalid with everything that is wrong with the input itself."""
    from dapur.contract import Invalid

    raw, problems = read_posted(ask.form, posted, visitor)
    for name, info in ask.form.model_fields.items():
        if name in ask.skip:
            raw.pop(name, None)
        elif kind_of(info) == "password" and name in posted:
            raw[name] = str(posted[name])
    raw |= ask.fixed
    try:
        ask.form.model_validate(raw)
    except ValidationError as error:
        unread = {p.field for p in problems}
        problems += [p for p in problems_of(error, ask.form) if p.field not in unread]
    if problems:
        raise Invalid(problems)
    return raw


async def answer(
    act: Callable[[], Awaitable[Response[Any]]], again: Callable[[Sequence[Problem]], Awaitable[str]]
) -> Response[Any]:
    """Do it; what is refused at a field shows the page again with its status. Forbidden and NotFound pages stay what they are."""
    try:
        return await act()
    except Forbidden:
        raise
    except NotFound as gone:
        if not gone.problems[0].field:
            raise
        return html(await again(gone.problems), 422)
    except Conflict as conflict:
        return html(await again(conflict.problems), 409)
    except DapurError as refused:
        return html(await again(refused.problems), refused.status)


def key_of(posted: Mapping[str, Any]) -> str | None:
    """The key that makes sending a form twice do it once."""
    return str(posted.get("_key", ""))[:200] or None


def choose(visitor: Visitor, options: Sequence[tuple[str, Words]]) -> Choices:
    """Choices in the reader's words."""
    return [(value, visitor.say(words)) for value, words in options]
