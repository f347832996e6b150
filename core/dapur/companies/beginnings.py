"""How a company begins: it gets its number, and its creator a scope that may do this one thing there."""

from collections.abc import Mapping
from typing import Any, cast

from dapur.companies.create_company import CompanyCreated, create_company
from dapur.contract import Door, Scope
from dapur.house import House
from dapur.operations.perform import perform


async def begin_company(
    house: House,
    user: int,
    door: Door,
    raw: Mapping[str, Any],
    *,
    language: str = "id",
    key: str | None = None,
    request: str = "",
) -> CompanyCreated:
    """Create a company for this user, who becomes its administrator. The caller has checked that they may."""
    async with house.pools.read() as connection:
        row = await (await connection.execute(b"select nextval('core.company_id')")).fetchone()
    assert row is not None
    scope = Scope(row[0], user, door, frozenset({"core.company.create"}), frozenset(), language, request=request)
    outcome = await perform(house, scope, create_company, raw, key=key)
    house.caches.drop("everything")
    return cast(CompanyCreated, outcome.result)
