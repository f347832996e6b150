"""The fleet's own tests, as a stranger writes them: inherited checks, then what its trade needs."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from dapur.companies.switch_plugin import switch_plugin_off, switch_plugin_on
from dapur.contract import EventHandler, NotFound, Operation, Refused, hookspecs
from dapur.events.dispatcher import Dispatcher
from dapur.graphql import door
from dapur.house import House
from dapur.imports.from_file import import_file
from dapur.jobs.timetable import Timetable
from dapur.operations.work import Work
from dapur.plugins.registry import Registry
from dapur.testing.companies import Actor, new_company, new_member
from dapur.testing.inherited import EveryPlugin
from dapur.testing.visits import visiting
from dapur.testing.waiting import settled
from dapur_fleet import plugin
from dapur_fleet.demo import SetUpFleet
from dapur_fleet.events import HANDLERS, TripFinished
from dapur_fleet.operations.service import MarkDue, Marked
from dapur_fleet.services import VehicleAvailability


class TestFleet(EveryPlugin):
    plugin = "fleet"
    public = frozenset({"fleet/vehicles/{plate}"})
    examples = {"fleet.add_vehicle": {"plate": "B 9 ZZ", "name": "Truk uji"}}


async def _trip(actor: Actor, plate: str = "B 1 A") -> int:
    vehicle = await actor.perform("fleet.add_vehicle", plate=plate, name="Colt Diesel")
    return (await actor.perform("fleet.plan_trip", vehicle=vehicle.id, day="2026-03-02", destination="Bandung")).id


def test_it_uses_every_hook() -> None:
    assert [n for n, v in vars(hookspecs).items() if hasattr(v, "dapur_spec") and not hasattr(plugin, n)] == []


def test_it_is_installed_as_a_package(registry: Registry) -> None:
    assert "fleet" in registry.names
    assert "site" in (plugin.__file__ or "")


async def test_a_plate_exists_once_in_a_company_and_again_in_another(actor: Actor, other: Actor) -> None:
    await actor.perform("fleet.add_vehicle", plate="B 1 A", name="Satu")
    await other.perform("fleet.add_vehicle", plate="B 1 A", name="Satu")

    with pytest.raises(Refused) as caught:
        await actor.perform("fleet.add_vehicle", plate="b 1 a", name="Dua")

    assert (caught.value.code, caught.value.problems[0].field) == ("FLEET_PLATE_TAKEN", "plate")


async def test_the_trip_sheet_is_a_paper_at_page_and_api_and_nobody_else_makes_it(actor: Actor, other: Actor) -> None:
    trip = await _trip(actor, "B 1 S")
    sheet = actor.house.registry.documents["fleet.trip_sheet"]

    made = await (await actor.reader()).document(sheet, {"id": trip})
    with pytest.raises(NotFound):
        await (await other.reader()).document(sheet, {"id": trip})
    code = await actor.code()
    async with visiting(actor) as client:
        shown = await client.get(f"/{code}/fleet/documents/trip_sheet?id={trip}")
        record = await client.get(f"/{code}/fleet/trips/{trip}")

    assert (made.name, made.content[:5]) == (f"trip-{trip}.pdf", b"%PDF-")
    assert shown.headers["content-type"] == "application/pdf"
    assert shown.headers["content-disposition"].startswith("inline")
    assert f"fleet/documents/trip_sheet?id={trip}" in record.text


async def test_a_public_page_needs_no_sign_in_and_knows_only_its_company(actor: Actor, other: Actor) -> None:
    await actor.perform("fleet.add_vehicle", plate="B 1 P", name="Truk")
    ours, theirs = [await a.code() for a in (actor, other)]

    async with visiting(None, actor.house) as client:
        shown = await client.get(f"/public/{ours}/fleet/vehicles/B 1 P")
        elsewhere = await client.get(f"/public/{theirs}/fleet/vehicles/B 1 P")
        nowhere = await client.get("/public/tidak-ada/fleet/vehicles/B 1 P")
    await actor.perform(switch_plugin_off, plugin="fleet")
    async with visiting(None, actor.house) as client:
        off = await client.get(f"/public/{ours}/fleet/vehicles/B 1 P")

    assert (shown.status_code, "PT Uji" in shown.text) == (200, True)
    assert [a.status_code for a in (elsewhere, nowhere, off)] == [404, 404, 404]


async def test_before_handler_refuses_a_retired_vehicle_and_nothing_is_saved(actor: Actor) -> None:
    vehicle = await actor.perform("fleet.add_vehicle", plate="B 2 A", name="Tua")
    await actor.perform("fleet.retire_vehicle", id=vehicle.id, version=vehicle.version)

    with pytest.raises(Refused) as caught:
        await actor.perform("fleet.plan_trip", vehicle=vehicle.id, day="2026-03-02", destination="Bandung")

    assert caught.value.code == "FLEET_VEHICLE_RETIRED"
    assert (await actor.page("fleet.trips")).rows == []


async def test_a_finished_trip_costs_what_the_setting_says_and_stays(actor: Actor) -> None:
    trip = await _trip(actor)
    await actor.perform("fleet.finish_trip", id=trip, distance_km=120)

    row = await (await actor.reader()).one(actor.house.registry.queries["fleet.trips"], trip)
    assert (row["status"], row["cost"]) == ("finished", 120 * 3500)
    with pytest.raises(Refused) as caught:
        await actor.perform("fleet.finish_trip", id=trip, distance_km=130)
    assert caught.value.code == "FLEET_TRIP_FINISHED"


async def test_a_driver_sees_and_finishes_only_their_own_trips(actor: Actor) -> None:
    driver = await new_member(actor, "driver", name="Pak Sopir")
    driver = replace(driver, scope=replace(driver.scope, rows={"fleet.trip.read": "own"}))
    vehicle = await actor.perform("fleet.add_vehicle", plate="B 3 A", name="Colt")
    theirs = await actor.perform(
        "fleet.plan_trip", vehicle=vehicle.id, day="2026-03-02", destination="Bogor", driver=driver.scope.user
    )
    not_theirs = await actor.perform("fleet.plan_trip", vehicle=vehicle.id, day="2026-03-03", destination="Bandung")

    assert [r["id"] for r in (await driver.page("fleet.trips")).dicts()] == [theirs.id]
    with pytest.raises(NotFound):
        await driver.perform("fleet.finish_trip", id=not_theirs.id, distance_km=5)
    assert (await driver.perform("fleet.finish_trip", id=theirs.id, distance_km=5)).id == theirs.id


async def test_the_report_adds_up_what_the_trips_cost(actor: Actor) -> None:
    trip = await _trip(actor)
    await actor.perform("fleet.finish_trip", id=trip, distance_km=100)

    sheet = await actor.report("fleet.mileage", start="2026-03-01", end="2026-03-31")

    assert sheet.rows[-1].cells[2:] == (100, 350_000)


async def test_its_service_answers_while_it_is_on(actor: Actor) -> None:
    house: House = actor.house
    vehicle = await actor.perform("fleet.add_vehicle", plate="B 4 A", name="Colt")
    async with house.pools.write() as connection, connection.transaction():
        await connection.execute(b"select core.begin_read(%s, %s)", (actor.scope.company, actor.scope.user))
        work = Work(house, actor.scope, await house.company(actor.scope.company), connection, house.moment())
        service = work.find(VehicleAvailability)
        assert service is not None
        assert await service.free_on("2026-03-02") == [vehicle.id]
        assert [await one.free_on("2026-03-02") for one in work.find_all(VehicleAvailability)] == [[vehicle.id]]
        work.scope = replace(actor.scope, plugins=frozenset())
        assert work.find(VehicleAvailability) is None
        assert work.find_all(VehicleAvailability) == []


async def test_switched_off_it_is_gone_and_switched_on_its_data_is_there(actor: Actor) -> None:
    await actor.perform("fleet.add_vehicle", plate="B 5 A", name="Colt")
    await actor.perform(switch_plugin_off, plugin="fleet")
    off = replace(actor, scope=replace(actor.scope, plugins=actor.scope.plugins - {"fleet"}))

    with pytest.raises(NotFound):
        await off.page("fleet.vehicles")
    with pytest.raises(NotFound):
        await off.perform("fleet.add_vehicle", plate="B 6 A", name="Colt")

    await actor.perform(switch_plugin_on, plugin="fleet")
    assert [r["code"] for r in (await actor.page("fleet.vehicles")).dicts()] == ["B 5 A"]


async def test_after_handler_counts_kilometres_once_though_the_event_comes_twice(actor: Actor) -> None:
    trip = await _trip(actor, "B 7 A")
    await actor.perform("fleet.finish_trip", id=trip, distance_km=250)

    await settled(actor.house)
    await Dispatcher(actor.house).deliver_all(actor.scope.company)
    (handler,) = [h for h in HANDLERS if h.stage == "after"]
    row = await (await actor.reader()).one(actor.house.registry.queries["fleet.trips"], trip)
    await actor.perform(_again(handler, TripFinished(trip, row["vehicle"])), {})

    assert [v["odometer_km"] for v in (await actor.page("fleet.vehicles")).dicts()] == [250]


def _again(handler: EventHandler, event: TripFinished) -> Operation:
    """The handler once more, as after a crash between its work and the note that it was done."""

    async def run(work: Work, form: MarkDue) -> Marked:
        await handler.run(work, event)
        return Marked(due=0)

    return Operation("fleet.again", "again", "public", MarkDue, Marked, run, "again")


async def test_the_morning_job_marks_what_needs_service(actor: Actor) -> None:
    vehicle = await actor.perform("fleet.add_vehicle", plate="B 8 A", name="Colt")
    for _ in range(2):
        trip = await actor.perform("fleet.plan_trip", vehicle=vehicle.id, day="2026-03-02", destination="Medan")
        await actor.perform("fleet.finish_trip", id=trip.id, distance_km=6000)
    await settled(actor.house)
    await Dispatcher(actor.house).deliver_all(actor.scope.company)
    job = actor.house.registry.jobs["fleet.mark_due"]

    await Timetable(actor.house).look(actor.house.moment())
    assert await Timetable(actor.house).look(actor.house.moment() + timedelta(days=1)) >= 1
    assert (await actor.through("job").perform(job.operation, job.input)).due == 1


async def test_a_file_of_vehicles_is_imported_once_however_often_it_comes(actor: Actor, tmp_path: Path) -> None:
    file = tmp_path / "armada.csv"
    file.write_text("Nopol;Nama;Jenis;km\nB 1 XX;Colt Diesel;truck;12.000\nB 2 XX;Gran Max;van;\n")

    first = await import_file(actor.house, actor.scope, "fleet.vehicles", file)
    second = await import_file(actor.house, actor.scope, "fleet.vehicles", file)

    assert (first.counts["new"], second.counts["new"], second.counts["same"]) == (2, 0, 2), (first, second)
    rows = (await actor.page("fleet.vehicles")).dicts()
    assert [(r["code"], r["odometer_km"]) for r in rows] == [("B 1 XX", 12000), ("B 2 XX", 0)]


async def test_a_wrong_row_is_named_and_nothing_is_saved(actor: Actor, tmp_path: Path) -> None:
    file = tmp_path / "armada.csv"
    file.write_text("plate,name,km\nB 1 XX,Colt,10\nbukan pelat,Colt,10\n")

    outcome = await import_file(actor.house, actor.scope, "fleet.vehicles", file)

    assert not outcome.ok
    assert (await actor.page("fleet.vehicles")).rows == []


async def test_setting_up_keeps_the_interval_as_a_setting(actor: Actor) -> None:
    (setup,) = actor.house.registry.setups["fleet"]

    async def run(work: Work, form: SetUpFleet) -> Marked:
        await setup.run(work, form)
        return Marked(due=0)

    await actor.perform(Operation("fleet.up", "up", "public", SetUpFleet, Marked, run, "up"), service_every_km=5000)
    actor.house.caches.drop("everything")

    company = await actor.house.company(actor.scope.company)
    assert actor.house.setting(company, "fleet.service_every_km") == 5000


async def test_the_api_shows_its_figure_and_stands_on_rows_of_accounting(actor: Actor) -> None:
    await actor.perform("fleet.add_vehicle", plate="B 8 A", name="Colt Diesel")
    column = "accountingEntries { nodes { number fleetTrip } }" if "accounting" in actor.house.registry.names else ""
    query = f"{{ fleetDriven {{ vehicles distanceKm }} fleetVehicles {{ nodes {{ code }} }} {column} }}"
    body = json.dumps({"query": query}).encode()

    status, answer = await door.answer(actor.house, actor.through("graphql").scope, body, "application/json")

    assert status == 200, answer
    data = json.loads(answer)["data"]
    assert data["fleetDriven"] == {"vehicles": 1, "distanceKm": 0}
    assert data["fleetVehicles"] == {"nodes": [{"code": "B 8 A"}]}


async def test_with_accounting_on_a_finished_trip_is_posted_in_the_same_transaction(actor: Actor) -> None:
    if "accounting" not in actor.house.registry.names:
        pytest.skip("accounting is not installed beside it")
    trip = await _trip(actor)
    finished = await actor.perform("fleet.finish_trip", id=trip, distance_km=10)

    (entry,) = (await actor.page("accounting.entries")).dicts()
    assert (finished.entry, entry["total"]) == (entry["number"], 35_000)


async def test_without_accounting_a_finished_trip_keeps_its_cost_and_posts_nothing(house: House) -> None:
    actor = await new_company(house, plugins=("fleet",))
    trip = await _trip(actor)

    assert (await actor.perform("fleet.finish_trip", id=trip, distance_km=10)).entry == ""
    row = await (await actor.reader()).one(house.registry.queries["fleet.trips"], trip)
    assert row["cost"] == 35_000


async def test_a_locked_period_stops_the_trip_too(actor: Actor) -> None:
    if "accounting" not in actor.house.registry.names:
        pytest.skip("accounting is not installed beside it")
    trip = await _trip(actor)
    await actor.perform("accounting.set_lock", area="all", through="2026-03-31")

    with pytest.raises(Refused) as caught:
        await actor.perform("fleet.finish_trip", id=trip, distance_km=10)

    assert caught.value.code == "PERIOD_LOCKED"
    assert (await actor.page("fleet.trips")).dicts()[0]["status"] == "planned"
