"""What the set-ups of departments ask: sections of a form, and back from posted text to their answers."""

from collections.abc import Mapping, Sequence
from typing import Any

from dapur.contract import Invalid, Problem, Setup
from dapur_web import views
from dapur_web.server.administration.asking import always_filled
from dapur_web.server.fields import field_view, read_posted
from dapur_web.server.forms import say_problem
from dapur_web.server.gate import Visitor


def posted_name(setup: Setup, field: str) -> str:
    """The name of a set-up's field in the form: what its problems point to, too."""
    return f"setup.{setup.name}.{field}"


async def setup_sections(
    visitor: Visitor, setups: Sequence[Setup], typed: Mapping[str, Any] | None, problems: Sequence[Problem]
) -> list[views.FormSection]:
    """A section for each set-up that asks something."""
    from dataclasses import replace

    from dapur_web.views.fields import field_id

    errors = {p.field: say_problem(p, visitor) for p in problems}
    sections = []
    for setup in setups:
        own = _own(setup, typed) if typed is not None else None
        fields = []
        for name, info in setup.input.model_fields.items():
            posted = posted_name(setup, name)
            made = await field_view(visitor, name, info, typed=own, error=errors.get(posted, ""))
            fields.append(replace(always_filled(made, info), name=posted, id=field_id(posted)))
        if fields:
            sections.append(views.FormSection(fields, visitor.say(setup.title)))
    return sections


def posted_answers(visitor: Visitor, setups: Sequence[Setup], posted: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Set-up -> raw input. Raises Invalid with what can't be read, at its field."""
    answers: dict[str, dict[str, Any]] = {}
    problems: list[Problem] = []
    for setup in setups:
        raw, found = read_posted(setup.input, _own(setup, posted), visitor)
        answers[setup.name] = {n: v.isoformat() if hasattr(v, "isoformat") else v for n, v in raw.items()}
        problems += [Problem(p.code, p.message, posted_name(setup, p.field), p.data) for p in found]
    if problems:
        raise Invalid(problems)
    return answers


def _own(setup: Setup, posted: Mapping[str, Any]) -> dict[str, Any]:
    prefix = posted_name(setup, "")
    return {name.removeprefix(prefix): value for name, value in posted.items() if name.startswith(prefix)}
