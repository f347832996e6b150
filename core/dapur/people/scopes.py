"""From a session or a token to a Scope: the only place that makes one for a person.

Sessions, people and permissions are cached in the process for seconds and dropped when the database
announces a change, so that a disabled user or a switched-off plugin is noticed at once.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from dapur.contract import Door, NotFound, Scope
from dapur.people.secrets import digest

if TYPE_CHECKING:
    from dapur.house import House

IDLE_MINUTES = 30
ABSOLUTE_HOURS = 12


@dataclass(frozen=True, slots=True)
class Company:
    """What everybody may know of a company they are in."""

    id: int
    code: str
    name: str
    country: str
    currency: str
    decimals: int
    zone: str
    language: str
    fiscal_year_start: int
    is_demo: bool
    settings: dict[str, Any] = field(default_factory=dict, hash=False, compare=False)


@dataclass(frozen=True, slots=True)
class Person:
    """Who is signed in, in any company. `session` is the session's number, 0 for a token."""

    id: int
    name: str
    email: str
    language: str
    theme: str
    keys_on: bool
    ctrl_keys_on: bool
    is_operator: bool
    session: int
    ends_at: datetime
    confirmed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A person's place in a company."""

    company: Company
    permissions: frozenset[str]
    rows: dict[str, str]
    plugins: frozenset[str]
    roles: tuple[str, ...]


async def person_of(house: "House", token: str) -> Person | None:
    """The person behind a session cookie, or None (ended, unknown, disabled)."""
    hashed = digest(token)
    cached = house.caches.people.get(hashed)
    now = house.moment()
    if isinstance(cached, Person) and cached.ends_at > now:
        return cached
    rows = await _read(house, b"select * from core.session_of(%s, make_interval(mins => %s::int))", (hashed, IDLE_MINUTES))
    if not rows:
        return None
    (session, user, email, name, language, theme, keys, ctrl, operator, ends, _seen, confirmed) = rows[0]
    person = Person(user, name, email, language, theme, keys, ctrl, operator, session, ends, confirmed)
    house.caches.people.put(hashed, person)
    return person


async def standing_of(house: "House", user: int, company_code: str) -> Standing:
    """A person's place in the company of this code. Raises NotFound for strangers and unknown codes alike."""
    cached = house.caches.standings.get((user, company_code))
    if isinstance(cached, Standing):
        return cached
    rows = await _read(house, b"select * from core.scope_of(%s, %s)", (user, company_code))
    if not rows:
        raise NotFound()
    standing = _standing(rows[0], house.registry.names)
    house.caches.standings.put((user, company_code), standing)
    return standing


async def scope_for(house: "House", person: Person, company_code: str, door: Door, request: str = "") -> tuple[Scope, Standing]:
    """The scope of a signed-in person. Raises NotFound."""
    standing = await standing_of(house, person.id, company_code)
    scope = Scope(
        standing.company.id,
        person.id,
        door,
        standing.permissions,
        standing.plugins,
        person.language,
        standing.company.zone,
        request,
        None,
        standing.rows,
    )
    return scope, standing


async def scope_of_nobody(house: "House", company_code: str, language: str) -> Scope:
    """The scope of a public page: the company and what is on there, no person, no permission. Raises NotFound."""
    rows = await _read(
        house, b"select c.company_id, c.zone, c.plugins from core.companies_on() c where c.code = %s", (company_code,)
    )
    if not rows:
        raise NotFound()
    number, zone, plugins = rows[0]
    return Scope(number, 0, "page", frozenset(), frozenset(plugins) & frozenset(house.registry.names), language, zone)


async def scope_of_token(house: "House", token: str, company_code: str, request: str = "") -> tuple[Scope, Standing] | None:
    """The scope of an API token in its company, or None. A token's scopes narrow its owner's permissions."""
    hashed = digest(token)
    cached = house.caches.tokens.get(hashed)
    if cached is None:
        rows = await _read(house, b"select * from core.token_of(%s)", (hashed,))
        if not rows:
            return None
        cached = rows[0]
        house.caches.tokens.put(hashed, cached)
    token_id, code, user, _name, language, scopes, ends_at = cached
    if code != company_code or ends_at <= house.moment():
        return None
    standing = await standing_of(house, user, code)
    allowed = standing.permissions if "*" in scopes else standing.permissions & frozenset(scopes)
    scope = Scope(
        standing.company.id,
        user,
        "graphql",
        allowed,
        standing.plugins,
        language,
        standing.company.zone,
        request,
        token_id,
        standing.rows,
    )
    return scope, replace(standing, permissions=allowed)


def _standing(row: tuple[Any, ...], installed: tuple[str, ...]) -> Standing:
    (cid, code, name, country, currency, decimals, zone, language, start, demo, permissions, rows, plugins, roles) = row
    company = Company(cid, code, name, country, currency, decimals, zone, language, start, demo)
    on = frozenset(plugins) & frozenset(installed)
    return Standing(company, frozenset(permissions), dict(rows), on, tuple(roles))


async def _read(house: "House", sql: bytes, args: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    async with house.pools.read() as connection:
        return await (await connection.execute(sql, args)).fetchall()
