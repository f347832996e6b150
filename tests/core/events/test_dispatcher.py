"""After handlers: at least once, in order, with a memory of what failed."""

import asyncio

from dapur.events.delivery import deliver
from dapur.events.dispatcher import Dispatcher
from dapur.house import House
from dapur.jobs.actors import scope_of_house
from dapur.testing.companies import Actor
from dapur.testing.waiting import settled
from tests.core.events import probe


async def test_events_reach_their_handlers_in_order_as_the_person_who_did_it(bell_house: House, ringer: Actor) -> None:
    for number in range(5):
        await ringer.perform("probe.ring", number=number)

    await settled(bell_house)

    await Dispatcher(bell_house).look()

    assert await probe.heard(ringer, "heard") == [(n, ringer.scope.user) for n in range(5)]
    assert len(await probe.heard(ringer, "also")) == 5


async def test_an_event_comes_back_as_it_was_written(bell_house: House, ringer: Actor) -> None:
    await ringer.perform("probe.ring", number=1)
    await settled(bell_house)
    await Dispatcher(bell_house).look()

    reader = await ringer.reader()
    assert (
        await reader.value("select address from core.notice where company_id = %s and kind = 'heard'", ringer.scope.company)
        == "date Decimal('1.50')"
    )


async def test_an_event_of_a_refused_operation_is_never_heard(bell_house: House, ringer: Actor) -> None:
    await ringer.perform("probe.ring", number=1, dry_run=True)
    await settled(bell_house)
    await Dispatcher(bell_house).look()

    assert await probe.heard(ringer, "heard") == []


async def test_many_dispatchers_at_once_deliver_each_event_once_and_in_order(bell_house: House, ringer: Actor) -> None:
    for number in range(20):
        await ringer.perform("probe.ring", number=number)

    # Those that find the place taken leave it; so everybody looks a few times.
    await settled(bell_house)
    for _ in range(3):
        await asyncio.gather(*(Dispatcher(bell_house).look() for _ in range(4)))

    assert [n for n, _ in await probe.heard(ringer, "heard")] == list(range(20))


async def test_a_failing_handler_leaves_no_trace_and_holds_up_only_itself(bell_house: House, ringer: Actor) -> None:
    probe.FAILING.add(2)
    for number in range(1, 4):
        await ringer.perform("probe.ring", number=number)

    await settled(bell_house)

    await Dispatcher(bell_house, first_pause_s=60).look()

    assert [n for n, _ in await probe.heard(ringer, "heard")] == [1]
    assert [n for n, _ in await probe.heard(ringer, "also")] == [1, 2, 3]


async def test_after_the_pause_the_failed_event_comes_first(bell_house: House, ringer: Actor) -> None:
    probe.FAILING.add(1)
    dispatcher = Dispatcher(bell_house, first_pause_s=0)
    for number in (1, 2):
        await ringer.perform("probe.ring", number=number)
    await settled(bell_house)
    await dispatcher.look()
    probe.FAILING.clear()

    await settled(bell_house)

    await dispatcher.deliver_all(ringer.scope.company)

    assert [n for n, _ in await probe.heard(ringer, "heard")] == [1, 2]


async def test_after_the_last_try_the_event_is_a_dead_letter_that_can_be_handled_again(bell_house: House, ringer: Actor) -> None:
    probe.FAILING.add(1)
    dispatcher = Dispatcher(bell_house, first_pause_s=0, most_tries=3)
    for number in (1, 2):
        await ringer.perform("probe.ring", number=number)
    for _ in range(4):
        await settled(bell_house)
        await dispatcher.deliver_all(ringer.scope.company)

    (letter,) = (await ringer.page("core.dead_letters")).dicts()
    assert (letter["handler"], letter["event"], letter["tries"]) == ("probe.hear", "probe.rung", 3)
    assert "told to fail" in letter["failure"]
    assert [n for n, _ in await probe.heard(ringer, "heard")] == [2]

    probe.FAILING.clear()
    await ringer.perform("core.handle_again", event_id=letter["event_id"], handler="probe.hear")
    assert sorted(n for n, _ in await probe.heard(ringer, "heard")) == [1, 2]
    assert (await ringer.page("core.dead_letters")).dicts() == []


async def test_an_open_transaction_is_waited_for_so_that_nothing_is_passed_by(bell_house: House, ringer: Actor) -> None:
    scope = await scope_of_house(bell_house, ringer.scope.company)
    handler = Dispatcher(bell_house).handlers[0]
    async with bell_house.pools.write() as slow:
        await slow.execute(b"begin")
        await slow.execute(b"select core.begin_read(%s, null)", (ringer.scope.company,))
        await slow.execute(
            b"insert into core.outbox (company_id, event, payload) values (%s, 'probe.rung',"
            b""" '{"number": 1, "on": "2026-01-02", "amount": "1"}')""",
            (ringer.scope.company,),
        )
        await ringer.perform("probe.ring", number=2)
        assert await deliver(bell_house, scope, handler) is False
        await slow.execute(b"commit")

    await settled(bell_house)
    while await deliver(bell_house, scope, handler):
        pass
    assert [n for n, _ in await probe.heard(ringer, "heard")] == [1, 2]
