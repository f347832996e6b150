"""From a company's rules to the steps of one request: which rule counts, and who sits at each step."""

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from dapur.contract import Refused, _
from dapur.operations.work import Work
from dapur.services.reporting import ReportingLines
from dapur_base.rules.approval_route import RouteLine, RouteStep, route

if TYPE_CHECKING:
    from dapur_base.approvals import ApprovalSubject


@dataclass(frozen=True)
class Approver:
    """A user or a role; stand_in: who decides where the user or the deputy is who asked."""

    user: int | None = None
    role: int | None = None
    stand_in: int | None = None


@dataclass(frozen=True)
class Step:
    """A step as it is copied into the request."""

    order: int
    title: str
    need: int
    approvers: tuple[Approver, ...]

    def as_json(self) -> dict[str, Any]:
        """As `base.open_approval` takes it."""
        return asdict(self)


@dataclass(frozen=True)
class Plan:
    """The rule that counts and the steps that follow from it."""

    policy: int
    steps: tuple[Step, ...]


async def plan_of(work: Work, subject: "ApprovalSubject") -> Plan | None:
    """The steps that this document goes through now; None when no rule asks for any."""
    policy = await work.row(
        "select id, currency from base.approval_policy where company_id = %s and kind = %s and not is_closed"
        " and unit in ('', %s) and currency in ('', %s) order by unit desc, currency desc limit 1",
        work.scope.company,
        subject.kind,
        subject.unit,
        subject.currency,
    )
    if policy is None:
        return None
    lines = await _lines(work, policy["id"])
    amount = await _amount(work, subject, policy["currency"], lines)
    steps = route(lines, amount)
    if not steps:
        return None
    return Plan(policy["id"], tuple([await _seated(work, subject, step) for step in steps]))


async def _lines(work: Work, policy: int) -> list[RouteLine]:
    rows = await work.rows(
        'select order_no as "order", title, need, above, up_to, approver, user_id as "user", role_id as role'
        " from base.approval_policy_line where company_id = %s and policy_id = %s order by id",
        work.scope.company,
        policy,
    )
    return [RouteLine(**row) for row in rows]


async def _amount(work: Work, subject: "ApprovalSubject", currency: str, lines: list[RouteLine]) -> Decimal | None:
    """The amount in the rule's currency; without one of its own, in the company's at the day's rate."""
    own = work.company.currency
    has_limits = any(line.above is not None or line.up_to is not None for line in lines)
    if subject.amount is None or currency or subject.currency in ("", own) or not has_limits:
        return subject.amount
    rate = await work.value(
        "select rate from base.exchange_rate where company_id = %s and currency = %s and day <= %s order by day desc limit 1",
        work.scope.company,
        subject.currency,
        work.today,
    )
    if rate is None:
        text = _("There is no rate for {currency} yet, so the approval rule cannot be chosen. Enter one.")
        raise Refused("BASE_RATE_MISSING", text.fill(currency=subject.currency))
    return Decimal(subject.amount * rate)


async def _seated(work: Work, subject: "ApprovalSubject", step: RouteStep) -> Step:
    """The step with its people; refused when not enough of them could ever say yes."""
    approvers = tuple(dict.fromkeys([await _approver(work, subject, line) for line in step.lines]))
    voices = await _voices(work, subject, approvers)
    if len(voices) < step.need:
        text = _("The rule needs {need} people who may approve this, besides you; there are {there}. Change the rule.")
        raise Refused("BASE_NO_APPROVER", text.fill(need=step.need, there=len(voices)))
    return Step(step.order, step.title, step.need, approvers)


async def _approver(work: Work, subject: "ApprovalSubject", line: RouteLine) -> Approver:
    if line.approver == "role":
        return Approver(role=line.role)
    if line.approver == "user":
        return Approver(user=line.user, stand_in=await _manager(work, line.user, work.today))
    manager = await _manager(work, subject.requested_by, work.today)
    if manager is None:
        raise Refused("BASE_NO_MANAGER", _("Nobody is entered as your manager. Ask HR to enter one, then try again."))
    return Approver(user=manager, stand_in=await _manager(work, manager, work.today))


async def _manager(work: Work, user: int | None, day: date) -> int | None:
    """As the first department knows it that knows one."""
    if user is None:
        return None
    for lines in work.find_all(ReportingLines):
        manager = await lines.manager_of(user, day)
        if manager is not None:
            return manager
    return None


async def _voices(work: Work, subject: "ApprovalSubject", approvers: tuple[Approver, ...]) -> set[int]:
    """The people who could say yes: approvers and holders of the roles, without who asks or had a hand in it."""
    asking = {subject.requested_by, work.actor}
    found = {a.stand_in if a.user in asking else a.user for a in approvers if a.user is not None}
    roles = [a.role for a in approvers if a.role is not None]
    if roles:
        rows = await work.rows(
            "select h.user_id from core.membership_role h join core.membership m on m.company_id = h.company_id"
            " and m.user_id = h.user_id and m.is_active where h.company_id = %s and h.role_id = any (%s)",
            work.scope.company,
            roles,
        )
        found |= {row["user_id"] for row in rows}
    return {user for user in found if user is not None} - asking - set(subject.involved)
