"""What is owed to us and by us, line by line, and the allocations between them."""

from typing import Any

from sqlalchemy import ColumnElement, Date, Select, Text, and_, case, cast, exists, func, literal, literal_column, select

from dapur.contract import Column, Filter, Query, _
from dapur.queries.days import today_of
from dapur.tables import app_user
from dapur_accounting.document_tables import document
from dapur_accounting.queries.document_words import ALLOCATION_STATES, ALLOCATION_TONES, ITEM_SIDES, ITEM_STATES, ITEM_TONES
from dapur_accounting.tables import account, allocation, allocation_part, entry, open_item
from dapur_base.names import shown_name
from dapur_base.parties import same_party
from dapur_base.ranges import within
from dapur_base.tables import party

_today = today_of(func.core.current_company())
_forever = cast(literal_column("'infinity'"), Date)
_state = case((open_item.c.closed_on < _forever, "closed"), (open_item.c.due < _today, "overdue"), else_="open")
_number = func.coalesce(document.c.number, entry.c.number)


def _items() -> Select[Any]:
    return select(open_item.c.entry_id).select_from(
        open_item.join(entry, and_(entry.c.company_id == open_item.c.company_id, entry.c.id == open_item.c.entry_id))
        .join(account, and_(account.c.company_id == open_item.c.company_id, account.c.id == open_item.c.account_id))
        .outerjoin(party, and_(party.c.company_id == open_item.c.company_id, party.c.id == open_item.c.party_id))
        .outerjoin(document, and_(document.c.company_id == open_item.c.company_id, document.c.entry_id == open_item.c.entry_id))
    )


OPEN_ITEMS = Query(
    "accounting.open_items",
    _("Open items"),
    "accounting.read",
    statement=_items,
    company=open_item.c.company_id,
    description="Lines on receivable and payable accounts with what is still open on them. Debit is positive.",
    columns=(
        Column("number", _("Number"), "code", _number, phone=1, link="accounting/entries/{entry_id}"),
        Column("party", _("Party"), "text", func.coalesce(party.c.name, literal("")), sort=True, phone=1),
        Column("date", _("Date"), "date", open_item.c.date, sort=True, phone=2),
        Column("due", _("Due"), "date", open_item.c.due, sort=True, phone=2),
        Column("description", _("Description"), "text", entry.c.description),
        Column("reference", _("Reference"), "code", entry.c.reference),
        Column("account", _("Account"), "text", shown_name(account.c.name_id, account.c.name_en), hidden=True),
        Column("currency", _("Currency"), "code", open_item.c.currency, hidden=True),
        Column("amount", _("Amount"), "money", open_item.c.amount, total=True, currency="currency"),
        Column("open_amount", _("Still open"), "money", open_item.c.open_amount, total=True, currency="currency", phone=1),
        Column("open_base", _("Open in own currency"), "money", open_item.c.open_base, total=True, hidden=True),
        Column("status", _("Status"), "status", cast(_state, Text), choices=ITEM_STATES, tones=ITEM_TONES, phone=2),
        Column("entry_id", _("Entry"), "id", open_item.c.entry_id, hidden=True),
        Column("line_no", _("Line"), "integer", open_item.c.line_no, hidden=True),
        Column("party_id", _("Party"), "id", open_item.c.party_id, hidden=True),
        Column("account_id", _("Account"), "id", open_item.c.account_id, hidden=True),
        Column("document_id", _("Document"), "id", document.c.id, hidden=True),
    ),
    key=("entry_id", "line_no"),
    default_sort=("due",),
    filters=(
        Filter("side", _("Side"), "choice", lambda v: open_item.c.side == func.any(v), choices=ITEM_SIDES),
        Filter("status", _("Status"), "choice", lambda v: cast(_state, Text) == func.any(v), choices=ITEM_STATES),
        Filter("party", _("Party"), "reference", lambda v: same_party(open_item.c.party_id, v), reference="base.parties"),
        Filter("due", _("Due"), "dates", lambda v: within(open_item.c.due, v)),
        Filter("date", _("Date"), "dates", lambda v: within(open_item.c.date, v)),
        Filter("account", _("Account"), "reference", lambda v: open_item.c.account_id == v, reference="accounting.accounts"),
        Filter("entry", _("Entry"), "reference", lambda v: open_item.c.entry_id == v, reference="accounting.entries"),
        Filter("open", _("Still open"), "flag", lambda v: (open_item.c.closed_on == _forever) == v),
    ),
    search=(entry.c.number, party.c.name, entry.c.reference, entry.c.description),
)

_maker = app_user.alias("maker")
_undoing = allocation.alias("undoing")
_part = allocation_part
_part_entry = entry.alias("part_entry")
_undone = exists().where(_undoing.c.company_id == allocation.c.company_id, _undoing.c.reversal_of == allocation.c.id)
_parts = _part.join(_part_entry, and_(_part_entry.c.company_id == _part.c.company_id, _part_entry.c.id == _part.c.entry_id))
_of_allocation = and_(_part.c.company_id == allocation.c.company_id, _part.c.allocation_id == allocation.c.id)
_whole = (
    select(literal(1))
    .select_from(_parts)
    .where(_of_allocation, _part_entry.c.reversal_of.is_not(None))
    .correlate(allocation)
    .exists()
)
_numbers = (
    select(func.string_agg(func.distinct(_part_entry.c.number), literal(", ")))
    .select_from(_parts)
    .where(_of_allocation)
    .correlate(allocation)
    .scalar_subquery()
)
_settled = (
    select(func.sum(func.greatest(_part.c.amount, 0)))
    .select_from(_part)
    .where(_of_allocation)
    .correlate(allocation)
    .scalar_subquery()
)
_first = _part.alias("first_part")
_allocation_state = case(
    (allocation.c.reversal_of.is_not(None), "counter"), (_undone, "undone"), (_whole, "reversal"), else_="held"
)


def _touches(value: Any) -> ColumnElement[bool]:
    return exists().where(
        _part.c.company_id == allocation.c.company_id, _part.c.allocation_id == allocation.c.id, _part.c.entry_id == value
    )


def _allocations() -> Select[Any]:
    return select(allocation.c.id).select_from(
        allocation.join(
            _first,
            and_(
                _first.c.company_id == allocation.c.company_id, _first.c.allocation_id == allocation.c.id, _first.c.part_no == 1
            ),
        )
        .join(
            open_item,
            and_(
                open_item.c.company_id == _first.c.company_id,
                open_item.c.entry_id == _first.c.entry_id,
                open_item.c.line_no == _first.c.line_no,
            ),
        )
        .outerjoin(party, and_(party.c.company_id == open_item.c.company_id, party.c.id == open_item.c.party_id))
        .outerjoin(_maker, _maker.c.id == allocation.c.made_by)
    )


ALLOCATIONS = Query(
    "accounting.allocations",
    _("Allocations"),
    "accounting.read",
    statement=_allocations,
    company=allocation.c.company_id,
    description="Which items settled each other on which day; the newest first.",
    columns=(
        Column("id", _("Number"), "id", allocation.c.id, hidden=True),
        Column("date", _("Date"), "date", allocation.c.date, sort=True, phone=1, link="accounting/allocations/{id}"),
        Column("name", _("Items"), "text", _numbers, phone=1),
        Column("party", _("Party"), "text", func.coalesce(party.c.name, literal("")), phone=2),
        Column("currency", _("Currency"), "code", open_item.c.currency, hidden=True),
        Column("amount", _("Amount"), "money", _settled, currency="currency", phone=1),
        Column(
            "status",
            _("Status"),
            "status",
            cast(_allocation_state, Text),
            choices=ALLOCATION_STATES,
            tones=ALLOCATION_TONES,
            phone=2,
        ),
        Column("made_by", _("By"), "text", func.coalesce(_maker.c.name, literal("")), hidden=True),
        Column("made_at", _("Recorded"), "time", allocation.c.made_at, hidden=True),
        Column("entry_id", _("Entry"), "id", allocation.c.entry_id, hidden=True),
    ),
    key=("id",),
    default_sort=("-date",),
    filters=(
        Filter("date", _("Date"), "dates", lambda v: within(allocation.c.date, v)),
        Filter("party", _("Party"), "reference", lambda v: same_party(open_item.c.party_id, v), reference="base.parties"),
        Filter("entry", _("Entry"), "reference", _touches, reference="accounting.entries"),
        Filter(
            "status", _("Status"), "choice", lambda v: cast(_allocation_state, Text) == func.any(v), choices=ALLOCATION_STATES
        ),
    ),
    search=(party.c.name,),
)

ALLOCATION_PARTS = Query(
    "accounting.allocation_parts",
    _("Items of allocations"),
    "accounting.read",
    statement=lambda: select(_part.c.allocation_id).select_from(
        _parts.join(
            open_item,
            and_(
                open_item.c.company_id == _part.c.company_id,
                open_item.c.entry_id == _part.c.entry_id,
                open_item.c.line_no == _part.c.line_no,
            ),
        )
    ),
    company=_part.c.company_id,
    description="The items that an allocation settles and how much of each. Debit is positive.",
    columns=(
        Column("part_no", _("Line"), "integer", _part.c.part_no, sort=True, hidden=True),
        Column("number", _("Number"), "code", _part_entry.c.number, phone=1, link="accounting/entries/{entry_id}"),
        Column("description", _("Description"), "text", _part_entry.c.description, phone=2),
        Column("currency", _("Currency"), "code", open_item.c.currency, hidden=True),
        Column("amount", _("Amount"), "money", _part.c.amount, currency="currency", phone=1),
        Column("base", _("In own currency"), "money", _part.c.base),
        Column("allocation_id", _("Allocation"), "id", _part.c.allocation_id, hidden=True),
        Column("entry_id", _("Entry"), "id", _part.c.entry_id, hidden=True),
    ),
    key=("allocation_id", "part_no"),
    default_sort=("part_no",),
    filters=(
        Filter(
            "allocation", _("Allocation"), "reference", lambda v: _part.c.allocation_id == v, reference="accounting.allocations"
        ),
    ),
    search=(_part_entry.c.number,),
)
ITEM_QUERIES = (OPEN_ITEMS, ALLOCATIONS, ALLOCATION_PARTS)
