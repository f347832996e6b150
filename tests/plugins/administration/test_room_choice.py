"""What can be chosen in the room calendar and in the form of a booking: nothing that is taken, nothing that only looks free."""

from dapur.testing.companies import Actor
from dapur.testing.visits import visiting
from dapur_administration.pages.booking_outlook import booking_outlook, move_outlook
from dapur_administration.pages.room_calendar import room_day
from dapur_administration.pages.room_slot import slot_of
from dapur_administration.pages.rooms import LAST_ROOM
from dapur_administration.rules.equipment import offered, pieces
from tests.plugins.administration.conftest import Office, office

__all__ = ["office"]
DAY = "2027-03-02"


async def _room(actor: Actor, office: Office, code: str, **more: object) -> int:
    raw = {"code": code, "name": code.title(), "office_id": office.place, **more}
    return int((await actor.perform("administration.save_room", raw)).id)


def test_equipment_is_written_in_one_line_and_each_thing_is_kept_once() -> None:
    assert pieces(" Proyektor,papan  tulis; proyektor,, ") == ["Proyektor", "papan tulis"]
    assert offered([["Proyektor"], ["papan tulis", "proyektor"], []]) == ["papan tulis", "Proyektor"]


async def test_times_that_are_offered_are_free_in_every_chosen_room(office: Office) -> None:
    actor = office.actor
    other = await _room(actor, office, "SEMERU")
    await office.book("09:00", "10:00")
    await office.book("08:00", "09:00", room_id=other)
    await office.book("10:00", "11:00", room_id=other)
    raw = {"room_id": office.room, "when": "2/3/2027 9-10", "other_rooms": [{"room_id": other}]}

    found = await booking_outlook(await actor.reader(), raw)

    (held,) = found.clashes
    assert (held.room, held.time) == ("Merapi", "2 Mar 2027 09:00-10:00 WIB")
    said = [words.split()[3] for _value, words in found.offers]
    assert said == ["07:00-08:00", "11:00-12:00", "12:00-13:00"]


async def test_a_half_hour_whose_buffer_reaches_the_next_booking_is_no_button(office: Office) -> None:
    room = await _room(office.actor, office, "AULA", buffer=30)
    await office.book("09:30", "10:30", room_id=room)
    day = await room_day(await office.actor.reader(), {"day": DAY})

    (row,) = [row for row in day.rows if row.id == room]
    signs = dict(zip((clock for clock, _full in day.heads), (cell.letter for cell in row.cells), strict=True))
    assert [signs[clock] for clock in ("08:00", "08:30", "09:00", "09:30", "10:30", "11:00")] == ["+", "+", "·", "■", "·", "+"]


async def test_a_slot_begins_a_booking_no_longer_than_what_is_free(office: Office) -> None:
    await office.book("09:30", "10:30")
    reader = await office.actor.reader()
    when = {
        clock: (await slot_of(reader, {"room": str(office.room), "day": DAY, "clock": clock})).get("when")
        for clock in ("0800", "0900", "1930")
    }
    assert [str(text)[-11:] for text in when.values()] == ["08:00-09:00", "09:00-09:30", "19:30-20:00"]


async def test_an_empty_part_between_commas_is_no_thing(office: Office) -> None:
    room = await _room(office.actor, office, "SEMERU", equipment="Layar, , Kamera")
    (row,) = [row for row in (await office.actor.page("administration.rooms")).dicts() if row["id"] == room]
    assert row["equipment"] == "Layar, Kamera"


async def _free(office: Office, starts: str, ends: str, day: str = DAY) -> dict[str, str]:
    """Code of the room -> what is free of its day."""
    sheet = await office.actor.report("administration.free_rooms", day=day, starts=starts, ends=ends)
    return {row.cells[0]: row.cells[-1] for row in sheet.rows}


async def test_free_rooms_are_open_and_free_all_the_time_with_the_buffer_after_it(office: Office) -> None:
    await _room(office.actor, office, "AULA", buffer=30)
    for room in (office.room, await _room(office.actor, office, "SEMERU", buffer=30)):
        await office.book("09:30", "10:30", room_id=room)

    said = {"Merapi": "07:00-09:30, 10:30-20:00", "Semeru": "07:00-09:30, 11:00-20:00", "Aula": "07:00-20:00"}
    assert await _free(office, "08:30", "09:30") == {name: said[name] for name in ("Merapi", "Aula")}, "Semeru needs its buffer"
    assert await _free(office, "09:00", "10:00") == {"Aula": said["Aula"]}
    assert await _free(office, "10:30", "11:00") == {name: said[name] for name in ("Merapi", "Aula")}
    assert await _free(office, "19:00", "20:00") == said, "a buffer may reach over the closing"
    assert await _free(office, "19:30", "20:30") == await _free(office, "06:30", "07:30") == {}
    code = (await office.actor.house.company(office.actor.scope.company)).code
    async with visiting(office.actor) as client:
        page = await client.get(f"/{code}/administration/free-rooms?day={DAY}&starts=09:00&ends=09:00")
    assert "Pemesanan berakhir setelah dimulai" in page.text


async def test_a_room_that_is_held_for_days_is_free_on_none_of_them(office: Office) -> None:
    booking = await office.book("09:00", "10:00")
    await office.actor.perform(
        "administration.book_room", room_id=office.room, title="X", day="2027-03-08", starts="22:00", ends="01:00"
    )
    async with office.actor.house.pools.write() as connection, connection.transaction():
        await connection.execute(b"select core.begin_read(%s, %s)", (office.actor.scope.company, office.actor.scope.user))
        await connection.execute(
            b"update administration.booking set ends = starts + interval '5 days', held = tstzrange(starts, starts + interval '5 days')"
            b" where company_id = %s and id = %s",
            (office.actor.scope.company, booking),
        )
    free = {day: (await _free(office, "12:00", "13:00", f"2027-03-0{day}")).get("Merapi") for day in (1, 2, 3, 6, 7, 8, 9)}
    assert free == {
        1: "07:00-20:00", 2: None, 3: None, 6: None, 7: "09:00-20:00", 8: "07:00-20:00", 9: "07:00-20:00"
    }  # fmt: skip


async def test_a_booking_that_is_moved_sees_what_is_taken_before_it_is_sent_and_does_not_stand_in_its_own_way(
    office: Office,
) -> None:
    await office.book("11:00", "12:00")
    mine = await office.book("09:00", "10:00")
    reader = await office.actor.reader()

    own = await move_outlook(reader, {"id": str(mine), "when": "2/3/2027 9.30-10.30"})
    assert (own.time, own.clashes) == ("2 Mar 2027 09:30-10:30 WIB", ())
    taken = await move_outlook(reader, {"id": str(mine), "when": "2/3/2027 10.30-11.30"})
    assert [one.time for one in taken.clashes] == ["2 Mar 2027 11:00-12:00 WIB"]
    assert [value[-11:] for value, _words in taken.offers] == ["10:00-11:00", "12:00-13:00", "13:00-14:00"]
    assert await move_outlook(reader, {"id": "999", "when": "2/3/2027 9-10"}) == await move_outlook(reader, {"when": "9-10"})

    code = (await office.actor.house.company(office.actor.scope.company)).code
    async with visiting(office.actor) as client:
        page = await client.get(f"/{code}/administration/bookings/{mine}/move")
        assert "2 Mar 2027 09:00-10:00" in page.text
        asked = {"outlook": "1", "id": str(mine), "when": "2/3/2027 10.30-11.30"}
        assert "11:00-12:00 WIB" in (await client.get(f"/{code}/administration/bookings/{mine}/move", params=asked)).text
    await office.actor.perform("administration.move_by_words", id=mine, when="2/3/2027 13-14")
    rows = (await office.actor.page("administration.bookings")).dicts()
    assert [row["local"] for row in rows if row["id"] == mine] == ["13:00-14:00"]


async def test_a_booking_begins_with_the_room_that_was_booked_last_while_it_is_used(office: Office) -> None:
    other = await _room(office.actor, office, "AULA")
    begins = (await office.actor.reader()).value
    asked = (office.actor.scope.company, office.actor.scope.user, office.actor.scope.company)
    found = [await begins(LAST_ROOM, *asked)]
    await office.book("09:00", "10:00")
    found.append(await begins(LAST_ROOM, *asked))
    closed = {"code": "MERAPI", "name": "Merapi", "office_id": office.place, "is_closed": True}
    await office.actor.perform("administration.save_room", closed, id=office.room)
    found.append(await begins(LAST_ROOM, *asked))
    assert found == [other, office.room, other]
