"""Pages of leave: asking, deciding, the calendar, balances and their ledger, kinds and rules."""

from typing import Any

from dapur.contract import Action, FormPage, ListPage, Menu, Page, RecordPage, Related, ReportPage, TemplatePage, View, _
from dapur.queries.reader import Reader
from dapur_hr.operations.change_leave import change_leave
from dapur_hr.operations.decide_leave import approve_leave, cancel_leave, decline_leave
from dapur_hr.operations.note_leave_balance import note_leave_balance
from dapur_hr.operations.save_leave_type import SaveLeaveType, save_leave_type, set_leave_rule
from dapur_hr.operations.take_joint_leave import take_joint_leave
from dapur_hr.pages.ask_leave import ask_leave
from dapur_hr.pages.first_values import first_values, today
from dapur_hr.pages.leave_calendar import leave_calendar
from dapur_hr.queries.leave import LEAVE_ENTRIES, LEAVE_REQUESTS, LEAVE_RULES, LEAVE_TYPES
from dapur_hr.reports import leave_balances

GROUP = _("Leave")
_ID = {"id": "id"}
DECISIONS = (
    Action(
        approve_leave,
        _ID,
        when=("waiting",),
        primary=True,
        icon="check",
        key="a",
        confirm=_("{name}, {type}, {first_day} – {last_day}: {days} days. Approve?"),
        done="hr/leave",
    ),
    Action(decline_leave, _ID, when=("waiting",), icon="x", key="d", done="hr/leave"),
)


async def _type(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    return await first_values(reader, LEAVE_TYPES, parameters, SaveLeaveType)


PAGES: tuple[Page, ...] = (
    ListPage(
        "leave",
        LEAVE_REQUESTS,
        _("Leave requests"),
        Menu(_("Leave requests"), 40, "beach", GROUP),
        views=(
            View("waiting", _("Waiting"), {"status": "waiting"}, "first_day"),
            View("approved", _("Approved"), {"status": "approved"}),
            View("all", _("All")),
        ),
        new="leave/new",
        new_title=_("Ask for leave"),
        empty=_("Nobody has asked for leave yet."),
        actions=DECISIONS,
    ),
    TemplatePage("leave/new", "hr/ask_leave.html", _("Ask for leave"), "hr.leave.request", ask_leave),
    RecordPage(
        "leave/{id}",
        LEAVE_REQUESTS,
        "name",
        "leave",
        facts=("type", "first_day", "last_day", "part", "deputy", "note", "answer", "asked_at"),
        actions=(
            *DECISIONS,
            Action(change_leave, _ID, when=("waiting", "approved"), icon="calendar-event", done="hr/leave/{id}"),
            Action(cancel_leave, _ID, when=("waiting", "approved"), icon="arrow-back-up", confirm=_("Cancel this leave?")),
        ),
        aside=("days",),
        history="hr.leave_request",
        slot="hr.leave_request",
    ),
    TemplatePage(
        "leave-calendar",
        "hr/leave_calendar.html",
        _("Leave calendar"),
        "hr.read",
        leave_calendar,
        Menu(_("Leave calendar"), 42, "calendar-event", GROUP),
    ),
    ReportPage(
        "leave-balances", leave_balances.LEAVE_BALANCES, Menu(_("Leave balances"), 44, "scale", GROUP), leave_balances.initial
    ),
    ListPage(
        "leave-entries",
        LEAVE_ENTRIES,
        _("Ledger of leave"),
        Menu(_("Ledger of leave"), 46, "book", GROUP),
        new="leave-entries/new",
        new_title=_("Correct leave balance"),
        empty=_("No days of leave are noted yet."),
    ),
    FormPage("leave-entries/new", note_leave_balance, _("Correct leave balance"), "hr/people/{employee}", initial=today),
    FormPage(
        "joint-leave",
        take_joint_leave,
        _("Take joint leave from balances"),
        "hr/leave-calendar",
        menu=Menu(_("Joint leave"), 47, "calendar-check", GROUP),
    ),
    ListPage(
        "leave-types",
        LEAVE_TYPES,
        _("Kinds of leave"),
        Menu(_("Kinds of leave"), 48, "list-details", GROUP),
        views=(View("open", _("In use"), {"status": "open"}), View("all", _("All"))),
        new="leave-types/new",
        new_title=_("New kind of leave"),
        empty=_("No kinds of leave yet."),
    ),
    RecordPage(
        "leave-types/{id}",
        LEAVE_TYPES,
        "name",
        "leave-types",
        facts=("code", "letter", "is_paid", "counted", "has_balance", "has_half_days", "is_confidential", "request_limit"),
        related=(Related(LEAVE_RULES, _("Leave rules"), {"type": "id"}),),
        actions=(Action(set_leave_rule, {"type": "id"}, when=("open",), icon="adjustments", done="hr/leave-types/{type}"),),
        edit="leave-types/{id}/edit",
        history="hr.leave_type",
    ),
    FormPage("leave-types/new", save_leave_type, _("New kind of leave"), "hr/leave-types/{id}"),
    FormPage("leave-types/{id}/edit", save_leave_type, _("Change kind of leave"), "hr/leave-types/{id}", initial=_type),
)
