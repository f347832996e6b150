"""Queues, request types, targets, escalations, mailboxes."""

from typing import Any

from dapur.contract import Action, FormPage, ListPage, Menu, Page, RecordPage, Related, _
from dapur.queries.reader import Reader
from dapur_it.operations.save_escalation_level import add_escalation_level, remove_escalation_level
from dapur_it.operations.save_mailbox import SaveMailbox, save_mailbox
from dapur_it.operations.save_queue import SaveQueue, save_queue
from dapur_it.operations.save_request_type import SaveRequestType, save_request_type
from dapur_it.operations.set_target import set_target
from dapur_it.pages.assets import values_of
from dapur_it.pages.words import SET_UP
from dapur_it.queries.mail import MAILBOXES
from dapur_it.queries.set_up import LEVELS, QUEUES, REQUEST_TYPES, TARGETS


async def _queue(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    return await values_of(reader, QUEUES, parameters, SaveQueue)


async def _request_type(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    return await values_of(reader, REQUEST_TYPES, parameters, SaveRequestType)


async def _mailbox(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    return await values_of(reader, MAILBOXES, parameters, SaveMailbox)


SET_UP_PAGES: tuple[Page, ...] = (
    ListPage(
        "queues",
        QUEUES,
        _("Queues"),
        Menu(_("Queues"), 60, "inbox", SET_UP),
        new="queues/new",
        new_title=_("New queue"),
        empty=_("No queue yet. Make one so that tickets have a place."),
    ),
    FormPage("queues/new", save_queue, _("New queue"), "it/queues/{id}"),
    FormPage("queues/{id}/edit", save_queue, _("Change queue"), "it/queues/{id}", initial=_queue),
    RecordPage(
        "queues/{id}",
        QUEUES,
        "name",
        "queues",
        facts=("lead", "calendar"),
        related=(Related(LEVELS, _("Escalation levels"), {"queue": "id"}),),
        actions=(Action(add_escalation_level, {"queue_id": "id"}, primary=True, icon="plus"),),
        edit="queues/{id}/edit",
        history="it.queue",
    ),
    ListPage("levels", LEVELS, _("Escalation levels"), Menu(_("Escalation levels"), 61, "trending-up", SET_UP)),
    RecordPage(
        "levels/{id}",
        LEVELS,
        "queue",
        "levels",
        facts=("percent", "person"),
        actions=(Action(remove_escalation_level, {"id": "id"}, icon="trash", done="it/levels"),),
    ),
    ListPage(
        "request-types",
        REQUEST_TYPES,
        _("Request types"),
        Menu(_("Request types"), 62, "forms", SET_UP),
        new="request-types/new",
        new_title=_("New request type"),
        empty=_("No request type yet. Write down what people ask for."),
    ),
    FormPage("request-types/new", save_request_type, _("New request type"), "it/request-types/{id}"),
    FormPage(
        "request-types/{id}/edit", save_request_type, _("Change request type"), "it/request-types/{id}", initial=_request_type
    ),
    RecordPage(
        "request-types/{id}",
        REQUEST_TYPES,
        "name",
        "request-types",
        facts=("kind", "priority", "queue", "is_offered", "questions"),
        edit="request-types/{id}/edit",
        history="it.request_type",
    ),
    ListPage(
        "targets",
        TARGETS,
        _("Targets"),
        Menu(_("Targets"), 63, "gauge", SET_UP),
        new="targets/set",
        new_title=_("Set target"),
        empty=_("Nothing is promised yet. Set targets for each priority."),
    ),
    FormPage("targets/set", set_target, _("Set target"), "it/targets"),
    ListPage(
        "mailboxes",
        MAILBOXES,
        _("Mailboxes"),
        Menu(_("Mailboxes"), 64, "mail", SET_UP),
        new="mailboxes/new",
        new_title=_("New mailbox"),
        empty=_("No mailbox yet. Give an account, and its mail becomes tickets."),
    ),
    FormPage("mailboxes/new", save_mailbox, _("New mailbox"), "it/mailboxes/{id}"),
    FormPage("mailboxes/{id}/edit", save_mailbox, _("Change mailbox"), "it/mailboxes/{id}", initial=_mailbox),
    RecordPage(
        "mailboxes/{id}",
        MAILBOXES,
        "address",
        "mailboxes",
        facts=("queue", "host", "port", "encryption", "user_name", "fetched_at", "failure", "answers_at_once", "most_per_hour"),
        edit="mailboxes/{id}/edit",
        history="it.mailbox",
    ),
)
