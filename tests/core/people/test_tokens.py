"""API tokens: at most what their owner can, in one company, until they end."""

import psycopg
import pytest

from dapur.contract import Forbidden, Invalid, NotFound, Refused
from dapur.house import House
from dapur.people.scopes import scope_of_token
from dapur.testing.companies import Actor, new_member
from tests.core.people.roles import role
from tests.core.people.sessions import until


async def test_a_token_can_do_what_its_scopes_name_and_no_more(actor: Actor) -> None:
    made = await actor.perform("core.create_token", name="Toko", scopes=["core.audit.read"], days=30)

    found = await scope_of_token(actor.house, made.token, await actor.code())

    assert found
    assert found[0].permissions == {"core.audit.read"}
    assert found[0].token == made.id
    assert found[0].door == "graphql"


async def test_a_token_never_has_more_than_its_owner_now_has(actor: Actor) -> None:
    member = await new_member(actor, "administrator", "auditor")
    made = await member.perform("core.create_token", name="Laporan", scopes=["*"])
    code = await actor.code()
    assert (await scope_of_token(actor.house, made.token, code))[0].may("core.people.manage")  # type: ignore[index]

    await actor.perform("core.give_roles", user=member.scope.user, roles=[await role(actor, "auditor")])

    async def narrowed() -> bool:
        found = await scope_of_token(actor.house, made.token, code)
        return found is not None and not found[0].may("core.people.manage") and found[0].may("core.audit.read")

    await until(narrowed)


async def test_nobody_gives_a_token_a_right_that_they_lack(actor: Actor) -> None:
    with pytest.raises(Refused) as caught:
        await actor.without("core.audit.read").perform("core.create_token", name="X", scopes=["core.audit.read"])

    assert caught.value.code == "BEYOND_OWN_RIGHTS"


async def test_a_token_opens_only_its_own_company(actor: Actor, other: Actor) -> None:
    made = await actor.perform("core.create_token", name="Toko", scopes=["*"])

    assert await scope_of_token(actor.house, made.token, await other.code()) is None


async def test_a_token_cannot_make_tokens(actor: Actor) -> None:
    with pytest.raises(Forbidden):
        await actor.through("graphql").perform("core.create_token", name="Anak", scopes=["*"])


async def test_an_ended_token_opens_nothing_at_once(actor: Actor) -> None:
    made = await actor.perform("core.create_token", name="Toko", scopes=["*"])
    code = await actor.code()
    assert await scope_of_token(actor.house, made.token, code)

    await actor.perform("core.revoke_token", id=made.id)

    async def ended() -> bool:
        return await scope_of_token(actor.house, made.token, code) is None

    await until(ended)


async def test_a_token_past_its_day_opens_nothing(actor: Actor, owner_url: str) -> None:
    made = await actor.perform("core.create_token", name="Toko", scopes=["*"], days=1)
    with psycopg.connect(owner_url) as owner:
        owner.execute("select set_config('dapur.company', %s, true)", (str(actor.scope.company),))
        owner.execute("update core.api_token set ends_at = now() - interval '1 second' where id = %s", (made.id,))
    actor.house.caches.drop("everything")

    assert await scope_of_token(actor.house, made.token, await actor.code()) is None


@pytest.mark.parametrize("days", [0, 731])
async def test_a_token_always_ends(actor: Actor, days: int) -> None:
    with pytest.raises(Invalid) as caught:
        await actor.perform("core.create_token", name="Abadi", scopes=["*"], days=days)

    assert caught.value.problems[0].field == "days"


async def test_disabling_its_owner_ends_a_token_at_once_and_for_good(actor: Actor) -> None:
    member = await new_member(actor, "administrator")
    made = await member.perform("core.create_token", name="Toko", scopes=["*"])
    code = await actor.code()
    assert await scope_of_token(actor.house, made.token, code)

    await actor.perform("core.disable_person", user=member.scope.user)

    async def ended() -> bool:
        try:
            return await scope_of_token(actor.house, made.token, code) is None
        except NotFound:
            return True

    await until(ended)
    await actor.perform("core.enable_person", user=member.scope.user)
    actor.house.caches.drop("everything")
    assert await scope_of_token(actor.house, made.token, code) is None


async def test_the_last_use_is_shown(actor: Actor) -> None:
    made = await actor.perform("core.create_token", name="Toko", scopes=["*"])
    assert (await actor.page("core.tokens")).dicts()[0]["used_at"] is None

    await scope_of_token(actor.house, made.token, await actor.code())

    assert (await actor.page("core.tokens")).dicts()[0]["used_at"] is not None


async def test_a_token_is_stored_nowhere_not_even_as_the_answer_at_a_key(actor: Actor, owner_url: str) -> None:
    made = await actor.perform("core.create_token", name="Toko", scopes=["*"], key="k-token")
    again = await actor.perform("core.create_token", name="Toko", scopes=["*"], key="k-token")

    assert (again.id, again.token) == (made.id, "")
    assert made.token not in await everything_stored(actor, owner_url)


async def test_an_invitations_link_is_stored_nowhere(actor: Actor, owner_url: str) -> None:
    role = (await actor.page("core.roles")).dicts()[0]["id"]
    made = await actor.perform("core.invite_person", email="baru@example.id", name="Baru", roles=[role], key="k-link")

    assert made.link.rpartition("/")[2] not in await everything_stored(actor, owner_url)


async def everything_stored(actor: Actor, owner_url: str) -> str:
    """What the tables hold of this company that a token or link might have slipped into."""
    with psycopg.connect(owner_url) as owner:
        owner.execute("select set_config('dapur.company', %s, true)", (str(actor.scope.company),))
        tables = ("idempotency", "audit_log", "api_token", "invitation", "outbox")
        return "".join(str(owner.execute(f"select t::text from core.{name} t".encode()).fetchall()) for name in tables)


async def test_somebody_elses_token_is_ended_only_with_the_right_to_manage_people(actor: Actor, house: House) -> None:
    member = await new_member(actor, "accountant")
    made = await actor.perform("core.create_token", name="Toko", scopes=["*"])

    with pytest.raises(Forbidden):
        await member.perform("core.revoke_token", id=made.id)
    with pytest.raises(NotFound):
        await actor.perform("core.revoke_token", id=made.id + 10_000)
