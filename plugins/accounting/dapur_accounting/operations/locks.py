"""Locks: through which day an area of the books is closed, and who may still post, until when, and why."""

from datetime import date, datetime, timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import StringConstraints

from dapur.contract import Form, NotFound, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_accounting.events import LockMoved
from dapur_accounting.queries.words import AREAS

Area = Annotated[Literal["all", "general", "sales", "purchase", "cash"], Shown(_("Area"), choices=AREAS)]


class SetLock(Form):
    """An area and the last day that is locked; without a day the area is open."""

    area: Area = "all"
    through: Annotated[date | None, Shown(_("Locked through"), hint=_("Empty opens the area"))] = None
    reason: Annotated[str, StringConstraints(max_length=500), Shown(_("Reason"), hint=_("Needed when the lock moves back"))] = ""


class LockSet(Result):
    """How it stands now."""

    area: str
    through: date | None


@operation("accounting.set_lock", title=_("Set lock"), permission="accounting.lock.set", audit_verb=_("moved the lock"))
async def set_lock(work: Work, form: SetLock) -> LockSet:
    """Lock an area of the books through a day, or open it. Waits for entries that are being posted."""
    return await _move(work, form.area, form.through, form.reason)


async def _move(work: Work, area: str, through: date | None, reason: str) -> LockSet:
    await work.value("select accounting.set_lock(%s, %s, %s::date, %s)", work.scope.company, area, through, reason)
    work.emit(LockMoved(area, through.isoformat() if through else ""))
    return LockSet(area=area, through=through)


class OnePeriod(Form):
    """The first and last day of a period."""

    starts: Annotated[date, Shown(_("From"))]
    ends: Annotated[date, Shown(_("To"))]
    reason: Annotated[str, StringConstraints(max_length=500), Shown(_("Reason"), hint=_("Needed when the lock moves back"))] = ""


@operation(
    "accounting.close_period", title=_("Close period"), permission="accounting.lock.set", audit_verb=_("closed the period")
)
async def close_period(work: Work, form: OnePeriod) -> LockSet:
    """Close the books for everything through the last day of a period, and so all periods before it."""
    now = await _locked(work)
    return await _move(work, "all", max(now, form.ends) if now else form.ends, form.reason)


@operation("accounting.open_period", title=_("Open period"), permission="accounting.lock.set", audit_verb=_("opened the period"))
async def open_period(work: Work, form: OnePeriod) -> LockSet:
    """Open the books from the first day of a period on, and so all periods after it."""
    now = await _locked(work)
    if now is None or now < form.starts:
        raise Refused("PERIOD_OPEN", _("This period is open already."), field="starts")
    return await _move(work, "all", form.starts - timedelta(days=1), form.reason)


async def _locked(work: Work) -> date | None:
    found = await work.value(
        "select through from accounting.period_lock where company_id = %s and area = 'all'", work.scope.company
    )
    return found if isinstance(found, date) else None


class GrantException(Form):
    """Who may post into locked days after `lock_through`, in which area, until when, and why."""

    to: Annotated[int, Shown(_("Person"), reference="core.people")]
    area: Area = "all"
    lock_through: Annotated[date, Shown(_("Days after"), hint=_("The last day that stays locked for this person"))]
    until: Annotated[datetime, Shown(_("Valid until"), hint=_("Year, month, day and time, like 2026-04-06 17:00"))]
    reason: Annotated[str, StringConstraints(min_length=1, max_length=500), Shown(_("Reason"), kind="note")]


class ExceptionGranted(Result):
    """The exception."""

    id: int
    until: datetime


@operation(
    "accounting.grant_exception",
    title=_("Grant exception"),
    permission="accounting.exception.grant",
    audit_verb=_("granted the exception"),
    conflicts={
        "lock_exception_company_id_to_user_fkey": (
            "to",
            "PERSON_UNKNOWN",
            _("This person is not in the company. Choose another."),
        )
    },
)
async def grant_exception(work: Work, form: GrantException) -> ExceptionGranted:
    """Let one person post into locked days for a while. Each entry made under it can be listed."""
    until = form.until if form.until.tzinfo else form.until.replace(tzinfo=ZoneInfo(work.company.zone))
    if until <= work.now:
        raise Refused("UNTIL_PAST", _("An exception ends in the future. Choose a later moment."), field="until")
    made = await work.value(
        "select accounting.grant_exception(%s, %s, %s, %s, %s, %s)",
        work.scope.company,
        form.to,
        form.area,
        form.lock_through,
        form.reason,
        until,
    )
    return ExceptionGranted(id=made, until=until)


class RevokeException(Form):
    """Which exception."""

    id: Annotated[int, Shown(_("Exception"), kind="hidden")]


class ExceptionRevoked(Result):
    """Withdrawn."""

    id: int


@operation(
    "accounting.revoke_exception",
    title=_("Withdraw exception"),
    permission="accounting.exception.grant",
    audit_verb=_("withdrew the exception"),
)
async def revoke_exception(work: Work, form: RevokeException) -> ExceptionRevoked:
    """End an exception before its time. Entries made under it stay."""
    if not await work.value("select accounting.revoke_exception(%s, %s)", work.scope.company, form.id):
        raise NotFound(_("There is no such exception in force."), field="id")
    return ExceptionRevoked(id=form.id)
