"""Pages of approvals: what waits, one request with its steps and votes, rules, deputies."""

from decimal import Decimal
from typing import Any

from dapur.contract import Action, FormPage, ListPage, Menu, Page, Query, RecordPage, Related, View, _
from dapur.queries.plan import Wish
from dapur.queries.reader import Reader
from dapur_base.operations.decide_approval import approve, decline
from dapur_base.operations.delegate import delegate, end_delegation
from dapur_base.operations.request_approval import withdraw_approval
from dapur_base.operations.save_approval_policy import SaveApprovalPolicy, save_approval_policy
from dapur_base.pages.approval_kinds import KINDS_PAGE
from dapur_base.queries.approval_policies import APPROVAL_POLICIES, POLICY_LINES
from dapur_base.queries.approval_votes import ALL_STEPS, ALL_VOTES, APPROVAL_STEPS, APPROVAL_VOTES
from dapur_base.queries.approvals import ALL_APPROVALS, APPROVALS_TO_DO, MY_APPROVALS
from dapur_base.queries.delegations import DELEGATIONS


async def policy_values(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    """A rule as its form takes it."""
    row = await reader.one(APPROVAL_POLICIES, int(parameters["id"]))
    wish = Wish(columns=tuple(c.name for c in POLICY_LINES.columns), filters={"policy": row["id"]}, limit=100)
    lines = (await reader.page(POLICY_LINES, wish)).dicts()
    names = ("order", "title", "approver", "role", "user", "need", "above", "up_to")
    return {
        **{name: row[name] for name in SaveApprovalPolicy.model_fields if name in row},
        "lines": [{name: _plain(line[name]) for name in names} for line in lines],
    }


def _plain(value: Any) -> Any:
    return value.normalize() if isinstance(value, Decimal) and value else value


async def kind_of_address(_reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    """The kind that was chosen before."""
    return {"kind": parameters["kind"]}


async def today(reader: Reader, _parameters: dict[str, str]) -> dict[str, Any]:
    """A day off, today."""
    return {"first": reader.today, "last": reader.today}


_SEEN = {"id": "id", "digest": "digest"}
DECISIONS = (
    Action(
        approve,
        _SEEN,
        when=("to_decide",),
        primary=True,
        icon="check",
        key="a",
        confirm=_("{title}, {amount}, asked by {requested_by}. Approve?"),
        done="base/approvals",
    ),
    Action(decline, _SEEN, when=("to_decide",), icon="x", key="d", done="base/approvals"),
)


def _record(path: str, query: Query, list_path: str, steps: Query, votes: Query) -> RecordPage:
    return RecordPage(
        path,
        query,
        "title",
        list_path,
        facts=("requested_by", "requested_at", "detail", "opens", "instead_of", "policy", "closed_at"),
        related=(Related(steps, _("Steps"), {"request": "id"}), Related(votes, _("Decisions"), {"request": "id"})),
        actions=(*DECISIONS, Action(withdraw_approval, {"id": "id"}, when=("waiting",), icon="arrow-back-up")),
        aside=("amount", "status"),
        history="base.approval_request",
        slot="base.approval",
    )


PAGES: tuple[Page, ...] = (
    ListPage(
        "approvals",
        APPROVALS_TO_DO,
        _("Approvals"),
        Menu(_("Approvals"), 1, "checklist", _("Approvals")),
        empty=_("Nothing waits for you."),
        actions=DECISIONS,
    ),
    _record("approvals/{id}", MY_APPROVALS, "approvals", APPROVAL_STEPS, APPROVAL_VOTES),
    ListPage(
        "my-approvals",
        MY_APPROVALS,
        _("My approvals"),
        Menu(_("My approvals"), 2, "list-check", _("Approvals")),
        views=(
            View("asked", _("Asked by you"), {"part": "asked"}),
            View("decided", _("Decided by you"), {"part": "decided"}),
            View("all", _("All")),
        ),
        empty=_("You have neither asked for approval nor decided anything yet."),
    ),
    ListPage(
        "all-approvals",
        ALL_APPROVALS,
        _("All approvals"),
        Menu(_("All approvals"), 3, "list-check", _("Approvals")),
        empty=_("Nobody has asked for approval yet."),
    ),
    _record("all-approvals/{id}", ALL_APPROVALS, "all-approvals", ALL_STEPS, ALL_VOTES),
    ListPage(
        "deputies",
        DELEGATIONS,
        _("Deputies"),
        Menu(_("Deputies"), 4, "users", _("Approvals")),
        views=(View("all", _("All")), View("now", _("Now"), {"status": "now"}), View("mine", _("With you"), {"mine": "1"})),
        new="deputies/new",
        new_title=_("Name a deputy"),
        empty=_("No deputies yet. Name one before you are away."),
    ),
    FormPage("deputies/new", delegate, _("Name a deputy"), "base/deputies/{id}", initial=today),
    RecordPage(
        "deputies/{id}",
        DELEGATIONS,
        "deputy",
        "deputies",
        facts=("user", "deputy", "first", "last", "kind", "reason", "status"),
        actions=(Action(end_delegation, {"id": "id"}, when=("now", "later"), icon="x"),),
        history="base.delegation",
    ),
    ListPage(
        "approval-rules",
        APPROVAL_POLICIES,
        _("Approval rules"),
        Menu(_("Approval rules"), 5, "route", _("Approvals")),
        new="approval-kinds",
        new_title=_("New approval rule"),
        empty=_("No rules yet, so nothing needs approval."),
    ),
    KINDS_PAGE,
    FormPage(
        "approval-rules/new/{kind}",
        save_approval_policy,
        _("New approval rule"),
        "base/approval-rules/{id}",
        initial=kind_of_address,
        grid="lines",
    ),
    RecordPage(
        "approval-rules/{id}",
        APPROVAL_POLICIES,
        "name",
        "approval-rules",
        facts=("kind", "unit", "currency", "remind_after_days", "status"),
        related=(Related(POLICY_LINES, _("Approvers"), {"policy": "id"}),),
        edit="approval-rules/{id}/edit",
        history="base.approval_policy",
    ),
    FormPage(
        "approval-rules/{id}/edit",
        save_approval_policy,
        _("Change approval rule"),
        "base/approval-rules/{id}",
        initial=policy_values,
        grid="lines",
    ),
)
