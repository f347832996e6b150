"""Leave as a document that base's approvals know."""

from collections.abc import Sequence
from typing import Any

from dapur.contract import Service, _
from dapur_base.approvals import ApprovableDocuments, ApprovalKind, ApprovalSubject, digest_of
from dapur_base.reading import Source, rows_of

LEAVE = "hr.leave"
_REQUEST = """
    select r.id, r.employment_id, r.type_id, r.first_day, r.last_day, r.part, r.days, r.note, r.deputy_id, r.delegation_id, r.state, r.version,
        m.employee_id, e.party_id, p.name, p.user_id, t.name_id, t.name_en, t.has_balance, t.is_confidential, t.counted, r.asked_by
    from hr.leave_request r
    join hr.employment m on m.company_id = r.company_id and m.id = r.employment_id
    join hr.employee e on e.company_id = m.company_id and e.id = m.employee_id
    join base.party p on p.company_id = e.company_id and p.id = e.party_id
    join hr.leave_type t on t.company_id = r.company_id and t.id = r.type_id
    where r.company_id = %s and r.id = %s
"""


_NAMES = (
    "id", "employment_id", "type_id", "first_day", "last_day", "part", "days", "note", "deputy_id", "delegation_id", "state", "version",
    "employee_id", "party_id", "name", "user_id", "name_id", "name_en", "has_balance", "is_confidential", "counted", "asked_by",
)  # fmt: skip


async def request_of(source: Source, request: int, *, lock: bool = False) -> dict[str, Any] | None:
    """The request with what surrounds it."""
    rows = await rows_of(source, _REQUEST + (" for update of r" if lock else ""), source.scope.company, request)
    return dict(zip(_NAMES, rows[0], strict=True)) if rows else None


async def subject_of(source: Source, request: int) -> ApprovalSubject | None:
    """What is to be approved. The kind of leave is not told where it is confidential: the request's page shows it."""
    asked = await request_of(source, request)
    if asked is None or asked["state"] in ("declined", "cancelled"):
        return None
    kind = "" if asked["is_confidential"] else asked["name_en" if source.scope.language == "en" else "name_id"]
    days = f"{asked['first_day']:%d/%m/%Y} – {asked['last_day']:%d/%m/%Y}"
    return ApprovalSubject(
        LEAVE,
        request,
        f"{asked['name']}, {days}",
        f"hr/leave/{request}",
        digest_of(asked["type_id"], asked["first_day"], asked["last_day"], asked["part"], asked["days"]),
        requested_by=asked["user_id"] or asked["asked_by"],
        detail=" · ".join(part for part in (kind, f"{asked['days'].normalize():f}") if part),
    )


class LeaveDocuments:
    """Offers leave requests to the approvals of base."""

    kinds: Sequence[ApprovalKind] = (ApprovalKind(LEAVE, _("Leave"), "hr.leave.request"),)

    def __init__(self, source: Source) -> None:
        self.source = source

    async def subject(self, kind: str, document: int) -> ApprovalSubject | None:
        """What the request says now."""
        return await subject_of(self.source, document)


APPROVABLE = Service(ApprovableDocuments, LeaveDocuments, readable=True)
