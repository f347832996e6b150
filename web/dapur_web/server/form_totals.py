"""Sums under a form that only the server knows, shown with the page and asked anew whenever a cell is left."""

from collections.abc import Mapping
from typing import Any

from litestar import Response

from dapur.contract import DapurError, FormPage
from dapur.language.catalogue import translate
from dapur.language.numbers import format_money
from dapur_web.server.fields import read_posted
from dapur_web.server.gate import Visitor


async def shown_totals(visitor: Visitor, page: FormPage, raw: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Name, title and text of each sum; no text where it cannot be said yet."""
    if page.totals is None:
        return []
    texts = await _texts(visitor, page, raw)
    return [(name, translate(title, visitor.language), texts.get(name, "")) for name, title in page.totals.names]


async def answer_totals(visitor: Visitor, page: FormPage, posted: Mapping[str, Any]) -> Response[Any]:
    """What the script under the grid asks for."""
    raw, _problems = read_posted(page.operation.input, posted, visitor)
    return Response({"totals": await _texts(visitor, page, raw), "lines": []}, media_type="application/json")


async def _texts(visitor: Visitor, page: FormPage, raw: Mapping[str, Any]) -> dict[str, str]:
    assert page.totals is not None
    try:
        found = await page.totals.compute(visitor.reader, dict(raw))
    except DapurError:
        return {}
    company = visitor.company
    return {
        name: format_money(amount, code, company.decimals if code == company.currency else 2, visitor.language, bare=False)
        for name, (amount, code) in found.items()
    }
