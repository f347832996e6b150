"""Tasks through operations: given, handed over, done, repeated, reminded of."""

import asyncio
from dataclasses import replace
from datetime import date, datetime

import psycopg
import pytest

from dapur.contract import Conflict, Forbidden, Form, NotFound, Operation, Refused, Result
from dapur.house import House
from dapur.operations.work import Work
from dapur.queries.plan import Wish
from dapur.testing.companies import Actor, new_company, new_member
from dapur.testing.databases import TestDatabase
from dapur_base.task_panels import my_tasks, rule_dates
from dapur_base.tasks import end_tasks, give_task
from tests.clock import set_clock


def turn_to(database: TestDatabase, day: str) -> None:
    """Noon in Jakarta on a day."""
    set_clock(database, datetime.fromisoformat(f"{day}T12:00"))


async def notices(actor: Actor) -> list[tuple[str, str]]:
    """(kind, the name in it) of the person's notices."""
    rows = await (await actor.reader()).rows(
        "select kind, data ->> 'title' from core.notice where company_id = %s and user_id = %s order by id",
        actor.scope.company,
        actor.scope.user,
    )
    return [(kind, title) for kind, title in rows]


async def test_a_task_is_given_done_and_opened_again(actor: Actor) -> None:
    budi = await new_member(actor, "clerk", name="Budi")
    made = await actor.perform("base.add_task", title="Cek stok", owner_id=budi.scope.user, due="2026-03-02")

    assert await notices(budi) == [("base.task_given", "Cek stok")]
    assert [t.title for t in await my_tasks(await budi.reader(), "") or ()] == ["Cek stok"]
    await budi.perform("base.finish_task", id=made.id)
    assert await my_tasks(await budi.reader(), "") is None
    assert await notices(actor) == [("base.task_done", "Cek stok")]
    with pytest.raises(Refused) as caught:
        await budi.perform("base.finish_task", id=made.id)
    assert caught.value.code == "BASE_TASK_ENDED"
    await budi.perform("base.reopen_task", id=made.id)
    assert [r["status"] for r in (await budi.page("base.my_tasks")).dicts()] == ["overdue"]


async def test_a_task_of_others_is_not_there(actor: Actor) -> None:
    budi, rina = [await new_member(actor, "clerk", name=name) for name in ("Budi", "Rina")]
    made = await budi.perform("base.add_task", title="Rapikan arsip")

    for name in ("base.finish_task", "base.cancel_task", "base.reopen_task"):
        with pytest.raises(NotFound):
            await rina.perform(name, id=made.id)
    assert (await rina.page("base.my_tasks")).rows == []
    with pytest.raises(Forbidden):
        await rina.page("base.all_tasks")
    assert [r["owner"] for r in (await actor.page("base.all_tasks")).dicts()] == ["Budi"]


async def test_a_task_is_handed_over_to_a_colleague_only(actor: Actor, other: Actor) -> None:
    rina = await new_member(actor, "clerk", name="Rina")
    made = await actor.perform("base.add_task", title="Bayar listrik")

    with pytest.raises(Refused) as caught:
        await actor.perform("base.reassign_task", id=made.id, owner_id=other.scope.user)
    assert (caught.value.code, caught.value.problems[0].field) == ("BASE_NOT_A_COLLEAGUE", "owner_id")

    await actor.perform("base.reassign_task", id=made.id, owner_id=rina.scope.user)
    assert await notices(rina) == [("base.task_given", "Bayar listrik")]
    with pytest.raises(Conflict):
        await rina.perform("base.change_task", id=made.id, version=1, title="Bayar air")


async def test_due_in_working_days_counts_from_today(clocked: House, database: TestDatabase) -> None:
    turn_to(database, "2026-03-17")
    boss = await new_company(clocked)

    made = await boss.perform("base.add_task", title="Lapor", due_in=1)

    assert made.due == date(2026, 3, 25), "Nyepi, Eid and joint leave lie between"
    with pytest.raises(Refused) as caught:
        await boss.perform("base.add_task", title="Lapor", due_in=1, due="2026-03-18")
    assert caught.value.code == "BASE_DUE_TWICE"


async def test_a_repeating_task_makes_its_next_when_the_last_is_done_once(actor: Actor) -> None:
    rule = await actor.perform(
        "base.save_task_rule", title="Rekonsiliasi", owner_id=actor.scope.user, first_day="2026-01-31", every="month"
    )
    first = (await actor.page("base.my_tasks")).dicts()[0]
    assert first["due"] == date(2026, 1, 30), "31 January 2026 is a Saturday"

    await actor.perform("base.finish_task", id=first["id"])
    await actor.perform("base.reopen_task", id=first["id"])
    await actor.perform("base.finish_task", id=first["id"])

    rows = (await actor.page("base.all_tasks", Wish(filters={"rule": rule.id}))).dicts()
    assert [(r["due"], r["status"]) for r in rows] == [(date(2026, 2, 27), "overdue"), (date(2026, 1, 30), "done")]
    dates = await rule_dates(await actor.reader(), rule.id, date(2026, 5, 1), 2)
    assert [(d.raw, d.due) for d in dates or ()] == [
        (date(2026, 5, 31), date(2026, 5, 29)),
        (date(2026, 6, 30), date(2026, 6, 30)),
    ]
    with pytest.raises(Refused) as caught:
        await actor.perform("base.save_task_rule", id=rule.id, title="X", owner_id=actor.scope.user, first_day="2026-02-01")
    assert caught.value.code == "BASE_RULE_DATES_STAY"


async def test_tasks_on_a_schedule_are_made_ahead_and_never_twice(clocked: House, database: TestDatabase) -> None:
    turn_to(database, "2026-03-02")
    boss = await new_company(clocked)
    rule = {"title": "Apel pagi", "owner_id": boss.scope.user, "first_day": "2026-03-02", "every": "week", "shift": "following"}
    await boss.perform("base.save_task_rule", {**rule, "made": "on_schedule", "days_ahead": 6})

    counts = await asyncio.gather(*(boss.through("job").perform("base.make_tasks") for _number in range(3)))

    assert sum(made.count for made in counts) == 2
    dues = [r["due"] for r in (await boss.page("base.my_tasks")).dicts()]
    assert dues == [date(2026, 3, 2), date(2026, 3, 9)]
    turn_to(database, "2026-03-25")
    assert (await boss.perform("base.make_tasks")).count == 3


async def test_reminders_come_once_each_and_a_late_task_reaches_somebody_else(clocked: House, database: TestDatabase) -> None:
    turn_to(database, "2026-08-10")
    boss = await new_company(clocked)
    budi = await new_member(boss, "clerk", name="Budi")
    await budi.perform(
        "base.add_task",
        title="Laporan",
        due="2026-08-14",
        remind_before="3, 1",
        remind_after="1, 5",
        escalate_to=boss.scope.user,
        escalate_after=2,
    )
    sent = []
    for day in ("2026-08-10", "2026-08-11", "2026-08-11", "2026-08-18", "2026-08-19", "2026-08-24"):
        turn_to(database, day)
        both = await asyncio.gather(*(boss.through("job").perform("base.send_reminders") for _number in range(2)))
        sent.append(sum(one.count for one in both))

    assert sent == [0, 1, 0, 1, 1, 1], "what was missed on the 13th comes with the one of the 18th"
    assert await notices(boss) == [("base.task_escalated", "Laporan")]
    assert [kind for kind, _title in await notices(budi)] == ["base.task_reminded"] * 3


async def test_what_was_reminded_of_stays(actor: Actor, app_url: str) -> None:
    with psycopg.connect(app_url) as connection:
        connection.execute("select set_config('dapur.company', %s, true)", (str(actor.scope.company),))
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("delete from base.task_reminder")


async def test_a_second_task_of_a_date_is_refused_by_the_database(actor: Actor, app_url: str) -> None:
    await actor.perform("base.save_task_rule", title="Gaji", owner_id=actor.scope.user, first_day="2026-01-25")

    with psycopg.connect(app_url) as connection:
        connection.execute("select set_config('dapur.company', %s, true)", (str(actor.scope.company),))
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute(
                "insert into base.task (company_id, title, owner_id, created_by, rule_id, occurrence)"
                " select company_id, title, owner_id, created_by, rule_id, occurrence from base.task where rule_id is not null"
            )


async def test_a_document_gives_tasks_and_ends_them(actor: Actor) -> None:
    class Document(Form):
        """No input."""

    class Told(Result):
        """How many ended."""

        count: int

    async def run(work: Work, _form: Document) -> Told:
        """Give, and end."""
        await give_task(work, "Hitung ulang", work.actor, title="SO/1", address="fleet/counts/7", due_in=2)
        assert await end_tasks(work, "fleet/counts/8") == 0
        return Told(count=await end_tasks(work, "fleet/counts/7"))

    operation = Operation("base.try", "Try", "public", Document, Told, run, "Try.")

    assert (await actor.perform(operation)).count == 1
    rows = (await actor.page("base.my_tasks")).dicts()
    assert [(r["document"], r["document_address"], r["status"]) for r in rows] == [("SO/1", "fleet/counts/7", "done")]


async def test_without_the_right_nobody_gets_a_task(actor: Actor) -> None:
    poor = replace(actor.without("base.task.use"))

    with pytest.raises(Forbidden):
        await poor.perform("base.add_task", title="Diam-diam")
