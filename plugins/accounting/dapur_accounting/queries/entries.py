"""Posted entries, their lines, and drafts, read."""

from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, Text, and_, case, cast, exists, func, literal, select

from dapur.contract import Column, Filter, Query, _
from dapur.queries.days import within_days
from dapur.tables import app_user
from dapur_accounting.queries.words import ACCOUNT_TYPES, ENTRY_STATES, ENTRY_TONES, SECTIONS
from dapur_accounting.rules.statement import PLACES
from dapur_accounting.tables import account, dimension_set, dimension_value, draft_entry, entry, journal, line
from dapur_base.names import shown_name
from dapur_base.parties import same_party
from dapur_base.ranges import within
from dapur_base.tables import party

_journal_name = shown_name(journal.c.name_id, journal.c.name_en)
_poster = app_user.alias("poster")
_turned = entry.alias("turned")
_undone = exists().where(_turned.c.company_id == entry.c.company_id, _turned.c.reversal_of == entry.c.id)
_state = case((entry.c.reversal_of.is_not(None), "reversal"), (_undone, "reversed"), else_="posted")
_reversed_by = (
    select(_turned.c.number)
    .where(_turned.c.company_id == entry.c.company_id, _turned.c.reversal_of == entry.c.id)
    .correlate(entry)
    .scalar_subquery()
)
_reversal_of = (
    select(_turned.c.number)
    .where(_turned.c.company_id == entry.c.company_id, _turned.c.id == entry.c.reversal_of)
    .correlate(entry)
    .scalar_subquery()
)
_source = func.trim(func.concat(entry.c.source_plugin, literal(" "), entry.c.source_kind, literal(" "), entry.c.source_number))


def _entries() -> Select[Any]:
    return select(entry.c.id).select_from(
        entry.join(journal, and_(journal.c.company_id == entry.c.company_id, journal.c.id == entry.c.journal_id)).outerjoin(
            _poster, _poster.c.id == entry.c.posted_by
        )
    )


ENTRIES = Query(
    "accounting.entries",
    _("Entries"),
    "accounting.read",
    statement=_entries,
    company=entry.c.company_id,
    description="Posted entries, the newest first.",
    columns=(
        Column("id", _("Number"), "id", entry.c.id, hidden=True),
        Column("code", _("Number"), "code", entry.c.number, hidden=True),
        Column("name", _("Description"), "text", entry.c.description, hidden=True),
        Column("date", _("Date"), "date", entry.c.date, sort=True, phone=2),
        Column("number", _("Number"), "code", entry.c.number, sort=True, phone=1, link="accounting/entries/{id}"),
        Column("journal", _("Journal"), "text", _journal_name),
        Column("description", _("Description"), "text", entry.c.description, phone=2),
        Column("reference", _("Reference"), "code", entry.c.reference),
        Column("total", _("Total"), "money", entry.c.total, sort=True, total=True, phone=1),
        Column("status", _("Status"), "status", cast(_state, Text), choices=ENTRY_STATES, tones=ENTRY_TONES, phone=2),
        Column("posted_by", _("Posted by"), "text", func.coalesce(_poster.c.name, literal("")), hidden=True),
        Column("posted_at", _("Posted"), "time", entry.c.posted_at, hidden=True),
        Column("source", _("Source"), "text", _source, hidden=True),
        Column("reversal_of", _("Reversal of"), "code", _reversal_of, hidden=True, link="accounting/entries/{reversal_of_id}"),
        Column("reversal_of_id", _("Reversal of"), "id", entry.c.reversal_of, hidden=True),
        Column("reversed_by", _("Reversed by"), "code", _reversed_by, hidden=True),
        Column("exception", _("Under exception"), "id", entry.c.exception_id, hidden=True),
        Column("journal_id", _("Journal"), "id", entry.c.journal_id, hidden=True),
        Column("sequence", _("Place in the series"), "integer", entry.c.sequence, hidden=True),
    ),
    key=("id",),
    default_sort=("-date",),
    filters=(
        Filter("date", _("Date"), "dates", lambda v: within(entry.c.date, v)),
        Filter("journal", _("Journal"), "reference", lambda v: entry.c.journal_id == v, reference="accounting.journals"),
        Filter("total", _("Total"), "money", lambda v: within(entry.c.total, v)),
        Filter("status", _("Status"), "choice", lambda v: cast(_state, Text) == func.any(v), choices=ENTRY_STATES),
        Filter("exception", _("Under an exception"), "flag", lambda v: entry.c.exception_id.is_not(None) == v),
    ),
    search=(entry.c.number, entry.c.description, entry.c.reference, entry.c.source_number),
)

_account_name = shown_name(account.c.name_id, account.c.name_en)
_heading = account.alias("heading")
_values = dimension_value.alias("value")


def _dimension(kind: str) -> ColumnElement[Any]:
    found = (
        select(_values.c.name)
        .select_from(
            dimension_set.join(
                _values,
                and_(_values.c.company_id == dimension_set.c.company_id, _values.c.id == func.any(dimension_set.c.value_ids)),
            )
        )
        .where(
            dimension_set.c.company_id == line.c.company_id, dimension_set.c.id == line.c.dimension_set_id, _values.c.kind == kind
        )
        .correlate(line)
        .limit(1)
        .scalar_subquery()
    )
    return func.coalesce(found, literal(""))


def _section(values: Any) -> ColumnElement[bool]:
    """Accounts of these sections of the income statement."""
    whens = [(account.c.subtype == subtype, section) for subtype, section in PLACES.items()]
    place = case(*whens, (account.c.type == "income", "revenue"), (account.c.type == "expense", "operating"), else_=literal(""))
    return and_(account.c.type.in_(("income", "expense")), cast(place, Text) == func.any(values))


def _under(heading: Any) -> ColumnElement[bool]:
    """The account itself or one below it in the chart."""
    return exists().where(
        _heading.c.company_id == account.c.company_id,
        _heading.c.id == heading,
        (account.c.path == _heading.c.path) | func.starts_with(account.c.path, _heading.c.path + ":"),
    )


def _carries(value: Any) -> ColumnElement[bool]:
    return exists().where(
        dimension_set.c.company_id == line.c.company_id,
        dimension_set.c.id == line.c.dimension_set_id,
        value == func.any(dimension_set.c.value_ids),
    )


_origin = entry.alias("origin")
_closing = (entry.c.source_kind == "year_close") | exists().where(
    _origin.c.company_id == entry.c.company_id,
    _origin.c.id == entry.c.reversal_of,
    _origin.c.source_plugin == "accounting",
    _origin.c.source_kind == "year_close",
)


def _lines() -> Select[Any]:
    return select(line.c.entry_id).select_from(
        line.join(account, and_(account.c.company_id == line.c.company_id, account.c.id == line.c.account_id))
        .join(entry, and_(entry.c.company_id == line.c.company_id, entry.c.id == line.c.entry_id))
        .outerjoin(party, and_(party.c.company_id == line.c.company_id, party.c.id == line.c.party_id))
    )


LINES = Query(
    "accounting.lines",
    _("Ledger lines"),
    "accounting.read",
    statement=_lines,
    company=line.c.company_id,
    description="Lines of posted entries, in the order of their dates.",
    columns=(
        Column("date", _("Date"), "date", line.c.date, sort=True, phone=2),
        Column("number", _("Number"), "code", entry.c.number, phone=1, link="accounting/entries/{entry_id}"),
        Column("code", _("Code"), "code", func.coalesce(account.c.code, literal(""))),
        Column("account", _("Account"), "text", _account_name, phone=1, link="accounting/accounts/{account_id}"),
        Column(
            "description",
            _("Description"),
            "text",
            case((line.c.description != "", line.c.description), else_=entry.c.description),
            phone=2,
        ),
        Column("debit", _("Debit"), "money", line.c.debit, total=True, phone=1),
        Column("credit", _("Credit"), "money", line.c.credit, total=True, phone=1),
        Column("surplus", _("Credit less debit"), "money", line.c.credit - line.c.debit, total=True, hidden=True),
        Column("currency", _("Currency"), "code", line.c.currency, hidden=True),
        Column("amount", _("Amount in currency"), "money", line.c.amount, currency="currency", hidden=True),
        Column("rate", _("Exchange rate"), "rate", line.c.rate, hidden=True),
        Column("party", _("Party"), "text", func.coalesce(party.c.name, literal("")), hidden=True),
        Column("cost_centre", _("Cost centre"), "text", _dimension("cost_centre"), hidden=True),
        Column("project", _("Project"), "text", _dimension("project"), hidden=True),
        Column("reference", _("Reference"), "code", entry.c.reference, hidden=True),
        Column("entry_id", _("Entry"), "id", line.c.entry_id, hidden=True),
        Column("line_no", _("Line"), "integer", line.c.line_no, hidden=True),
        Column("account_id", _("Account"), "id", line.c.account_id, hidden=True),
        Column("party_id", _("Party"), "id", line.c.party_id, hidden=True),
        Column("posted_at", _("Posted"), "time", entry.c.posted_at, hidden=True),
    ),
    key=("entry_id", "line_no"),
    default_sort=("date",),
    filters=(
        Filter("account", _("Account"), "reference", lambda v: line.c.account_id == v, reference="accounting.accounts"),
        Filter("under", _("Account or heading"), "reference", _under, reference="accounting.accounts"),
        Filter("type", _("Type"), "choice", lambda v: account.c.type == func.any(v), choices=ACCOUNT_TYPES),
        Filter("section", _("Section of the income statement"), "choice", _section, choices=SECTIONS),
        Filter("date", _("Date"), "dates", lambda v: within(line.c.date, v)),
        Filter("debit", _("Debit"), "money", lambda v: within(line.c.debit, v)),
        Filter("credit", _("Credit"), "money", lambda v: within(line.c.credit, v)),
        Filter("journal", _("Journal"), "reference", lambda v: entry.c.journal_id == v, reference="accounting.journals"),
        Filter("party", _("Party"), "reference", lambda v: same_party(line.c.party_id, v), reference="base.parties"),
        Filter("cost_centre", _("Cost centre"), "reference", _carries, reference="accounting.cost_centres"),
        Filter("project", _("Project"), "reference", _carries, reference="accounting.projects"),
        Filter("posted", _("Posted"), "dates", lambda v: within_days(entry.c.posted_at, line.c.company_id, v)),
        Filter("closing", _("Closing of a year"), "flag", lambda v: _closing == v),
        Filter("entry", _("Entry"), "reference", lambda v: line.c.entry_id == v, reference="accounting.entries"),
    ),
    search=(entry.c.number, entry.c.description, line.c.description, entry.c.reference),
)

_writer = app_user.alias("writer")
_draft_name = shown_name(literal("Draf "), literal("Draft ")).concat(cast(draft_entry.c.id, Text))
DRAFTS = Query(
    "accounting.drafts",
    _("Drafts"),
    "accounting.read",
    statement=lambda: select(draft_entry.c.id).select_from(
        draft_entry.join(
            journal, and_(journal.c.company_id == draft_entry.c.company_id, journal.c.id == draft_entry.c.journal_id)
        ).outerjoin(_writer, _writer.c.id == draft_entry.c.created_by)
    ),
    company=draft_entry.c.company_id,
    description="Entries that are prepared but not posted.",
    columns=(
        Column("id", _("Draft"), "id", draft_entry.c.id, sort=True, phone=1, link="accounting/drafts/{id}"),
        Column("date", _("Date"), "date", draft_entry.c.date, sort=True, phone=2),
        Column("journal", _("Journal"), "text", _journal_name, phone=1),
        Column("description", _("Description"), "text", draft_entry.c.description, phone=2),
        Column("reference", _("Reference"), "code", draft_entry.c.reference),
        Column("total", _("Total"), "money", draft_entry.c.total, sort=True, total=True, phone=1),
        Column("line_count", _("Lines"), "integer", cast(func.jsonb_array_length(draft_entry.c.lines), Integer)),
        Column("created_by", _("Prepared by"), "text", func.coalesce(_writer.c.name, literal(""))),
        Column("created_at", _("Prepared"), "time", draft_entry.c.created_at, hidden=True),
        Column("name", _("Draft"), "text", _draft_name, hidden=True),
        Column("journal_id", _("Journal"), "id", draft_entry.c.journal_id, hidden=True),
        Column("version", _("Version"), "integer", draft_entry.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("-id",),
    filters=(
        Filter("date", _("Date"), "dates", lambda v: within(draft_entry.c.date, v)),
        Filter("journal", _("Journal"), "reference", lambda v: draft_entry.c.journal_id == v, reference="accounting.journals"),
    ),
    search=(draft_entry.c.description, draft_entry.c.reference),
)
