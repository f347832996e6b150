"""Signing in: one answer for every wrong pair, guesses are counted, a session is new each time."""

import asyncio
from itertools import count
from typing import Any

import argon2
import psycopg
import pytest

from dapur.contract import Refused
from dapur.house import House
from dapur.people import secrets
from dapur.people.scopes import person_of
from dapur.people.sign_in import GUESSES_PER_ACCOUNT, GUESSES_PER_ADDRESS, change_password, confirm_password, sign_in, sign_out
from dapur.testing.companies import PASSWORD, new_company, new_member, new_user
from tests.core.people.sessions import signed_in, until

_addresses = count(1)


def fresh_address() -> str:
    return f"198.51.100.{next(_addresses)}"


async def refusal(house: House, email: str, password: str, address: str) -> Refused:
    with pytest.raises(Refused) as caught:
        await sign_in(house, email, password, address=address, agent="tests")
    return caught.value


async def test_an_unknown_user_gets_the_same_answer_as_a_wrong_password(house: House) -> None:
    _user, email = await new_user(house)

    wrong = await refusal(house, email, "bukan kata sandinya", fresh_address())
    unknown = await refusal(house, "tidak-ada@example.id", "bukan kata sandinya", fresh_address())

    assert wrong.code == unknown.code == "SIGN_IN_FAILED"
    assert wrong.problems == unknown.problems


async def test_an_unknown_user_costs_the_same_hashing(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    verify = argon2.PasswordHasher.verify

    def counted(self: Any, hash: str, password: str) -> Any:
        seen.append(hash.rpartition("$")[0].rpartition("$")[0])
        return verify(self, hash, password)

    monkeypatch.setattr(argon2.PasswordHasher, "verify", counted)
    _user, email = await new_user(house)
    await refusal(house, email, "bukan kata sandinya", fresh_address())
    await refusal(house, "tidak-ada@example.id", "bukan kata sandinya", fresh_address())

    assert len(seen) == 2
    assert seen[0] == seen[1], "the same cost parameters"


async def test_a_disabled_user_gets_the_same_answer_as_a_wrong_password(house: House) -> None:
    user, email = await new_user(house)
    async with house.pools.write() as connection:
        await connection.execute(b"select core.set_user_active(%s, false)", (user,))

    assert (await refusal(house, email, PASSWORD, fresh_address())).code == "SIGN_IN_FAILED"


async def test_e_mail_is_compared_without_regard_to_case(house: House) -> None:
    user, email = await new_user(house)

    opened = await sign_in(house, f"  {email.upper()} ", PASSWORD, address=fresh_address(), agent="tests")

    assert opened.user == user


async def test_guesses_at_one_account_are_stopped_even_from_many_addresses_at_once(house: House) -> None:
    _user, email = await new_user(house)

    tries = [refusal(house, email, "salah terus menerus", fresh_address()) for _ in range(GUESSES_PER_ACCOUNT + 4)]
    codes = [r.code for r in await asyncio.gather(*tries)]

    assert codes.count("SIGN_IN_FAILED") == GUESSES_PER_ACCOUNT
    assert codes.count("TOO_MANY_GUESSES") == 4
    assert (await refusal(house, email, PASSWORD, fresh_address())).code == "TOO_MANY_GUESSES", "the right one waits too"


async def test_an_unknown_account_is_slowed_like_a_known_one(house: House) -> None:
    codes = [(await refusal(house, "hantu@example.id", "salah", fresh_address())).code for _ in range(GUESSES_PER_ACCOUNT + 1)]

    assert codes[-1] == "TOO_MANY_GUESSES"


async def test_guesses_from_one_address_are_stopped_over_many_accounts(house: House) -> None:
    address = fresh_address()
    _user, email = await new_user(house)

    await asyncio.gather(*(refusal(house, f"orang-{n}@example.id", "salah", address) for n in range(GUESSES_PER_ADDRESS)))

    assert (await refusal(house, email, PASSWORD, address)).code == "TOO_MANY_GUESSES"
    assert await signed_in(house, email, address=fresh_address())


async def test_signing_in_takes_no_share_of_the_address(house: House) -> None:
    address = fresh_address()
    _user, email = await new_user(house)

    for _ in range(GUESSES_PER_ADDRESS + 1):
        await house_sign_in_cheaply(house, email, address)

    assert await signed_in(house, email, address=address)


async def house_sign_in_cheaply(house: House, email: str, address: str) -> None:
    """What a right password does to the counters, without its hashing."""
    async with house.pools.read() as connection:
        cursor = await connection.execute(
            b"select core.take_guess(%s, %s::int[], interval '15 minutes', %s)",
            ([f"account:{email}", f"address:{address}"], [GUESSES_PER_ACCOUNT, GUESSES_PER_ADDRESS], address),
        )
        assert await cursor.fetchone() == (True,)
        await connection.execute(b"select core.return_guess(%s, %s)", (f"account:{email}", f"address:{address}"))


async def test_refused_sign_ins_are_kept_in_the_operators_log(house: House, owner_url: str) -> None:
    user, email = await new_user(house)
    address = fresh_address()

    await refusal(house, email, "bukan kata sandinya", address)

    with psycopg.connect(owner_url) as owner:
        rows = owner.execute(
            "select actor_id, action from core.operator_log where detail ->> 'address' = %s order by id", (address,)
        ).fetchall()
    assert rows == [(user, "sign_in_refused")]


async def test_signing_in_again_ends_the_session_that_the_browser_had(house: House) -> None:
    _user, email = await new_user(house)
    first = await signed_in(house, email, address=fresh_address())
    assert await person_of(house, first)

    second = await signed_in(house, email, address=fresh_address(), old=first)

    assert second != first
    assert await person_of(house, first) is None
    assert await person_of(house, second)


async def test_signing_out_ends_the_session_at_the_server(house: House) -> None:
    _user, email = await new_user(house)
    token = await signed_in(house, email, address=fresh_address())

    await sign_out(house, token)

    assert await person_of(house, token) is None


@pytest.mark.parametrize(
    "aged", ["seen_at = now() - interval '31 minutes'", "ends_at = now() - interval '1 second'"], ids=["idle", "absolute"]
)
async def test_a_session_ends(house: House, owner_url: str, aged: str) -> None:
    user, email = await new_user(house)
    token = await signed_in(house, email, address=fresh_address())
    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute(f"update core.session set {aged} where user_id = %s".encode(), (user,))
    house.caches.drop("everything")

    assert await person_of(house, token) is None


async def test_using_a_session_does_not_move_its_absolute_end(house: House, owner_url: str) -> None:
    user, email = await new_user(house)
    token = await signed_in(house, email, address=fresh_address())
    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute("update core.session set seen_at = now() - interval '20 minutes' where user_id = %s", (user,))
        before = owner.execute("select ends_at, seen_at from core.session where user_id = %s", (user,)).fetchone()
        assert await person_of(house, token)
        after = owner.execute("select ends_at, seen_at from core.session where user_id = %s", (user,)).fetchone()

    assert before and after
    assert after[0] == before[0]
    assert after[1] > before[1]


async def test_the_cookie_is_never_stored(house: House, owner_url: str) -> None:
    user, email = await new_user(house)
    token = await signed_in(house, email, address=fresh_address())

    with psycopg.connect(owner_url) as owner:
        row = owner.execute("select session::text from core.session session where user_id = %s", (user,)).fetchone()
    assert row
    assert token not in row[0]
    assert token.encode().hex() not in row[0]


async def test_a_new_password_ends_every_other_session(house: House) -> None:
    user, email = await new_user(house)
    mine, elsewhere = [await signed_in(house, email, address=fresh_address()) for _ in range(2)]
    assert await person_of(house, elsewhere)

    await change_password(house, user, "kalimat baru yang panjang", keep=mine)

    assert await person_of(house, elsewhere) is None
    assert await person_of(house, mine)
    assert (await refusal(house, email, PASSWORD, fresh_address())).code == "SIGN_IN_FAILED"


def test_nobody_is_hashed_with_the_settings_of_today() -> None:
    assert not secrets._HASHER.check_needs_rehash(secrets._NOBODY)
    assert not secrets.password_is(None, PASSWORD)


async def test_the_present_password_is_asked_and_its_guesses_count(house: House) -> None:
    user, email = await new_user(house)
    address = fresh_address()
    token = await signed_in(house, email, address=address)

    async def wrong() -> str:
        with pytest.raises(Refused) as caught:
            await confirm_password(house, user, email, "bukan ini", token, address=address)
        return caught.value.code

    codes = [await wrong() for _ in range(GUESSES_PER_ACCOUNT + 1)]
    assert codes[0] == "PASSWORD_WRONG"
    assert codes[-1] == "TOO_MANY_GUESSES"


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("pendek", "PASSWORD_TOO_SHORT"),
        ("a" * 300, "PASSWORD_TOO_LONG"),
        ("KataSandi1234", "PASSWORD_TOO_COMMON"),
        ("abababababab", "PASSWORD_TOO_COMMON"),
    ],
)
async def test_a_weak_password_is_refused(house: House, password: str, code: str) -> None:
    user, _email = await new_user(house)

    with pytest.raises(Refused) as caught:
        await change_password(house, user, password, None)

    assert caught.value.code == code


async def test_disabling_a_member_ends_the_sessions_at_once_in_every_process(house: House, registry: Any, app_url: str) -> None:
    boss = await new_company(house)
    member = await new_member(boss, "clerk")
    async with OtherProcess(registry, app_url) as second:
        token = await signed_in(house, member.email, address=fresh_address())
        assert await person_of(second, token)

        await boss.perform("core.disable_person", user=member.scope.user)

        async def gone() -> bool:
            return await person_of(second, token) is None and await person_of(house, token) is None

        await until(gone)


class OtherProcess:
    """A second house on the same database, as another server process has one."""

    def __init__(self, registry: Any, url: str) -> None:
        self.house = House(registry, url, pool_size=2)

    async def __aenter__(self) -> House:
        return await self.house.open()

    async def __aexit__(self, *_: object) -> None:
        await self.house.close()
