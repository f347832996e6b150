"""Tickets: the queue by working minutes left, the conversation, everything that is noted about one."""

from typing import Any

from dapur.contract import Action, FormPage, ListPage, Menu, Page, RecordPage, Related, ReportPage, TemplatePage, View, _
from dapur.queries.reader import Reader
from dapur_it.operations.add_need import link_component
from dapur_it.operations.change_ticket import ChangeTicket, assign_ticket, change_ticket, move_ticket, set_priority, take_ticket
from dapur_it.operations.link_asset import link_asset
from dapur_it.operations.link_ticket import link_ticket
from dapur_it.operations.open_ticket import open_ticket
from dapur_it.operations.set_state import reopen_ticket, set_state, solve_ticket
from dapur_it.operations.write_to_ticket import write_to_ticket
from dapur_it.pages.conversation import conversation_of
from dapur_it.pages.spare_parts import PARTS_PAGE
from dapur_it.pages.words import WORK
from dapur_it.queries.assets import TICKET_ASSETS
from dapur_it.queries.mail import INCOMING
from dapur_it.queries.services import TICKET_COMPONENTS
from dapur_it.queries.ticket_links import TICKET_LINKS
from dapur_it.queries.tickets import DUE_CHANGES, ESCALATIONS, MESSAGES, TICKETS
from dapur_it.reports.away_tickets import AWAY_TICKETS
from dapur_it.reports.clock import CLOCK

RUNNING = ("open", "waiting_customer", "waiting_supplier")


async def _ticket(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    row = await reader.one(TICKETS, int(parameters["id"]))
    return {name: row[name] for name in ChangeTicket.model_fields}


async def _first_ticket(reader: Reader) -> dict[str, Any]:
    newest = await reader.value("select max(id) from it.ticket where company_id = %s", reader.scope.company)
    return {"ticket": newest} if newest else {}


TICKET_PAGES: tuple[Page, ...] = (
    ListPage(
        "tickets",
        TICKETS,
        _("Tickets"),
        Menu(_("Tickets"), 10, "headset", WORK),
        views=(
            View("open", _("To do"), {"status": "open"}),
            View("mine", _("Mine"), {"live": "1", "mine": "1"}),
            View("free", _("Nobody's"), {"status": "open", "free": "1"}),
            View("late", _("Late"), {"live": "1", "late": "1"}),
            View("waiting", _("Waiting"), {"status": "waiting_customer,waiting_supplier"}),
            View("all", _("All")),
        ),
        new="tickets/new",
        new_title=_("New ticket"),
        empty=_("No ticket here. Everything is answered."),
        actions=(
            Action(write_to_ticket, key="c"),
            Action(take_ticket, key="t"),
            Action(solve_ticket, key="s"),
            Action(assign_ticket, key="a"),
        ),
    ),
    FormPage("tickets/new", open_ticket, _("New ticket"), "it/tickets/{id}"),
    TemplatePage("tickets/{id}", "it/ticket.html", _("Ticket"), "it.ticket.read", conversation_of),
    RecordPage(
        "tickets/{id}/details",
        TICKETS,
        "number",
        "tickets",
        facts=(
            *("title", "kind", "request_type", "priority", "queue", "requester", "assignee", "source", "created_at"),
            *("response_due", "responded_at", "resolution_due", "ended_at", "details"),
        ),
        related=(
            Related(MESSAGES, _("Conversation"), {"ticket": "id"}),
            Related(DUE_CHANGES, _("Why the due moment moved"), {"ticket": "id"}),
            Related(ESCALATIONS, _("Escalations"), {"ticket": "id"}),
            Related(TICKET_ASSETS, _("Devices"), {"ticket": "id"}),
            Related(TICKET_COMPONENTS, _("Services"), {"ticket": "id"}),
            Related(TICKET_LINKS, _("Linked tickets"), {"ticket": "id"}),
        ),
        actions=(
            Action(write_to_ticket, {"id": "id"}, when=(*RUNNING, "solved"), primary=True, icon="message"),
            Action(take_ticket, {"id": "id"}, when=RUNNING, icon="user-check"),
            Action(assign_ticket, {"id": "id", "assignee_id": "assignee_id"}, when=RUNNING, icon="user"),
            Action(set_priority, {"id": "id"}, when=RUNNING, icon="flag"),
            Action(move_ticket, {"id": "id"}, when=RUNNING, icon="transfer"),
            Action(set_state, {"id": "id"}, when=(*RUNNING, "solved"), icon="clock"),
            Action(solve_ticket, {"id": "id"}, when=RUNNING, icon="check"),
            Action(reopen_ticket, {"id": "id"}, when=(*RUNNING[1:], "solved"), icon="rotate"),
            Action(link_asset, {"id": "id"}, icon="device-laptop"),
            Action(link_component, {"id": "id"}, icon="stack-2"),
            Action(link_ticket, {"id": "id"}, icon="link"),
        ),
        edit="tickets/{id}/edit",
        edit_when=RUNNING,
        history="it.ticket",
        files="it.ticket_file",
        attach="it.attach_to_ticket",
        slot="it.ticket",
    ),
    PARTS_PAGE,
    FormPage("tickets/{id}/edit", change_ticket, _("Change ticket"), "it/tickets/{id}", initial=_ticket),
    ReportPage("clock", CLOCK, None, _first_ticket),
    ReportPage("away", AWAY_TICKETS, Menu(_("Of people on leave"), 12, "beach", WORK)),
    ListPage(
        "escalations",
        ESCALATIONS,
        _("Escalations"),
        Menu(_("Escalations"), 14, "alert-triangle", WORK),
        empty=_("Nobody had to be told: all tickets are in time."),
    ),
    ListPage(
        "mail",
        INCOMING,
        _("Mail that came"),
        Menu(_("Mail that came"), 16, "mail", WORK),
        views=(View("all", _("All")), View("parked", _("Parked"), {"status": "parked"})),
        empty=_("No mail has come yet. Set up a mailbox first."),
    ),
    RecordPage(
        "mail/{id}",
        INCOMING,
        "subject",
        "mail",
        facts=("came_at", "sender", "sender_name", "status", "reason", "ticket", "message_id", "body"),
    ),
)
