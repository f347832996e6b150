"""Who may do what, and through which role: the company's roles and rights, read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dapur.contract import NotFound, _

if TYPE_CHECKING:
    from dapur.queries.reader import Reader

SEE = "core.people.read"


@dataclass(frozen=True, slots=True)
class RoleRights:
    """A role of the company. rights: permission -> row scope that narrows it, "" for all rows. people: how many have it."""

    id: int
    code: str
    title: str
    description: str
    version: int
    rights: Mapping[str, str]
    people: int


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds a right: through which roles, and what narrows each ("" = all rows)."""

    user: int
    name: str
    email: str
    roles: Sequence[tuple[int, str, str]]

    @property
    def all_rows(self) -> bool:
        """Whether at least one role gives the right without narrowing it."""
        return any(rows == "" for _id, _title, rows in self.roles)


async def roles_of(reader: "Reader") -> list[RoleRights]:
    """All roles with their rights. Raises Forbidden."""
    reader.need(SEE)
    rows = await reader.rows(
        "select o.id, o.code, o.title, o.description, o.version,"
        " coalesce((select jsonb_object_agg(p.permission, p.rows) from core.role_permission p"
        "   where p.company_id = o.company_id and p.role_id = o.id), '{}'),"
        " (select count(*) from core.membership_role r where r.company_id = o.company_id and r.role_id = o.id)"
        " from core.role o where o.company_id = %s order by o.id",
        reader.scope.company,
    )
    return [RoleRights(*row) for row in rows]


async def role_of(reader: "Reader", number: int) -> RoleRights:
    """One role. Raises NotFound, Forbidden."""
    found = next((role for role in await roles_of(reader) if role.id == number), None)
    if found is None:
        raise NotFound(_("This role does not exist here. Choose one of the list."))
    return found


async def holders_of(reader: "Reader", permission: str) -> list[Holder]:
    """Active people who hold a right, and why. Raises Forbidden."""
    reader.need(SEE)
    rows = await reader.rows(
        "select u.id, u.name, u.email, array_agg(o.id order by o.id), array_agg(o.title order by o.id), array_agg(p.rows order by o.id)"
        " from core.role_permission p"
        " join core.role o on o.company_id = p.company_id and o.id = p.role_id"
        " join core.membership_role r on r.company_id = o.company_id and r.role_id = o.id"
        " join core.membership m on m.company_id = r.company_id and m.user_id = r.user_id"
        " join core.app_user u on u.id = m.user_id"
        " where p.company_id = %s and p.permission = %s and m.is_active and u.is_active"
        " group by u.id, u.name, u.email order by u.name, u.id",
        reader.scope.company,
        permission,
    )
    return [
        Holder(user, name, email, list(zip(ids, titles, narrow, strict=True))) for user, name, email, ids, titles, narrow in rows
    ]
