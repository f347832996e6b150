"""Pages of letters."""

from typing import Any

from dapur.contract import Action, DocumentLink, FormPage, ListPage, Menu, Page, RecordPage, Related, View, _
from dapur.queries.reader import Reader
from dapur_administration.documents.letter import LETTER
from dapur_administration.operations.issue_letter import issue_letter, void_letter
from dapur_administration.operations.receive_letter import (
    close_incoming_letter,
    dispose_letter,
    receive_letter,
    reopen_incoming_letter,
)
from dapur_administration.operations.write_letter import WriteLetter, delete_letter_draft, write_letter
from dapur_administration.queries.letters import DISPOSITIONS, INCOMING_LETTERS, LETTERS

GROUP = _("Letters")
HERE = ("new", "in_hand", "acted")


async def _letter(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    row = await reader.one(LETTERS, int(parameters["id"]))
    return {name: row[name] for name in WriteLetter.model_fields if name in row}


async def _new(reader: Reader, _parameters: dict[str, str]) -> dict[str, Any]:
    rows = await reader.rows(
        "select id from administration.office where company_id = %s and not is_closed order by id limit 1", reader.scope.company
    )
    return {"office_id": rows[0][0] if rows else None}


async def _today(reader: Reader, _parameters: dict[str, str]) -> dict[str, Any]:
    return {"received_on": reader.today}


PAGES: tuple[Page, ...] = (
    ListPage(
        "letters",
        LETTERS,
        _("Outgoing letters"),
        Menu(_("Outgoing letters"), 10, "mail-forward", GROUP),
        views=(
            View("issued", _("Issued"), {"status": "issued"}),
            View("drafts", _("Drafts"), {"status": "draft"}),
            View("register", _("Register"), {"status": "issued,void"}, "number"),
            View("all", _("All")),
        ),
        new="letters/new",
        new_title=_("Write letter"),
        empty=_("No letters yet. Write the first one from a template."),
    ),
    FormPage("letters/new", write_letter, _("Write letter"), "administration/letters/{id}", initial=_new, grid="values"),
    FormPage("letters/{id}/edit", write_letter, _("Change draft"), "administration/letters/{id}", initial=_letter, grid="values"),
    RecordPage(
        "letters/{id}",
        LETTERS,
        "name",
        "letters",
        facts=(
            "number",
            "letter_date",
            "recipient",
            "address",
            "kind",
            "unit",
            "office",
            "language",
            "signer",
            "issued_on",
            "issued_by",
            "late",
            "void_reason",
        ),
        actions=(
            Action(issue_letter, {"id": "id", "letter_date": "letter_date"}, when=("draft",), primary=True, icon="send"),
            Action(void_letter, {"id": "id"}, when=("issued",), icon="ban"),
            Action(delete_letter_draft, {"id": "id"}, when=("draft",), icon="trash", done="administration/letters"),
        ),
        documents=(DocumentLink(LETTER),),
        edit="letters/{id}/edit",
        edit_when=("draft",),
        history="administration.letter",
        files="administration.letter_file",
        attach="administration.attach_to_letter",
        slot="administration.letter",
    ),
    ListPage(
        "incoming-letters",
        INCOMING_LETTERS,
        _("Incoming letters"),
        Menu(_("Incoming letters"), 12, "mail", GROUP),
        views=(
            View("open", _("To act on"), {"status": "new,in_hand,acted"}),
            View("new", _("Nobody acts yet"), {"status": "new"}),
            View("all", _("All")),
        ),
        new="incoming-letters/new",
        new_title=_("Note incoming letter"),
        empty=_("No letters came in yet. Note the first one."),
    ),
    FormPage(
        "incoming-letters/new", receive_letter, _("Note incoming letter"), "administration/incoming-letters/{id}", initial=_today
    ),
    RecordPage(
        "incoming-letters/{id}",
        INCOMING_LETTERS,
        "name",
        "incoming-letters",
        facts=("code", "received_on", "sender", "sender_number", "sender_date", "unit", "urgency", "summary"),
        related=(Related(DISPOSITIONS, _("Who acts"), {"letter": "id"}),),
        actions=(
            Action(dispose_letter, {"id": "id"}, when=HERE, primary=True, icon="user-share"),
            Action(close_incoming_letter, {"id": "id"}, when=HERE, icon="archive"),
            Action(reopen_incoming_letter, {"id": "id"}, when=("done",), icon="rotate"),
        ),
        history="administration.incoming_letter",
        files="administration.incoming_letter_file",
        attach="administration.attach_to_incoming_letter",
        comments="administration.incoming_letter_comment",
        comment="administration.comment_incoming_letter",
        slot="administration.incoming_letter",
    ),
    ListPage(
        "dispositions",
        DISPOSITIONS,
        _("Who acts"),
        Menu(_("Who acts"), 14, "user-share", GROUP),
        views=(
            View("open", _("Open"), {"status": "open,overdue"}),
            View("mine", _("Mine to do"), {"mine": "1", "status": "open,overdue"}),
            View("all", _("All")),
        ),
        empty=_("Nobody has to act on a letter."),
    ),
)
