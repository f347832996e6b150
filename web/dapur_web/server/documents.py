"""Documents: files that a department makes on request, opened in the browser where it can show them."""

from typing import Any

from litestar import Response

from dapur.contract import DocumentFile, Invalid, NotFound
from dapur_web.server.fields import read_posted
from dapur_web.server.files import attachment
from dapur_web.server.gate import Visitor
from dapur_web.server.site import Site

SHOWN = ("application/pdf",)
"""What the browser may show itself; all else is saved."""


async def send_document(site: Site, visitor: Visitor, plugin: str, name: str) -> Response[Any]:
    """The document at this address, made from what the address says. Raises NotFound, Forbidden and Invalid."""
    declared = site.house.registry.documents.get(f"{plugin}.{name}")
    if declared is None:
        raise NotFound()
    visitor.reader.may_read(declared)
    given, problems = read_posted(declared.input, dict(visitor.request.query_params), visitor)
    if problems:
        raise Invalid(problems)
    return file_answer(await visitor.reader.document(declared, given))


def file_answer(made: DocumentFile) -> Response[Any]:
    """A finished file on its way to the browser."""
    placed = attachment(made.name)
    if made.media_type in SHOWN:
        placed = placed.replace("attachment", "inline", 1)
    return Response(made.content, media_type=made.media_type, headers={"content-disposition": placed})
