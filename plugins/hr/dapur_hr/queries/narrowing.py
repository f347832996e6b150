"""Row scopes for fixed SQL, where no query narrows by itself."""

from dapur.contract import Forbidden
from dapur.queries.reader import Reader

_SCOPES = {
    "own_team": " and e.id in (select hr.own_team(core.current_company(), %s))",
    "self": " and e.id = (select hr.employee_of(core.current_company(), %s))",
}


def narrowed(reader: Reader, permission: str) -> tuple[str, tuple[int, ...]]:
    """A condition on hr.employee e and its values, for what this reader may see by a permission. Raises Forbidden."""
    reader.need(permission)
    scope = reader.scope.rows.get(permission, "")
    if not scope:
        return "", ()
    if scope not in _SCOPES:
        raise Forbidden(permission)
    return _SCOPES[scope], (reader.scope.user,)


async def visible(reader: Reader, permission: str, employees: list[int]) -> set[int]:
    """Those of the employees whom this reader may see by a permission; none without it."""
    if not reader.scope.may(permission):
        return set()
    condition, values = narrowed(reader, permission)
    rows = await reader.rows(
        "select e.id from hr.employee e where e.company_id = %s and e.id = any (%s)" + condition,
        *(reader.scope.company, employees, *values),
    )
    return {number for (number,) in rows}
