"""Requests that were open before have their seats, too."""

import psycopg

from dapur.database.migrate import each_company

SEATS = """
insert into base.approval_open_seat (company_id, id, request_id, step_id, user_id, role_id, stand_in_id, kind, document_id,
    requested_by, asked_by)
select a.company_id, a.id, a.request_id, a.step_id, a.user_id, a.role_id, a.stand_in_id, r.kind, r.document_id, r.requested_by, r.asked_by
from base.approval_request r join base.approval_approver a on a.company_id = r.company_id and a.request_id = r.id
where r.company_id = %s and r.outcome is null and r.void_at is null
on conflict do nothing
"""


def migrate(connection: psycopg.Connection) -> None:
    """One company after the other."""
    for company in each_company(connection):
        connection.execute(SEATS, (company,))
