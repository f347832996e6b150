"""The demo organisation: believable, and a second start changes nothing."""

from dataclasses import replace

import psycopg

from dapur.companies.demo import Stage
from dapur.house import House
from dapur.testing.companies import Actor
from dapur_base import organisation
from dapur_base.demo.organisation import PEOPLE, demo


async def play(actor: Actor) -> None:
    """Run the demo with the database's clock in our hands; all demo people are this one."""
    old = actor.house
    house = await House(old.registry, old.url, old.owner_url, pool_size=4, clock_is_set=True).open(follow=False)
    people = dict.fromkeys((name for name, *_more in PEOPLE), actor.scope.user)
    with psycopg.connect(house.owner_url, autocommit=True) as clock:
        stage = Stage(
            house, replace(actor.scope, door="setup"), people | {"Siti Rahma": actor.scope.user}, print, house.moment(), clock
        )
        try:
            await demo(stage)
        finally:
            stage.set_clock(None)
            await house.close()


async def test_the_demo_organisation_has_a_chain_up_to_the_director(actor: Actor) -> None:
    await play(actor)
    await play(actor)
    reader = await actor.reader()
    here = await organisation.assignments_on(reader, reader.today)

    assert sorted(a.name for a in here) == sorted(name for name, *_more in PEOPLE)
    (budi,) = (a for a in here if a.name == "Budi Santoso")
    chain = await organisation.managers_above(reader, budi.party, reader.today)
    assert [next(a.name for a in here if a.party == party) for party in chain] == ["Rina Wati", "Siti Rahma"]
    assert (budi.cost_centre, budi.title("id")) == ("KANTOR", "Akuntan")
