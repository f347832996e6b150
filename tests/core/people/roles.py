"""Roles of a company by code."""

from dapur.testing.companies import Actor


async def role(actor: Actor, code: str) -> int:
    """The role's number."""
    reader = await actor.reader()
    return int(await reader.value("select id from core.role where company_id = %s and code = %s", actor.scope.company, code))
