"""Colleagues that an operation names."""

from dapur.contract import Refused, _
from dapur.operations.work import Work


async def colleague(work: Work, user: int, field: str) -> int:
    """The user, who works in this company. Raises Refused (BASE_NOT_A_COLLEAGUE) at the field."""
    sql = "select user_id from core.membership where company_id = %s and user_id = %s and is_active"
    if await work.value(sql, work.scope.company, user) is None:
        raise Refused("BASE_NOT_A_COLLEAGUE", _("This person does not work in this company. Choose a colleague."), field=field)
    return user
