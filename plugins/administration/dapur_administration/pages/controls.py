"""Pages of controls, obligations and risks."""

from typing import Any

from dapur.contract import (
    Action,
    DocumentLink,
    FormPage,
    ListPage,
    Menu,
    Page,
    RecordPage,
    Related,
    ReportPage,
    TemplatePage,
    View,
    _,
)
from dapur.queries.reader import Reader
from dapur_administration.documents.evidence_file import EVIDENCE_FILE
from dapur_administration.operations.accept_risk import accept_risk
from dapur_administration.operations.save_control import SaveControl, hand_in_evidence, save_control, set_control_state
from dapur_administration.operations.save_obligation import SaveObligation, save_obligation
from dapur_administration.operations.save_risk import SaveRisk, reduce_risk, save_risk
from dapur_administration.pages.due_page import due_year
from dapur_administration.pages.offices import first_values
from dapur_administration.pages.risk_matrix import matrix
from dapur_administration.queries.acceptances import ACCEPTANCES
from dapur_administration.queries.controls import CONTROL_STATES, CONTROLS, EVIDENCE, OBLIGATIONS, RISK_CONTROLS, RISKS
from dapur_administration.reports import control_status, due_calendar, risk_register
from dapur_base.queries.tasks import ALL_TASKS

GROUP = _("Duties and risks")
VIEWS = (View("open", _("In use"), {"status": "open"}), View("all", _("All")))


async def _mine(reader: Reader, _parameters: dict[str, str]) -> dict[str, Any]:
    return {"owner_id": reader.scope.user, "first_day": reader.today.replace(day=1)}


async def _my_risk(reader: Reader, _parameters: dict[str, str]) -> dict[str, Any]:
    return {"owner_id": reader.scope.user}


CONTROL_PAGES: tuple[Page, ...] = (
    ListPage(
        "controls",
        CONTROLS,
        _("Controls"),
        Menu(_("Controls"), 44, "shield-check", GROUP),
        views=VIEWS,
        new="controls/new",
        new_title=_("New control"),
        empty=_("No controls yet. Add the first one with its owner."),
    ),
    FormPage("controls/new", save_control, _("New control"), "administration/controls/{id}", initial=_mine),
    FormPage(
        "controls/{id}/edit",
        save_control,
        _("Change control"),
        "administration/controls/{id}",
        initial=first_values(CONTROLS, SaveControl),
    ),
    RecordPage(
        "controls/{id}",
        CONTROLS,
        "name",
        "controls",
        facts=("code", "works", "owner", "frequency", "first_day", "due_days", "grace_days", "needs_proof", "last", "note"),
        related=(Related(EVIDENCE, _("Evidence"), {"control": "id"}), Related(CONTROL_STATES, _("States"), {"control": "id"})),
        actions=(
            Action(hand_in_evidence, {"id": "id"}, when=("open",), primary=True, icon="upload"),
            Action(set_control_state, {"id": "id"}, when=("open",), icon="adjustments"),
        ),
        edit="controls/{id}/edit",
        history="administration.control",
        slot="administration.control",
    ),
    ListPage(
        "evidence",
        EVIDENCE,
        _("Evidence"),
        Menu(_("Evidence"), 46, "file-check", GROUP),
        empty=_("No evidence was handed in yet."),
    ),
    RecordPage(
        "evidence/{id}",
        EVIDENCE,
        "period",
        "evidence",
        facts=("control", "period", "handed_in_on", "valid_through", "by", "known_at", "sha", "note"),
        documents=(DocumentLink(EVIDENCE_FILE),),
    ),
    ReportPage(
        "control-status",
        control_status.CONTROL_STATUS,
        Menu(_("State of controls"), 45, "checklist", GROUP),
        control_status.initial,
    ),
)
OBLIGATION_PAGES: tuple[Page, ...] = (
    TemplatePage(
        "due-dates",
        "administration/due_year.html",
        _("What is due"),
        "administration.control.read",
        due_year,
        Menu(_("What is due"), 40, "calendar-event", GROUP),
    ),
    ReportPage("due-list", due_calendar.DUE_CALENDAR, None, due_calendar.initial),
    ListPage(
        "obligations",
        OBLIGATIONS,
        _("Obligations"),
        Menu(_("Obligations"), 42, "clipboard-list", GROUP),
        views=(
            View("open", _("Due again and again"), {"status": "open,overdue"}),
            View("overdue", _("Overdue"), {"status": "overdue"}),
            View("all", _("All")),
        ),
        new="obligations/new",
        new_title=_("New obligation"),
        empty=_("No obligations yet. Add what is due to an authority or a partner."),
    ),
    FormPage("obligations/new", save_obligation, _("New obligation"), "administration/obligations/{id}", initial=_mine),
    FormPage(
        "obligations/{id}/edit",
        save_obligation,
        _("Change obligation"),
        "administration/obligations/{id}",
        initial=first_values(OBLIGATIONS, SaveObligation),
    ),
    RecordPage(
        "obligations/{id}",
        OBLIGATIONS,
        "name",
        "obligations",
        facts=(
            "kind",
            "authority",
            "source",
            "owner",
            "every",
            "every_count",
            "first_day",
            "shift",
            "next",
            "remind_before",
            "note",
        ),
        related=(Related(ALL_TASKS, _("Tasks"), {"rule": "rule_id"}),),
        edit="obligations/{id}/edit",
        history="administration.obligation",
        slot="administration.obligation",
    ),
)
RISK_PAGES: tuple[Page, ...] = (
    TemplatePage(
        "risk-matrix",
        "administration/risk_matrix.html",
        _("Risk matrix"),
        "administration.risk.read",
        matrix,
        Menu(_("Risk matrix"), 50, "grid-dots", GROUP),
    ),
    ListPage(
        "risks",
        RISKS,
        _("Risks"),
        Menu(_("Risks"), 52, "alert-triangle", GROUP),
        views=(
            View("open", _("Watched"), {"status": "open,above"}),
            View("above", _("Above what is accepted"), {"status": "above"}),
            View("all", _("All")),
        ),
        new="risks/new",
        new_title=_("New risk"),
        empty=_("No risks yet. Add the first one with its owner."),
    ),
    FormPage("risks/new", save_risk, _("New risk"), "administration/risks/{id}", initial=_my_risk),
    FormPage("risks/{id}/edit", save_risk, _("Change risk"), "administration/risks/{id}", initial=first_values(RISKS, SaveRisk)),
    RecordPage(
        "risks/{id}",
        RISKS,
        "name",
        "risks",
        facts=("code", "owner", "likelihood", "impact", "score", "above_since", "note"),
        related=(Related(RISK_CONTROLS, _("Controls"), {"risk": "id"}), Related(ACCEPTANCES, _("Acceptances"), {"risk": "id"})),
        actions=(
            Action(reduce_risk, {"risk_id": "id"}, when=("open", "above"), primary=True, icon="shield-check"),
            Action(accept_risk, {"id": "id"}, when=("open", "above"), icon="thumb-up"),
        ),
        edit="risks/{id}/edit",
        history="administration.risk",
        slot="administration.risk",
    ),
    ReportPage(
        "risk-register", risk_register.RISK_REGISTER, Menu(_("Risk register"), 54, "report", GROUP), risk_register.initial
    ),
    ReportPage(
        "risk-history",
        risk_register.RISK_HISTORY,
        Menu(_("History of a risk"), 56, "history", GROUP),
        risk_register.history_initial,
    ),
)
PAGES: tuple[Page, ...] = (*OBLIGATION_PAGES, *CONTROL_PAGES, *RISK_PAGES)
