"""Inputs of operations, reports and settings: pydantic models whose fields say how they look.

class PostEntry(Form):
    date: Annotated[date, Shown(_("Date"))]
    lines: Annotated[list[EntryLine], Shown(_("Lines"), kind="lines")]
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict
from pydantic.fields import FieldInfo

from dapur.contract.words import Words

FieldKind = Literal[
    "text",
    "note",
    "code",
    "email",
    "password",
    "number",
    "money",
    "quantity",
    "rate",
    "integer",
    "date",
    "time",
    "month",
    "flag",
    "choice",
    "choices",
    "reference",
    "file",
    "lines",
    "hidden",
]


@dataclass(frozen=True, slots=True)
class Choice:
    """One allowed value and its words."""

    value: str
    title: Words


@dataclass(frozen=True, slots=True)
class Shown:
    """How a field is shown at every door.

    kind: how it is typed and formatted; None = derived from the Python type.
    reference: name of the query that fills its combobox (columns `id`, `code`, `name`).
    stop: Enter halts here in a line grid (item, quantity, price).
    sensitive: kept out of logs, audit copies and browser storage.
    """

    title: Words
    kind: FieldKind | None = None
    hint: Words = ""
    choices: Sequence[Choice] = ()
    reference: str = ""
    stop: bool = False
    width: Literal["narrow", "normal", "wide"] = "normal"
    sensitive: bool = False
    decimals: int | None = None
    suggest: Callable[[Any], Any] | None = None


class Form(BaseModel):
    """Base of every input: closed (an unknown field is an error), immutable, text trimmed."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, str_max_length=10_000, defer_build=True)


class Result(BaseModel):
    """Base of every answer of an operation: plain data, the same at every door."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


def shown(info: FieldInfo) -> Shown | None:
    """The declaration of how a field looks, if it has one. Of several the outermost, which stands in the form itself."""
    return next((m for m in reversed(info.metadata) if isinstance(m, Shown)), None)
