"""Pieces of an employee's page and of the home page; each shows only what its reader may see."""

from dataclasses import dataclass

from dapur.contract import HomeCard, HomeTask, Panel, Text, _
from dapur.language.catalogue import translate
from dapur.queries.reader import Reader
from dapur_hr.approvable import LEAVE, request_of
from dapur_hr.joining_panels import JOINING_PANELS
from dapur_hr.pages.outlook import Outlook, Plan, outlook_of
from dapur_hr.pages.person_facts import Balance, Leave, Person, balances_of, chain_of, employment_facts, leave_of
from dapur_hr.payroll_pages.panels import PAYROLL_PANELS
from dapur_hr.queries.narrowing import narrowed, visible

SHOWN = 5


@dataclass(frozen=True)
class Links:
    """Addresses inside the company, relative to the record's, with their words."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class TimeOff:
    """Balances and what comes."""

    employee: int
    balances: tuple[Balance, ...]
    leave: tuple[Leave, ...]


async def chain(reader: Reader, key: str) -> list[Person] | None:
    """The managers above, nearest first."""
    party = await reader.value(
        "select party_id from hr.employee where company_id = %s and id = %s", reader.scope.company, int(key)
    )
    return (await chain_of(reader, party) if party is not None else None) or None


async def employment(reader: Reader, key: str) -> list[tuple[str, str]] | None:
    """Employment and contract."""
    return await employment_facts(reader, int(key)) or None


async def time_off(reader: Reader, key: str) -> TimeOff | None:
    """Leave: balances today, and what comes."""
    if not await visible(reader, "hr.leave.read", [int(key)]):
        return None
    return TimeOff(int(key), tuple(await balances_of(reader, int(key))), tuple(await leave_of(reader, int(key))))


async def private(reader: Reader, key: str) -> Links | None:
    """Where pay and personal data are, for those who may see them: opening them is recorded, so nothing is shown here."""
    found = []
    for permission, address, words in (
        ("hr.pay.read", "pay", _("Pay")),
        ("hr.personal.read", "personal", _("Personal data")),
        ("hr.personal.read", "households", _("Household")),
    ):
        if await visible(reader, permission, [int(key)]):
            found.append((f"../{address}?employee={key}", translate(words, reader.scope.language)))
    if found and reader.scope.may("hr.employee.manage"):
        found.append((f"{key}/personal", translate(_("Change personal data"), reader.scope.language)))
    return Links(tuple(found)) if found else None


async def leave_outlook(reader: Reader, key: str) -> Outlook | None:
    """What a request means: days with the reason, balance before and after, who else is away."""
    asked = await request_of(reader, int(key))
    if asked is None or asked["state"] not in ("waiting", "approved"):
        return None
    if not await visible(reader, "hr.leave.read", [asked["employee_id"]]):
        return None
    plan = Plan(
        *(asked["employee_id"], asked["employment_id"], asked["type_id"], asked["first_day"], asked["last_day"], asked["part"]),
        *(asked["counted"], asked["has_balance"], asked["state"]),
    )
    return await outlook_of(reader, plan)


async def approval_outlook(reader: Reader, key: str) -> Outlook | None:
    """The same in the inbox of approvals."""
    request = await reader.value(
        "select document_id from base.approval_request where company_id = %s and id = %s and kind = %s",
        *(reader.scope.company, int(key), LEAVE),
    )
    return await leave_outlook(reader, str(request)) if request is not None else None


# Begins with what waits, so that it costs the same in old books as in young. What is in an inbox is shown by that.
_WAITING = """
    select r.id, p.name, (select case when %s = 'en' then t.name_en else t.name_id end from hr.leave_type t
                          where t.company_id = r.company_id and t.id = r.type_id), r.days, r.first_day
    from hr.leave_request r
    join hr.employment m on m.company_id = r.company_id and m.id = r.employment_id
    join hr.employee e on e.company_id = m.company_id and e.id = m.employee_id
    join base.party p on p.company_id = e.company_id and p.id = e.party_id
    where r.company_id = %s and r.state = 'waiting' and p.user_id is distinct from %s
      and not exists (select from base.approval_request a where a.company_id = r.company_id and a.kind = 'hr.leave'
                      and a.document_id = r.id and a.outcome is null and a.void_at is null)
"""


async def waiting_leave(reader: Reader, _key: str) -> list[HomeTask] | None:
    """Leave that waits for the reader's decision where no rule of approval sends it to an inbox."""
    reach, values = narrowed(reader, "hr.leave.approve")
    asked = (reader.scope.language, reader.scope.company, reader.scope.user, *values, SHOWN)
    rows = await reader.rows(f"{_WAITING}{reach} order by r.first_day, r.id limit %s", *asked)
    return [
        HomeTask(
            _("Leave of {name}").fill(name=name),
            f"hr/leave/{request}",
            Text("{type}, {days}", {"type": kind, "days": days.normalize()}),
            due=first,
            icon="beach",
        )
        for request, name, kind, days, first in rows
    ] or None


async def my_leave(reader: Reader, _key: str) -> HomeCard | None:
    """The reader's own balance of the first kind of leave, which is the usual one."""
    own = await reader.value("select hr.employee_of(%s, %s)", reader.scope.company, reader.scope.user)
    balances = await balances_of(reader, own) if own is not None else []
    if not balances:
        return None
    first = balances[0]
    days = first.value.normalize() if first.value else first.value
    return HomeCard(first.name, days, f"hr/leave-entries?employee={own}&type={first.type}", _("days left today"), money=False)


PANELS = (
    Panel("hr.employee", "hr.employment", _("Employment"), "hr.employee.read", "hr/panel_facts.html", employment, 10),
    Panel("hr.employee", "hr.time_off", _("Time off"), "hr.leave.read", "hr/panel_time_off.html", time_off, 20),
    Panel("hr.employee", "hr.chain", _("Managers"), "hr.read", "hr/panel_chain.html", chain, 30),
    Panel("hr.employee", "hr.private", _("Confidential"), "hr.read", "hr/panel_links.html", private, 40),
    Panel(
        "hr.leave_request", "hr.leave_outlook", _("What it means"), "hr.leave.read", "hr/panel_outlook.html", leave_outlook, 10
    ),
    Panel(
        "base.approval", "hr.approval_outlook", _("What it means"), "hr.leave.read", "hr/panel_outlook.html", approval_outlook, 10
    ),
    *PAYROLL_PANELS,
    *JOINING_PANELS,
    Panel("home.cards", "hr.my_leave", _("My leave"), "hr.leave.read", "", my_leave, 60),
    Panel("home.tasks", "hr.waiting_leave", _("Leave"), "hr.leave.approve", "", waiting_leave, 15),
)
