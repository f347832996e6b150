"""Pay goes to one of the bank accounts that base keeps of a person; which one stays a dated fact. Those of before move there."""

import psycopg

from dapur.database.migrate import each_company

ADD = "alter table hr.pay_account disable trigger keep_known, add column bank_account_id bigint"
ACCOUNTS = """
insert into base.party_bank_account (company_id, party_id, bank, number, holder, currency)
select distinct on (e.party_id, lower(a.bank), base.number_key(a.number)) a.company_id, e.party_id, a.bank, a.number, a.holder, c.currency
from hr.pay_account a join hr.employee e on e.company_id = a.company_id and e.id = a.employee_id
join core.company c on c.id = a.company_id
where a.company_id = %s and not exists (
    select from base.party_bank_account b where b.company_id = a.company_id and b.party_id = e.party_id
    and lower(b.bank) = lower(a.bank) and b.number_key = base.number_key(a.number) and not b.is_closed)
order by e.party_id, lower(a.bank), base.number_key(a.number), a.id desc
"""
POINT = """
update hr.pay_account a set bank_account_id = (
    select min(b.id) from base.party_bank_account b join hr.employee e on e.company_id = b.company_id and e.party_id = b.party_id
    where b.company_id = a.company_id and e.id = a.employee_id and lower(b.bank) = lower(a.bank)
    and b.number_key = base.number_key(a.number) and not b.is_closed)
where a.company_id = %s
"""
KEEP = """
alter table hr.pay_account enable trigger keep_known, drop column bank, drop column number, drop column holder,
    alter column bank_account_id set not null,
    add constraint pay_account_bank_account foreign key (company_id, bank_account_id)
        references base.party_bank_account (company_id, id);
create index pay_account_bank_account on hr.pay_account (company_id, bank_account_id);
"""


def migrate(connection: psycopg.Connection) -> None:
    """Each company's accounts, then the columns that nobody needs any more."""
    connection.execute(ADD)
    for company in each_company(connection):
        connection.execute(ACCOUNTS, (company,))
        connection.execute(POINT, (company,))
    connection.execute("set constraints all immediate")
    connection.execute(KEEP)
