"""Sentences that are stored now and shown later, in the language of whoever reads them then."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from dapur.contract import Text, Words
from dapur.language.catalogue import Inside
from dapur.language.dates import MonthOf
from dapur.language.numbers import Money


def keep_words(words: Words) -> tuple[str, dict[str, Any]]:
    """(English text, values as plain data)."""
    if not isinstance(words, Text):
        return words, {}
    return words.message, {name: _keep(value) for name, value in words.values.items()}


def kept_words(message: str, data: Mapping[str, Any]) -> Text:
    """The sentence again."""
    return Text(message, {name: _again(value) for name, value in data.items()})


def _keep(value: Any) -> Any:
    match value:
        case Text():
            message, values = keep_words(value)
            return {"inside" if isinstance(value, Inside) else "text": message, "values": values}
        case Money():
            return {"money": str(value.amount), "currency": value.currency}
        case Decimal():
            return {"number": str(value)}
        case MonthOf():
            return {"month": date(value.year, value.month, 1).isoformat()}
        case datetime():
            return {"moment": value.isoformat()}
        case date():
            return {"date": value.isoformat()}
        case list() | tuple():
            return [_keep(part) for part in value]
        case None | bool() | int() | str():
            return value
    return str(value)


def _again(value: Any) -> Any:
    if isinstance(value, list):
        return [_again(part) for part in value]
    if not isinstance(value, dict):
        return value
    if "text" in value or "inside" in value:
        kind = Inside if "inside" in value else Text
        again = kept_words("", value.get("values", {}))
        return kind(str(value.get("inside") or value.get("text", "")), again.values)
    if "money" in value:
        return Money(Decimal(value["money"]), value["currency"])
    if "number" in value:
        return Decimal(value["number"])
    if "month" in value:
        return MonthOf(date.fromisoformat(value["month"]))
    if "moment" in value:
        return datetime.fromisoformat(value["moment"])
    return date.fromisoformat(value["date"]) if "date" in value else str(value)
