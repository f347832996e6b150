"""Rights that roles get by suggestion: when a company begins, a department comes on, or an update brings new ones."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from dapur.companies.turns import take_turn
from dapur.contract import Form, Permission, Result, _, operation
from dapur.operations.work import Work

if TYPE_CHECKING:
    from dapur.queries.reader import Reader


async def give_suggested(work: Work, permissions: Iterable[Permission], codes: Iterable[str] | None = None) -> None:
    """Give each right to the roles that its plugin suggests (only those in `codes`, where given), and note that it was offered."""
    allowed = None if codes is None else set(codes)
    for permission in permissions:
        holders = [r for r in permission.roles if allowed is None or r in allowed]
        await work.run(
            "insert into core.role_permission (company_id, role_id, permission, rows)"
            " select company_id, id, %s, coalesce(%s::jsonb ->> code, '') from core.role"
            " where company_id = %s and code = any (%s) on conflict do nothing",
            permission.name,
            json.dumps(dict(permission.narrowed)),
            work.scope.company,
            holders,
        )
    await work.run(
        "insert into core.offered_permission (company_id, permission) select %s, unnest(%s::text[]) on conflict do nothing",
        work.scope.company,
        [p.name for p in permissions],
    )


async def give_to_roles(work: Work, rights: Mapping[str, Sequence[str]]) -> None:
    """Give roles, by code, rights of other plugins that they need."""
    for code, names in rights.items():
        await work.run(
            "insert into core.role_permission (company_id, role_id, permission)"
            " select company_id, id, unnest(%s::text[]) from core.role where company_id = %s and code = %s on conflict do nothing",
            list(names),
            work.scope.company,
            code,
        )


class GiveNewRights(Form):
    """Nothing to say: the plugins have said to whom their rights belong."""


class NewRightsGiven(Result):
    """The rights that came in."""

    permissions: list[str]


@operation(
    "core.give_new_rights",
    title=_("Give new rights to the suggested roles"),
    permission="core.people.manage",
    audit_verb=_("gave new rights to the suggested roles"),
)
async def give_new_rights(work: Work, form: GiveNewRights) -> NewRightsGiven:
    """Give rights that an update brought, and that this company was never offered, to the roles that the plugins suggest.

    Nobody can take more by it than the plugins suggest: a right that was offered before is never given again.
    """
    await take_turn(work)
    rows = await work.rows("select permission from core.offered_permission where company_id = %s", work.scope.company)
    new = new_rights(work.house.registry.permissions.values(), {row["permission"] for row in rows}, work.scope.plugins)
    await give_suggested(work, new)
    return NewRightsGiven(permissions=[p.name for p in new])


async def new_rights_of(reader: "Reader") -> list[Permission]:
    """Rights of what is on that this company was never offered."""
    rows = await reader.rows("select permission from core.offered_permission where company_id = %s", reader.scope.company)
    return new_rights(reader.house.registry.permissions.values(), {name for (name,) in rows}, reader.scope.plugins)


def new_rights(declared: Iterable[Permission], offered: set[str], plugins: Iterable[str]) -> list[Permission]:
    """Those of the core and of these plugins that were not offered yet."""
    on = {*plugins, "core"}
    return [p for p in declared if p.name not in offered and p.name.partition(".")[0] in on]
