"""Lists of the core: like a department's, at addresses without a department."""

from dataclasses import fields
from typing import Any, TypeVar

from dapur.contract import ListPage, RecordPage, ReportPage
from dapur_web.server.gate import Visitor
from dapur_web.server.listing import list_view
from dapur_web.server.site import Place, Site, pattern_of
from dapur_web.views.listing import ListView

V = TypeVar("V", bound=ListView)


class CorePlace(Place):
    """A page of the core."""

    @property
    def address(self) -> str:
        """Inside the company."""
        return self.page.path


def core_place(page: ListPage | RecordPage | ReportPage) -> CorePlace:
    """The place of a page of the core."""
    return CorePlace("core", page, pattern_of(page.path))


async def core_list(site: Site, visitor: Visitor, place: CorePlace, kind: type[V], **more: Any) -> V:
    """The list's view with what a page adds to it."""
    view = await list_view(site, visitor, place)
    return kind(**{**{f.name: getattr(view, f.name) for f in fields(view)}, **more})
