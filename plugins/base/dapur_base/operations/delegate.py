"""Deputies: who decides for whom while somebody is away."""

from datetime import date
from typing import Annotated

from pydantic import StringConstraints, model_validator

from dapur.contract import Form, NotFound, Refused, Result, Shown, _, operation
from dapur.notices.tell import tell
from dapur.operations.work import Work

SHORT = Annotated[str, StringConstraints(max_length=200)]
DEPUTY_OF = _("You decide for {person} from {first} through {last}.")


class Delegate(Form):
    """Who stands in, from the first through the last day. Without `user`: for oneself."""

    deputy: Annotated[int, Shown(_("Deputy"), reference="base.colleagues")]
    first: Annotated[date, Shown(_("First day"))]
    last: Annotated[date, Shown(_("Last day"))]
    user: Annotated[int | None, Shown(_("Instead of"), reference="base.colleagues", hint=_("Empty: instead of you"))] = None
    kind: Annotated[SHORT, Shown(_("Kind of document"), kind="code", hint=_("Empty: every kind"))] = ""
    reason: Annotated[SHORT, Shown(_("Reason"))] = ""

    @model_validator(mode="after")
    def _in_order(self) -> "Delegate":
        if self.last < self.first:
            raise ValueError("the last day lies before the first")
        return self


class Delegated(Result):
    """The delegation."""

    id: int


@operation("base.delegate", title=_("Name a deputy"), permission="base.approval.decide", audit_verb=_("named a deputy"))
async def delegate(work: Work, form: Delegate) -> Delegated:
    """Let somebody decide what waits for you while you are away; for others it takes the right to manage rules.

    You may still decide yourself. What the deputy decides says for whom.
    """
    user = form.user or work.actor
    if user != work.actor:
        work.need("base.approval.manage")
    if user == form.deputy:
        raise Refused("BASE_DEPUTY_IS_SELF", _("Nobody is their own deputy. Choose somebody else."), field="deputy")
    await _must_be_here(work, user, "user")
    await _must_be_here(work, form.deputy, "deputy")
    return Delegated(id=await name_deputy(work, user, form.deputy, form.first, form.last, kind=form.kind, reason=form.reason))


async def name_deputy(work: Work, user: int, deputy: int, first: date, last: date, *, kind: str = "", reason: str = "") -> int:
    """Write that somebody stands in for another and tell them; whoever calls it has asked who may (a leave approved)."""
    made = await work.value(
        "insert into base.delegation (company_id, user_id, deputy_id, first_day, last_day, kind, reason, made_by)"
        " values (%s, %s, %s, %s, %s, %s, %s, %s) returning id",
        *(work.scope.company, user, deputy, first, last, kind, reason, work.actor or None),
    )
    name = await work.value("select name from core.app_user where id = %s", user)
    words = DEPUTY_OF.fill(person=name, first=first.isoformat(), last=last.isoformat())
    await tell(work, [deputy], "base.deputy", words, "base/approvals")
    return int(made)


async def _must_be_here(work: Work, user: int, field: str) -> None:
    found = await work.value(
        "select 1 from core.membership where company_id = %s and user_id = %s and is_active", work.scope.company, user
    )
    if not found:
        raise NotFound(_("This person does not work in this company. Choose somebody else."), field=field)


class EndDelegation(Form):
    """A delegation."""

    id: Annotated[int, Shown(_("Delegation"), kind="hidden")]


@operation("base.end_delegation", title=_("End deputy"), permission="base.approval.decide", audit_verb=_("ended the deputy"))
async def end_delegation(work: Work, form: EndDelegation) -> Delegated:
    """The deputy decides no more from now on."""
    row = await work.row(
        "select user_id, ended_at from base.delegation where company_id = %s and id = %s for update", work.scope.company, form.id
    )
    if row is None:
        raise NotFound(field="id")
    if row["user_id"] != work.actor:
        work.need("base.approval.manage")
    if row["ended_at"] is not None:
        raise Refused("BASE_DELEGATION_ENDED", _("This has ended already."), field="id")
    await end_deputy(work, form.id)
    return Delegated(id=form.id)


async def end_deputy(work: Work, delegation: int) -> None:
    """Let it end now, unless it has ended; whoever calls it has asked who may."""
    await work.run(
        "update base.delegation set ended_at = %s, ended_by = %s where company_id = %s and id = %s and ended_at is null",
        *(work.now, work.actor or None, work.scope.company, delegation),
    )
