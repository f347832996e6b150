"""Tickets and people on leave: told when one is assigned, found while they are away; all of it also without leave kept."""

from datetime import timedelta
from typing import Any

import pytest

from dapur.contract import Refused
from dapur.house import House
from dapur.testing.companies import Actor, new_company, new_member
from tests.plugins.hr.staff import staff_of
from tests.plugins.it.tickets import queue_of


async def team(actor: Actor) -> tuple[Actor, Actor]:
    """Rina, who is on leave for a week from today, and Budi, who stands in for her."""
    staff = await staff_of(actor)
    places = await staff.places()
    people: dict[str, tuple[Actor, int]] = {}
    for name in ("Ibu Kepala", "Rina", "Budi"):
        user = await new_member(actor, "it_support", "employee", "manager", name=name)
        place = {"position": places["clerk"], "manager": people["Ibu Kepala"][1]} if people else {"position": places["head"]}
        people[name] = (user, (await staff.hire(name, "2024-01-08", user=user.scope.user, **place)).id)
    today = (await actor.reader()).today
    raw = {"first_day": today, "last_day": today + timedelta(days=6), "type": await staff.leave_type("unpaid")}
    asked = await people["Rina"][0].perform("hr.request_leave", {**raw, "deputy": people["Budi"][1]})
    await people["Ibu Kepala"][0].perform("hr.approve_leave", id=asked.id)
    return people["Rina"][0], people["Budi"][0]


async def test_who_is_on_leave_gets_a_ticket_only_if_it_is_meant_so(actor: Actor) -> None:
    rina, budi = await team(actor)
    before = (await actor.perform("it.open_ticket", title="Lama", queue_id=await queue_of(actor))).id

    with pytest.raises(Refused) as caught:
        await actor.perform("it.assign_ticket", id=before, assignee_id=rina.scope.user)
    assert (caught.value.code, caught.value.problems[0].field) == ("IT_ASSIGNEE_AWAY", "assignee_id")
    assert "Budi" in str(caught.value.problems[0].message), "who stands in is offered"
    with pytest.raises(Refused):
        await actor.perform("it.open_ticket", title="Baru", queue_id=await queue_of(actor), assignee_id=rina.scope.user)
    await actor.perform("it.assign_ticket", id=before, assignee_id=budi.scope.user)
    await actor.perform("it.assign_ticket", id=before, assignee_id=rina.scope.user, although_away=True)

    assert [row[:2] + row[5:] for row in await left_behind(actor)] == [
        (await number_of(actor), "Lama", "Rina", (await actor.reader()).today + timedelta(days=6), "Budi")
    ]
    tasks = await panel(budi, "it.away")
    assert [task.address for task in tasks] == ["it/away"]
    await actor.perform("it.solve_ticket", id=before)
    assert await left_behind(actor) == []


async def test_without_leave_nobody_is_away(house: House) -> None:
    boss = await new_company(house, plugins=("it",))
    made = await boss.perform("it.open_ticket", title="Server", queue_id=await queue_of(boss), assignee_id=boss.scope.user)

    assert made.state == "open"
    sheet = await boss.report("it.away_tickets")
    assert (sheet.rows, len(sheet.notes)) == ([], 1)


async def left_behind(actor: Actor) -> list[tuple[Any, ...]]:
    return [tuple(row.cells) for row in (await actor.report("it.away_tickets")).rows]


async def number_of(actor: Actor) -> str:
    return str((await actor.page("it.tickets")).dicts()[0]["number"])


async def panel(who: Actor, name: str) -> Any:
    found = next(panel for _plugin, panel in who.house.registry.panels if panel.name == name)
    return await found.content(await who.reader(), "") or []
