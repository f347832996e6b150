"""Working calendars through operations, on PostgreSQL."""

from datetime import date, timedelta
from importlib import import_module

import psycopg
import pytest

from dapur.contract import Conflict, NotFound, Refused
from dapur.house import House
from dapur.queries.plan import Wish
from dapur.testing.companies import Actor, new_company
from dapur_base.calendars import add_working_time, calendar_of, calendar_of_party, reason_off, working_days, write_hours
from tests.plugins.base.calendars import at

WEEK = {"monday": "08:00-12:00, 13:00-17:00", "saturday": "08:00-12:00"}


async def test_a_company_begins_with_a_calendar_that_knows_the_holidays_of_its_country(actor: Actor) -> None:
    office = await calendar_of(await actor.reader())

    assert (office.name, office.zone, office.known_through) == ("Jam kantor", "Asia/Jakarta", date(2027, 12, 31))
    assert reason_off(office, date(2026, 3, 18)) == "joint_leave"
    assert len(working_days(office, date(2026, 1, 1), date(2026, 12, 31))) == 240


async def test_without_a_country_pack_no_day_is_a_holiday(house: House) -> None:
    abroad = await new_company(house, plugins=("base",), country="XX", currency="SGD", decimals=2, zone="Asia/Singapore")

    office = await calendar_of(await abroad.reader())

    assert (office.zone, office.known_through, office.is_working(date(2026, 8, 17))) == ("Asia/Singapore", None, True)


async def test_hours_set_from_a_day_on_leave_the_days_before_as_they_were(actor: Actor) -> None:
    made = await actor.perform("base.add_calendar", {"name": "Gudang", **WEEK})
    await actor.perform("base.set_hours", calendar_id=made.id, valid_from="2026-07-01", saturday="", days_off="none")

    depot = await calendar_of(await actor.reader(), made.id)

    saturdays = [write_hours(depot.windows_on(date(2026, *day))) for day in ((6, 27), (7, 4))]
    assert saturdays == ["08:00-12:00", ""]
    assert depot.is_working(date(2026, 8, 17))
    assert not depot.is_working(date(2026, 6, 1))
    await actor.perform("base.remove_hours", calendar_id=made.id, valid_from="2026-07-01")
    assert len((await calendar_of(await actor.reader(), made.id)).weeks) == 1


async def test_a_calendars_own_days_go_before_the_week_and_the_country(actor: Actor) -> None:
    made = await actor.perform("base.add_calendar", name="Toko")
    for day, kind, hours in (("2026-08-15", "work", ""), ("2026-08-17", "work", "09:00-12:00"), ("2026-08-18", "off", "")):
        await actor.perform("base.set_calendar_day", calendar_id=made.id, day=day, kind=kind, hours=hours, name="Stok opname")

    shop = await calendar_of(await actor.reader(), made.id)

    assert [write_hours(shop.windows_on(date(2026, 8, day))) for day in (15, 17, 18)] == [
        "08:00-12:00, 13:00-17:00",
        "09:00-12:00",
        "",
    ]
    assert add_working_time(shop, at("2026-08-15T16:00+07:00"), timedelta(hours=3)) == at("2026-08-17T11:00+07:00")
    rows = (await actor.page("base.calendar_days")).dicts()
    assert [(r["kind"], r["hours"]) for r in rows] == [("off", ""), ("work", "09:00-12:00"), ("work", "08:00-12:00, 13:00-17:00")]
    await actor.perform("base.remove_calendar_day", calendar_id=made.id, day="2026-08-18")
    assert (await calendar_of(await actor.reader(), made.id)).is_working(date(2026, 8, 18))


async def test_there_is_always_one_company_calendar(actor: Actor) -> None:
    first = await calendar_of(await actor.reader())
    made = await actor.perform("base.add_calendar", name="Cabang", zone="Asia/Jayapura")

    with pytest.raises(Refused) as caught:
        await actor.perform("base.change_calendar", id=first.id, name="Jam kantor", zone="Asia/Jakarta", is_closed=True)
    assert (caught.value.code, caught.value.problems[0].field) == ("BASE_CALENDAR_IS_DEFAULT", "is_closed")

    await actor.perform("base.change_calendar", id=made.id, version=1, name="Cabang", zone="Asia/Jayapura", is_default=True)

    assert (await calendar_of(await actor.reader())).id == made.id
    with pytest.raises(Conflict):
        await actor.perform("base.change_calendar", id=made.id, version=1, name="Cabang", zone="Asia/Jayapura", is_default=True)


async def test_a_calendar_of_another_company_does_not_exist(actor: Actor, other: Actor) -> None:
    mine = await calendar_of(await actor.reader())

    with pytest.raises(NotFound):
        await calendar_of(await other.reader(), mine.id)
    with pytest.raises(NotFound):
        await other.perform("base.set_calendar_day", calendar_id=mine.id, day="2026-08-15", name="Libur")


async def test_a_calendar_needs_hours(actor: Actor) -> None:
    closed = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), "")

    with pytest.raises(Refused) as caught:
        await actor.perform("base.add_calendar", {"name": "Tutup", **closed})

    assert (caught.value.code, caught.value.problems[0].field) == ("BASE_NO_WORKING_DAY", "monday")


ATTACKS = (
    "update base.calendar_week set hours = '{}' where company_id = %(c)s",
    "update base.calendar_week set hours = '{[0,10081)}' where company_id = %(c)s",
    "update base.calendar set is_closed = true where company_id = %(c)s and is_default",
    "insert into base.calendar (company_id, name, zone, is_default) values (%(c)s, 'x', 'UTC', true)",
    "update base.place set code = '51..03' where company_id = %(c)s and code = '51'",
)


async def test_the_database_holds_what_a_calendar_must_be(actor: Actor, app_url: str) -> None:
    for attack in ATTACKS:
        with psycopg.connect(app_url) as connection:
            connection.execute("select set_config('dapur.company', %s, true)", (str(actor.scope.company),))
            with pytest.raises((psycopg.errors.CheckViolation, psycopg.errors.UniqueViolation)):
                connection.execute(attack.encode(), {"c": actor.scope.company})


async def test_the_holidays_say_what_a_calendar_makes_of_them(actor: Actor) -> None:
    sheet = await actor.report("base.holidays", year=2026)

    by_day = {row.cells[0]: row.cells for row in sheet.rows}
    assert by_day[date(2026, 3, 18)][2:4] == ("Cuti Bersama Hari Suci Nyepi", "joint_leave")
    assert by_day[date(2026, 3, 18)][5].startswith("SKB 1497/2025")
    assert str(by_day[date(2026, 8, 17)][4]) == "Day off"
    late = await actor.report("base.holidays", year=2028)
    assert "decreed through 2027-12-31" in str(late.notes[0])


async def test_other_departments_hear_that_a_calendar_changed(actor: Actor) -> None:
    office = await calendar_of(await actor.reader())
    await actor.perform("base.set_calendar_day", calendar_id=office.id, day="2026-09-04", name="Libur daerah")

    told = await (await actor.reader()).value(
        "select payload from core.outbox where company_id = %s and event = 'base.calendar_changed'", actor.scope.company
    )
    assert told == {"calendar": office.id, "day": "2026-09-04"}


async def test_a_company_from_before_calendars_gets_one(house: House, owner_url: str) -> None:
    actor = await new_company(house, plugins=("base",))
    with psycopg.connect(owner_url) as connection:
        connection.execute("select set_config('dapur.company', %s, true)", (str(actor.scope.company),))
        for table in ("calendar_day", "calendar_week", "calendar"):
            connection.execute(f"delete from base.{table}".encode())
        import_module("dapur_base.migrations.0011_first_calendars").migrate(connection)
        connection.execute("select set_config('dapur.company', %s, true)", (str(actor.scope.company),))
        made = connection.execute(
            "select c.name, c.zone, c.is_default, base.hours_text(base.day_hours(w.hours, 4)), w.days_off from base.calendar c"
            " join base.calendar_week w on w.company_id = c.company_id and w.calendar_id = c.id"
        ).fetchall()
        connection.rollback()

    assert made == [("Jam kantor", "Asia/Jakarta", True, "08:00-12:00, 13:00-17:00", "joint")]


async def test_a_day_off_of_a_place_holds_for_calendars_that_lie_there_and_for_no_other(actor: Actor) -> None:
    places = {row["code"]: row["id"] for row in (await actor.page("base.places", Wish(columns=("id", "code")))).dicts()}
    badung = (await actor.perform("base.save_place", code="51.03", name_id="Badung", name_en="Badung")).id
    kuta = await actor.perform("base.add_calendar", name="Kuta", zone="Asia/Makassar", place=badung)
    galungan = {"place": places["51"], "day": "2026-06-17", "name": "Galungan", "source": "SE Gubernur Bali"}

    assert (await actor.perform("base.set_place_holiday", galungan)).calendars == 1

    in_bali, at_home = [await calendar_of(await actor.reader(), number) for number in (kuta.id, None)]
    day = date(2026, 6, 17)
    assert (reason_off(in_bali, day), reason_off(at_home, day)) == ("holiday", None)
    assert [holiday.source for holiday in in_bali.holidays[day]] == ["SE Gubernur Bali"]
    sheet = await actor.report("base.holidays", year=2026, calendar=kuta.id)
    assert ("Galungan", "public") in [(row.cells[2], row.cells[3]) for row in sheet.rows]
    await actor.perform("base.remove_place_holiday", place=places["51"], day="2026-06-17")
    assert (await calendar_of(await actor.reader(), kuta.id)).is_working(day)


async def test_people_work_by_the_calendar_of_their_unit_or_of_the_nearest_one_above(actor: Actor) -> None:
    kuta = (await actor.perform("base.add_calendar", {"name": "Kuta", **WEEK})).id
    bali = (await actor.perform("base.save_organisation_unit", code="BL", name="Bali", calendar=kuta)).id
    shop = (await actor.perform("base.save_organisation_unit", code="TK", name="Toko", parent=bali)).id
    putu = (await actor.perform("base.save_party", name="Putu", kind="person")).id
    await actor.perform("base.assign_person", party=putu, unit=shop, from_day="2026-01-05")
    reader = await actor.reader()

    assert (await calendar_of_party(reader, putu, date(2026, 2, 2))).id == kuta
    assert (await calendar_of_party(reader, putu, date(2025, 2, 2))).name == "Jam kantor"


async def test_a_country_gives_its_places_and_what_is_there_stays(actor: Actor) -> None:
    assert len((await actor.page("base.places")).rows) == 38
    assert (await actor.perform("base.add_country_places")).added == 0
    with pytest.raises(Refused) as caught:
        await actor.perform("base.save_place", code="51", name_id="Bali", name_en="Bali")
    assert caught.value.code == "BASE_PLACE_EXISTS"
