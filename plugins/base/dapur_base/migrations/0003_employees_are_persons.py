"""Employees of before are persons; from now on the database holds it."""

from typing import Any

from dapur.database.migrate import each_company


def migrate(connection: Any) -> None:
    """Walk the companies, then add the constraint."""
    for company in each_company(connection):
        connection.execute("update base.party set kind = 'person' where company_id = %s and is_employee", (company,))
    connection.execute(
        "alter table base.party add constraint party_employee_is_person"
        " check (kind = 'person' or (not is_employee and user_id is null))"
    )
