"""What pydantic found wrong, in our codes and in sentences that say what to do.

`problems_of` walks the path of each error through the form, so that every sentence names the field
by its title: "Enter the due date.", "Isi tanggal jatuh tempo."
"""

import types
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from dapur.contract.errors import DapurError, Problem
from dapur.contract.fields import Form, Shown, shown
from dapur.contract.words import Text, Words, _
from dapur.language.catalogue import Inside
from dapur.language.unclear import Unclear

Step = str | int


def problems_of(error: ValidationError, form: type[Form]) -> list[Problem]:
    """Every problem of a failed validation, in the order of the form, each at its dotted field path."""
    return [_problem(details, form) for details in error.errors(include_url=False)]


def labelled(problem: Problem, form: type[Form]) -> Words:
    """The problem's sentence for a list away from its field: a line's is "Line 3, Amount: …", others stay."""
    rows = [step for step in problem.field.split(".") if step.isdigit()]
    if not rows:
        return problem.message
    _path, info = _walk(tuple(_steps(problem.field)), form)
    look = shown(info) if info else None
    return _("Line {row}, {field}: {message}").fill(
        row=int(rows[-1]) + 1, field=look.title if look else problem.field.rpartition(".")[2], message=problem.message
    )


def _steps(path: str) -> list[Step]:
    return [int(step) if step.isdigit() else step for step in path.split(".")]


def _problem(details: ErrorDetails, form: type[Form]) -> Problem:
    path, info = _walk(details["loc"], form)
    field = ".".join(str(step) for step in path)
    look = shown(info) if info else None
    name = Inside(*_title(look)) if look else str(path[-1]) if path else ""
    kind = details["type"]
    context: Mapping[str, Any] = details.get("ctx", {})
    cause = context.get("error")
    if isinstance(cause, Unclear):
        return Problem(cause.code, cause.text, field, cause.data)
    if isinstance(cause, DapurError):
        first = cause.problems[0]
        return Problem(first.code, first.message, field, first.data)
    if isinstance(cause, ValueError) and cause.args and isinstance(cause.args[0], Text):
        return Problem("NOT_ALLOWED", cause.args[0], field)
    if _nothing_given(kind, details.get("input"), context):
        return Problem("REQUIRED", _ask(look).fill(field=name), field)
    if kind in _SENTENCES:
        code, sentence, names = _SENTENCES[kind]
        limits = {ours: _limit(context[theirs]) for ours, theirs in names.items() if theirs in context}
        return Problem(code, sentence.fill(field=name, **limits), field, limits)
    for ending, (code, sentence) in _FAMILIES.items():
        if kind.startswith(ending):
            return Problem(code, sentence.fill(field=name), field)
    return _own(kind, details["msg"], context, name, field)


def _own(kind: str, message: str, context: Mapping[str, Any], name: Words, field: str) -> Problem:
    """An error of a plugin's own (PydanticCustomError): its type is the code, its message the text."""
    if kind in ("value_error", "assertion_error") or not kind.isupper():
        return Problem("NOT_ALLOWED", _("This value does not fit the {field}. Change it.").fill(field=name), field)
    return Problem(kind, Text(message), field, context)


def _nothing_given(kind: str, given: Any, context: Mapping[str, Any]) -> bool:
    if kind == "missing":
        return True
    if given is None or (isinstance(given, str) and not given.strip()):
        return kind != "extra_forbidden"
    return kind in ("string_too_short", "too_short") and not given and context.get("min_length", 0) >= 1


def _title(look: Shown) -> tuple[str, dict[str, Any]]:
    return (look.title.message, look.title.values) if isinstance(look.title, Text) else (look.title, {})


_ASK = {
    "choice": _("Choose the {field}."),
    "choices": _("Choose the {field}."),
    "reference": _("Choose the {field}."),
    "file": _("Attach the {field}."),
    "lines": _("Add the {field}."),
    "flag": _("Tick the {field}."),
}


def _ask(look: Shown | None) -> Text:
    kind = look.kind if look else None
    if look and not kind and look.reference:
        kind = "reference"
    if look and not kind and look.choices:
        kind = "choice"
    return _ASK.get(kind or "", _("Enter the {field}."))


def _limit(value: Any) -> Any:
    if isinstance(value, float):
        value = Decimal(repr(value))
    return value if isinstance(value, (int, Decimal, date, str)) else str(value)


_NUMBER = ("NOT_A_NUMBER", _("Write a number in {field}."))
_SENTENCES: dict[str, tuple[str, Text, dict[str, str]]] = {
    "string_too_short": ("TOO_SHORT", _("Write at least {least} letters in {field}."), {"least": "min_length"}),
    "string_too_long": ("TOO_LONG", _("Shorten {field} to {most} letters."), {"most": "max_length"}),
    "too_short": ("TOO_FEW", _("Add lines: {field} needs at least {least}."), {"least": "min_length"}),
    "too_long": ("TOO_MANY", _("Remove lines: {field} takes at most {most}."), {"most": "max_length"}),
    "decimal_max_places": ("TOO_MANY_DECIMALS", _("Write at most {most} decimals in {field}."), {"most": "decimal_places"}),
    "decimal_max_digits": ("TOO_LONG", _("Write at most {most} digits in {field}."), {"most": "max_digits"}),
    "decimal_whole_digits": (
        "TOO_LONG",
        _("Write at most {most} digits before the decimal sign in {field}."),
        {"most": "whole_digits"},
    ),
    "int_from_float": ("NOT_WHOLE", _("Write a whole number in {field}."), {}),
    "greater_than": ("TOO_SMALL", _("Write more than {limit} in {field}."), {"limit": "gt"}),
    "greater_than_equal": ("TOO_SMALL", _("Write {limit} or more in {field}."), {"limit": "ge"}),
    "less_than": ("TOO_LARGE", _("Write less than {limit} in {field}."), {"limit": "lt"}),
    "less_than_equal": ("TOO_LARGE", _("Write {limit} or less in {field}."), {"limit": "le"}),
    "multiple_of": ("NOT_ALLOWED", _("Write a multiple of {limit} in {field}."), {"limit": "multiple_of"}),
    "extra_forbidden": ("UNKNOWN_FIELD", _("There is no field {field} here. Leave it out."), {}),
    "literal_error": ("NOT_ALLOWED", _("Choose one of the offered values in {field}."), {}),
    "enum": ("NOT_ALLOWED", _("Choose one of the offered values in {field}."), {}),
    "string_pattern_mismatch": ("NOT_ALLOWED", _("Check how {field} is written."), {}),
    "date_past": ("TOO_LATE", _("Write a past date in {field}."), {}),
    "date_future": ("TOO_EARLY", _("Write a coming date in {field}."), {}),
}
_FAMILIES: dict[str, tuple[str, Text]] = {
    "int_": ("NOT_A_NUMBER", _("Write a whole number in {field}.")),
    "decimal_": _NUMBER,
    "float_": _NUMBER,
    "finite_number": _NUMBER,
    "datetime_": ("NOT_A_TIME", _("Write a date and time in {field}.")),
    "date_": ("NOT_A_DATE", _("Write a date in {field}.")),
    "time_": ("NOT_A_TIME", _("Write a time in {field}.")),
    "bool_": ("NOT_A_FLAG", _("Choose yes or no in {field}.")),
    "string_": ("NOT_TEXT", _("Write text in {field}.")),
    "list_": ("NOT_A_LIST", _("Give {field} as a list.")),
    "tuple_": ("NOT_A_LIST", _("Give {field} as a list.")),
    "dict_": ("NOT_FIELDS", _("Give {field} as named fields.")),
    "model_": ("NOT_FIELDS", _("Give {field} as named fields.")),
    "uuid_": ("NOT_A_KEY", _("Copy the key in {field} again.")),
}


def _walk(location: Sequence[Step], form: type[BaseModel]) -> tuple[tuple[Step, ...], FieldInfo | None]:
    """The path as people know it (no union tags) and the last named field on it."""
    path: list[Step] = []
    here: Any = form
    info: FieldInfo | None = None
    for step in location:
        models = [kind for kind in _members(here) if isinstance(kind, type) and issubclass(kind, BaseModel)]
        if isinstance(step, int):
            path.append(step)
            here = _item(here)
        elif models:
            tagged = [kind for kind in models if kind.__name__ == step] if len(_members(here)) > 1 else []
            if tagged:  # pydantic names the member of a union that it tried; people know no such step
                here = tagged[0]
                continue
            found = next(filter(None, (_field(kind, step) for kind in models)), None)
            path.append(found[0] if found else step)
            info = found[1] if found else None
            here = found[1].annotation if found else None
        elif here is None or _pick(here, lambda kind: get_origin(kind) is dict) is not None:
            path.append(step)
    return tuple(path), info


def _field(model: type[BaseModel], step: str) -> tuple[str, FieldInfo] | None:
    for name, info in model.model_fields.items():
        if step in (name, info.alias, info.validation_alias):
            return name, info
    return None


def _members(kind: Any) -> tuple[Any, ...]:
    kind = _bare(kind)
    return tuple(map(_bare, get_args(kind))) if get_origin(kind) in (Union, types.UnionType) else (kind,)


def _bare(kind: Any) -> Any:
    while get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    return kind


def _pick(kind: Any, wanted: Callable[[Any], bool]) -> Any:
    return next((member for member in _members(kind) if wanted(member)), None)


def _item(kind: Any) -> Any:
    """The type of a list's or tuple's items; None where there is none."""
    many = _pick(kind, lambda one: get_origin(one) in (list, tuple, set, frozenset, Sequence))
    return get_args(many)[0] if many is not None and get_args(many) else None
