"""Controls: evidence by period, how they stand on a day, as known on another."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from dapur_administration.controls import controls

if TYPE_CHECKING:
    from tests.cases.administration import Office

FREQUENCIES = {"monthly": "month", "quarterly": "quarter", "yearly": "year"}


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


async def _keep(office: "Office", _value: Any) -> None:
    """Looked at when the control is made."""


async def given_control(office: "Office", told: str) -> None:
    code, _space, name = told.partition(" ")
    office.set_clock(datetime(office.given["year"], 1, 2, 9))
    made = await office.boss.perform(
        "administration.save_control",
        code=code,
        name=name,
        owner_id=office.boss.scope.user,
        frequency=FREQUENCIES[office.given["frequency"]],
        first_day=date(office.given["year"], 1, 1),
        due_days=office.given["due_days_after_period"],
    )
    office.things["control"] = made.id


async def submit(office: "Office", step: Mapping[str, Any]) -> None:
    day = _day(step["on"])
    office.set_clock(datetime.combine(day, time(10)))
    await office.boss.perform("administration.hand_in_evidence", id=office.things["control"], period=step["period"])


async def status(office: "Office", step: Mapping[str, Any]) -> None:
    """The cells of the report that say something, in the words of the case."""
    day = _day(step["on"])
    known = step.get("as_known_on")
    office.set_clock(datetime.combine(_day(known) if known else day, time(18)))
    asked = {"on": day, "as_known_on": _day(known) if known else None, "control": office.things["control"]}
    sheet = await office.boss.report("administration.control_status", **asked)
    cells = dict(zip((c.name for c in sheet.columns), sheet.rows[0].cells, strict=True))
    office.things.setdefault("status", []).append(cells)


async def due(office: "Office") -> dict[str, str]:
    year = office.given["year"]
    one = (await controls(await office.boss.reader(), office.things["control"]))[0]
    periods = one.periods_through(date(year + 1, 2, 1))
    return {period.name: period.due.isoformat() for period in periods if period.first.year == year}


async def statuses(office: "Office") -> list[dict[str, Any]]:
    """Each with what the case asks of it."""
    first, overdue, as_known, last = office.things["status"]
    return [
        {"state": first["status"]},
        {
            "state": overdue["status"],
            "days": overdue["days"],
            "fulfilled": overdue["fulfilled"],
            "percent": str(overdue["percent"]),
        },
        {"state": as_known["status"], "days": as_known["days"]},
        {
            "state": last["status"],
            "late_periods": last["late"].split(", "),
            "days_late": last["days_late"],
            "fulfilled": last["fulfilled"],
            "on_time_percent": str(last["on_time"]),
        },
    ]


GIVEN = {"control": given_control, "frequency": _keep, "due_days_after_period": _keep, "year": _keep}
TELLING = {"due_days_after_period"}
STEPS = {"submit": submit, "status": status}
CHECKS = {"due": due, "status": statuses}
