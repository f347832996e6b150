"""What can be chosen in the room calendar and in the form of a booking: nothing that is taken, nothing that only looks free."""

from dapur.testing.companies import Actor
from dapur_administration.pages.booking_outlook import booking_outlook
from dapur_administration.pages.room_calendar import room_day
from dapur_administration.pages.room_slot import slot_of
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
