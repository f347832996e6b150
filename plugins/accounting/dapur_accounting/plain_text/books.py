"""A whole ledger as plain data, between the database and the text formats."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from dapur.contract import Refused, _

ONE = Decimal(1)


@dataclass(frozen=True)
class BookAccount:
    """An account or heading. `path`: its place in the chart, levels separated by colons."""

    path: str
    type: str
    code: str = ""
    name_id: str = ""
    name_en: str = ""
    subtype: str = ""
    currency: str = ""
    statement_line: str = ""
    is_group: bool = False
    is_closed: bool = False


@dataclass(frozen=True)
class BookLine:
    """A line. `account`: its path. `base`: debit less credit in the company's currency; `amount`: in the line's own."""

    account: str
    base: Decimal
    currency: str
    amount: Decimal
    rate: Decimal = ONE
    description: str = ""
    party: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    """Codes of cost centre and project by kind."""


@dataclass(frozen=True)
class BookEntry:
    """An entry. `source`: plugin, kind and number of the document behind it. `reversal_of`: number of the entry that it takes back."""

    number: str
    journal: str
    day: date
    description: str
    lines: tuple[BookLine, ...]
    reference: str = ""
    source: str = ""
    reversal_of: str = ""


@dataclass
class Books:
    """Everything. parties: name by code (by name where there is none); values: (kind, code) -> name."""

    currency: str
    decimals: dict[str, int]
    accounts: list[BookAccount] = field(default_factory=list)
    journals: list[dict[str, Any]] = field(default_factory=list)
    parties: dict[str, str] = field(default_factory=dict)
    values: dict[tuple[str, str], str] = field(default_factory=dict)
    entries: list[BookEntry] = field(default_factory=list)


def not_understood(line: int, text: str) -> Refused:
    """What to say of a line that the reader does not know."""
    said = _("Line {line} is not understood: {text}. Change it in the file, or leave it out.")
    return Refused("TEXT_NOT_UNDERSTOOD", said.fill(line=line, text=text.strip()[:80]), field="file", line=line)
