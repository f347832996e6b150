"""What must never break in approvals, attacked with plain SQL as the application's role."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import psycopg
import pytest

from dapur.testing.companies import Actor
from tests.plugins.base.test_approvals import ask, member, person, rule, vote


@asynccontextmanager
async def plain_sql(actor: Actor) -> AsyncIterator[psycopg.AsyncConnection[Any]]:
    """The application's connection in this company, as this person."""
    async with actor.house.pools.write() as connection, connection.transaction(force_rollback=True):
        await connection.execute(b"select core.begin_read(%s, %s)", (actor.scope.company, actor.scope.user))
        yield connection


async def refused_with(actor: Actor, sql: str, *args: Any) -> str:
    async with plain_sql(actor) as connection:
        with pytest.raises(psycopg.Error) as caught:
            await connection.execute(sql.encode(), args or None)
    return str(caught.value.diag.message_primary)


async def asked(boss: Actor) -> tuple[int, Actor, Actor]:
    """A request that waits for Ani, and somebody who has nothing to do with it."""
    ani, budi = await member(boss, "Ani"), await member(boss, "Budi")
    await rule(boss, person(ani))
    return (await ask(boss, (await boss.perform("letters.write")).id)).request, ani, budi


WRITTEN_BY_HAND = (
    "update base.approval_vote set is_yes = not is_yes where request_id = %s",
    "delete from base.approval_vote where request_id = %s",
    "update base.approval_request set outcome = 'approved', closed_at = now() where id = %s",
    "delete from base.approval_request where id = %s",
    "update base.approval_step set need = 0 where request_id = %s",
    "update base.approval_approver set user_id = 1 where request_id = %s",
    "insert into base.approval_vote (company_id, request_id, step_id, voter_id, for_user_id, is_yes) select company_id,"
    " request_id, step_id, user_id, user_id, true from base.approval_approver where request_id = %s",
    "insert into base.approval_approver (company_id, request_id, step_id, user_id) select company_id, request_id, id,"
    " core.current_actor() from base.approval_step where request_id = %s",
    "update base.approval_open_seat set user_id = core.current_actor() where request_id = %s",
    "delete from base.approval_open_seat where request_id = %s",
)


async def test_votes_steps_seats_and_outcomes_are_not_written_by_hand(boss: Actor) -> None:
    request, _ani, _budi = await asked(boss)

    answers = {sql: await refused_with(boss, sql, request) for sql in WRITTEN_BY_HAND}

    assert [sql for sql, answer in answers.items() if "permission denied" not in answer] == []


async def test_the_owner_cannot_rewrite_votes_either(boss: Actor, owner_url: str) -> None:
    request, ani, _budi = await asked(boss)
    await vote(ani, request)

    with psycopg.connect(owner_url) as connection:
        connection.execute("select core.begin_read(%s, %s)", (boss.scope.company, boss.scope.user))
        with pytest.raises(psycopg.Error, match="What is posted stays as it is"):
            connection.execute("update base.approval_vote set is_yes = false where request_id = %s", (request,))


CAST = "select base.cast_vote(%s, %s, (select digest from base.approval_request where id = %s), true, '')"


async def test_the_functions_themselves_refuse_oneself_and_outsiders(boss: Actor, lettered: object) -> None:
    request, ani, budi = await asked(boss)
    company = boss.scope.company

    assert await refused_with(boss, CAST, company, request, request) == "You asked for this yourself. Somebody else must decide."
    assert await refused_with(budi, CAST, company, request, request) == "You are not among those who decide this."
    assert await refused_with(ani, CAST, company + 1, request, request) == "Another company."
    assert (
        await refused_with(budi, "select base.withdraw_approval(%s, %s)", company, request)
        == "Only who asked can take the request back."
    )


async def test_a_vote_without_anybody_signed_in_is_refused(boss: Actor) -> None:
    request, _ani, _budi = await asked(boss)
    async with boss.house.pools.write() as connection, connection.transaction(force_rollback=True):
        await connection.execute(b"select core.begin_read(%s, null)", (boss.scope.company,))
        with pytest.raises(psycopg.Error, match="You asked for this yourself"):
            await connection.execute(CAST.encode(), (boss.scope.company, request, request))


async def test_another_company_sees_nothing(boss: Actor, other: Actor) -> None:
    request, _ani, _budi = await asked(boss)
    async with plain_sql(other) as connection:
        for table in ("request", "step", "approver", "vote", "to_do", "seat", "step_state", "concern"):
            found = await connection.execute(f"select 1 from base.approval_{table}".encode())
            assert await found.fetchall() == [], table
    assert (
        await refused_with(other, CAST, other.scope.company, request, request) == "There is no such request. Open the list again."
    )
