"""A kept document as a form again: for a copy, for a credit note, for changing a draft."""

import datetime
from collections.abc import Sequence
from typing import Any

from dapur.contract import Refused, _
from dapur.operations.work import Work
from dapur_accounting.operations.documents.checking import AnyForm
from dapur_accounting.operations.documents.drafts import read_head, read_lines
from dapur_accounting.operations.documents.figures import Line
from dapur_accounting.operations.documents.forms import DocumentLine, PurchaseDocument, SalesDocument
from dapur_accounting.operations.documents.reading import Source
from dapur_accounting.rules.kinds import CREDITS, KINDS


async def form_values(source: Source, document: int) -> dict[str, Any]:
    """The draft as its form takes it."""
    head = await read_head(source, document)
    return {**head_values(head), "lines": typed_lines(await read_lines(source, document)), "due": head["due"]}


def head_values(head: dict[str, Any]) -> dict[str, Any]:
    """The fields of the head that a form has."""
    same = ("kind", "party", "date", "terms", "currency", "rate", "reference", "description", "prices_include_tax", "against")
    return {
        **{name: head[name] for name in same},
        "tax_rounding": "document" if head["tax_by_document"] else "line",
        "document": head["id"],
        "version": head["version"],
    }


def typed_lines(lines: Sequence[Line], *, billing: bool = True) -> list[dict[str, Any]]:
    """Lines as a form takes them. billing: with what ties them to another department's lines and to advances."""
    names = [name for name in DocumentLine.model_fields if billing or name not in ("source_line", "deducts")]
    return [{name: getattr(line, name) for name in names} for line in lines]


def form_of(values: dict[str, Any]) -> AnyForm:
    """The form of the document's side."""
    sales = KINDS[values["kind"]].side == "sales"
    return (SalesDocument if sales else PurchaseDocument).model_validate(values)


async def typed_again(work: Work, document: int, day: datetime.date) -> AnyForm:
    """A new document like this one, of a day."""
    head = await read_head(work, document)
    lines = [line for line in await read_lines(work, document) if line.deducts is None]
    new = {"date": day, "document": None, "version": None, "reference": "", "rate": None, "against": None}
    return form_of({**head_values(head), **new, "lines": typed_lines(lines, billing=False)})


async def credit_of(work: Work, document: int, day: datetime.date) -> AnyForm:
    """The credit note that takes a posted document back whole. Raises Refused where there is nothing to take back."""
    head = await read_head(work, document)
    if head["status"] != "posted" or head["kind"] not in CREDITS:
        raise Refused("NOT_CREDITABLE", _("Only a posted invoice or bill can be credited."), field="id")
    if day < head["date"]:
        raise Refused(
            "DATE_TOO_EARLY",
            _("A credit note cannot be dated before its document ({date}).").fill(date=head["date"]),
            field="date",
        )
    new = {"date": day, "kind": CREDITS[head["kind"]], "against": document, "document": None, "version": None, "reference": ""}
    lines = await read_lines(work, document)
    return form_of({**head_values(head), **new, "due": day, "terms": None, "lines": typed_lines(lines)})
