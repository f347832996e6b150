"""People of the company: who is in, in which roles, who was invited."""

from typing import Any

from litestar import Response

from dapur.contract import ListPage, View, _
from dapur.people.queries import PEOPLE
from dapur_web import views
from dapur_web.server.administration.listings import core_list, core_place
from dapur_web.server.answers import go, html
from dapur_web.server.exports import list_file
from dapur_web.server.gate import Visitor
from dapur_web.server.listing import default_address
from dapur_web.server.site import Site
from dapur_web.views.administration import PeopleView

PLACE = core_place(
    ListPage(
        path="people",
        query=PEOPLE,
        title=_("People"),
        views=(View("active", _("Active"), {"status": "active"}), View("disabled", _("Disabled"), {"status": "disabled"})),
        empty=_("Nobody is in this company yet."),
    )
)


async def show(site: Site, visitor: Visitor) -> Response[Any]:
    """The list of people."""
    elsewhere = await default_address(visitor, PLACE)
    if elsewhere:
        return go(visitor.request, elsewhere)
    view = await core_list(site, visitor, PLACE, PeopleView, pages=people_tabs(visitor, "people"), **new_parts(visitor))
    return html(site.renderer.page(view))


async def export(visitor: Visitor, kind: str) -> Response[Any]:
    """The list as a file."""
    return await list_file(visitor, PLACE, kind)


def new_parts(visitor: Visitor) -> dict[str, str]:
    """The button that invites, for those who may."""
    if not visitor.scope.may("core.people.manage"):
        return {"new_url": ""}
    return {"new_url": f"{visitor.base}/people/invite", "new_title": visitor.say(_("Invite"))}


def people_tabs(visitor: Visitor, current: str) -> list[views.TabView]:
    """Members, and who was invited."""
    pages = (("people", _("Members")), ("people/invitations", _("Invitations")))
    return [
        views.TabView(path.replace("/", "-"), visitor.say(words), f"{visitor.base}/{path}", path == current)
        for path, words in pages
    ]
