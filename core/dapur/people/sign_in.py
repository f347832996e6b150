"""Signing in and out. Guessing is slowed by account and by address; an unknown user looks like a wrong password."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from dapur.contract import Refused, _
from dapur.people.scopes import ABSOLUTE_HOURS
from dapur.people.secrets import digest, hash_password, new_token, password_is

if TYPE_CHECKING:
    from dapur.house import House

GUESSES_PER_ACCOUNT = 10
GUESSES_PER_ADDRESS = 30
WINDOW_MINUTES = 15


@dataclass(frozen=True)
class SignedIn:
    """The new session's token (for the cookie only) and its owner."""

    token: str
    user: int


async def sign_in(
    house: "House", email: str, password: str, *, address: str, agent: str, old_token: str | None = None
) -> SignedIn:
    """Open a session with a fresh id. Raises Refused with one and the same sentence for every wrong pair."""
    account = account_bucket(email)
    await _take_guess(house, account, address)
    rows = await _ask(house, b"select * from core.credentials(%s)", email.strip())
    user, stored, active = rows[0] if rows else (None, None, False)
    fits = await asyncio.to_thread(password_is, stored, password)
    if not (fits and active):
        await _ask(house, b"select core.log_refused_sign_in(%s, %s)", user, address)
        raise Refused(
            "SIGN_IN_FAILED",
            _("E-mail and password do not fit together. Check both, or ask an administrator for a new link."),
            field="password",
        )
    token = new_token()
    ends = house.moment() + timedelta(hours=ABSOLUTE_HOURS)
    await _ask(
        house,
        b"select core.open_session(%s, %s, %s, %s, %s, %s)",
        user,
        digest(token),
        ends,
        address,
        agent,
        digest(old_token) if old_token else None,
    )
    await _ask(house, b"select core.return_guess(%s, %s)", account, f"address:{address}")
    if old_token:
        house.caches.people.drop(digest(old_token))
    return SignedIn(token, user)


async def confirm_password(house: "House", user: int, email: str, password: str, token: str, *, address: str) -> None:
    """Ask again before sign-in data change. Raises Refused."""
    account = account_bucket(email)
    await _take_guess(house, account, address)
    rows = await _ask(house, b"select * from core.credentials(%s)", email)
    stored = rows[0][1] if rows and rows[0][0] == user else None
    if not await asyncio.to_thread(password_is, stored, password):
        raise Refused("PASSWORD_WRONG", _("This is not your present password."), field="present")
    await _ask(house, b"select core.return_guess(%s, %s)", account, f"address:{address}")
    await _ask(house, b"select core.confirm_session(%s)", digest(token))


async def change_password(house: "House", user: int, password: str, keep: str | None) -> None:
    """Set a password and end every other session. Raises Refused when it is too weak."""
    hashed = await asyncio.to_thread(hash_password, password)
    await _ask(house, b"select core.set_password(%s, %s)", user, hashed)
    await _ask(house, b"select core.close_sessions(%s, %s)", user, digest(keep) if keep else None)
    house.caches.drop("people")


async def sign_out(house: "House", token: str) -> None:
    """End a session at the server."""
    await _ask(house, b"select core.close_session(%s)", digest(token))
    house.caches.people.drop(digest(token))


def account_bucket(email: str) -> str:
    """Under which name the guesses at an account are counted, whether it exists or not."""
    return f"account:{email.strip().lower()[:200]}"


async def _take_guess(house: "House", account: str, address: str) -> None:
    rows = await _ask(
        house,
        b"select core.take_guess(%s, %s::int[], make_interval(mins => %s::int), %s)",
        [account, f"address:{address}"],
        [GUESSES_PER_ACCOUNT, GUESSES_PER_ADDRESS],
        WINDOW_MINUTES,
        address,
    )
    if not rows[0][0]:
        raise Refused(
            "TOO_MANY_GUESSES", _("Too many wrong tries. Wait {minutes} minutes, then try again.").fill(minutes=WINDOW_MINUTES)
        )


async def _ask(house: "House", sql: bytes, *args: Any) -> list[tuple[Any, ...]]:
    async with house.pools.read() as connection:
        return await (await connection.execute(sql, args)).fetchall()
