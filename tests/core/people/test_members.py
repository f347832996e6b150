"""Members: roles, disabling, and that somebody can always manage people."""

import asyncio
from dataclasses import replace

import pytest

from dapur.contract import NotFound, Refused
from dapur.testing.companies import Actor, new_company, new_member
from tests.core.people.roles import role


async def test_the_last_administrator_keeps_the_role(actor: Actor) -> None:
    clerk = await role(actor, "clerk")

    with pytest.raises(Refused) as caught:
        await actor.perform("core.give_roles", user=actor.scope.user, roles=[clerk])

    assert caught.value.code == "LAST_ADMINISTRATOR"


async def test_the_right_to_manage_people_cannot_leave_the_last_role_that_gives_it(actor: Actor) -> None:
    number = await role(actor, "administrator")

    with pytest.raises(Refused) as caught:
        await actor.perform("core.save_role", id=number, title="Administrator", permissions=["core.audit.read"])

    assert caught.value.code == "LAST_ADMINISTRATOR"


async def test_two_administrators_cannot_disable_each_other_at_the_same_moment(actor: Actor) -> None:
    for _ in range(4):
        first = await new_company(actor.house)
        second = await new_member(first, "administrator")

        answers = await asyncio.gather(
            first.perform("core.disable_person", user=second.scope.user),
            second.perform("core.disable_person", user=first.scope.user),
            return_exceptions=True,
        )

        assert sum(isinstance(a, Refused) and a.code == "LAST_ADMINISTRATOR" for a in answers) == 1


async def test_nobody_disables_themselves(actor: Actor) -> None:
    with pytest.raises(Refused) as caught:
        await actor.perform("core.disable_person", user=actor.scope.user)

    assert caught.value.code == "NOT_ONESELF"


async def test_a_stranger_is_no_member_to_change(actor: Actor, other: Actor) -> None:
    stranger = {"user": other.scope.user}
    for operation, raw in (("disable_person", {}), ("enable_person", {}), ("give_roles", {"roles": [1]})):
        with pytest.raises(NotFound):
            await actor.perform(f"core.{operation}", {**stranger, **raw})


async def test_who_sees_some_rows_only_cannot_widen_them_by_a_role(actor: Actor) -> None:
    narrow = replace(actor, scope=replace(actor.scope, rows={"core.audit.read": "own"}))

    with pytest.raises(Refused) as saving:
        await narrow.perform("core.save_role", title="Lebih luas", permissions=["core.audit.read"])
    with pytest.raises(Refused) as giving:
        await narrow.perform("core.give_roles", user=actor.scope.user, roles=[await role(actor, "administrator")])

    assert saving.value.code == giving.value.code == "BEYOND_OWN_RIGHTS"


async def test_a_role_that_somebody_has_is_not_deleted(actor: Actor) -> None:
    made = await actor.perform("core.save_role", title="Kasir", permissions=["core.export"])
    member = await new_member(actor, "kasir")

    with pytest.raises(Refused) as caught:
        await actor.perform("core.delete_role", id=made.id)
    assert caught.value.code == "ROLE_IN_USE"

    await actor.perform("core.give_roles", user=member.scope.user, roles=[await role(actor, "clerk")])
    await actor.perform("core.delete_role", id=made.id)
    assert "Kasir" not in [r["name"] for r in (await actor.page("core.roles")).dicts()]
