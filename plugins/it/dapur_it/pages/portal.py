"""What everybody sees of IT: one's own requests, devices to sign for, help to read."""

import secrets
from dataclasses import dataclass
from typing import Any

from dapur.contract import Action, DocumentLink, FormPage, ListPage, Menu, NotFound, Page, RecordPage, TemplatePage, View, _
from dapur.language.dates import format_moment
from dapur.queries.plan import Wish
from dapur.queries.reader import Reader
from dapur_it.documents.receipt import MY_RECEIPT
from dapur_it.operations.move_asset import sign_receipt
from dapur_it.operations.open_ticket import ask_for_help
from dapur_it.pages.conversation import Said
from dapur_it.pages.spoken import word_of
from dapur_it.pages.words import HELP
from dapur_it.queries.articles import HELP as HELP_ARTICLES
from dapur_it.queries.assets import MY_DEVICES
from dapur_it.queries.set_up import REQUEST_TYPES_OFFERED
from dapur_it.queries.tickets import MY_MESSAGES, MY_TICKETS
from dapur_it.rules.markdown import as_html
from dapur_it.words import STATE_TONES, STATES


@dataclass(frozen=True, slots=True)
class Request:
    """One's own request, ready to be shown. goes_on: address of the request into which it was merged."""

    id: int
    number: str
    title: str
    details: str
    state: str
    state_word: str
    tone: str
    assignee: str
    due: str
    said: list[Said]
    key: str
    goes_on: str


async def request_of(reader: Reader, parameters: dict[str, str]) -> Request:
    """One's own request with what was said in public. Raises NotFound for anybody else's."""
    if not parameters["id"].isdecimal():
        raise NotFound()
    row = await reader.one(MY_TICKETS, int(parameters["id"]))
    page = await reader.page(MY_MESSAGES, Wish(filters={"ticket": row["id"]}, limit=200))
    zone, language = reader.company.zone, reader.scope.language
    said = [
        Said(
            m["id"], m["author"], format_moment(m["said_at"], zone, language), m["said_at"].isoformat(), "", m["body"].split("\n")
        )
        for m in page.dicts()
    ]
    due = row["resolution_due"]
    return Request(
        row["id"],
        row["number"],
        row["title"],
        row["details"],
        row["status"],
        word_of(reader, STATES, row["status"]),
        STATE_TONES[row["status"]],
        row["assignee"] or "",
        format_moment(due, zone, language) if due else "",
        said,
        secrets.token_urlsafe(18),
        f"my/{row['merged_into_id']}" if row["merged_into_id"] else "",
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """An article."""

    title: str
    html: str
    changed: str
    person: str
    edit: str = ""


async def help_of(reader: Reader, parameters: dict[str, str]) -> Shown:
    """An article for everybody."""
    if not parameters["id"].isdecimal():
        raise NotFound()
    row = await reader.one(HELP_ARTICLES, int(parameters["id"]))
    changed = format_moment(row["changed_at"], reader.company.zone, reader.scope.language)
    return Shown(row["title"], as_html(row["body"]), changed, row["person"] or "")


async def asking(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    """The questions of the request type in the address."""
    if not parameters.get("type", "").isdecimal():
        return {}
    row = await reader.one(REQUEST_TYPES_OFFERED, int(parameters["type"]))
    return {"request_type_id": row["id"], "title": row["name"], "details": row["questions"]}


PORTAL_PAGES: tuple[Page, ...] = (
    ListPage(
        "my",
        MY_TICKETS,
        _("My requests"),
        Menu(_("My requests"), 1, "lifebuoy", HELP),
        views=(View("live", _("Not solved"), {"live": "1"}), View("all", _("All"))),
        new="my/new",
        new_title=_("Ask IT for help"),
        empty=_("You have asked for nothing. IT is glad to help."),
    ),
    FormPage("my/new", ask_for_help, _("Ask IT for help"), "it/my/{id}"),
    FormPage("my/new/{type}", ask_for_help, _("Ask IT for help"), "it/my/{id}", initial=asking),
    TemplatePage("my/{id}", "it/request.html", _("My request"), "it.request", request_of),
    ListPage(
        "catalogue",
        REQUEST_TYPES_OFFERED,
        _("What IT does for you"),
        Menu(_("What IT does for you"), 2, "list", HELP),
        empty=_("IT has not written down yet what may be asked for."),
    ),
    ListPage(
        "my-devices",
        MY_DEVICES,
        _("My devices"),
        Menu(_("My devices"), 3, "device-laptop", HELP),
        views=(View("all", _("All")), View("to_sign", _("To sign"), {"status": "to_sign"})),
        empty=_("You have no device from IT."),
    ),
    RecordPage(
        "my-devices/{id}",
        MY_DEVICES,
        "code",
        "my-devices",
        facts=("name", "kind", "serial", "from_day", "condition_out", "hander", "signed_at", "to_day"),
        actions=(Action(sign_receipt, {"id": "id"}, when=("to_sign",), primary=True, icon="signature"),),
        documents=(DocumentLink(MY_RECEIPT),),
    ),
    ListPage(
        "help",
        HELP_ARTICLES,
        _("Help articles"),
        Menu(_("Help articles"), 4, "book", HELP),
        empty=_("Nothing is written down for everybody yet."),
    ),
    TemplatePage("help/{id}", "it/article.html", _("Help article"), "it.request", help_of),
)
