"""One's own account: it belongs to no company, so what changes is kept in the operator's log, not in a company's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import StringConstraints

from dapur.contract import Choice, Form, NotFound, Refused, Shown, _
from dapur.people.scopes import IDLE_MINUTES, Person
from dapur.people.secrets import digest

if TYPE_CHECKING:
    from dapur.house import House

LANGUAGES = (Choice("id", "Bahasa Indonesia"), Choice("en", "English"))
THEMES = (Choice("auto", _("As the device")), Choice("light", _("Light")), Choice("dark", _("Dark")))


class Profile(Form):
    """How a person is called and how pages look to them. Two switches give the keys back to browser and reader."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=200), Shown(_("Name"))]
    language: Annotated[Literal["id", "en"], Shown(_("Language"), choices=LANGUAGES)]
    theme: Annotated[Literal["auto", "light", "dark"], Shown(_("Theme"), choices=THEMES)]
    keys_on: Annotated[bool, Shown(_("Character keys (j, k, n, / …)"), width="wide")] = False
    ctrl_keys_on: Annotated[bool, Shown(_("Ctrl keys (Ctrl K, Ctrl Enter …)"), width="wide")] = False


class NewPassword(Form):
    """The present password and, twice, the new one."""

    present: Annotated[
        str,
        StringConstraints(min_length=1, max_length=256, strip_whitespace=False),
        Shown(_("Present password"), kind="password"),
    ]
    password: Annotated[
        str,
        StringConstraints(min_length=1, max_length=256, strip_whitespace=False),
        Shown(_("New password"), kind="password", hint=_("At least 12 characters. A short sentence is fine.")),
    ]
    again: Annotated[
        str, StringConstraints(max_length=256, strip_whitespace=False), Shown(_("New password again"), kind="password")
    ]


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A place where the person is signed in. is_mine: the one that asks."""

    id: int
    created_at: datetime
    seen_at: datetime
    ends_at: datetime
    address: str
    agent: str
    is_mine: bool


async def change_profile(house: "House", person: Person, form: Profile) -> None:
    """Name, language, theme and keys of a person, in every company."""
    async with house.pools.write() as connection:
        await connection.execute(
            b"select core.set_preferences(%s, %s, %s, %s, %s, %s)",
            (person.id, form.name, form.language, form.theme, form.keys_on, form.ctrl_keys_on),
        )
    house.caches.drop("people")


async def replace_password(house: "House", person: Person, form: NewPassword, token: str, *, address: str) -> None:
    """Set a new password after asking for the present one; every other session ends. Raises Refused."""
    from dapur.people.sign_in import change_password, confirm_password

    if form.password != form.again:
        raise Refused("PASSWORDS_DIFFER", _("The two new passwords differ. Write the same one twice."), field="again")
    await confirm_password(house, person.id, person.email, form.present, token, address=address)
    await change_password(house, person.id, form.password, keep=token)


async def sessions_of(house: "House", person: Person, token: str) -> Sequence[OpenSession]:
    """Where the person is signed in, latest first."""
    async with house.pools.read() as connection:
        cursor = await connection.execute(
            b"select * from core.sessions_for(%s, %s, make_interval(mins => %s::int))", (person.id, digest(token), IDLE_MINUTES)
        )
        return [OpenSession(*row) for row in await cursor.fetchall()]


async def end_session(house: "House", person: Person, number: int) -> None:
    """End one of the person's own sessions. Raises NotFound for anybody else's."""
    await _end(house, b"select core.close_sessions(%s, null, %s)", person.id, number)


async def end_other_sessions(house: "House", person: Person, token: str) -> None:
    """End all of the person's sessions but the one that asks."""
    async with house.pools.write() as connection:
        await connection.execute(b"select core.close_sessions(%s, %s)", (person.id, digest(token)))
    house.caches.drop("people")


async def _end(house: "House", sql: bytes, user: int, number: int) -> None:
    async with house.pools.write() as connection:
        row = await (await connection.execute(sql, (user, number))).fetchone()
    if row is None or row[0] == 0:
        raise NotFound(_("This session has ended already."))
    house.caches.drop("people")
