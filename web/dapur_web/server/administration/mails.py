"""The log of mails: what departments sent, and what failed."""

from typing import Any

from litestar import Response

from dapur.contract import Action, ListPage, RecordPage, View, _
from dapur.mail.log import MAILS, send_mail_again
from dapur_web.server.administration.listings import core_list, core_place
from dapur_web.server.answers import html
from dapur_web.server.gate import Visitor
from dapur_web.server.record import record_page
from dapur_web.server.site import Site
from dapur_web.views.listing import ListView

PLACE = core_place(
    ListPage(
        "mails", MAILS, _("Mails"), views=(View("failed", _("Failed"), {"status": "failed"}),), empty=_("No mail was sent yet.")
    )
)
ONE = core_place(
    RecordPage(
        "mails/{id}",
        MAILS,
        "subject",
        "mails",
        ("made_at", "recipients", "subject", "body", "about", "person", "status", "sent_at", "failure"),
        actions=(Action(send_mail_again, {"id": "id"}, when=("failed",), primary=True, icon="send"),),
    )
)


async def show(site: Site, visitor: Visitor) -> Response[Any]:
    """Newest first."""
    return html(site.renderer.page(await core_list(site, visitor, PLACE, ListView)))


async def show_one(site: Site, visitor: Visitor, number: str) -> Response[Any]:
    """One mail as it went out."""
    return await record_page(site, visitor, ONE, {"id": number})
