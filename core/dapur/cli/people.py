"""`dapur user`: the first administrator, and new passwords where somebody is locked out."""

import argparse
import getpass
import os
from typing import Any


def add_verbs(verbs: Any) -> None:
    """Add this room's verbs."""
    user = verbs.add_parser("user", help="people: add, password, disable").add_subparsers(metavar="VERB", required=True)
    add = user.add_parser("add", help="add a person; an operator may create companies")
    add.add_argument("email")
    add.add_argument("--name", default="")
    add.add_argument("--operator", action="store_true")
    add.set_defaults(run=_add)
    password = user.add_parser("password", help="set a person's password; ends their sessions")
    password.add_argument("email")
    password.set_defaults(run=_password)
    for verb, active in (("disable", False), ("enable", True)):
        change = user.add_parser(verb, help=f"{verb} a person everywhere")
        change.add_argument("email")
        change.set_defaults(run=_active, active=active)


def _new_password() -> str:
    return os.environ.get("DAPUR_PASSWORD") or getpass.getpass("New password: ")


def _add(given: argparse.Namespace) -> int:
    from dapur.cli.rooms import with_house
    from dapur.contract import Conflict, Invalid, Problem
    from dapur.people.invite import is_email
    from dapur.people.secrets import hash_password

    if not is_email(given.email):
        raise Invalid([Problem("NOT_ALLOWED", "Write an e-mail address, for example siti@example.id.", "email")])
    hashed = hash_password(_new_password())

    async def run(house: Any) -> int:
        async with house.pools.write() as connection:
            known = await (await connection.execute(b"select id from core.credentials(%s)", (given.email,))).fetchall()
            if known:
                text = f"{given.email} is user {known[0][0]} already. For a new password: dapur user password {given.email}"
                raise Conflict("EMAIL_TAKEN", text, field="email")
            cursor = await connection.execute(
                b"select core.add_user(%s, %s, %s, 'id', %s)",
                (given.email, given.name or given.email.partition("@")[0], hashed, given.operator),
            )
            return int((await cursor.fetchone())[0])

    print(f"{given.email} is user {with_house(run)}.")
    return 0


def _password(given: argparse.Namespace) -> int:
    from dapur.cli.rooms import with_house
    from dapur.people.sign_in import change_password

    async def run(house: Any) -> None:
        await change_password(house, await _id_of(house, given.email), _new_password(), None)

    with_house(run)
    print("The password is set; all sessions have ended.")
    return 0


def _active(given: argparse.Namespace) -> int:
    from dapur.cli.rooms import with_house

    async def run(house: Any) -> None:
        user = await _id_of(house, given.email)
        async with house.pools.write() as connection:
            await connection.execute(b"select core.set_user_active(%s, %s)", (user, given.active))

    with_house(run)
    print("Done.")
    return 0


async def _id_of(house: Any, email: str) -> int:
    from dapur.contract import NotFound

    async with house.pools.read() as connection:
        rows = await (await connection.execute(b"select id from core.credentials(%s)", (email,))).fetchall()
    if not rows:
        raise NotFound("Nobody has this e-mail.")
    return int(rows[0][0])
