"""Pages of the checklist of joining and leaving, and of what was done for each person."""

from typing import Any

from dapur.contract import FormPage, ListPage, Menu, Page, RecordPage, View, _
from dapur.queries.reader import Reader
from dapur_hr.operations.save_checklist_line import SaveChecklistLine, save_checklist_line
from dapur_hr.pages.first_values import first_values
from dapur_hr.queries.checklists import CHECKLIST, STEPS

GROUP = _("People")


async def _line(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    return await first_values(reader, CHECKLIST, parameters, SaveChecklistLine)


PAGES: tuple[Page, ...] = (
    ListPage(
        "joining-and-leaving",
        STEPS,
        _("Joining and leaving"),
        Menu(_("Joining and leaving"), 33, "list-check", GROUP),
        views=(
            View("joining", _("Joining"), {"occasion": "joining"}),
            View("leaving", _("Leaving"), {"occasion": "leaving"}),
            View("waiting", _("Waiting"), {"status": "waiting"}),
            View("all", _("All")),
        ),
        empty=_("Nobody joined or left since the checklist was written."),
    ),
    ListPage(
        "checklist",
        CHECKLIST,
        _("Checklist"),
        Menu(_("Checklist"), 38, "checklist", GROUP),
        views=(View("open", _("In use"), {"status": "open"}), View("all", _("All"))),
        new="checklist/new",
        new_title=_("New line of the checklist"),
        empty=_("The checklist is empty. Write what is done for everybody who joins or leaves."),
    ),
    FormPage("checklist/new", save_checklist_line, _("New line of the checklist"), "hr/checklist"),
    RecordPage(
        "checklist/{id}",
        CHECKLIST,
        "what",
        "checklist",
        facts=("occasion", "way", "subject", "days", "position_title", "owner_name"),
        edit="checklist/{id}/edit",
        history="hr.checklist_line",
    ),
    FormPage("checklist/{id}/edit", save_checklist_line, _("Change line of the checklist"), "hr/checklist/{id}", initial=_line),
)
