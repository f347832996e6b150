"""The API's plain values: decimals are text, dates ISO 8601, ids and whole numbers 64-bit numbers.

What is given is handed on as it came: the form of the operation reads it, so that a wrong date or
number is a problem at its field like every other.
"""

import base64
import binascii
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from graphql import (
    BooleanValueNode,
    EnumValueNode,
    FloatValueNode,
    GraphQLError,
    GraphQLScalarType,
    IntValueNode,
    ListValueNode,
    NullValueNode,
    ObjectValueNode,
    StringValueNode,
    ValueNode,
    VariableNode,
)
from pydantic import BaseModel

from dapur.contract import Text


def fixed(value: Any) -> str | None:
    """A decimal without an exponent: "1250000.50"."""
    if value is None:
        return None
    return format(value if isinstance(value, Decimal) else Decimal(value), "f")


def whole(value: Any) -> int | None:
    """A whole number, also where the database counted it as a decimal."""
    return None if value is None else int(value)


def moment(value: Any) -> str | None:
    """A moment in ISO 8601."""
    return value.isoformat().replace("+00:00", "Z") if isinstance(value, datetime) else value


def day(value: Any) -> str | None:
    """A date in ISO 8601."""
    return value.isoformat() if isinstance(value, date) else value


def plain(value: Any) -> Any:
    """Anything as JSON has it, decimals as text."""
    match value:
        case None | bool() | int() | str():
            return value
        case Decimal():
            return fixed(value)
        case datetime():
            return moment(value)
        case date():
            return day(value)
        case Text():
            return str(value)
        case BaseModel():
            return plain(value.model_dump())
        case Mapping():
            return {str(k): plain(v) for k, v in value.items()}
        case list() | tuple() | set() | frozenset():
            return [plain(v) for v in value]
    return str(value)


def _given(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise GraphQLError("Write a number or text here.")
    return value


def _text(value: Any) -> Any:
    if not isinstance(value, str):
        raise GraphQLError('Write this value as text, for example "2026-03-02".')
    return value


def _written(node: ValueNode, _variables: Any = None) -> Any:
    if isinstance(node, IntValueNode):
        return int(node.value)
    if isinstance(node, FloatValueNode):
        return Decimal(node.value)
    if isinstance(node, StringValueNode):
        return node.value
    raise GraphQLError("Write a number or text here.", node)


def _written_text(node: ValueNode, _variables: Any = None) -> Any:
    if isinstance(node, StringValueNode):
        return node.value
    raise GraphQLError('Write this value as text, for example "2026-03-02".', node)


def _written_json(node: ValueNode, variables: Mapping[str, Any] | None = None) -> Any:
    if isinstance(node, ObjectValueNode):
        return {f.name.value: _written_json(f.value, variables) for f in node.fields}
    if isinstance(node, ListValueNode):
        return [_written_json(v, variables) for v in node.values]
    if isinstance(node, VariableNode):
        return (variables or {}).get(node.name.value)
    if isinstance(node, NullValueNode):
        return None
    if isinstance(node, BooleanValueNode | EnumValueNode):
        return node.value
    return _written(node)


def _bytes(value: Any) -> bytes:
    try:
        return base64.b64decode(value, validate=True)
    except (TypeError, ValueError, binascii.Error):
        raise GraphQLError("Write the file as Base64.") from None


def _written_bytes(node: ValueNode, _variables: Any = None) -> bytes:
    return _bytes(_written_text(node))


DECIMAL = GraphQLScalarType(
    "Decimal",
    description='An exact decimal number as text, "1250000.50": money, quantities, rates. Numbers are taken too, never rounded.',
    serialize=fixed,
    parse_value=_given,
    parse_literal=_written,
)
WHOLE = GraphQLScalarType(
    "Whole",
    description="A whole number of up to 64 bits: counts, and the ids of records.",
    serialize=whole,
    parse_value=_given,
    parse_literal=_written,
)
DATE = GraphQLScalarType(
    "Date",
    description='A day in ISO 8601, "2026-03-02", in the company\'s time zone.',
    serialize=day,
    parse_value=_text,
    parse_literal=_written_text,
)
MOMENT = GraphQLScalarType(
    "DateTime",
    description='A moment in ISO 8601, "2026-03-02T09:30:00Z"; answers are in UTC.',
    serialize=moment,
    parse_value=_text,
    parse_literal=_written_text,
)
BASE64 = GraphQLScalarType(
    "Base64",
    description="The content of a file in Base64.",
    serialize=lambda value: base64.b64encode(value).decode(),
    parse_value=_bytes,
    parse_literal=_written_bytes,
)
JSON = GraphQLScalarType(
    "JSON",
    description="A value of any shape; decimals inside are text.",
    serialize=plain,
    parse_value=lambda value: value,
    parse_literal=_written_json,
)
