"""Plausible inputs for any operation, made from its form, so that every plugin is tried without writing examples."""

import types
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import annotated_types
from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from dapur.contract import Form, shown
from dapur.contract.fields import Shown

WORDS = (
    "uji", "Uji coba", "UJI", "IDR", "uji-1", "1-1000", "a@example.id", "2026-01", "id", "en", "cash", "asset", "public",
    "0", "1", "01.234.567.8-901.000", "https://example.id/hook", "kata sandi yang panjang sekali",
)  # fmt: skip
TODAY = date(2026, 3, 2)


def plausible(form: type[Form], ids: Mapping[str, Sequence[int]], other: int = 1) -> dict[str, Any]:
    """Raw input for this form. `ids`: known ids by the query that a reference field names; `other`: any other id."""
    found: dict[str, Any] = {}
    for name, info in form.model_fields.items():
        look = shown(info)
        pointing = name == "id" or name.endswith("_id") or (look is not None and bool(look.reference))
        if info.is_required() or pointing:
            found[name] = _value(form, name, info, ids, other, look)
    return found


def is_valid(form: type[Form], raw: Mapping[str, Any]) -> bool:
    """Whether the form takes it."""
    try:
        form.model_validate(raw)
    except ValidationError:
        return False
    return True


def _value(form: type[Form], name: str, info: FieldInfo, ids: Mapping[str, Sequence[int]], other: int, look: Shown | None) -> Any:
    reference = look.reference if look is not None else ""
    chosen = ids[reference][0] if ids.get(reference) else other
    default = info.get_default(call_default_factory=True, validated_data={})
    if look is not None and look.choices and info.is_required():
        return _shaped(info.annotation, look.choices[0].value)
    made = _of_type(info.annotation, info.metadata, ids, chosen, name)
    return default if made is None and default is not PydanticUndefined else made


def _shaped(annotation: Any, value: str) -> Any:
    return [value] if get_origin(annotation) in (list, tuple, set, frozenset) else value


def _of_type(kind: Any, rules: Sequence[Any], ids: Mapping[str, Sequence[int]], chosen: int, name: str) -> Any:
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _of_type(parts[0], [*parts[1:], *rules], ids, chosen, name)
    if origin in (Union, types.UnionType):
        return _of_type(next(p for p in parts if p is not type(None)), rules, ids, chosen, name)
    if origin is Literal:
        return parts[0]
    if origin in (list, tuple, set, frozenset):
        look = next((r for r in reversed(rules) if isinstance(r, Shown)), None)
        if name in ("permissions", "scopes", "plugins") or (look is not None and not parts):
            return []
        return [_of_type(parts[0], [], ids, chosen, name)] * max(1, _least(rules))
    if origin is dict or kind is dict:
        return {}
    if isinstance(kind, type) and issubclass(kind, Form):
        return plausible(kind, ids, chosen)
    return _plain(kind, rules, chosen, name)


def _plain(kind: Any, rules: Sequence[Any], chosen: int, name: str) -> Any:
    if kind is bool:
        return False
    if kind is int:
        return (
            chosen if name == "id" or name.endswith(("_id", "ids", "roles")) or name in ("account", "party") else _number(rules)
        )
    if kind is Decimal:
        return str(_number(rules))
    if kind is date:
        return TODAY.isoformat()
    if kind is datetime:
        return datetime(2026, 3, 2, 9, tzinfo=UTC).isoformat()
    if kind is bytes:
        return b"uji"
    return _word(kind, rules)


def _word(kind: Any, rules: Sequence[Any]) -> str:
    from pydantic import TypeAdapter

    adapter: TypeAdapter[Any] = TypeAdapter(Annotated[kind, *rules] if rules else kind)
    for word in WORDS:
        try:
            adapter.validate_python(word)
        except ValidationError:
            continue
        return word
    return WORDS[0]


def _number(rules: Sequence[Any]) -> int:
    for rule in rules:
        for part in getattr(rule, "__iter__", lambda r=rule: iter([r]))():
            if isinstance(part, annotated_types.Ge):
                return max(1, int(str(part.ge)))
            if isinstance(part, annotated_types.Gt):
                return max(1, int(str(part.gt)) + 1)
    return 1


def _least(rules: Sequence[Any]) -> int:
    return next((r.min_length for r in rules if isinstance(r, annotated_types.MinLen)), 0)
