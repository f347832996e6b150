"""People come in by a link that works once and ends; what they may do is decided by who invites."""

import asyncio

import psycopg
import pytest

from dapur.contract import NotFound, Refused
from dapur.house import House
from dapur.operations.perform import perform
from dapur.people.invite import InvitationAccepted, accept_invitation, invited_scope
from dapur.people.scopes import standing_of
from dapur.people.sign_in import sign_in
from dapur.testing.companies import PASSWORD, Actor, new_user
from tests.core.people.roles import role

NEW_PASSWORD = "pintu belakang selalu terbuka"


async def invite(actor: Actor, email: str, *codes: str) -> str:
    """The token of the link."""
    roles = [await role(actor, code) for code in codes or ("clerk",)]
    made = await actor.perform("core.invite_person", email=email, name="Orang Baru", roles=roles)
    return str(made.link.rpartition("/")[2])


async def join(actor: Actor, token: str, password: str = NEW_PASSWORD) -> InvitationAccepted:
    outcome = await perform(
        actor.house, invited_scope(actor.scope.company), accept_invitation, {"token": token, "password": password}
    )
    assert isinstance(outcome.result, InvitationAccepted)
    return outcome.result


async def test_the_invited_person_signs_in_with_the_password_they_chose_and_has_the_roles(actor: Actor) -> None:
    joined = await join(actor, await invite(actor, "baru1@example.id", "clerk", "auditor"))

    opened = await sign_in(actor.house, "baru1@example.id", NEW_PASSWORD, address="203.0.113.1", agent="")
    company = await actor.house.company(actor.scope.company)
    standing = await standing_of(actor.house, joined.user, company.code)
    assert opened.user == joined.user
    assert len(standing.roles) == 2


async def test_a_link_works_once_even_for_two_at_the_same_moment(actor: Actor) -> None:
    token = await invite(actor, "baru2@example.id")

    answers = await asyncio.gather(
        join(actor, token, "kalimat pertama sekali"), join(actor, token, "kalimat kedua sekali"), return_exceptions=True
    )

    assert sorted(type(a).__name__ for a in answers) == ["InvitationAccepted", "NotFound"]
    with pytest.raises(NotFound):
        await join(actor, token)


async def test_a_link_ends_after_its_days(actor: Actor, owner_url: str) -> None:
    token = await invite(actor, "baru3@example.id")
    with psycopg.connect(owner_url) as owner:
        owner.execute("select set_config('dapur.company', %s, true)", (str(actor.scope.company),))
        owner.execute("update core.invitation set ends_at = now() - interval '1 second' where email = 'baru3@example.id'")

    with pytest.raises(NotFound):
        await join(actor, token)


async def test_a_withdrawn_link_opens_nothing(actor: Actor) -> None:
    token = await invite(actor, "baru4@example.id")
    number = (await actor.page("core.invitations")).dicts()[0]["id"]

    await actor.perform("core.withdraw_invitation", id=number)

    with pytest.raises(NotFound):
        await join(actor, token)
    assert (await actor.page("core.invitations")).dicts()[0]["status"] == "ended"


async def test_a_link_opens_only_the_company_that_made_it(actor: Actor, other: Actor) -> None:
    token = await invite(actor, "baru5@example.id")

    with pytest.raises(NotFound):
        await join(other, token)
    assert await join(actor, token)


async def test_a_weak_password_leaves_the_link_as_it_was(actor: Actor) -> None:
    token = await invite(actor, "baru6@example.id")

    with pytest.raises(Refused) as caught:
        await join(actor, token, "pendek")

    assert (caught.value.code, caught.value.problems[0].field) == ("PASSWORD_TOO_SHORT", "password")
    assert await join(actor, token)


async def test_somebody_who_is_known_keeps_their_password(actor: Actor, house: House) -> None:
    user, email = await new_user(house)

    joined = await join(actor, await invite(actor, email), "kata sandi milik penyerang")

    assert joined.user == user
    assert (await sign_in(house, email, PASSWORD, address="203.0.113.2", agent="")).user == user


async def test_one_person_has_different_roles_in_different_companies(actor: Actor, other: Actor, house: House) -> None:
    user, email = await new_user(house)
    await join(actor, await invite(actor, email, "administrator"))
    await join(other, await invite(other, email, "auditor"))

    here, there = [await standing_of(house, user, await a.code()) for a in (actor, other)]

    assert "core.people.manage" in here.permissions
    assert "core.people.manage" not in there.permissions
    assert "core.audit.read" in there.permissions


async def test_who_joins_is_named_in_the_audit_log(actor: Actor) -> None:
    joined = await join(actor, await invite(actor, "baru7@example.id"))

    reader = await actor.reader()
    actors = await reader.rows(
        "select distinct actor_id from core.audit_log where company_id = %s and operation = 'core.accept_invitation'"
        " and subject = 'core.membership'",
        actor.scope.company,
    )
    assert actors == [(joined.user,)]


async def test_nobody_invites_into_a_role_that_holds_more_than_they_do(actor: Actor) -> None:
    with pytest.raises(Refused) as caught:
        await invite(actor.without("core.company.create"), "baru8@example.id", "administrator")

    assert (caught.value.code, caught.value.problems[0].field) == ("BEYOND_OWN_RIGHTS", "roles")


async def test_another_companys_role_cannot_be_given(actor: Actor, other: Actor) -> None:
    theirs = await role(other, "clerk")

    with pytest.raises(NotFound) as caught:
        await actor.perform("core.invite_person", email="baru9@example.id", name="Baru", roles=[theirs])

    assert caught.value.problems[0].field == "roles"
