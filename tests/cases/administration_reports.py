"""Key figures: months by zone, totals by rights, what counts as kept, one definition for every place."""

import csv
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from dapur.contract import Measure
from dapur.measures.figures import figure_of, filters_of
from dapur.measures.period import Period, period_of
from dapur.queries.plan import Wish
from dapur.testing.companies import Actor, new_company
from dapur.testing.visits import visiting

if TYPE_CHECKING:
    from tests.cases.administration import Office

LATER = date(2027, 1, 1)
MARCH = period_of(date(2026, 3, 1), 1, LATER)
APRIL = datetime(2026, 4, 1, 6)
FIRST_DAY = "2026-01-02"
MEASURE = "logistics.stock_value"
REASONS = {"later": "not due yet", "none": "no SLA", "cancelled": "cancelled before due"}


async def _keep(office: "Office", _value: Any) -> None:
    """Looked at when a step needs it."""


async def value_of(who: Actor, measure: str, period: Period) -> Decimal | None:
    """What somebody sees."""
    return (await figure_of(await who.reader(), who.house.registry.measures[measure], period)).value


async def rows_behind(
    who: Actor, measure: Measure, period: Period, part: Mapping[str, Any] | None = None
) -> list[dict[str, Any]]:
    """The rows that the figure opens."""
    wish = Wish(filters={**filters_of(measure, period), **(part or {})}, limit=200)
    return (await who.page(measure.query, wish)).dicts()


# -- a month belongs to a zone ------------------------------------------------------------------------------


async def count_by_month(office: "Office", step: Mapping[str, Any]) -> None:
    """The tickets of the case's moments, counted by months in a company of this zone."""
    zone = step["timezone"]
    boss = await new_company(office.house, zone=zone)
    calendar = await boss.perform("base.add_calendar", name="Kantor", zone=zone, days_off="none")
    queue = await boss.perform("it.save_queue", name="Bantuan", calendar_id=calendar.id)
    for number, moment in enumerate(office.given["events"]):
        office.set_clock(datetime.fromisoformat(str(moment)))
        await boss.perform("it.open_ticket", title=str(number), queue_id=queue.id)
    measure = office.house.registry.measures["it.tickets_opened"]
    found: dict[int, str] = {}
    for month in (date(2026, 8, 1), date(2026, 9, 1)):
        for row in await rows_behind(boss, measure, period_of(month, 1, LATER)):
            found[int(row["title"])] = f"{month:%Y-%m}"
    office.things.setdefault("buckets", {})[zone] = [found[number] for number in range(len(office.given["events"]))]
    sheet = await boss.report("core.figures", day=date(2026, 8, 1))
    assert zone in [value for _title, value in sheet.head]


# -- totals obey rights ---------------------------------------------------------------------------------------


async def given_users(office: "Office", users: Mapping[str, list[str]]) -> None:
    """Who looks, and whose rows there are: the ledger of leave is what a row scope narrows to a manager's own team."""
    boss = office.boss
    units = {row["dept"]: await _unit(boss, row["dept"]) for row in office.given["rows"]}
    heads = {}
    for name, seen in users.items():
        everything = set(seen) == set(units)
        who = await office.person(name, "hr_officer" if everything else "manager")
        if seen and not everything:
            raw = {"name": name, "first_day": FIRST_DAY, "unit": units[seen[0]], "user": who.scope.user}
            heads[seen[0]] = (await boss.perform("hr.hire_employee", raw)).id
    kind = await boss.perform(
        "hr.save_leave_type", code="cost", name_id="cost", name_en="cost", letter="X", is_paid=True, has_balance=True
    )
    for number, row in enumerate(office.given["rows"]):
        raw = {
            "name": f"{row['dept']} {number}",
            "first_day": FIRST_DAY,
            "unit": units[row["dept"]],
            "manager": heads.get(row["dept"]),
        }
        hired = await boss.perform("hr.hire_employee", raw)
        noted = {"employee": hired.id, "type": kind.id, "day": FIRST_DAY, "days": row["cost"], "opening": True}
        await boss.perform("hr.note_leave_balance", noted)


async def _unit(boss: Actor, code: str) -> int:
    units = (await boss.page("hr.units", Wish(columns=("id", "code"), limit=200))).dicts()
    known = {row["code"]: row["id"] for row in units}
    return int(known[code] if code in known else (await boss.perform("base.save_organisation_unit", code=code, name=code)).id)


async def report(office: "Office", step: Mapping[str, Any]) -> None:
    """What somebody sees as the total."""
    value = await value_of(office.people[step["user"]], "hr.leave_left", MARCH)
    office.things.setdefault("totals", []).append(f"{value:.2f}")


async def export(office: "Office", step: Mapping[str, Any]) -> None:
    """How many rows the figure's list gives as a file."""
    who = office.people[step["user"]]
    measure = office.house.registry.measures["hr.leave_left"]
    reader = await who.reader()
    batches = [batch async for batch in reader.all(measure.query, Wish(filters=filters_of(measure, MARCH)))]
    office.things["export_rows"] = sum(map(len, batches))


async def share_link(office: "Office", step: Mapping[str, Any]) -> None:
    """Somebody opens the page whose address somebody else sent: what is told is their own."""
    texts = {who: await _opened(office, office.people[step[who]]) for who in ("by", "opened_by")}
    office.things["share_link_total"] = _shown_total(texts["opened_by"])
    company = f"{sum(Decimal(row['cost']) for row in office.given['rows']):.2f}"
    assert _shown_total(texts["by"]) == company
    office.things["company_share_shown"] = company if company in texts["opened_by"] else None


async def _opened(office: "Office", who: Actor) -> str:
    return await page_of(who, f"management.csv?day={MARCH.begins}&length=1")


def _shown_total(text: str) -> str:
    return f"{Decimal(cell_of(text, 'Hari cuti yang belum diambil')):.2f}"


async def scheduled_mail(office: "Office", step: Mapping[str, Any]) -> None:
    """Both follow; the mail of March comes on the first of April, to each by their own rights."""
    office.set_clock(APRIL)
    for name in step["to"]:
        await office.people[name].perform("core.follow_figures", follows=True)
    await _send_figures(office.boss)
    for name in step["to"]:
        row = await kept_figure(office.people[name], "hr.leave_left")
        office.things.setdefault("mail_totals", {})[name] = f"{row[1]:.2f}"


async def _send_figures(boss: Actor) -> None:
    """The monthly mail, and the job that it leaves for each follower."""
    await boss.through("job").perform("core.send_figures")
    jobs = "select input from core.job where company_id = %s and kind = 'core.mail_figures' order by id"
    for (given,) in await (await boss.reader()).rows(jobs, boss.scope.company):
        await boss.through("job").perform("core.mail_figures", given)


# -- what counts as kept --------------------------------------------------------------------------------------


async def given_tickets(office: "Office", tickets: list[Mapping[str, Any]]) -> None:
    """Promises with a day: tasks, which may end, be called off, or have no day."""
    office.things["ids"] = {}
    for ticket in tickets:
        office.set_clock(datetime(2026, 8, 1, 8))
        task = await office.boss.perform("base.add_task", title=str(ticket["id"]), due=ticket["due"])
        office.things["ids"][task.id] = ticket["id"]
        for word, verb in (("closed", "base.finish_task"), ("cancelled", "base.cancel_task")):
            if ticket.get(word):
                office.set_clock(datetime.fromisoformat(f"{ticket[word]}T15:00"))
                await office.boss.perform(verb, id=task.id)


async def sla_report(office: "Office", _step: Mapping[str, Any]) -> None:
    """The share and its rows, as on the case's moment."""
    office.set_clock(datetime.fromisoformat(str(office.given["at"])))
    month = date.fromisoformat(f"{office.given['month']}-01")
    period = period_of(month, 1, LATER)
    measure = office.house.registry.measures["base.tasks_on_time"]
    office.things["percent"] = f"{await value_of(office.boss, measure.name, period):.2f}"
    for promise in ("met", "missed"):
        rows = await rows_behind(office.boss, measure, period, {"promise": [promise]})
        office.things[promise] = sorted(office.things["ids"][row["id"]] for row in rows)
    counted = {row["id"] for row in await rows_behind(office.boss, measure, period)}
    office.things["drill_down"] = {office.things["ids"][number] for number in counted}
    wish = Wish(columns=("id", "promise"), limit=200)
    others = (await office.boss.page(measure.query, wish)).dicts()
    office.things["not_counted"] = {
        str(office.things["ids"][row["id"]]): REASONS[row["promise"]] for row in others if row["id"] not in counted
    }


async def drill_down(office: "Office") -> str:
    """The list of the figure holds what counts and nothing else."""
    counted = {*office.things["met"], *office.things["missed"]}
    return "exactly these ids" if office.things["drill_down"] == counted else str(office.things["drill_down"])


# -- one definition -------------------------------------------------------------------------------------------


async def given_stock(office: "Office", stock: Mapping[str, Any]) -> None:
    """What lies there, received before the day of the case."""
    boss = office.boss
    office.set_clock(datetime(2026, 3, 10, 9))
    units = {row["code"]: row["id"] for row in (await boss.page("base.units", Wish(columns=("id", "code"), limit=200))).dicts()}
    item = await boss.perform("logistics.save_item", code="BARANG", name="Barang", unit=units["pcs"])
    place = await boss.perform("logistics.save_location", code="GDG", name="Gudang")
    line = {"item": item.id, "quantity": stock["qty"], "total_cost": stock["value"]}
    await boss.perform("logistics.receive_goods", warehouse=place.id, day="2026-03-10", lines=[line])


async def read_everywhere(office: "Office", step: Mapping[str, Any]) -> None:
    """One figure at every place of the case, and beside the ledger."""
    boss, day = office.boss, date.fromisoformat(str(step["as_of"]))
    _define(office, office.given["measure"]["version"])
    office.set_clock(APRIL)
    await boss.perform("core.follow_figures", follows=True)
    await _send_figures(boss)
    dashboard = await boss.report("logistics.stock_value", day=day)
    difference = {row.key: row.cells[-1] for row in (await boss.report("logistics.ledger_difference", day=day)).rows}
    sheet = await page_of(boss, f"management.csv?day={day}&length=1")
    places = {
        "stock dashboard": dashboard.rows[-1].cells[-1],
        "balance sheet note": await value_of(boss, MEASURE, period_of(day, 1, day)),
        "monthly mail": (await kept_figure(boss, MEASURE))[1],
        "spreadsheet": Decimal(cell_of(sheet, "Nilai stok")),
    }
    office.things["values"] = [f"{places[place]:.2f}" for place in office.given["places"]]
    office.things["difference"] = f"{difference['difference']:.2f}"


def _define(office: "Office", version: int) -> None:
    measures = office.house.registry.measures
    measures[MEASURE] = replace(measures[MEASURE], version=version)


async def change_definition(office: "Office", step: Mapping[str, Any]) -> None:
    """As a release of the plugin does it."""
    _define(office, step["to_version"])


async def reopen(office: "Office", _step: Mapping[str, Any]) -> None:
    """The kept sheet, once the definition is another."""
    row = await kept_figure(office.boss, MEASURE)
    office.things["reopened"] = {"value": f"{row[1]:.2f}", "definition_version": row[5], "marked": str(row[6])}
    _define(office, 1)


async def page_of(who: Actor, address: str) -> str:
    """A page or file of the application, as this person gets it."""
    code = (await who.house.company(who.scope.company)).code
    async with visiting(who) as client:
        return (await client.get(f"/{code}/{address}")).text


def cell_of(text: str, title: str) -> str:
    """The value of a figure in a sheet of key figures."""
    return next(row[1] for row in csv.reader(text.splitlines()) if row and row[0].strip() == title)


async def kept_figure(who: Actor, measure: str) -> Any:
    """The cells of a figure in the newest kept sheet."""
    newest = (await who.page("core.figure_sheets")).dicts()[0]
    sheet = await who.report("core.kept_figures", id=newest["id"])
    return next(row.cells for row in sheet.rows if row.key == measure)


def _thing(name: str) -> Any:
    async def read(office: "Office") -> Any:
        return office.things.get(name)

    return read


GIVEN = {
    "events": _keep,
    "rows": _keep,
    "users": given_users,
    "at": _keep,
    "month": _keep,
    "tickets": given_tickets,
    "measure": _keep,
    "places": _keep,
    "stock": given_stock,
}
TELLING = {"events", "rows", "tickets", "measure"}
STEPS = {
    "count_by_month": count_by_month,
    "report": report,
    "export": export,
    "share_link": share_link,
    "scheduled_mail": scheduled_mail,
    "sla_report": sla_report,
    "read_everywhere": read_everywhere,
    "change_definition": change_definition,
    "reopen": reopen,
}
CHECKS = {
    "buckets": _thing("buckets"),
    "totals": _thing("totals"),
    "export_rows": _thing("export_rows"),
    "share_link_total": _thing("share_link_total"),
    "mail_totals": _thing("mail_totals"),
    "company_share_shown_to_log_manager": _thing("company_share_shown"),
    "met": _thing("met"),
    "missed": _thing("missed"),
    "not_counted": _thing("not_counted"),
    "percent": _thing("percent"),
    "drill_down_lists": drill_down,
    "values": _thing("values"),
    "difference_to_ledger": _thing("difference"),
    "reopened_report": _thing("reopened"),
}
