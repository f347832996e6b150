"""Invoices and bills, their lines, taxes and instalments, read."""

from typing import Any

from sqlalchemy import ColumnElement, Date, Select, Text, and_, case, cast, exists, func, literal, literal_column, select

from dapur.contract import Choice, Column, Filter, Query, Words, _
from dapur.queries.days import today_of
from dapur.tables import app_user
from dapur_accounting.document_tables import document, document_line, payment_terms
from dapur_accounting.queries.document_lines import DOCUMENT_LINES, DOCUMENT_TAXES
from dapur_accounting.queries.document_words import PURCHASE_KINDS, SALES_KINDS, STATES, TONES
from dapur_accounting.tables import entry, open_item
from dapur_base.names import shown_name
from dapur_base.parties import same_party
from dapur_base.ranges import within
from dapur_base.tables import party

_poster = app_user.alias("poster")
_against = document.alias("credited")
_cancelling = entry.alias("cancelling")

_still_open = (
    select(func.sum(open_item.c.open_amount))
    .where(open_item.c.company_id == document.c.company_id, open_item.c.entry_id == document.c.entry_id)
    .correlate(document)
    .scalar_subquery()
)
_next_due = (
    select(func.min(open_item.c.due))
    .where(
        open_item.c.company_id == document.c.company_id,
        open_item.c.entry_id == document.c.entry_id,
        open_item.c.closed_on == cast(literal_column("'infinity'"), Date),
    )
    .correlate(document)
    .scalar_subquery()
)
_today = today_of(func.core.current_company())
_item = open_item.alias("item")
_alive = exists().where(
    _item.c.company_id == document.c.company_id,
    _item.c.entry_id == document.c.entry_id,
    _item.c.closed_on == cast(literal_column("'infinity'"), Date),
)
_late = exists().where(
    _item.c.company_id == document.c.company_id,
    _item.c.entry_id == document.c.entry_id,
    _item.c.closed_on == cast(literal_column("'infinity'"), Date),
    _item.c.due < _today,
)
_touched = exists().where(
    _item.c.company_id == document.c.company_id, _item.c.entry_id == document.c.entry_id, _item.c.open_amount != _item.c.amount
)
_state: ColumnElement[Any] = case(
    (document.c.status != "posted", document.c.status),
    (~_alive, "paid"),
    (_late, "overdue"),
    (_touched, "partly"),
    else_="unpaid",
)
_name = case(
    (document.c.number != "", document.c.number),
    else_=shown_name(literal("Draf "), literal("Draft ")).concat(cast(document.c.id, Text)),
)


def _documents(side: str) -> Select[Any]:
    joined = (
        document.join(party, and_(party.c.company_id == document.c.company_id, party.c.id == document.c.party_id))
        .outerjoin(_poster, _poster.c.id == document.c.posted_by)
        .outerjoin(
            payment_terms, and_(payment_terms.c.company_id == document.c.company_id, payment_terms.c.id == document.c.terms_id)
        )
        .outerjoin(_against, and_(_against.c.company_id == document.c.company_id, _against.c.id == document.c.against_id))
        .outerjoin(
            _cancelling, and_(_cancelling.c.company_id == document.c.company_id, _cancelling.c.id == document.c.cancel_entry_id)
        )
        .outerjoin(entry, and_(entry.c.company_id == document.c.company_id, entry.c.id == document.c.entry_id))
    )
    return select(document.c.id).select_from(joined).where(document.c.side == side)


def _shown(path: str, kinds: tuple[Choice, ...], who: Words, theirs: Words) -> tuple[Column, ...]:
    """What a list shows, and the figures."""
    return (
        Column("id", _("Number"), "id", document.c.id, hidden=True),
        Column("code", _("Number"), "code", _name, hidden=True),
        Column("name", _("Number"), "code", _name, sort=True, phone=1, link=f"accounting/{path}/{{id}}"),
        Column("date", _("Date"), "date", document.c.date, sort=True, phone=2),
        Column("party", who, "text", party.c.name, sort=True, phone=1, link="base/parties/{party_id}"),
        Column("kind", _("Kind"), "text", cast(document.c.kind, Text), choices=kinds, hidden=True),
        Column("reference", theirs, "code", document.c.reference),
        Column("next_due", _("Due"), "date", func.coalesce(_next_due, document.c.due), phone=2),
        Column("currency", _("Currency"), "code", document.c.currency, hidden=True),
        Column("net", _("Net"), "money", document.c.net, currency="currency", hidden=True),
        Column("tax", _("Tax"), "money", document.c.tax, currency="currency", hidden=True),
        Column("withheld", _("Withheld"), "money", document.c.withheld, currency="currency", hidden=True),
        Column("total", _("Total"), "money", document.c.total, sort=True, total=True, currency="currency", phone=1),
        Column(
            "still_open",
            _("Still open"),
            "money",
            func.abs(func.coalesce(_still_open, literal(0))),
            total=True,
            currency="currency",
        ),
        Column("status", _("Status"), "status", cast(_state, Text), choices=STATES, tones=TONES, phone=2),
    )


def _record(path: str, who: Words) -> tuple[Column, ...]:
    """What the record adds."""
    return (
        Column("description", _("Notes"), "text", document.c.description, hidden=True),
        Column("terms", _("Terms"), "text", func.coalesce(payment_terms.c.code, literal("")), hidden=True),
        Column("rate", _("Exchange rate"), "rate", document.c.rate, hidden=True),
        Column("entry", _("Journal entry"), "code", entry.c.number, hidden=True, link="accounting/entries/{entry_id}"),
        Column("entry_id", _("Journal entry"), "id", document.c.entry_id, hidden=True),
        Column("against", _("Credits"), "code", _against.c.number, hidden=True, link=f"accounting/{path}/{{against_id}}"),
        Column("against_id", _("Credits"), "id", document.c.against_id, hidden=True),
        Column("cancelled_on", _("Cancelled on"), "date", document.c.cancelled_on, hidden=True),
        Column("cancel_reason", _("Reason"), "text", document.c.cancel_reason, hidden=True),
        Column(
            "cancelled_by",
            _("Cancelled by"),
            "code",
            _cancelling.c.number,
            hidden=True,
            link="accounting/entries/{cancel_entry_id}",
        ),
        Column("cancel_entry_id", _("Cancelled by"), "id", document.c.cancel_entry_id, hidden=True),
        Column(
            "source",
            _("Source"),
            "text",
            func.trim(func.concat(document.c.source_plugin, literal(" "), document.c.source_number)),
            hidden=True,
        ),
        Column("posted_by", _("Posted by"), "text", func.coalesce(_poster.c.name, literal("")), hidden=True),
        Column("posted_at", _("Posted"), "time", document.c.posted_at, hidden=True),
        Column("page", _("Page"), "text", literal(f"accounting/{path}/").concat(cast(document.c.id, Text)), hidden=True),
        Column("party_id", who, "id", document.c.party_id, hidden=True),
        Column("number", _("Number"), "code", document.c.number, hidden=True),
        Column("version", _("Version"), "integer", document.c.version, hidden=True),
    )


def _filters(kinds: tuple[Choice, ...], who: Words) -> tuple[Filter, ...]:
    return (
        Filter("status", _("Status"), "choice", lambda v: cast(_state, Text) == func.any(v), choices=STATES),
        Filter("kind", _("Kind"), "choice", lambda v: document.c.kind == func.any(v), choices=kinds),
        Filter("date", _("Date"), "dates", lambda v: within(document.c.date, v)),
        Filter("due", _("Due"), "dates", lambda v: within(_next_due, v)),
        Filter("party", who, "reference", lambda v: same_party(document.c.party_id, v), reference="base.parties"),
        Filter("total", _("Total"), "money", lambda v: within(document.c.total, v)),
        Filter("open", _("Still open"), "flag", lambda v: _alive == v),
    )


def _query(name: str, title: Words, side: str, path: str, kinds: tuple[Choice, ...], who: Words, theirs: Words) -> Query:
    return Query(
        name,
        title,
        "accounting.read",
        statement=lambda: _documents(side),
        company=document.c.company_id,
        description="Documents of one side with what is still open, the newest first.",
        columns=(*_shown(path, kinds, who, theirs), *_record(path, who)),
        key=("id",),
        default_sort=("-date",),
        filters=_filters(kinds, who),
        search=(document.c.number, document.c.reference, party.c.name, document.c.description),
    )


INVOICES = _query(
    "accounting.invoices", _("Invoices"), "sales", "invoices", SALES_KINDS, _("Customer"), _("Customer's reference")
)
BILLS = _query("accounting.bills", _("Bills"), "purchase", "bills", PURCHASE_KINDS, _("Supplier"), _("Supplier's number"))

_advance_left = document.c.net + func.coalesce(
    select(func.sum(document_line.c.net))
    .where(document_line.c.company_id == document.c.company_id, document_line.c.deducts_id == document.c.id)
    .correlate(document)
    .scalar_subquery(),
    literal(0),
)
OPEN_ADVANCES = Query(
    "accounting.open_advances",
    _("Advances"),
    "accounting.read",
    statement=lambda: (
        select(document.c.id)
        .select_from(document.join(party, and_(party.c.company_id == document.c.company_id, party.c.id == document.c.party_id)))
        .where(document.c.kind.in_(("advance_invoice", "advance_bill")), document.c.status == "posted", _advance_left > 0)
    ),
    company=document.c.company_id,
    description="Posted advances that are not deducted whole.",
    columns=(
        Column("id", _("Number"), "id", document.c.id, hidden=True),
        Column("code", _("Number"), "code", document.c.number, sort=True, phone=1),
        Column("name", _("Party"), "text", party.c.name, phone=1),
        Column("date", _("Date"), "date", document.c.date, sort=True, phone=2),
        Column("currency", _("Currency"), "code", document.c.currency, hidden=True),
        Column("left", _("Remaining"), "money", _advance_left, currency="currency", phone=1),
    ),
    key=("id",),
    default_sort=("date",),
    filters=(Filter("party", _("Party"), "reference", lambda v: same_party(document.c.party_id, v), reference="base.parties"),),
    search=(document.c.number, party.c.name),
)

DOCUMENT_QUERIES = (INVOICES, BILLS, OPEN_ADVANCES, DOCUMENT_LINES, DOCUMENT_TAXES)
