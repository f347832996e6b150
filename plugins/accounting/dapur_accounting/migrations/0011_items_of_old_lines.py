"""Open items of what was posted before there were any."""

import psycopg

from dapur.database.migrate import each_company

ITEMS = """
    insert into accounting.open_item (company_id, entry_id, line_no, side, account_id, party_id, date, due, currency, amount, base,
        open_amount, open_base)
    select l.company_id, l.entry_id, l.line_no, a.subtype, l.account_id, l.party_id, l.date, l.date, l.currency, l.amount,
        l.debit - l.credit, l.amount, l.debit - l.credit
    from accounting.line l join accounting.account a on a.company_id = l.company_id and a.id = l.account_id
    where l.company_id = %s and a.subtype in ('receivable', 'payable') and (l.amount <> 0 or l.debit <> l.credit)
"""
REVERSALS = """
    select accounting.match_reversal(company_id, id, reversal_of, date) from accounting.entry
    where company_id = %s and reversal_of is not null order by id
"""


def migrate(connection: psycopg.Connection) -> None:
    """Every line on a receivable or payable account is an item; reversed entries are settled by their reversals."""
    for company in each_company(connection):
        connection.execute(ITEMS, (company,))
        connection.execute(REVERSALS, (company,))
