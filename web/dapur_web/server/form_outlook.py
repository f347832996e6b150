"""What an input would mean, shown with its form and asked anew at any change in it."""

from collections.abc import Mapping
from typing import Any

from litestar import Response

from dapur.contract import FormPage
from dapur_web import views
from dapur_web.server.answers import html
from dapur_web.server.fields import kind_of, read_posted
from dapur_web.server.gate import Visitor
from dapur_web.server.references import settled
from dapur_web.server.site import Site
from dapur_web.views.fields import field_id

ASKED = "outlook"
"""In the address of a form: only what the fields there would mean is asked for."""


async def shown_outlook(
    visitor: Visitor, page: FormPage, parameters: Mapping[str, str], raw: Mapping[str, Any], address: str
) -> views.OutlookView | None:
    """What the fields, and what the address says instead of them, mean as far as they could be read; None without an outlook."""
    if page.outlook is None:
        return None
    said = {**raw, **parameters}
    known = {name: said[name] for name in page.outlook.fields if name in said}
    told = ", ".join(f'#form [name="{name}"], #form [name^="{name}."]' for name in page.outlook.fields)
    content = await page.outlook.context(visitor.reader, known)
    return views.OutlookView(page.outlook.template, content, f"{address}?{ASKED}=1", told, _typed(page))


async def answer_outlook(
    site: Site, visitor: Visitor, page: FormPage, parameters: Mapping[str, str], address: str
) -> Response[Any]:
    """Only what the fields in the address would mean."""
    form = page.operation.input
    raw, _problems = read_posted(form, await settled(visitor, form, visitor.request.query_params), visitor)
    outlook = await shown_outlook(visitor, page, parameters, raw, address)
    return html(site.renderer.panel("web/outlook.html", outlook, visitor.language))


def _typed(page: FormPage) -> list[str]:
    """Ids of the fields that tell while they are typed; the lines of a grid tell when a cell is left, what is hidden never."""
    assert page.outlook is not None
    fields = page.operation.input.model_fields
    return [field_id(name) for name in page.outlook.fields if kind_of(fields[name]) not in ("lines", "hidden")]
