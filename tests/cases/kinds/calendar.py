"""Working days, leave days, tax dates, business hours, time zones: the due-date engine with Indonesia's holidays."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from dapur.services.holidays import Holidays
from dapur.services.tax_dates import TaxDueDates
from dapur_base.calendars import Calendar, Week, add_working_time, by_day, read_hours, working_days
from tests.cases.kinds import Bench, Kinds

ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
OFFICE = ("08:00-12:00", "13:00-17:00")


async def _calendar(bench: Bench, given: Mapping[str, Any]) -> Calendar:
    """The week of the case, with the holidays that the company's country pack gives."""
    country = (await (await bench.actor()).reader()).find(Holidays)
    hours = read_hours(", ".join(given.get("hours", OFFICE)))
    worked = given["week_days"]
    week = Week(
        date.min, (hours,) * worked + ((),) * (7 - worked), "joint" if given.get("joint_leave_is_off", True) else "public"
    )
    return Calendar(0, "case", "Asia/Jakarta", (week,), holidays=by_day(country))


async def _days(bench: Bench, given: Mapping[str, Any]) -> list[date]:
    office = await _calendar(bench, given)
    return working_days(office, date.fromisoformat(given["from"]), date.fromisoformat(given["to"]))


async def count(bench: Bench, given: Mapping[str, Any]) -> dict[str, Any]:
    """How many working days."""
    return {"working_days": len(await _days(bench, given))}


async def leave(bench: Bench, given: Mapping[str, Any]) -> dict[str, Any]:
    """What a request takes of the balance, and the first and last day that it takes."""
    found = await _days(bench, given)
    return {"leave_days": len(found), "first": found[0] if found else None, "last": found[-1] if found else None}


async def tax_due(bench: Bench, given: Mapping[str, Any]) -> dict[str, Any]:
    """When a period's tax is due."""
    dates = (await (await bench.actor()).reader()).find(TaxDueDates)
    assert dates is not None
    year, month = (int(part) for part in str(given["period"]).split("-"))
    found = dates.due(given["obligation"], year, month)
    return {"nominal": found.nominal, "due": found.due}


async def business_hours(bench: Bench, given: Mapping[str, Any]) -> dict[str, Any]:
    """When so many business hours have passed."""
    office = await _calendar(bench, given)
    start = datetime.fromisoformat(str(given["start"])).replace(tzinfo=office.clock)
    minutes = Decimal(str(given["business_hours"])) * 60
    found = add_working_time(office, start, timedelta(minutes=int(minutes)))
    assert found is not None
    return {"due": f"{found.astimezone(office.clock):%Y-%m-%dT%H:%M}"}


async def zones(_bench: Bench, given: Mapping[str, Any]) -> dict[str, Any]:
    """An instant on the walls of the three zones."""
    moment = datetime.fromisoformat(given["utc"])
    return {code: f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%dT%H:%M}" for code, zone in ZONES.items()}


KINDS: Kinds = {
    "working_days": count,
    "leave_days": leave,
    "tax_due_date": tax_due,
    "business_hours": business_hours,
    "time_zones": zones,
}
