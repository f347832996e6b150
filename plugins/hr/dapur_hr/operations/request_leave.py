"""Somebody asks for time off."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import StringConstraints

from dapur.contract import Choice, Form, NotFound, Refused, Result, Shown, _, operation
from dapur.language.unclear import Unclear
from dapur.operations.work import Work
from dapur_base.approvals import request_approval
from dapur_base.calendars import Calendar, calendar_of_party
from dapur_base.reading import Source, rows_of
from dapur_hr.approvable import subject_of
from dapur_hr.operations.leave_accounts import entries_of, lock_accounts
from dapur_hr.operations.leave_of import asked_for
from dapur_hr.rules.day_range import read_range
from dapur_hr.rules.leave_days import CountedDay, counted_days, total
from dapur_hr.rules.leave_ledger import Entry, available, is_covered

PARTS = (Choice("", _("Whole days")), Choice("morning", _("Morning")), Choice("afternoon", _("Afternoon")))
OVERLAP = {
    "leave_request_overlap": (
        "dates",
        "HR_LEAVE_OVERLAPS",
        _("Leave was asked for these days already. Cancel that, or choose others."),
    )
}


class RequestLeave(Form):
    """When, which leave, and who stands in. Days by first and last day, or as people type them."""

    dates: Annotated[str, StringConstraints(max_length=60), Shown(_("Days"), hint=_("Like 1/12-3/12, or 1/12"))] = ""
    type: Annotated[int | None, Shown(_("Leave"), reference="hr.leave_types", hint=_("Empty: annual leave"))] = None
    part: Annotated[Literal["", "morning", "afternoon"], Shown(_("Part of the day"), kind="choice", choices=PARTS)] = ""
    deputy: Annotated[int | None, Shown(_("Deputy"), reference="hr.employees", hint=_("Decides for you meanwhile"))] = None
    note: Annotated[str, StringConstraints(max_length=500), Shown(_("Note"), kind="note", sensitive=True)] = ""
    employee: Annotated[int | None, Shown(_("Employee"), reference="hr.employees", hint=_("Empty: yourself"))] = None
    first_day: Annotated[date | None, Shown(_("First day"), kind="hidden")] = None
    last_day: Annotated[date | None, Shown(_("Last day"), kind="hidden")] = None


class LeaveRequested(Result):
    """The request, and how many days it counts."""

    id: int
    state: str
    days: Decimal


@operation(
    "hr.request_leave",
    title=_("Ask for leave"),
    permission="hr.leave.request",
    audit_verb=_("asked for leave"),
    conflicts=OVERLAP,
)
async def request_leave(work: Work, form: RequestLeave) -> LeaveRequested:
    """Ask for days off. Days that are not worked do not count; a balance must cover the days, each on its own day."""
    made = await put_request(work, form)
    await ask_approval(work, made.id)
    return made


async def put_request(work: Work, form: RequestLeave) -> LeaveRequested:
    """Write what is asked for, once everything allows it; nobody is told yet."""
    first, last = span_of(form, work.scope.language, work.today)
    employment = await asked_for(work, form.employee, first)
    leave_type = await type_of(work, form.type)
    calendar = await calendar_of_party(work, employment["party_id"], first)
    days = _counted(calendar, form, leave_type, first, last)
    _check(employment, leave_type, days, last)
    await lock_accounts(work, leave_type["id"], [employment["id"]])
    if leave_type["has_balance"]:
        await need_covered(work, leave_type["id"], employment["id"], days)
    request = await _write(work, form, employment["id"], leave_type["id"], first, last, days)
    return LeaveRequested(id=request, state="waiting", days=total(days))


async def ask_approval(work: Work, request: int) -> None:
    """Send it to whoever decides by the rules of approval, where there are any."""
    subject = await subject_of(work, request)
    assert subject is not None
    await request_approval(work, subject)


def span_of(form: RequestLeave, language: str, today: date) -> tuple[date, date]:
    """First and last day. Raises Refused where they are missing, unreadable or reversed."""
    first, last = _typed_span(form, language, today)
    if last < first:
        raise Refused("HR_DAYS_REVERSED", _("The last day lies before the first. Correct one of them."), field="dates")
    if (last - first).days > 730:
        raise Refused("HR_LEAVE_TOO_LONG", _("A request covers two years at most. Ask in parts."), field="dates")
    if form.part and first != last:
        raise Refused("HR_PART_OF_ONE_DAY", _("Half a day is asked for one day only."), field="part")
    return first, last


def _typed_span(form: RequestLeave, language: str, today: date) -> tuple[date, date]:
    if form.first_day is not None:
        return form.first_day, form.last_day or form.first_day
    if not form.dates:
        raise Refused("HR_DAYS_UNREADABLE", _("Write the days like 1/12-3/12, or one day like 1/12."), field="dates")
    try:
        return read_range(form.dates, language, today)
    except Unclear as unclear:
        raise Refused("HR_DAYS_UNREADABLE", unclear.text, field="dates") from None


async def type_of(source: Source, leave_type: int | None) -> dict[str, Any]:
    """The kind of leave, or the first one of the list. Raises NotFound, and Refused for one that is no longer used."""
    rows = await rows_of(
        source,
        "select jsonb_build_object('id', id, 'name_id', name_id, 'name_en', name_en, 'counted', counted, 'has_balance', has_balance,"
        " 'has_half_days', has_half_days, 'request_limit', request_limit, 'is_closed', is_closed) from hr.leave_type"
        " where company_id = %s and (id = %s or (%s::bigint is null and not is_closed)) order by position, id limit 1",
        *(source.scope.company, leave_type, leave_type),
    )
    if not rows:
        raise NotFound(field="type")
    found: dict[str, Any] = rows[0][0]
    if found["is_closed"]:
        raise Refused("HR_LEAVE_CLOSED", _("This kind of leave is no longer used. Choose another."), field="type")
    return found


def _counted(calendar: Calendar, form: RequestLeave, leave_type: dict[str, Any], first: date, last: date) -> list[CountedDay]:
    if form.part and not leave_type["has_half_days"]:
        raise Refused("HR_WHOLE_DAYS_ONLY", _("This leave is taken in whole days."), field="part")
    days = [day for day in counted_days(calendar, first, last, form.part, leave_type["counted"]) if day.days]
    if not days:
        raise Refused("HR_NO_WORKING_DAY", _("None of these days is a working day, so no leave is needed."), field="dates")
    return days


def _check(employment: dict[str, Any], leave_type: dict[str, Any], days: list[CountedDay], last: date) -> None:
    if employment["last_day"] is not None and last > employment["last_day"]:
        text = _("The employment ends on {day}. Ask for days until then.").fill(day=employment["last_day"])
        raise Refused("HR_NOT_EMPLOYED", text, field="dates")
    limit = leave_type["request_limit"]
    if limit is not None and total(days) > Decimal(str(limit)):
        text = _("This leave has {limit} days at most; {days} are asked for.").fill(limit=Decimal(str(limit)), days=total(days))
        raise Refused("HR_LEAVE_LIMIT", text, field="dates")


async def need_covered(work: Work, leave_type: int, employment: int, days: list[CountedDay]) -> None:
    """Raise Refused unless the balance covers these days, beside what was taken and what is asked for."""
    entries = (await entries_of(work, leave_type, [employment])).get(employment, [])
    entries += await waiting_days(work, leave_type, employment)
    if not is_covered(entries, [(day.day, day.days) for day in days]):
        there = available(entries, days[0].day)
        raise Refused(
            "HR_INSUFFICIENT_LEAVE",
            _("{available} days are left for {day}; {asked} are asked for. Ask for fewer, or another kind of leave.").fill(
                available=there, day=days[0].day, asked=total(days)
            ),
            field="dates",
        )


async def waiting_days(source: Source, leave_type: int, employment: int) -> list[Entry]:
    """What is asked for and not decided, as if it were taken."""
    rows = await rows_of(
        source,
        "select d.day, -d.days from hr.leave_request r join hr.leave_day d on d.company_id = r.company_id and d.request_id = r.id"
        " where r.company_id = %s and r.type_id = %s and r.employment_id = %s and r.state = 'waiting'",
        *(source.scope.company, leave_type, employment),
    )
    return [Entry(0, day, taken, "taken") for day, taken in rows]


async def _write(
    work: Work, form: RequestLeave, employment: int, leave_type: int, first: date, last: date, days: list[CountedDay]
) -> int:
    deputy = await _deputy(work, form)
    request = await work.value(
        "insert into hr.leave_request (company_id, employment_id, type_id, first_day, last_day, part, days, note, deputy_id,"
        " asked_by, asked_at) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) returning id",
        *(work.scope.company, employment, leave_type, first, last, form.part, total(days), form.note, deputy),
        *(work.actor, work.now),
    )
    await work.run(
        "insert into hr.leave_day (company_id, request_id, day, days) select %s, %s, * from unnest(%s::date[], %s::numeric[])",
        *(work.scope.company, request, [day.day for day in days], [day.days for day in days]),
    )
    return int(request)


async def _deputy(work: Work, form: RequestLeave) -> int | None:
    if form.deputy is None:
        return None
    party = await work.value(
        "select party_id from hr.employee where company_id = %s and id = %s", work.scope.company, form.deputy
    )
    if party is None:
        raise NotFound(field="deputy")
    return int(party)
