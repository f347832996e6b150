"""Assets and licences: who holds what, whose seats are taken, and what happens when somebody leaves."""

import asyncio
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from dapur.contract import Refused
from dapur.queries.plan import Wish
from dapur_it.leaving import LEAVING
from tests.cases.hearing import hear

if TYPE_CHECKING:
    from tests.cases.administration import Office

HIRED = "2025-01-02"
CODES = {"HR_STILL_HELD": "open_items"}


# -- given ------------------------------------------------------------------------------------------------


async def _queue(office: "Office") -> None:
    if "queue" not in office.things:
        office.things["queue"] = (await office.boss.perform("it.save_queue", name="Meja bantu")).id


async def _person(office: "Office", name: str) -> int:
    people = office.things.setdefault("parties", {})
    if name not in people:
        made = await office.boss.perform("base.save_party", name=name, kind="person", is_employee=True)
        people[name] = made.id
    return int(people[name])


async def _employee(office: "Office", name: str) -> int:
    employees = office.things.setdefault("employees", {})
    if name not in employees:
        made = await office.boss.perform("hr.hire_employee", party=await _person(office, name), first_day=HIRED)
        employees[name] = made.id
    return int(employees[name])


async def _asset(office: "Office", code: str) -> int:
    assets = office.things.setdefault("assets", {})
    if code not in assets:
        assets[code] = (await office.boss.perform("it.save_asset", code=code, name=code)).id
    return int(assets[code])


async def given_assets(office: "Office", value: list[str]) -> None:
    """In stock."""
    await _queue(office)
    for code in value:
        await _asset(office, code)


async def given_employees(office: "Office", value: list[str]) -> None:
    """People of the company."""
    for name in value:
        await _person(office, name)


async def given_asset(office: "Office", value: str) -> None:
    """One asset, in somebody's hands where there is a holder."""
    await _queue(office)
    asset = await _asset(office, value)
    if "holder" in office.given:
        holder = await _person(office, office.given["holder"])
        await office.boss.perform("it.assign_asset", id=asset, holder_id=holder)


async def given_licence(office: "Office", value: str) -> None:
    """One licence with its seats."""
    await _licence(office, value, office.given["seats"], reassignable=office.given.get("reassignable", True))


async def given_licences(office: "Office", value: Mapping[str, Mapping[str, Any]]) -> None:
    """Licences with their seats."""
    for name, facts in value.items():
        await _licence(office, name, facts["seats"], bound_to=facts["bound_to"])


async def _licence(office: "Office", name: str, seats: int, *, bound_to: str = "person", reassignable: bool = True) -> None:
    made = await office.boss.perform("it.save_licence", name=name, bound_to=bound_to, is_reassignable=reassignable)
    await office.boss.perform("it.buy_seats", id=made.id, seats=seats)
    office.things.setdefault("licences", {})[name] = made.id


async def keep(office: "Office", value: Any) -> None:
    """Looked at when it is needed."""


# -- steps ------------------------------------------------------------------------------------------------


async def told(office: "Office", operation: str, **fields: Any) -> Any:
    """Perform; a refusal is the step's result, with its facts."""
    try:
        await office.boss.perform(operation, fields)
    except Refused as refused:
        return {"refused": office.code_of(refused.code), **refused.problems[0].data}
    return None


def _at(office: "Office", step: Mapping[str, Any]) -> date | None:
    day = step.get("at")
    if day is None:
        return None
    found = day if isinstance(day, date) else date.fromisoformat(str(day))
    office.set_clock(datetime.combine(found, time(9)))
    return found


async def assign(office: "Office", step: Mapping[str, Any]) -> Any:
    """Hand out."""
    asset, holder = await _asset(office, step["asset"]), await _person(office, step["to"])
    return await told(office, "it.assign_asset", id=asset, holder_id=holder, from_day=_at(office, step))


async def give_back_asset(office: "Office", step: Mapping[str, Any]) -> Any:
    """Take back."""
    asset, day = await _asset(office, step["asset"]), _at(office, step)
    found = await told(office, "it.return_asset", id=asset, to_day=day, condition=step.get("condition", "good"))
    await _note(office, "after_return")
    return found


async def close_employment(office: "Office", step: Mapping[str, Any]) -> Any:
    """HR notes the last day, of which IT hears, and completes the leaving once nothing is held any more."""
    employee = await _employee(office, step["employee"])
    reader = await office.boss.reader()
    row = (await office.boss.page("hr.employments", Wish(filters={"employee": employee}))).dicts()[0]
    if row["last_day"] is None:
        last = step.get("last_day") or reader.today
        await office.boss.perform("hr.end_employment", employee=employee, last_day=last, reason="resignation")
        await hear(office.house, office.boss.scope.company, LEAVING[0])
    found = await told(office, "hr.complete_leaving", employee=employee)
    await _note(office, "after_close")
    return found


async def retire(office: "Office", step: Mapping[str, Any]) -> Any:
    """Dispose of it."""
    found = await told(office, "it.dispose_asset", id=await _asset(office, step["asset"]))
    await _note(office, "after_retire")
    return found


async def take_seat(office: "Office", step: Mapping[str, Any]) -> Any:
    """A seat for a person or a device."""
    licences = office.things["licences"]
    licence = licences[step.get("licence") or next(iter(licences))]
    if "device" in step:
        return await told(office, "it.take_seat", id=licence, asset_id=await _asset(office, step["device"]))
    person = await _person(office, step.get("by") or step.get("person") or f"orang {len(office.things.get('parties', {}))}")
    return await told(office, "it.take_seat", id=licence, holder_id=person)


async def concurrent(office: "Office", step: Mapping[str, Any]) -> None:
    """So many at once, each in a transaction of its own."""
    people = [await _person(office, f"orang {number}") for number in range(step["n"])]
    (licence,) = office.things["licences"].values()
    found = await asyncio.gather(*(told(office, "it.take_seat", id=licence, holder_id=person) for person in people))
    office.things["at_once"] = found


async def give_back(office: "Office", step: Mapping[str, Any]) -> Any:
    """A seat comes back."""
    rows = (await office.boss.page("it.seats", Wish(filters={"holder": await _person(office, step["by"])}))).dicts()
    return await told(office, "it.give_back_seat", id=rows[0]["id"])


async def reduce(office: "Office", step: Mapping[str, Any]) -> Any:
    """Seats are given up."""
    (licence,) = office.things["licences"].values()
    return await told(office, "it.reduce_seats", id=licence, total=step["to"])


# -- checks -----------------------------------------------------------------------------------------------


async def _licence_row(office: "Office", name: str = "") -> dict[str, Any]:
    licences = office.things["licences"]
    reader = await office.boss.reader()
    return await reader.one(office.house.registry.queries["it.licences"], licences[name or next(iter(licences))])


async def _note(office: "Office", name: str) -> None:
    """How the licences stand after a step; a seat on a device that nobody has says so."""
    if "licences" not in office.things:
        return
    found: dict[str, Any] = {key: {"used": (await _licence_row(office, key))["used"]} for key in office.things["licences"]}
    for row in (await office.boss.page("it.seats", Wish(filters={"status": ["taken"]}))).dicts():
        if row["device"] and row["person"] is None:
            found[row["licence"]]["note"] = f"still installed on {row['device']}, now without a person"
    office.things[name] = found


async def history(office: "Office") -> dict[str, list[dict[str, Any]]]:
    """Who held what."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in (await office.boss.page("it.holdings", Wish(sort=("code", "from_day", "id")))).dicts():
        days = {"from": row["from_day"].isoformat(), "to": row["to_day"].isoformat() if row["to_day"] else None}
        found.setdefault(row["code"], []).append({"holder": row["holder"], **days})
    titles = [r["title"] for r in (await office.boss.page("it.tickets")).dicts()]
    assert len([t for t in titles if "PH-004" in t]) == 1, titles
    return found


async def holder_on(office: "Office") -> dict[str, Any]:
    """The report of a day."""
    found = {}
    for asset, day in (("LT-001", "2026-02-15"), ("LT-001", "2026-04-15")):
        sheet = await office.boss.report("it.assets_on", day=day)
        found[f"{asset} {day}"] = next((row.cells[2] for row in sheet.rows if row.cells[0] == asset), None)
    return found


def _counted(key: str) -> Any:
    async def read(office: "Office") -> Any:
        return (await _licence_row(office))[key]

    return read


async def succeeded(office: "Office") -> int:
    """Of those who came at once."""
    return sum(1 for one in office.things["at_once"] if one is None)


async def refused(office: "Office") -> int:
    """Of those who came at once."""
    return sum(1 for one in office.things["at_once"] if one is not None)


async def refusal(office: "Office") -> Any:
    """The one code of all of them."""
    (code,) = {one["refused"] for one in office.things["at_once"] if one is not None}
    return code


async def each_its_own(office: "Office") -> bool:
    """No seat has two holders, no holder two seats."""
    rows = (await office.boss.page("it.seats", Wish(filters={"status": ["taken"]}, limit=100))).dicts()
    return len({row["id"] for row in rows}) == len({row["person"] for row in rows}) == len(rows)


async def seats(office: "Office") -> dict[str, int]:
    """How they stand."""
    row = await _licence_row(office)
    return {"total": row["total"], "in_use": row["used"], "burnt": row["burnt"], "free": row["free"]}


async def after_return(office: "Office") -> Any:
    """After the device came back."""
    return office.things["after_return"]


async def after_close(office: "Office") -> Any:
    """What became of the person's access, and the ticket about it."""
    titles = [r["title"] for r in (await office.boss.page("it.tickets")).dicts() if "ani" in r["title"] and "VPN" in r["title"]]
    assert len(titles) == 1, titles
    return {"VPN": office.things["after_close"]["VPN"], "ticket_created": "remove VPN access of ani"}


async def after_retire(office: "Office") -> Any:
    """After the device is gone."""
    return {"OFFICE": office.things["after_retire"]["OFFICE"]}


GIVEN = {
    "assets": given_assets,
    "employees": given_employees,
    "asset": given_asset,
    "holder": keep,
    "licence": given_licence,
    "licences": given_licences,
    "seats": keep,
    "used": keep,
    "reassignable": keep,
}
TELLING = {"employees", "licence", "licences"}
STEPS = {
    "assign": assign,
    "return": give_back_asset,
    "close_employment": close_employment,
    "retire": retire,
    "take_seat": take_seat,
    "concurrent": concurrent,
    "give_back": give_back,
    "reduce_seats": reduce,
}
CHECKS = {
    "history": history,
    "holder_on": holder_on,
    "succeeded": succeeded,
    "refused": refused,
    "refusal": refusal,
    "used": _counted("used"),
    "free": _counted("free"),
    "no_seat_has_two_holders": each_its_own,
    "seats": seats,
    "after_return": after_return,
    "after_close": after_close,
    "after_retire": after_retire,
}
