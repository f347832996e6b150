"""A payroll is posted: its slips stand, and the ledger gets one entry, now or when there is a ledger."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from dapur.contract import Form, Refused, Result, Shown, _, operation
from dapur.language.catalogue import translate
from dapur.language.dates import MonthOf
from dapur.operations.work import Work
from dapur.services.ledger import EntryDraft, LedgerLine, LedgerPosting, PostedEntry
from dapur_hr.operations.payroll.rules_of_month import month_end
from dapur_hr.operations.payroll.runs import Run, locked_run, open_slips
from dapur_hr.rules.payroll.posting import Cost, Shares, entry_lines

_COSTS = """
    select s.employment_id as employment, l.side, l.role, l.other_role, sum(l.amount) as amount
    from hr.payslip_line l join hr.payslip s on s.company_id = l.company_id and s.id = l.payslip_id
    where l.company_id = %s and l.run_id = %s group by 1, 2, 3, 4 order by 1, 2, 3, 4
"""
_SHARES = """
    select c.employment_id, c.cost_centre, c.share from hr.cost_share c
    join hr.payslip s on s.company_id = c.company_id and s.employment_id = c.employment_id and s.run_id = %s
    where c.company_id = %s and c.known_to is null and c.from_day <= %s and (c.to_day is null or c.to_day >= %s)
    order by c.employment_id, c.share desc, c.cost_centre
"""
# The cost centre of the unit, or of the nearest one above that has one.
_CENTRES = """
    select distinct on (s.employment_id) s.employment_id, x.cost_centre
    from hr.payslip s
    join base.assignment a on a.company_id = s.company_id and a.party_id = s.party_id and a.kind = 'primary'
        and a.known_to is null and a.from_day <= %s and (a.to_day is null or a.to_day >= %s)
    join base.organisation_unit u on u.company_id = a.company_id and u.id = a.unit_id
    join lateral (
        select above.cost_centre from base.organisation_unit above
        where above.company_id = u.company_id and above.cost_centre <> '' and starts_with(u.path, above.path)
        order by length(above.path) desc limit 1) x on true
    where s.company_id = %s and s.run_id = %s order by s.employment_id, a.from_day desc
"""


# Pay of the month as known now, and as it was known when the slip was made: whose differs.
_STALE = """
    with slip as (
        select s.company_id, s.employment_id, s.made_at, m.first, m.last from hr.payslip s
        cross join (select %s::bigint as company, %s::bigint as run, %s::date as first, %s::date as last) m
        where s.company_id = m.company and s.run_id = m.run),
    pay as (
        select s.employment_id, f.component_id, f.amount, greatest(f.from_day, s.first) as a, least(f.to_day, s.last) as b,
               f.known_to is null as is_now, f.known_from <= s.made_at and coalesce(f.known_to > s.made_at, true) as was_then
        from slip s join hr.pay_fact f on f.company_id = s.company_id and f.employment_id = s.employment_id
            and f.from_day <= s.last and (f.to_day is null or f.to_day >= s.first))
    select count(distinct employment_id) from (
        (select employment_id, component_id, amount, a, b from pay where is_now
         except select employment_id, component_id, amount, a, b from pay where was_then)
        union all
        (select employment_id, component_id, amount, a, b from pay where was_then
         except select employment_id, component_id, amount, a, b from pay where is_now)) differing
"""


class PostPayroll(Form):
    """Which payroll, and on which day it is booked."""

    id: Annotated[int, Shown(_("Payroll"), kind="hidden")]
    day: Annotated[date | None, Shown(_("Booked on"), hint=_("Empty: the last day of the month"))] = None


class PayrollPosted(Result):
    """The payroll, and its entry where there is a ledger."""

    id: int
    net: Decimal
    people: int
    entry: int | None
    entry_number: str


@operation(
    "hr.post_payroll", title=_("Post payroll"), permission="hr.payroll.post", audit_verb=_("posted the payroll"), danger=True
)
async def post_payroll(work: Work, form: PostPayroll) -> PayrollPosted:
    """Post a payroll whose differences are all explained or looked at. From then on its slips stay as they are.

    Without a ledger the entry waits: it is booked when accounting is switched on.
    """
    run = await locked_run(work, form.id)
    found = await _ready(work, run)
    day = form.day or month_end(run.month)
    await work.run(
        "update hr.payroll_run set state = 'posted', posted_at = %s, posted_by = %s, posted_on = %s, version = version + 1"
        " where company_id = %s and id = %s",
        *(work.now, work.actor, day, work.scope.company, run.id),
    )
    entry, number = await book(work, run, day)
    return PayrollPosted(id=run.id, net=found["net"], people=found["people"], entry=entry, entry_number=number)


async def book(work: Work, run: Run, day: date) -> tuple[int | None, str]:
    """The entry of a posted run, once; nothing while there is no ledger."""
    ledger = work.find(LedgerPosting)
    if ledger is None:
        return None, ""
    lines = await _lines(work, run)
    if not lines:
        return None, ""
    text = translate(_("Payroll of {month}").fill(month=MonthOf(run.month)), work.company.language)
    draft = EntryDraft(day, lines, "hr", "payroll", run.number, run.id, description=text, reference=run.number)
    posted = await _posted(ledger, draft)
    await work.run(
        "update hr.payroll_run set entry_id = %s, entry_number = %s where company_id = %s and id = %s",
        *(posted.id, posted.number, work.scope.company, run.id),
    )
    return posted.id, posted.number


async def _posted(ledger: LedgerPosting, draft: EntryDraft) -> PostedEntry:
    """The entry; a cost centre that the ledger does not know is named as the payroll knows it."""
    try:
        return await ledger.post(draft)
    except Refused as refused:
        place = refused.problems[0].field.split(".")
        if refused.code != "DIMENSION_UNKNOWN" or not place[1].isdigit():
            raise
        words = _("Accounting knows no cost centre {code}. Add it there, or change the unit's or the person's cost centre.")
        code = draft.lines[int(place[1])].cost_centre
        raise Refused("HR_COST_CENTRE_UNKNOWN", words.fill(code=code), field="id") from refused


async def _lines(work: Work, run: Run) -> list[LedgerLine]:
    costs = [Cost(**row) for row in await work.rows(_COSTS, work.scope.company, run.id)]
    net = (await open_slips(work, run.id))["net"]
    return entry_lines(costs, await _shares(work, run), net, work.company.decimals)


async def _shares(work: Work, run: Run) -> dict[int, Shares]:
    company, last = work.scope.company, month_end(run.month)
    shares: dict[int, list[tuple[str, Decimal]]] = defaultdict(list)
    for row in await work.rows(_SHARES, run.id, company, last, run.month):
        shares[row["employment_id"]].append((row["cost_centre"], row["share"]))
    found: dict[int, Shares] = dict(shares)
    for row in await work.rows(_CENTRES, last, run.month, company, run.id):
        found.setdefault(row["employment_id"], ((row["cost_centre"], Decimal(1)),))
    return found


async def _ready(work: Work, run: Run) -> dict[str, Any]:
    """What the slips come to. Raises Refused while something stands in the way."""
    if run.state not in ("calculated", "checked"):
        raise Refused("HR_PAYROLL_BUSY", _("The payroll is not calculated yet. Wait until it is done."), field="id")
    earlier = await work.value(
        "select min(month) from hr.payroll_run where company_id = %s and month < %s and state not in ('posted', 'reversed')",
        *(work.scope.company, run.month),
    )
    if earlier is not None:
        words = _("The payroll of {month} is still open. Post that one first.")
        raise Refused("HR_PAYROLL_EARLIER_OPEN", words.fill(month=MonthOf(earlier)), field="id")
    found = await open_slips(work, run.id)
    if found["problems"]:
        words = _("{count} payslips could not be calculated. Mend what they name, then calculate again.")
        raise Refused("HR_PAYROLL_PROBLEMS", words.fill(count=found["problems"]), field="id")
    if found["unexplained"]:
        words = _("{count} payslips differ from last month without a reason. Check each, or note why.")
        raise Refused("HR_PAYROLL_UNEXPLAINED", words.fill(count=found["unexplained"]), field="id")
    await _refuse_stale(work, run)
    return found


async def _refuse_stale(work: Work, run: Run) -> None:
    """Pay that changed after the slips were computed would be missed until somebody wonders."""
    stale = await work.value(_STALE, work.scope.company, run.id, run.month, month_end(run.month))
    if stale:
        words = _("The pay of {count} people changed since the payroll was calculated. Calculate it again.")
        raise Refused("HR_PAYROLL_STALE", words.fill(count=stale), field="id")
