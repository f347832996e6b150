"""Approvals: asked by rule, decided by those whom the copied rule names, bound to what was seen."""

import asyncio
from datetime import date
from decimal import Decimal
from typing import Any

import psycopg
import pytest

from dapur.contract import Forbidden, NotFound, Refused
from dapur.house import House
from dapur.queries.plan import Wish
from dapur.testing.companies import Actor, new_company, new_member
from dapur.testing.databases import TestDatabase
from tests.clock import at, clocked_house
from tests.letters import KIND, MANAGER_OF


async def member(boss: Actor, name: str, *roles: str) -> Actor:
    return await new_member(boss, *(roles or ("clerk",)), name=name)


async def rule(boss: Actor, *lines: dict[str, Any], **facts: Any) -> Any:
    return await boss.perform("base.save_approval_policy", {"kind": KIND, "name": "Surat", "lines": list(lines), **facts})


def person(actor: Actor, **more: Any) -> dict[str, Any]:
    return {"approver": "user", "user": actor.scope.user, **more}


async def ask(actor: Actor, letter: int) -> Any:
    return await actor.perform("base.request_approval", kind=KIND, document=letter)


async def vote(actor: Actor, request: int, yes: bool = True, digest: str = "") -> Any:
    seen = digest or await (await actor.reader()).value("select digest from base.approval_request where id = %s", request)
    words: dict[str, str]
    name, words = ("base.approve", {}) if yes else ("base.decline", {"reason": "Terlalu mahal"})
    return await actor.perform(name, {"id": request, "digest": seen, **words})


async def refusal(coming: Any) -> str:
    with pytest.raises(Refused) as caught:
        await coming
    return caught.value.code


async def test_an_approved_letter_is_sent_and_one_that_waits_is_not(boss: Actor) -> None:
    ani, dedi = await member(boss, "Ani"), await member(boss, "Dedi")
    await rule(boss, person(ani))
    letter = (await dedi.perform("letters.write", text="Pesan baja", amount="100", currency="IDR")).id

    assert await refusal(dedi.perform("letters.send", id=letter)) == "BASE_APPROVAL_NEEDED"
    asked = await ask(dedi, letter)
    assert (asked.state, asked.waits_for) == ("waiting", ["Ani"])
    assert await refusal(dedi.perform("letters.send", id=letter)) == "BASE_APPROVAL_WAITING"
    assert [row["title"] for row in (await ani.page("base.approvals_to_do")).dicts()] == ["Letter"]

    assert (await vote(ani, asked.request)).outcome == "approved"

    assert (await dedi.perform("letters.send", id=letter)).id == letter
    assert (await ani.page("base.approvals_to_do")).dicts() == []


async def test_asking_twice_is_one_request(boss: Actor) -> None:
    ani = await member(boss, "Ani")
    await rule(boss, person(ani))
    letter = (await boss.perform("letters.write")).id

    assert (await ask(boss, letter)).request == (await ask(boss, letter)).request


async def test_without_a_rule_or_below_its_limit_nothing_needs_approval(boss: Actor) -> None:
    ani = await member(boss, "Ani")
    letter = (await boss.perform("letters.write", amount="5000000", currency="IDR")).id
    await boss.perform("letters.send", id=letter)
    await rule(boss, person(ani, above="5000000"))

    assert (await ask(boss, letter)).state == "not_needed"
    await boss.perform("letters.send", id=letter)


async def test_a_foreign_amount_is_compared_at_the_days_rate(boss: Actor) -> None:
    ani = await member(boss, "Ani")
    await rule(boss, person(ani, above="5000000"))
    letter = (await boss.perform("letters.write", amount="400", currency="USD")).id
    assert await refusal(ask(boss, letter)) == "BASE_RATE_MISSING"
    await boss.perform("base.save_currency", code="USD", name_id="Dolar", name_en="Dollar")
    await boss.perform("base.save_rate", currency="USD", day="2020-01-01", rate="16000")

    assert (await ask(boss, letter)).state == "waiting"


async def test_nobody_decides_their_own_request_nor_one_that_is_not_theirs(boss: Actor) -> None:
    ani, budi, dedi = [await member(boss, name) for name in ("Ani", "Budi", "Dedi")]
    await rule(boss, person(ani), person(budi))
    request = (await ask(ani, (await ani.perform("letters.write")).id)).request

    assert await refusal(vote(ani, request)) == "BASE_OWN_REQUEST"
    assert await refusal(vote(dedi, request)) == "BASE_NOT_APPROVER"
    with pytest.raises(NotFound):
        await (await dedi.reader()).one(dedi.house.registry.queries["base.my_approvals"], request)
    assert (await vote(budi, request)).outcome == "approved"


async def test_a_rule_that_only_the_asker_could_fulfil_is_refused_at_once(boss: Actor) -> None:
    ani = await member(boss, "Ani")
    await rule(boss, person(ani))

    assert await refusal(ask(ani, (await ani.perform("letters.write")).id)) == "BASE_NO_APPROVER"


async def test_a_no_of_a_role_that_needs_one_yes_decides_and_says_why(boss: Actor) -> None:
    ani, budi = await member(boss, "Ani", "approver"), await member(boss, "Budi", "approver")
    role = next(r["id"] for r in (await boss.page("core.roles", Wish(columns=("id", "code")))).dicts() if r["code"] == "approver")
    await rule(boss, {"approver": "role", "role": role})
    letter = (await boss.perform("letters.write")).id
    request = (await ask(boss, letter)).request

    assert (await vote(ani, request, yes=False)).outcome == "declined"

    assert await refusal(vote(budi, request)) == "BASE_APPROVAL_CLOSED"
    with pytest.raises(Refused) as caught:
        await boss.perform("letters.send", id=letter)
    assert str(caught.value) == "This was declined: Terlalu mahal. Change it, then ask again."


async def test_a_role_that_a_rule_names_is_not_deleted(boss: Actor) -> None:
    made = await boss.perform("core.save_role", title="Direksi", permissions=["base.approval.decide"])
    await rule(boss, {"approver": "role", "role": made.id})

    assert await refusal(boss.perform("core.delete_role", id=made.id)) == "STILL_USED"


async def test_what_changed_after_it_was_opened_is_void_and_both_amounts_are_told(boss: Actor) -> None:
    ani = await member(boss, "Ani")
    await rule(boss, person(ani))
    letter = (await boss.perform("letters.write", amount="14500000", currency="IDR")).id
    first = (await ask(boss, letter)).request
    await boss.perform("letters.write", id=letter, amount="15200000", currency="IDR")

    with pytest.raises(Refused) as caught:
        await vote(ani, first)
    assert caught.value.code == "BASE_APPROVAL_CHANGED"
    assert caught.value.problems[0].message.values["before"] == Decimal(14500000)  # type: ignore[union-attr]
    assert caught.value.problems[0].message.values["after"] == Decimal(15200000)  # type: ignore[union-attr]
    (second,) = (await ani.page("base.approvals_to_do")).dicts()
    assert (second["id"] != first, second["amount"]) == (True, Decimal(15200000))


async def test_a_document_that_changed_behind_bases_back_is_not_approved(boss: Actor) -> None:
    ani = await member(boss, "Ani")
    await rule(boss, person(ani))
    letter = (await boss.perform("letters.write", text="lama")).id
    request = (await ask(boss, letter)).request
    await boss.perform("letters.write", id=letter, text="baru", quietly=True)

    assert await refusal(vote(ani, request)) == "BASE_APPROVAL_CHANGED"


async def test_whoever_changes_a_document_does_not_approve_it_nor_does_its_author(boss: Actor) -> None:
    ani, dedi = await member(boss, "Ani"), await member(boss, "Dedi")
    await rule(boss, person(ani), person(dedi), person(boss))
    letter = (await dedi.perform("letters.write", text="satu")).id
    await ask(dedi, letter)
    await ani.perform("letters.write", id=letter, text="dua")
    (again,) = (await boss.page("base.approvals_to_do")).dicts()

    assert await refusal(vote(ani, again["id"])) == "BASE_OWN_REQUEST"
    assert await refusal(vote(dedi, again["id"])) == "BASE_OWN_REQUEST"
    assert (await vote(boss, again["id"])).outcome == "approved"


async def test_seats_are_kept_for_open_requests_only(boss: Actor) -> None:
    ani = await member(boss, "Ani")
    await rule(boss, person(ani))
    letters = [(await boss.perform("letters.write", text=f"Surat {n}")).id for n in range(5)]
    yes, no, back, changed, waiting = [(await ask(boss, letter)).request for letter in letters]

    await vote(ani, yes)
    await vote(ani, no, yes=False)
    await boss.perform("base.withdraw_approval", id=back)
    await boss.perform("letters.write", id=letters[3], text="lain")

    rows = await (await boss.reader()).rows("select request_id, user_id from base.approval_open_seat order by 1")
    assert rows == [(waiting, ani.scope.user), (max(yes, no, back, changed, waiting) + 1, ani.scope.user)]


async def test_an_approved_document_that_changes_needs_approval_again(boss: Actor) -> None:
    ani = await member(boss, "Ani")
    await rule(boss, person(ani))
    letter = (await boss.perform("letters.write", text="satu")).id
    await vote(ani, (await ask(boss, letter)).request)
    await boss.perform("letters.write", id=letter, text="dua", quietly=True)

    assert await refusal(boss.perform("letters.send", id=letter)) == "BASE_APPROVAL_CHANGED"


async def test_only_who_asked_takes_a_request_back(boss: Actor) -> None:
    ani = await member(boss, "Ani")
    await rule(boss, person(ani))
    request = (await ask(boss, (await boss.perform("letters.write")).id)).request

    assert await refusal(ani.perform("base.withdraw_approval", id=request)) == "BASE_NOT_YOURS"
    await boss.perform("base.withdraw_approval", id=request)
    assert await refusal(vote(ani, request)) == "BASE_APPROVAL_CLOSED"


async def test_a_deputy_decides_for_somebody_else_within_the_days_and_the_vote_says_for_whom(boss: Actor) -> None:
    ani, budi = await member(boss, "Ani"), await member(boss, "Budi")
    await rule(boss, person(ani))
    today = (await boss.reader()).today.isoformat()
    request = (await ask(boss, (await boss.perform("letters.write")).id)).request
    assert await refusal(vote(budi, request)) == "BASE_NOT_APPROVER"

    named = await ani.perform("base.delegate", deputy=budi.scope.user, first=today, last=today)
    await vote(budi, request)

    (cast,) = (await boss.page("base.approval_votes", Wish(filters={"request": request}))).dicts()
    assert (cast["voter"], cast["for_user"]) == ("Budi", "Ani")
    await ani.perform("base.end_delegation", id=named.id)
    assert await refusal(ani.perform("base.end_delegation", id=named.id)) == "BASE_DELEGATION_ENDED"


async def test_naming_a_deputy_for_somebody_else_takes_the_right_to_manage(boss: Actor) -> None:
    ani, budi = await member(boss, "Ani"), await member(boss, "Budi")
    today = (await boss.reader()).today.isoformat()
    away = {"user": ani.scope.user, "deputy": budi.scope.user, "first": today, "last": today}

    with pytest.raises(Forbidden):
        await budi.perform("base.delegate", away)
    await boss.perform("base.delegate", away)


async def test_a_later_rule_does_not_touch_what_was_asked_before(boss: Actor) -> None:
    ani, budi = await member(boss, "Ani"), await member(boss, "Budi")
    made = await rule(boss, person(ani))
    request = (await ask(boss, (await boss.perform("letters.write")).id)).request
    await rule(boss, person(budi), id=made.id, version=made.version)

    assert (await vote(ani, request)).outcome == "approved"
    steps = (await boss.page("base.approval_steps", Wish(filters={"request": request}))).dicts()
    assert [step["approvers"] for step in steps] == ["Ani"]


async def test_steps_open_in_order_and_a_closed_one_takes_no_more_votes(boss: Actor) -> None:
    a, b, c, cto = [await member(boss, name) for name in ("A", "B", "C", "CTO")]
    await rule(boss, *(person(p, order=1, need=2) for p in (a, b, c)), person(cto, order=2, title="CTO"))
    request = (await ask(boss, (await boss.perform("letters.write")).id)).request

    assert await refusal(vote(cto, request)) == "BASE_STEP_NOT_OPEN"
    await vote(a, request)
    assert await refusal(vote(a, request)) == "BASE_ALREADY_VOTED"
    assert (await vote(b, request, yes=False)).outcome == "waiting"
    assert (await vote(c, request)).waits_for == ["CTO"]
    assert await refusal(vote(b, request)) == "BASE_STEP_CLOSED"
    assert (await vote(cto, request)).outcome == "approved"


@pytest.mark.parametrize("answers", [(True, True, True), (True, False, True), (False, False, True)])
async def test_people_who_vote_at_the_same_moment_make_one_outcome(boss: Actor, answers: tuple[bool, ...]) -> None:
    people = [await member(boss, name) for name in ("A", "B", "C")]
    await rule(boss, *(person(p, need=2) for p in people))
    letter = (await boss.perform("letters.write")).id
    request = (await ask(boss, letter)).request

    cast = await asyncio.gather(*(vote(p, request, yes) for p, yes in zip(people, answers, strict=True)), return_exceptions=True)

    ends = [c.outcome for c in cast if not isinstance(c, BaseException) and c.outcome != "waiting"]
    assert len(ends) == 1
    assert {c.code for c in cast if isinstance(c, Refused)} <= {"BASE_APPROVAL_CLOSED"}
    if answers == (True, True, True):
        assert ends == ["approved"]


async def test_two_copies_of_one_vote_are_one(boss: Actor) -> None:
    ani, budi = await member(boss, "Ani"), await member(boss, "Budi")
    await rule(boss, person(ani, need=2), person(budi, need=2))
    request = (await ask(boss, (await boss.perform("letters.write")).id)).request

    cast = await asyncio.gather(*(vote(ani, request) for _n in range(5)), return_exceptions=True)

    assert sorted(type(c).__name__ for c in cast) == ["Decided", *["Refused"] * 4]


async def test_what_waits_as_long_as_its_rule_says_is_brought_to_mind_once_a_day(boss: Actor, owner_url: str) -> None:
    ani, citra = await member(boss, "Ani"), await member(boss, "Citra")
    MANAGER_OF[boss.scope.company, ani.scope.user] = citra.scope.user
    await rule(boss, person(ani), remind_after_days=2)
    request = (await ask(boss, (await boss.perform("letters.write")).id)).request

    assert (await boss.perform("base.remind_approvers")).requests == 0
    grown_older(owner_url, boss, request, 2)
    assert [(await boss.perform("base.remind_approvers")).requests for _n in range(2)] == [1, 0]
    assert await told(boss, ani) == [
        "Waits for your approval: {title}",
        "Still waits for your approval, for {days} days: {title}",
    ]
    assert await told(boss, citra) == []


async def test_what_waits_twice_as_long_is_told_to_the_manager(boss: Actor, owner_url: str) -> None:
    ani, citra = await member(boss, "Ani"), await member(boss, "Citra")
    MANAGER_OF[boss.scope.company, ani.scope.user] = citra.scope.user
    await rule(boss, person(ani), remind_after_days=2)
    request = (await ask(boss, (await boss.perform("letters.write")).id)).request
    grown_older(owner_url, boss, request, 4)

    await boss.perform("base.remind_approvers")

    assert await told(boss, citra) == ["Waits for {person} for {days} days: {title}"]


def grown_older(owner_url: str, boss: Actor, request: int, days: int) -> None:
    with psycopg.connect(owner_url) as connection:
        connection.execute("select core.begin_read(%s, null)", (boss.scope.company,))
        connection.execute(
            "update base.approval_request set requested_at = requested_at - make_interval(days => %s) where id = %s",
            (days, request),
        )


async def told(boss: Actor, person: Actor) -> list[str]:
    rows = await (await boss.reader()).rows("select message from core.notice where user_id = %s order by id", person.scope.user)
    return [message for (message,) in rows]


async def test_requests_are_found_by_the_day_where_the_company_is(lettered: House, database: TestDatabase) -> None:
    """23:30 UTC on the 1st is the morning of the 2nd in Jakarta."""
    async with clocked_house(lettered.registry, database) as house:
        boss = await new_company(house)
        ani = await member(boss, "Ani")
        await rule(boss, person(ani))
        with at(database, "2026-03-01 23:30+00"):
            await ask(boss, (await boss.perform("letters.write", text="Pesan baja", amount="100", currency="IDR")).id)

        async def on(day: date) -> list[str]:
            return [row["title"] for row in (await boss.page("base.approvals", Wish(filters={"asked": (day, day)}))).dicts()]

        assert [await on(date(2026, 3, 1)), await on(date(2026, 3, 2))] == [[], ["Letter"]]
