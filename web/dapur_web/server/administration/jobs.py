"""Work in the background: jobs, and events that no handler could take."""

from typing import Any

from litestar import Response

from dapur.contract import Action, ListPage, RecordPage, _
from dapur.events.dead_letters import DEAD_LETTERS
from dapur.jobs.manage import JOBS, cancel_job, retry_job
from dapur_web.server.administration.listings import core_list, core_place
from dapur_web.server.answers import html
from dapur_web.server.gate import Visitor
from dapur_web.server.record import record_page
from dapur_web.server.site import Site
from dapur_web.views.listing import ListView

PLACE = core_place(ListPage("jobs", JOBS, _("Jobs"), empty=_("No work in the background.")))
ONE = core_place(
    RecordPage(
        "jobs/{id}/about",
        JOBS,
        "kind",
        "jobs",
        ("made_at", "kind", "person", "status", "done", "total", "failure"),
        actions=(
            Action(cancel_job, {"id": "id"}, when=("waiting", "running"), icon="x"),
            Action(retry_job, {"id": "id"}, when=("failed", "cancelled"), primary=True, icon="refresh"),
        ),
    )
)
EVENTS = core_place(ListPage("jobs/events", DEAD_LETTERS, _("Events that were not handled"), empty=_("Every event was handled.")))


async def show(site: Site, visitor: Visitor) -> Response[Any]:
    """What waits, runs, is done or failed."""
    return html(site.renderer.page(await core_list(site, visitor, PLACE, ListView)))


async def show_one(site: Site, visitor: Visitor, number: str) -> Response[Any]:
    """One job: how far it is; stopped or tried again from here."""
    return await record_page(site, visitor, ONE, {"id": number})


async def show_events(site: Site, visitor: Visitor) -> Response[Any]:
    """Dead letters."""
    return html(site.renderer.page(await core_list(site, visitor, EVENTS, ListView)))
