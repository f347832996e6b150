"""What a document that is being typed comes to, from whatever could be read of it so far."""

import datetime
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from dapur.queries.reader import Reader
from dapur_accounting.operations.documents.drafts import line_of
from dapur_accounting.operations.documents.figures import Line, figure, terms_of
from dapur_accounting.operations.documents.forms import DocumentLine


async def typed_totals(reader: Reader, raw: dict[str, Any], kind: str) -> dict[str, tuple[Decimal, str]]:
    """Net, tax, withheld and total, with the currency; lines that are not finished yet are left out."""
    lines = [line for line in map(_line, raw.get("lines") or ()) if line is not None]
    terms = await terms_of(
        reader,
        kind=str(raw.get("kind") or kind),
        party=int(raw.get("party") or 0),
        day=_day(raw.get("date"), reader.today),
        currency=str(raw.get("currency") or ""),
        inclusive=bool(raw.get("prices_include_tax")),
        by_document=raw.get("tax_rounding") == "document",
        against=int(raw["against"]) if raw.get("against") else None,
    )
    figures = await figure(reader, terms, lines)
    found = {"net": figures.net, "tax": figures.tax, "withheld": figures.withheld, "total": figures.total}
    return {name: (amount, terms.currency) for name, amount in found.items()}


def _line(raw: Any) -> Line | None:
    try:
        return line_of(DocumentLine.model_validate(raw))
    except ValidationError:
        return None


def _day(typed: Any, today: datetime.date) -> datetime.date:
    return typed if isinstance(typed, datetime.date) else today
