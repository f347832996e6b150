"""The demo company: made only through operations, so that it shows what the product really does."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import psycopg

from dapur.companies.beginnings import begin_company
from dapur.contract import Result, Scope, Words, _
from dapur.events.dispatcher import Dispatcher
from dapur.house import House
from dapur.operations.perform import perform
from dapur.people.secrets import hash_password
from dapur.plugins.registry import Registry, discover

DEMO_CODE = "sumber-rejeki"
DEMO_EMAIL = "siti@dapur.example"
DEMO_PASSWORD = "nasi goreng pedas"
LETTERHEAD = {
    "core.address": "Jalan Kemang Raya 45, Bangka, Mampang Prapatan\nJakarta Selatan 12730",
    "core.tax_number": "0031456789062000",
    "core.phone": "(021) 7182 0345",
    "core.email": "halo@sumber-rejeki.example",
}
PEOPLE = (
    ("Siti Rahma", "siti@dapur.example", ("administrator", "accountant", "approver")),
    ("Budi Santoso", "budi@dapur.example", ("accountant",)),
    ("Rina Wati", "rina@dapur.example", ("approver",)),
    ("Dewi Lestari", "dewi@dapur.example", ("auditor",)),
    ("Agus Salim", "agus@dapur.example", ("clerk",)),
)


@dataclass
class Stage:
    """What a department's demo works with: operations as one of the demo people, at a moment of the past."""

    house: House
    scope: Scope
    people: Mapping[str, int]
    report: Callable[[str], None]
    today: datetime
    _clock: Any = field(repr=False, default=None)

    async def perform(
        self,
        operation: str,
        raw: Mapping[str, Any],
        *,
        user: str = "Siti Rahma",
        at: datetime | None = None,
        key: str | None = None,
    ) -> Result:
        """Do it as this person, at that moment (default: now). Returns the result."""
        if at is not None:
            self.set_clock(at)
        scope = replace(self.scope, user=self.people[user])
        return (await perform(self.house, scope, self.house.registry.operations[operation], raw, key=key)).result

    async def everybody_hears(self) -> None:
        """Departments do now what they do once they hear of what happened so far."""
        await Dispatcher(self.house).deliver_all(self.scope.company)

    def set_clock(self, at: datetime | None) -> None:
        """What the database takes for now; None = the real time."""
        self._clock.execute("delete from core.clock")
        if at is not None:
            self._clock.execute("insert into core.clock (at) values (%s)", (at,))


Demo = Callable[[Stage], Awaitable[None]]


def demo_accounts() -> tuple[tuple[tuple[str, Words, str], ...], str]:
    """(name, role, e-mail) of the demo people, and the password of them all."""
    words = {
        "administrator": _("Administrator"),
        "accountant": _("Accountant"),
        "approver": _("Approver"),
        "auditor": _("Auditor, read only"),
        "clerk": _("Clerk"),
    }
    return tuple((name, words[roles[0]], email) for name, email, roles in PEOPLE), DEMO_PASSWORD


def fill_demo(app_url: str, owner_url: str, report: Callable[[str], None]) -> None:
    """Make the demo company unless it is there. An interrupted demo is finished by the next start."""
    with psycopg.connect(app_url, autocommit=True) as connection:
        codes = {code for _id, code in connection.execute("select id, code from core.company_codes()").fetchall()}
    if DEMO_CODE in codes and not _unfinished(owner_url):
        return
    report("Filling the demo company …")
    asyncio.run(_fill(app_url, owner_url, report, begin=DEMO_CODE not in codes))


def _unfinished(owner_url: str) -> bool:
    with psycopg.connect(owner_url, autocommit=True) as connection:
        return connection.execute("select 1 from core.clock").fetchone() is not None


async def _fill(app_url: str, owner_url: str, report: Callable[[str], None], *, begin: bool) -> None:
    house = await House(discover(), app_url, owner_url, pool_size=4, clock_is_set=True).open(follow=False)
    try:
        with psycopg.connect(owner_url, autocommit=True) as clock:
            people = await _people(house)
            stage_today = house.moment()
            # The clock table marks an unfinished demo: it is emptied last.
            clock.execute("insert into core.clock (at) values (%s) on conflict do nothing", (stage_today,))
            first = people[PEOPLE[0][0]]
            if begin:
                await begin_company(
                    house,
                    first,
                    "setup",
                    {
                        "name": "PT Sumber Rejeki",
                        "code": DEMO_CODE,
                        "is_demo": True,
                        "plugins": [n for n in house.registry.names if n not in ("core", "web")],
                    },
                )
            scope = await _scope(house, first)
            await _join(house, scope, people)
            stage = Stage(house, await _scope(house, first), people, report, stage_today, clock)
            await stage.perform("core.change_settings", {"values": LETTERHEAD}, key="demo-letterhead")
            for fill in demos_of(house.registry, house.registry.names):
                await fill(stage)
            stage.set_clock(None)
    finally:
        await house.close()


def demos_of(registry: Registry, plugins: Collection[str]) -> list[Demo]:
    """What of these plugins fills the demo company, in turn: by their order, among equals by that of the plugins.

    What tells of several departments at once says a late order.
    """
    setups = [setup for name in registry.names if name in plugins for setup in registry.setups[name]]
    return [setup.demo for setup in sorted(setups, key=lambda setup: setup.order) if setup.demo is not None]


async def _people(house: House) -> dict[str, int]:
    hashed = await asyncio.to_thread(hash_password, DEMO_PASSWORD)
    found = {}
    async with house.pools.write() as connection:
        for name, email, roles in PEOPLE:
            cursor = await connection.execute(
                b"select core.add_user(%s, %s, %s, 'id', %s)", (email, name, hashed, "administrator" in roles)
            )
            row = await cursor.fetchone()
            assert row is not None
            found[name] = row[0]
    return found


async def _scope(house: House, user: int) -> Scope:
    from dapur.people.scopes import standing_of

    house.caches.drop("everything")
    standing = await standing_of(house, user, DEMO_CODE)
    everything = frozenset(house.registry.permissions)
    return Scope(standing.company.id, user, "setup", everything, standing.plugins, "id", standing.company.zone)


async def _join(house: House, scope: Scope, people: Mapping[str, int]) -> None:
    """The demo people become members with their roles (an invitation each would ask them for a password)."""
    async with house.pools.write() as connection, connection.transaction():
        await connection.execute(
            b"select core.begin_work(%s, %s, null, 'core.demo', 'setup', '', null, null)", (scope.company, scope.user)
        )
        for name, _email, roles in PEOPLE:
            await connection.execute(
                b"insert into core.membership (company_id, user_id) values (%s, %s) on conflict do nothing",
                (scope.company, people[name]),
            )
            await connection.execute(
                b"insert into core.membership_role (company_id, user_id, role_id) select company_id, %s, id from core.role"
                b" where company_id = %s and code = any (%s) on conflict do nothing",
                (people[name], scope.company, list(roles)),
            )
