"""The very first person of an installation. Only whoever can read the server's output knows the code that it takes."""

import asyncio
import hmac
import os
import secrets
from typing import TYPE_CHECKING, Annotated

from pydantic import StringConstraints

from dapur.contract import Form, Refused, Shown, _
from dapur.people.invite import Email, PersonName
from dapur.people.secrets import hash_password

if TYPE_CHECKING:
    from dapur.house import House

VARIABLE = "DAPUR_SETUP_CODE"
"""The code of this start, handed to the server's processes."""


class FirstPerson(Form):
    """Who runs Dapur here."""

    code: Annotated[
        str,
        StringConstraints(min_length=1, max_length=100),
        Shown(_("Code"), kind="code", hint=_("The server printed it when it started."), sensitive=True),
    ]
    name: PersonName
    email: Email
    password: Annotated[
        str,
        StringConstraints(min_length=1, max_length=256, strip_whitespace=False),
        Shown(_("Password"), kind="password", hint=_("At least 12 characters. A short sentence is fine."), sensitive=True),
    ]


def setup_code() -> str:
    """The code of this start, made when first asked for."""
    return os.environ.setdefault(VARIABLE, secrets.token_urlsafe(9))


async def nobody_yet(house: "House") -> bool:
    """Whether no person exists."""
    async with house.pools.read() as connection:
        row = await (await connection.execute(b"select core.user_count()")).fetchone()
    return row is not None and row[0] == 0


async def add_first_person(house: "House", form: FirstPerson, language: str) -> int:
    """Make the first person, who may create companies. Raises Refused when the code is wrong or somebody exists."""
    if not hmac.compare_digest(os.environ.get(VARIABLE, "").encode() or b"-", form.code.encode()):
        raise Refused("SETUP_CODE_WRONG", _("This is not the code that the server printed at its last start."), field="code")
    hashed = await asyncio.to_thread(hash_password, form.password)
    async with house.pools.write() as connection:
        cursor = await connection.execute(
            b"select core.add_first_user(%s, %s, %s, %s)", (form.email, form.name, hashed, language)
        )
        row = await cursor.fetchone()
    if row is None or row[0] is None:
        raise Refused("SETUP_DONE", _("Somebody has set up Dapur here already. Sign in instead."))
    return int(row[0])
