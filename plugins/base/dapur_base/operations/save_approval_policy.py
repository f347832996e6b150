"""Rules of approval: for a kind of document, who approves up to which amount."""

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from dapur.contract import Choice, Form, Invalid, Problem, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.approvals import known_kinds
from dapur_base.operations.versions import untouched

LIMIT = Annotated[Decimal | None, Field(ge=0, max_digits=18, decimal_places=4)]
APPROVERS = (Choice("manager", _("Manager of who asks")), Choice("role", _("Role")), Choice("user", _("Person")))


class PolicyLine(Form):
    """An approver. Lines of one order and step name are one step, of which `need` must say yes."""

    order: Annotated[int, Field(ge=1, le=20), Shown(_("Order"), width="narrow")] = 1
    title: Annotated[str, StringConstraints(max_length=100), Shown(_("Step"))] = ""
    approver: Annotated[Literal["manager", "role", "user"], Shown(_("Approver"), choices=APPROVERS)]
    role: Annotated[int | None, Shown(_("Role"), reference="core.roles")] = None
    user: Annotated[int | None, Shown(_("Person"), reference="base.colleagues")] = None
    need: Annotated[int, Field(ge=1, le=50), Shown(_("Votes needed"), width="narrow")] = 1
    above: Annotated[LIMIT, Shown(_("Above"), kind="number")] = None
    up_to: Annotated[LIMIT, Shown(_("Up to"), kind="number")] = None


class SaveApprovalPolicy(Form):
    """A rule. Without `id` a new one is made. Requests that are out keep the rule that they were asked under."""

    id: Annotated[int | None, Shown(_("Number"), kind="hidden")] = None
    kind: Annotated[str, StringConstraints(min_length=3, max_length=100), Shown(_("Kind of document"), kind="code")]
    name: Annotated[str, StringConstraints(min_length=1, max_length=100), Shown(_("Name of the rule"))]
    unit: Annotated[str, StringConstraints(max_length=40), Shown(_("Unit"), kind="code", hint=_("Empty: all units"))] = ""
    currency: Annotated[
        str,
        StringConstraints(pattern="^([A-Z]{3})?$"),
        Shown(_("Currency"), kind="code", hint=_("Empty: all, at the day's rate")),
    ] = ""
    remind_after_days: Annotated[int, Field(ge=1, le=90), Shown(_("Remind after days"))] = 2
    is_closed: Annotated[bool, Shown(_("No longer used"))] = False
    lines: Annotated[list[PolicyLine], Field(min_length=1, max_length=100), Shown(_("Approvers"), kind="lines")]
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


class ApprovalPolicySaved(Result):
    """The rule."""

    id: int
    name: str
    version: int


@operation(
    "base.save_approval_policy",
    title=_("Save approval rule"),
    permission="base.approval.manage",
    audit_verb=_("saved the approval rule"),
    conflicts={
        "approval_policy_kind_key": (
            "kind",
            "BASE_POLICY_EXISTS",
            _("There is a rule for this kind, unit and currency already. Change that one."),
        )
    },
)
async def save_approval_policy(work: Work, form: SaveApprovalPolicy) -> ApprovalPolicySaved:
    """Add or change a rule. It counts for what is asked from now on."""
    if form.kind not in await known_kinds(work):
        raise Refused("BASE_KIND_UNKNOWN", _("No department that is on has documents of this kind."), field="kind")
    await _check_lines(work, form.lines)
    facts = (form.kind, form.name, form.unit, form.currency, form.remind_after_days, form.is_closed)
    row = await (_insert(work, facts) if form.id is None else _update(work, form, facts))
    if row is None:
        raise await untouched(work, "base.approval_policy", form.id or 0)
    await _write_lines(work, row["id"], form.lines)
    return ApprovalPolicySaved(**row)


async def _check_lines(work: Work, lines: list[PolicyLine]) -> None:
    people = {line.user for line in lines if line.approver == "user"}
    roles = {line.role for line in lines if line.approver == "role"}
    known_people = await _there(work, "core.membership", "user_id", people)
    known_roles = await _there(work, "core.role", "id", roles)
    problems = [p for n, line in enumerate(lines) for p in _problems(n, line, known_people, known_roles)]
    if problems:
        raise Invalid(problems)


async def _there(work: Work, table: str, column: str, wanted: set[int | None]) -> set[int]:
    rows = await work.rows(
        f"select {column} as id from {table} where company_id = %s and {column} = any (%s)",
        work.scope.company,
        [i for i in wanted if i is not None],
    )
    return {row["id"] for row in rows}


def _problems(n: int, line: PolicyLine, people: set[int], roles: set[int]) -> list[Problem]:
    found = []
    if line.approver == "user" and line.user not in people:
        found.append(Problem("BASE_APPROVER_MISSING", _("Choose the person who approves."), f"lines.{n}.user"))
    if line.approver == "role" and line.role not in roles:
        found.append(Problem("BASE_APPROVER_MISSING", _("Choose the role that approves."), f"lines.{n}.role"))
    if line.above is not None and line.up_to is not None and line.up_to <= line.above:
        found.append(Problem("BASE_LIMITS_CROSSED", _("This must be more than the lower limit."), f"lines.{n}.up_to"))
    return found


async def _insert(work: Work, facts: tuple[object, ...]) -> dict[str, Any] | None:
    return await work.row(
        "insert into base.approval_policy (company_id, kind, name, unit, currency, remind_after_days, is_closed)"
        " values (%s, %s, %s, %s, %s, %s, %s) returning id, name, version",
        work.scope.company,
        *facts,
    )


async def _update(work: Work, form: SaveApprovalPolicy, facts: tuple[object, ...]) -> dict[str, Any] | None:
    return await work.row(
        "update base.approval_policy set kind = %s, name = %s, unit = %s, currency = %s, remind_after_days = %s, is_closed = %s,"
        " version = version + 1 where company_id = %s and id = %s and (version = %s or %s::int is null) returning id, name, version",
        *facts,
        work.scope.company,
        form.id,
        form.version,
        form.version,
    )


async def _write_lines(work: Work, policy: int, lines: list[PolicyLine]) -> None:
    await work.run("delete from base.approval_policy_line where company_id = %s and policy_id = %s", work.scope.company, policy)
    await work.run(
        "insert into base.approval_policy_line (company_id, policy_id, order_no, title, need, above, up_to, approver, user_id, role_id)"
        " select %s, %s, * from unnest(%s::smallint[], %s::text[], %s::smallint[], %s::numeric[], %s::numeric[], %s::text[],"
        " %s::bigint[], %s::bigint[])",
        work.scope.company,
        policy,
        [line.order for line in lines],
        [line.title for line in lines],
        [line.need for line in lines],
        [line.above for line in lines],
        [line.up_to for line in lines],
        [line.approver for line in lines],
        [line.user if line.approver == "user" else None for line in lines],
        [line.role if line.approver == "role" else None for line in lines],
    )
