"""Payments, where parties want their money, and payment runs, read."""

from sqlalchemy import and_, case, func, literal, select

from dapur.contract import Choice, Column, Filter, Query, _
from dapur.tables import app_user
from dapur_accounting.bank_tables import bank_account, party_account, payment, payment_run, payment_run_item
from dapur_accounting.queries.words import USE, USE_TONES
from dapur_accounting.tables import entry
from dapur_base.ranges import within
from dapur_base.tables import party

DIRECTIONS = (Choice("in", _("Received")), Choice("out", _("Paid out")))
RUN_STATES = (
    Choice("draft", _("Draft")),
    Choice("handed_in", _("Handed in")),
    Choice("booked", _("Booked")),
    Choice("cancelled", _("Cancelled")),
)
RUN_TONES = {"draft": "secondary", "handed_in": "azure", "booked": "green", "cancelled": "red"}

_who = func.coalesce(party.c.name, literal(""))
PAYMENTS = Query(
    "accounting.payments",
    _("Payments"),
    "accounting.read",
    statement=lambda: select(payment.c.id).select_from(
        payment.join(entry, and_(entry.c.company_id == payment.c.company_id, entry.c.id == payment.c.entry_id))
        .join(
            bank_account, and_(bank_account.c.company_id == payment.c.company_id, bank_account.c.id == payment.c.bank_account_id)
        )
        .outerjoin(party, and_(party.c.company_id == payment.c.company_id, party.c.id == payment.c.party_id))
    ),
    company=payment.c.company_id,
    description="Money that came from customers or went to suppliers.",
    columns=(
        Column("id", _("Number"), "id", payment.c.id, hidden=True),
        Column("day", _("Date"), "date", payment.c.day, sort=True, phone=2),
        Column("number", _("Number"), "code", entry.c.number, phone=1, link="accounting/payments/{id}"),
        Column(
            "direction",
            _("Kind"),
            "status",
            payment.c.direction,
            choices=DIRECTIONS,
            tones={"in": "green", "out": "blue"},
            phone=2,
        ),
        Column("party", _("Party"), "text", _who, phone=1),
        Column("bank", _("Bank account"), "text", bank_account.c.name),
        Column("amount", _("Amount"), "money", payment.c.amount, sort=True, currency="currency", phone=1),
        Column("on_account", _("On account"), "money", payment.c.on_account, currency="currency"),
        Column("currency", _("Currency"), "code", payment.c.currency),
        Column("entry", _("Entry"), "code", entry.c.number, hidden=True, link="accounting/entries/{entry_id}"),
        Column("description", _("Description"), "text", entry.c.description, hidden=True),
        Column("reference", _("Reference"), "code", entry.c.reference, hidden=True),
        Column("entry_id", _("Entry"), "id", payment.c.entry_id, hidden=True),
        Column("party_id", _("Party"), "id", payment.c.party_id, hidden=True),
    ),
    key=("id",),
    default_sort=("-day",),
    filters=(
        Filter("direction", _("Kind"), "choice", lambda v: payment.c.direction == func.any(v), choices=DIRECTIONS),
        Filter("day", _("Date"), "dates", lambda v: within(payment.c.day, v)),
        Filter("party", _("Party"), "reference", lambda v: payment.c.party_id == v, reference="base.parties"),
        Filter(
            "bank", _("Bank account"), "reference", lambda v: payment.c.bank_account_id == v, reference="accounting.bank_accounts"
        ),
        Filter("amount", _("Amount"), "money", lambda v: within(payment.c.amount, v)),
    ),
    search=(entry.c.number, entry.c.reference, entry.c.description, party.c.name),
)

_use = case((party_account.c.is_closed, "closed"), else_="open")
PARTY_ACCOUNTS = Query(
    "accounting.party_accounts",
    _("Accounts of parties"),
    "accounting.read",
    statement=lambda: select(party_account.c.id).select_from(
        party_account.join(party, and_(party.c.company_id == party_account.c.company_id, party.c.id == party_account.c.party_id))
    ),
    company=party_account.c.company_id,
    description="Where suppliers and others want their money.",
    columns=(
        Column("id", _("Number"), "id", party_account.c.id, hidden=True),
        Column("name", _("Party"), "text", party.c.name, sort=True, phone=1, link="accounting/party-accounts/{id}"),
        Column("bank", _("Bank"), "text", party_account.c.bank, phone=2),
        Column("bank_code", _("Bank code"), "code", party_account.c.bank_code),
        Column("bic", _("SWIFT code"), "code", party_account.c.bic),
        Column("number", _("Account number"), "code", party_account.c.number, phone=1),
        Column("holder", _("Account holder"), "text", party_account.c.holder, phone=2),
        Column("status", _("Status"), "status", _use, choices=USE, tones=USE_TONES),
        Column("code", _("Account number"), "code", party_account.c.number, hidden=True),
        Column("email", _("E-mail"), "text", party_account.c.email, hidden=True),
        Column("party", _("Party"), "id", party_account.c.party_id, hidden=True),
        Column("is_closed", _("No longer used"), "flag", party_account.c.is_closed, hidden=True),
        Column("version", _("Version"), "integer", party_account.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("name",),
    filters=(
        Filter("party", _("Party"), "reference", lambda v: party_account.c.party_id == v, reference="base.parties"),
        Filter("status", _("Status"), "choice", lambda v: _use == func.any(v), choices=USE),
    ),
    search=(party.c.name, party_account.c.number, party_account.c.holder),
)

_maker = app_user.alias("maker")
_count = (
    select(func.count())
    .where(payment_run_item.c.company_id == payment_run.c.company_id, payment_run_item.c.run_id == payment_run.c.id)
    .correlate(payment_run)
    .scalar_subquery()
)
_run_name = func.coalesce(func.nullif(payment_run.c.number, ""), func.concat("#", payment_run.c.id))
PAYMENT_RUNS = Query(
    "accounting.payment_runs",
    _("Payment runs"),
    "accounting.read",
    statement=lambda: select(payment_run.c.id).select_from(
        payment_run.join(
            bank_account,
            and_(bank_account.c.company_id == payment_run.c.company_id, bank_account.c.id == payment_run.c.bank_account_id),
        ).outerjoin(_maker, _maker.c.id == payment_run.c.made_by)
    ),
    company=payment_run.c.company_id,
    description="Bills that are paid together: chosen, approved, sent to the bank, booked.",
    columns=(
        Column("id", _("Number"), "id", payment_run.c.id, sort=True, hidden=True),
        Column("name", _("Number"), "code", _run_name, phone=1, link="accounting/payment-runs/{id}"),
        Column("day", _("Paid on"), "date", payment_run.c.day, sort=True, phone=2),
        Column("bank", _("Bank account"), "text", bank_account.c.name, phone=2),
        Column("count", _("Payments"), "integer", _count),
        Column("total", _("Total"), "money", payment_run.c.total, currency="currency", phone=1),
        Column("made_by", _("Prepared by"), "text", func.coalesce(_maker.c.name, literal(""))),
        Column("status", _("Status"), "status", payment_run.c.status, choices=RUN_STATES, tones=RUN_TONES, phone=1),
        Column("note", _("Note"), "text", payment_run.c.note, hidden=True),
        Column("currency", _("Currency"), "code", bank_account.c.currency, hidden=True),
        Column("code", _("Number"), "code", _run_name, hidden=True),
        Column("made_at", _("Prepared"), "time", payment_run.c.made_at, hidden=True),
        Column("booked_at", _("Booked at"), "time", payment_run.c.booked_at, hidden=True),
        Column("version", _("Version"), "integer", payment_run.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("-id",),
    filters=(
        Filter("status", _("Status"), "choice", lambda v: payment_run.c.status == func.any(v), choices=RUN_STATES),
        Filter("day", _("Paid on"), "dates", lambda v: within(payment_run.c.day, v)),
    ),
    search=(payment_run.c.number, payment_run.c.note),
)

_bill = entry.alias("bill")
PAYMENT_RUN_ITEMS = Query(
    "accounting.payment_run_items",
    _("Payments of a run"),
    "accounting.read",
    statement=lambda: select(payment_run_item.c.id).select_from(
        payment_run_item.join(
            _bill, and_(_bill.c.company_id == payment_run_item.c.company_id, _bill.c.id == payment_run_item.c.entry_id)
        )
        .join(party, and_(party.c.company_id == payment_run_item.c.company_id, party.c.id == payment_run_item.c.party_id))
        .join(
            payment_run,
            and_(payment_run.c.company_id == payment_run_item.c.company_id, payment_run.c.id == payment_run_item.c.run_id),
        )
        .outerjoin(
            party_account,
            and_(
                party_account.c.company_id == payment_run_item.c.company_id,
                party_account.c.id == payment_run_item.c.party_account_id,
            ),
        )
    ),
    company=payment_run_item.c.company_id,
    description="What a run pays, to whom and where.",
    columns=(
        Column("id", _("Number"), "id", payment_run_item.c.id, hidden=True),
        Column("party", _("Party"), "text", party.c.name, sort=True, phone=1, link="accounting/payment-run-items/{id}"),
        Column("number", _("Bill"), "code", _bill.c.number, phone=2, link="accounting/entries/{entry_id}"),
        Column("reference", _("Reference"), "code", _bill.c.reference, phone=2),
        Column("account", _("Account number"), "code", func.coalesce(party_account.c.number, literal(""))),
        Column("holder", _("Account holder"), "text", func.coalesce(party_account.c.holder, literal(""))),
        Column("amount", _("Amount"), "money", payment_run_item.c.amount, total=True, phone=1),
        Column("run", _("Payment run"), "code", _run_name, link="accounting/payment-runs/{run_id}", hidden=True),
        Column("run_id", _("Payment run"), "id", payment_run_item.c.run_id, hidden=True),
        Column("entry_id", _("Bill"), "id", payment_run_item.c.entry_id, hidden=True),
    ),
    key=("id",),
    default_sort=("party",),
    filters=(
        Filter(
            "run", _("Payment run"), "reference", lambda v: payment_run_item.c.run_id == v, reference="accounting.payment_runs"
        ),
    ),
    search=(party.c.name, _bill.c.number, _bill.c.reference),
)

QUERIES = (PAYMENTS, PARTY_ACCOUNTS, PAYMENT_RUNS, PAYMENT_RUN_ITEMS)
