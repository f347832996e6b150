"""Sessions look at what other departments know: leave is said and moves nobody up; a room is booked with the session, or refused."""

from datetime import date, timedelta
from typing import Any

import pytest

from dapur.contract import Refused
from dapur.house import House
from dapur.queries.plan import Wish
from dapur.testing.companies import Actor, new_company, new_member
from dapur_training.pages.sessions import attendance_values
from dapur_training.panels import session_acts
from tests.plugins.hr.staff import staff_of
from tests.plugins.training.schools import Learner, new_course, new_learner

MONDAY = date(2027, 7, 5)
DAYS = [{"day": MONDAY + timedelta(days=n)} for n in range(3)]


async def session_of(boss: Actor, course: int, **facts: Any) -> Any:
    """A session of three days, two seats."""
    return await boss.perform("training.plan_session", {"course": course, "capacity": 2, "days": DAYS, **facts})


async def away(boss: Actor, name: str, first_day: date, last_day: date) -> Learner:
    """An employee who signs in and is on approved leave."""
    staff, user = await staff_of(boss), await new_member(boss, "clerk", "employee", name=name)
    chief = await new_member(boss, "manager", "employee", name=f"Atasan {name}")
    places = await staff.places()
    over = await staff.hire(f"Atasan {name}", "2020-01-06", position=places["head"], user=chief.scope.user)
    hired = await staff.hire(name, "2024-01-08", position=places["clerk"], manager=over.id, user=user.scope.user)
    annual = await staff.leave_type("annual")
    await boss.perform(
        "hr.note_leave_balance", employee=hired.id, type=annual, day=MONDAY - timedelta(days=90), days="12", opening=True
    )
    asked = await user.perform("hr.request_leave", type=annual, first_day=first_day, last_day=last_day)
    await chief.perform("hr.approve_leave", id=asked.id)
    party = await (await boss.reader()).value("select party_id from hr.employee where id = %s", hired.id)
    return Learner(party, user)


async def test_leave_of_the_trainer_and_of_learners_is_said_and_hinders_nothing(actor: Actor) -> None:
    rina = await away(actor, "Rina", MONDAY + timedelta(days=1), MONDAY + timedelta(days=2))
    course = await new_course(actor, "K-1", kind="session")

    planned = await session_of(actor, course, trainer=rina.party)
    seat = await rina.actor.perform("training.book_seat", session=planned.id)

    assert planned.trainer_away == seat.away == [MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)]
    acts = await session_acts(await actor.reader(), str(planned.id))
    assert acts is not None and acts.away == ["Rina cuti: 6 Jul 2027, 7 Jul 2027."]
    seen = await session_acts(await rina.actor.reader(), str(planned.id))
    assert seen is not None and seen.away == [], "who is on leave is told to those who plan"


async def test_whoever_is_on_leave_keeps_the_place_in_the_line_while_the_next_moves_up(actor: Actor) -> None:
    rina = await away(actor, "Rina", MONDAY, MONDAY)
    first, last = await new_learner(actor, "A"), await new_learner(actor, "B")
    planned = await session_of(actor, await new_course(actor, "K-1", kind="session"), capacity=1)
    for person in (first, rina, last):
        await person.actor.perform("training.book_seat", session=planned.id)

    await first.actor.perform("training.cancel_seat", session=planned.id)

    rows = (await actor.page("training.bookings", Wish(columns=("id", "name", "status"), limit=9))).dicts()
    assert [(r["name"], r["status"]) for r in rows[1:]] == [("Rina", "waiting"), ("B", "booked")]


async def test_attendance_begins_with_what_is_known_of_leave(actor: Actor) -> None:
    rina, other = await away(actor, "Rina", MONDAY, MONDAY), await new_learner(actor, "B")
    planned = await session_of(actor, await new_course(actor, "K-1", kind="session"))
    for person in (rina, other):
        await person.actor.perform("training.book_seat", session=planned.id)

    values = await attendance_values(await actor.reader(), {"id": str(planned.id)})

    assert [(p["is_present"], p["excuse"]) for p in values["people"]] == [(False, "Cuti"), (True, "")]


async def rooms(boss: Actor) -> None:
    """Merapi with 12 seats, and the big hall."""
    office = await boss.perform("administration.save_office", code="JKT", name="Jakarta")
    for code, seats in (("MERAPI", 12), ("AULA", None)):
        await boss.perform("administration.save_room", code=code, name=code.title(), office_id=office.id, seats=seats)


async def held(boss: Actor) -> list[tuple[str, date]]:
    """Which rooms are held on which days."""
    wish = Wish(columns=("id", "room", "day", "status"), limit=50)
    rows = (await boss.page("administration.bookings", wish)).dicts()
    return sorted((row["room"], row["day"]) for row in rows if row["status"] != "cancelled")


async def test_a_room_is_booked_with_the_session_changed_with_it_and_given_back_with_it(actor: Actor) -> None:
    await rooms(actor)
    planned = await session_of(actor, await new_course(actor, "K-1", kind="session"), room="MERAPI")
    days = [day["day"] for day in DAYS]
    (row,) = (await actor.page("training.sessions", Wish(columns=("id", "place", "room", "version")))).dicts()
    assert (row["place"], row["room"]) == ("Merapi", "MERAPI")
    assert await held(actor) == [("Merapi", day) for day in days]

    await actor.perform("training.change_session", id=planned.id, room="AULA", capacity=40)
    assert await held(actor) == [("Aula", day) for day in days]

    await actor.perform("training.cancel_session", id=planned.id)
    assert await held(actor) == []


async def test_more_seats_leave_the_bookings_of_the_same_room_as_they_stand(actor: Actor) -> None:
    await rooms(actor)
    planned = await session_of(actor, await new_course(actor, "K-1", kind="session"), room="MERAPI")
    before = (await actor.page("administration.bookings")).dicts()

    more = await actor.perform("training.change_session", id=planned.id, room="MERAPI", capacity=12)
    assert not more.room_waits and (await actor.page("administration.bookings")).dicts() == before
    with pytest.raises(Refused, match="Merapi has 12 seats, the session 13"):
        await actor.perform("training.change_session", id=planned.id, room="MERAPI", capacity=13)

    await actor.perform("administration.cancel_booking", id=before[0]["id"])
    await actor.perform("training.change_session", id=planned.id, room="MERAPI", capacity=11)
    assert len(await held(actor)) == 2, "fewer seats change nothing about the room"
    await actor.perform("training.change_session", id=planned.id, room="MERAPI", capacity=12)
    assert len(await held(actor)) == 3, "a booking that somebody cancelled is made again"


async def test_a_taken_an_unknown_and_a_small_room_are_refused_with_what_to_do(actor: Actor) -> None:
    await rooms(actor)
    course = await new_course(actor, "K-1", kind="session")
    await session_of(actor, course, room="MERAPI")

    refused = {"MERAPI": "Merapi is taken by .* Free is: ", "SEMERU": "There is no room SEMERU here. There are: AULA, MERAPI."}
    for room, words in refused.items():
        with pytest.raises(Refused, match=words) as caught:
            await session_of(actor, course, room=room)
        assert caught.value.problems[0].field == "room"
    with pytest.raises(Refused, match="Merapi has 12 seats, the session 13"):
        await session_of(actor, course, room="MERAPI", capacity=13, opens="17:00", closes="18:00")
    assert len((await actor.page("training.sessions")).rows) == 1 and len(await held(actor)) == 3


async def test_without_administration_a_place_is_a_text_and_without_people_nobody_is_away(house: House) -> None:
    boss = await new_company(house, plugins=("base", "training"))
    course = await new_course(boss, "K-1", kind="session")

    planned = await session_of(boss, course, place="Halaman gudang", trainer=(await new_learner(boss)).party)

    assert planned.trainer_away == []
    with pytest.raises(Refused, match="Administration, which is off"):
        await session_of(boss, course, room="MERAPI")
