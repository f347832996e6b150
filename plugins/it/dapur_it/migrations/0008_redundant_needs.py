"""Needs of which not all are needed say so, and their group's rule holds them to it."""

import psycopg

from dapur.database.migrate import each_company

FILL = """
    update it.need n set is_redundant = true from it.need_group g
    where n.company_id = %s and g.company_id = %s and g.id = n.group_id and g.is_redundant
"""
HOLD = """
    alter table it.need add foreign key (company_id, group_id, is_redundant)
        references it.need_group (company_id, id, is_redundant)
"""


def migrate(connection: psycopg.Connection) -> None:
    """Fill it in every company, then hold it."""
    for company in each_company(connection):
        connection.execute(FILL, (company, company))
    connection.execute(HOLD)
