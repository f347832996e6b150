"""From the fields of an input to the fields of a page, and back from posted text to raw input."""

import types
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from dapur.contract import Form, Problem, Shown, Text, shown
from dapur.contract.fields import FieldKind
from dapur.language.dates import format_date, parse_date
from dapur.language.numbers import format_number, parse_number
from dapur.language.unclear import Unclear
from dapur_web import views
from dapur_web.server.gate import Visitor
from dapur_web.views.fields import field_id

NUMBERS = frozenset({"money", "number", "quantity", "rate", "integer"})


def kind_of(info: FieldInfo) -> FieldKind:
    """How a field is typed: declared, or derived from its Python type."""
    look = shown(info)
    if look is not None and look.kind is not None:
        return look.kind
    if look is not None and look.reference:
        return "reference"
    if look is not None and look.choices:
        return "choice"
    plain = plain_type(info.annotation)
    if get_origin(plain) is Literal or (isinstance(plain, type) and issubclass(plain, Enum)):
        return "choice"
    by_type: dict[Any, FieldKind] = {Decimal: "number", int: "integer", date: "date", datetime: "time", bool: "flag"}
    if plain in by_type:
        return by_type[plain]
    if get_origin(plain) in (list, tuple) and line_model(info) is not None:
        return "lines"
    return "text"


def plain_type(annotation: Any) -> Any:
    """The type without Optional and Annotated."""
    while True:
        if hasattr(annotation, "__metadata__"):
            annotation = annotation.__origin__
        elif get_origin(annotation) in (Union, types.UnionType):
            rest = [a for a in get_args(annotation) if a is not type(None)]
            if len(rest) != 1:
                return annotation
            annotation = rest[0]
        else:
            return annotation


def line_model(info: FieldInfo) -> type[BaseModel] | None:
    """The model of the lines of a grid field."""
    plain = plain_type(info.annotation)
    for member in get_args(plain):
        inner = plain_type(member)
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            return inner
    return None


def look_of(name: str, info: FieldInfo) -> Shown:
    """The declaration, or the name itself as its title."""
    return shown(info) or Shown(name.replace("_", " "))


def read_posted(form: type[Form], posted: Mapping[str, Any], visitor: Visitor) -> tuple[dict[str, Any], list[Problem]]:
    """Raw input from posted text, in the reader's number and date formats; what is unclear, at its field.

    An empty field is left out, so that its default counts; rows of a grid that are wholly empty are dropped.
    """
    raw: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, info in form.model_fields.items():
        kind = kind_of(info)
        if kind == "lines":
            model = line_model(info)
            assert model is not None
            raw[name] = _read_lines(name, model, posted, visitor, problems)
        elif name == "version" and "_version" in posted:
            raw[name] = posted["_version"]
        elif kind == "choices":
            given = posted.get(name, [])
            raw[name] = given if isinstance(given, list) else [given]
        else:
            _read_one(name, name, kind, look_of(name, info), posted, raw, visitor, problems)
    return raw, problems


def _read_lines(
    name: str, model: type[BaseModel], posted: Mapping[str, Any], visitor: Visitor, problems: list[Problem]
) -> list[dict[str, Any]]:
    prefix = f"{name}."
    numbers = sorted({int(p) for key in posted if key.startswith(prefix) and (p := key[len(prefix) :].split(".")[0]).isdigit()})
    lines: list[dict[str, Any]] = []
    for number in numbers[:2000]:
        line: dict[str, Any] = {}
        found: list[Problem] = []
        for field, info in model.model_fields.items():
            _read_one(
                f"{prefix}{number}.{field}",
                field,
                kind_of(info),
                look_of(field, info),
                posted,
                line,
                visitor,
                found,
                f"{prefix}{len(lines)}.{field}",
            )
        if any(v is not False for v in line.values()) or found:
            lines.append(line)
            problems += found
    return lines


def _read_one(
    posted_name: str,
    name: str,
    kind: str,
    look: Shown,
    posted: Mapping[str, Any],
    raw: dict[str, Any],
    visitor: Visitor,
    problems: list[Problem],
    path: str = "",
) -> None:
    value = posted.get(posted_name, "")
    if kind == "flag":
        raw[name] = value == "1"
        return
    if isinstance(value, list):
        value = value[-1]
    if kind == "file":
        raw[name] = value
        return
    text = str(value).strip() if kind != "password" else str(value)
    if kind == "reference" and not text:
        typed = str(posted.get(f"{posted_name}~", "")).strip()
        if typed:
            problems.append(
                Problem(
                    "NOT_CHOSEN", Text('"{typed}" is not in the list. Choose one of it.', {"typed": typed}), path or posted_name
                )
            )
        return
    if text == "":
        return
    try:
        raw[name] = _typed(kind, text, visitor)
    except Unclear as unclear:
        problems.append(Problem("UNCLEAR", unclear.text, path or posted_name))


def _typed(kind: str, text: str, visitor: Visitor) -> Any:
    if kind in NUMBERS:
        return parse_number(text, visitor.language, visitor.company.currency)
    if kind == "date":
        return parse_date(text, visitor.language, visitor.reader.today)
    return text


def show_value(kind: str, value: Any, visitor: Visitor) -> str:
    """A value as it stands in its field."""
    if value is None or value is PydanticUndefined:
        return ""
    if isinstance(value, str) and kind in NUMBERS:
        value = Decimal(value)
    if isinstance(value, str) and kind == "date":
        value = date.fromisoformat(value)
    if isinstance(value, bool):
        return "1" if value else ""
    if isinstance(value, (Decimal, int)) and kind in NUMBERS:
        return format_number(value, visitor.language)
    if isinstance(value, date) and kind == "date":
        return value.strftime("%d/%m/%Y")
    if isinstance(value, date):
        return format_date(value, visitor.language)
    return str(value)


async def field_view(
    visitor: Visitor,
    name: str,
    info: FieldInfo,
    *,
    value: Any = None,
    typed: Mapping[str, Any] | None = None,
    error: str = "",
    extra_choices: Sequence[tuple[str, str]] = (),
) -> views.FieldView:
    """A field with its value (data) or, after a failed save, the text as it was typed."""
    from dapur_web.server.references import text_of_reference

    look, kind = look_of(name, info), kind_of(info)
    say = visitor.say
    if value is None and typed is None and not info.is_required():
        value = info.get_default(call_default_factory=True) if info.default_factory is None else info.default_factory()  # type: ignore[call-arg]
    values: Sequence[str] = ()
    text = ""
    if typed is not None:
        given = typed.get(name, "")
        values = tuple(given) if isinstance(given, list) else (str(given),) if given else ()
        shown_value = str(given[-1] if isinstance(given, list) and given else given or "")
        text = str(typed.get(f"{name}~", ""))
    else:
        shown_value = "" if isinstance(value, (list, tuple)) else show_value(kind, value, visitor)
        values = tuple(str(v) for v in value) if isinstance(value, (list, tuple)) else ()
    if kind == "reference" and shown_value and not text:
        text = await text_of_reference(visitor, look.reference, shown_value)
    choices = [views.ChoiceView(c.value, say(c.title)) for c in look.choices] + [views.ChoiceView(v, t) for v, t in extra_choices]
    if kind in ("choice",) and not choices:
        choices = [views.ChoiceView(str(v), str(v)) for v in get_args(plain_type(info.annotation))]
    return views.FieldView(
        name=name,
        id=field_id(name),
        kind=kind,
        label=say(look.title),
        value=shown_value,
        text=text,
        values=values,
        hint=say(look.hint) if look.hint else "",
        error=error,
        choices=choices,
        url=f"{visitor.base}/suggest/{look.reference}" if look.reference else "",
        required=info.is_required(),
        stop=look.stop,
        width=look.width,
        decimals=_decimals(kind, look, visitor),
        sensitive=look.sensitive,
        autocomplete={"password": "new-password", "email": "email"}.get(kind, ""),
    )


async def grid_view(
    visitor: Visitor,
    name: str,
    info: FieldInfo,
    rows: Sequence[Mapping[str, Any]],
    errors: Mapping[str, str],
    *,
    typed: bool,
    balance: tuple[str, str] | None,
    preview_url: str = "",
) -> views.GridView:
    """A line grid. `rows`: data by field name, or typed text (then with "name~" for references)."""
    model = line_model(info)
    assert model is not None
    say = visitor.say
    columns = []
    for field, field_info in model.model_fields.items():
        look, kind = look_of(field, field_info), kind_of(field_info)
        if kind == "hidden":
            continue
        columns.append(
            views.GridColumn(
                name=field,
                label=say(look.title),
                kind=kind,
                url=f"{visitor.base}/suggest/{look.reference}" if look.reference else "",
                choices=[views.ChoiceView(c.value, say(c.title)) for c in look.choices],
                stop=look.stop,
                required=field_info.is_required(),
                width=look.width,
                decimals=_decimals(kind, look, visitor),
            )
        )
    lines = [await _grid_row(visitor, name, n, columns, model, row, errors, typed) for n, row in enumerate(rows)]
    look = look_of(name, info)
    return views.GridView(
        name=name,
        id=field_id(name),
        label=say(look.title),
        columns=columns,
        rows=lines,
        balance=balance,
        currency=visitor.company.currency,
        decimals=visitor.company.decimals,
        error=errors.get(name, ""),
        preview_url=preview_url,
    )


async def _grid_row(
    visitor: Visitor,
    name: str,
    number: int,
    columns: Sequence[views.GridColumn],
    model: type[BaseModel],
    row: Mapping[str, Any],
    errors: Mapping[str, str],
    typed: bool,
) -> views.GridRow:
    from dapur_web.server.references import text_of_reference

    cells = []
    for column in columns:
        value = row.get(column.name)
        shown_value = str(value or "") if typed else show_value(column.kind, value, visitor)
        text = str(row.get(f"{column.name}~", "")) if typed else ""
        if column.kind == "reference" and shown_value and not text:
            text = await text_of_reference(visitor, look_of(column.name, model.model_fields[column.name]).reference, shown_value)
        cells.append((shown_value, text, errors.get(f"{name}.{number}.{column.name}", "")))
    kept = [(n, str(row.get(n) or "")) for n, info in model.model_fields.items() if kind_of(info) == "hidden" and row.get(n)]
    return views.GridRow(cells, kept)


def _decimals(kind: str, look: Shown, visitor: Visitor) -> int | None:
    if look.decimals is not None:
        return look.decimals
    return {"money": visitor.company.decimals, "integer": 0}.get(kind)
