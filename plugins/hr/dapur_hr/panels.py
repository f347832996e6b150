"""Pieces of an employee's page and of the home page; each shows only what its reader may see."""

from dataclasses import dataclass

from dapur.contract import HomeTask, Panel, Text, _
from dapur.language.catalogue import translate
from dapur.queries.plan import Wish
from dapur.queries.reader import Reader
from dapur_hr.approvable import LEAVE, request_of
from dapur_hr.joining_panels import JOINING_PANELS
from dapur_hr.pages.outlook import Outlook, Plan, outlook_of
from dapur_hr.pages.person_facts import Balance, Leave, Person, balances_of, chain_of, employment_facts, leave_of
from dapur_hr.payroll_pages.panels import PAYROLL_PANELS
from dapur_hr.queries.leave import LEAVE_REQUESTS
from dapur_hr.queries.narrowing import visible

SHOWN = 5


@dataclass(frozen=True)
class Links:
    """Addresses inside the company, relative to the record's, with their words."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class TimeOff:
    """Balances and what comes."""

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
    return TimeOff(tuple(await balances_of(reader, int(key))), tuple(await leave_of(reader, int(key))))


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


async def waiting_leave(reader: Reader, _key: str) -> list[HomeTask] | None:
    """Leave that waits for the reader's decision where no rule of approval sends it to an inbox."""
    columns = ("id", "name", "type", "days", "first_day", "employee_id")
    wish = Wish(columns=columns, filters={"status": ["waiting"]}, limit=SHOWN, sort=("first_day",))
    rows = (await reader.page(LEAVE_REQUESTS, wish)).dicts()
    own = await reader.value("select hr.employee_of(%s, %s)", reader.scope.company, reader.scope.user)
    asked = await _in_inbox(reader, [row["id"] for row in rows])
    tasks = [
        HomeTask(
            _("Leave of {name}").fill(name=row["name"]),
            f"hr/leave/{row['id']}",
            Text("{type}, {days}", {"type": row["type"], "days": row["days"].normalize()}),
            due=row["first_day"],
            icon="beach",
        )
        for row in rows
        if row["employee_id"] != own and row["id"] not in asked
    ]
    return tasks or None


async def _in_inbox(reader: Reader, requests: list[int]) -> set[int]:
    rows = await reader.rows(
        "select document_id from base.approval_request where company_id = %s and kind = 'hr.leave' and document_id = any (%s)"
        " and outcome is null and void_at is null",
        *(reader.scope.company, requests),
    )
    return {number for (number,) in rows}


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
    Panel("home.tasks", "hr.waiting_leave", _("Leave"), "hr.leave.approve", "", waiting_leave, 15),
)
