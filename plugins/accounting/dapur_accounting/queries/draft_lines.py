"""The lines of drafts, read out of the draft that keeps them."""

from sqlalchemy import BigInteger, Integer, Numeric, String, Text, and_, func, literal, select, text

from dapur.contract import Column, Filter, Query, _
from dapur_accounting.tables import account
from dapur_base.names import shown_name

_line = (
    text(
        "select d.company_id, d.id as draft_id, cast(x.n as int) as line_no, cast(x.line ->> 'account' as bigint) as account_id,"
        " coalesce(x.line ->> 'description', '') as description, cast(coalesce(x.line ->> 'debit', '0') as numeric) as debit,"
        " cast(coalesce(x.line ->> 'credit', '0') as numeric) as credit, coalesce(x.line ->> 'currency', '') as currency,"
        " cast(x.line ->> 'amount' as numeric) as amount"
        " from accounting.draft_entry d cross join lateral jsonb_array_elements(d.lines) with ordinality as x(line, n)"
    )
    .columns(
        company_id=BigInteger,
        draft_id=BigInteger,
        line_no=Integer,
        account_id=BigInteger,
        description=Text,
        debit=Numeric(20, 4),
        credit=Numeric(20, 4),
        currency=String,
        amount=Numeric(20, 4),
    )
    .subquery("draft_line")
)

DRAFT_LINES = Query(
    "accounting.draft_lines",
    _("Lines of drafts"),
    "accounting.read",
    statement=lambda: select(_line.c.draft_id).select_from(
        _line.outerjoin(account, and_(account.c.company_id == _line.c.company_id, account.c.id == _line.c.account_id))
    ),
    company=_line.c.company_id,
    description="Lines of entries that are not posted; the account may still be open.",
    columns=(
        Column("draft_id", _("Draft"), "id", _line.c.draft_id, hidden=True),
        Column("line_no", _("Line"), "integer", _line.c.line_no, sort=True, hidden=True),
        Column("code", _("Code"), "code", func.coalesce(account.c.code, literal(""))),
        Column(
            "account", _("Account"), "text", func.coalesce(shown_name(account.c.name_id, account.c.name_en), literal("")), phone=1
        ),
        Column("description", _("Description"), "text", _line.c.description, phone=2),
        Column("debit", _("Debit"), "money", _line.c.debit, total=True, phone=1),
        Column("credit", _("Credit"), "money", _line.c.credit, total=True, phone=1),
        Column("currency", _("Currency"), "code", _line.c.currency, hidden=True),
        Column("amount", _("Amount in currency"), "money", _line.c.amount, currency="currency", hidden=True),
    ),
    key=("draft_id", "line_no"),
    default_sort=("draft_id",),
    filters=(Filter("draft", _("Draft"), "reference", lambda v: _line.c.draft_id == v, reference="accounting.drafts"),),
    search=(_line.c.description,),
)
