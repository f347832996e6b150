"""Accounts by what they are for: the company says which account a role means."""

from collections.abc import Iterable

from dapur.contract import Refused, _
from dapur.operations.work import Work


async def accounts_of_roles(work: Work, roles: Iterable[str]) -> dict[str, int]:
    """The accounts of those roles that have one."""
    rows = await work.rows(
        "select role, account_id from accounting.account_role where company_id = %s and role = any (%s)",
        work.scope.company,
        sorted(set(roles)),
    )
    return {row["role"]: row["account_id"] for row in rows}


async def account_of_role(work: Work, role: str, field: str = "") -> int:
    """The account of a role. Raises Refused (ROLE_UNKNOWN)."""
    found = (await accounts_of_roles(work, [role])).get(role)
    if found is None:
        raise role_unknown(role, field)
    return found


def role_unknown(role: str, field: str) -> Refused:
    """What to say when the company has set no account for a role."""
    return Refused(
        "ROLE_UNKNOWN", _("No account is set for the role {role}. Set one in the chart of accounts.").fill(role=role), field=field
    )


async def journal_of_kind(work: Work, kind: str) -> int:
    """The first open journal of a kind, else the general one. Raises Refused (JOURNAL_MISSING)."""
    found = await work.value(
        "select id from accounting.journal where company_id = %s and kind in (%s, 'general') and not is_closed"
        " order by kind = %s desc, id limit 1",
        work.scope.company,
        kind,
        kind,
    )
    if found is None:
        raise Refused("JOURNAL_MISSING", _("There is no open journal for this. Make one in accounting."), field="journal")
    return int(found)
