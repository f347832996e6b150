"""One member of a company, read: who, since when, in which roles, and what follows from them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from dapur.contract import NotFound, _

if TYPE_CHECKING:
    from dapur.queries.reader import Reader


@dataclass(frozen=True, slots=True)
class Member:
    """A member. disabled_everywhere: the operator shut the account, not this company. tokens: valid API tokens here."""

    user: int
    name: str
    email: str
    is_active: bool
    disabled_everywhere: bool
    last_opened_at: datetime | None
    roles: Sequence[int]
    tokens: int


async def member_of(reader: "Reader", user: int) -> Member:
    """The member with this number. Raises NotFound, Forbidden."""
    reader.need("core.people.read")
    rows = await reader.rows(
        "select u.id, u.name, u.email, m.is_active, not u.is_active, m.last_opened_at,"
        " coalesce((select array_agg(r.role_id order by r.role_id) from core.membership_role r"
        "   where r.company_id = m.company_id and r.user_id = m.user_id), '{}'),"
        " (select count(*) from core.api_token t where t.company_id = m.company_id and t.user_id = m.user_id"
        "   and t.revoked_at is null and t.ends_at > core.now())"
        " from core.membership m join core.app_user u on u.id = m.user_id where m.company_id = %s and m.user_id = %s",
        reader.scope.company,
        user,
    )
    if not rows:
        raise NotFound(_("Nobody in this company has this number. Choose somebody of the list."))
    return Member(*rows[0])
