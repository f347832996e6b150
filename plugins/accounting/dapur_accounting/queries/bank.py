"""Bank accounts, their statements and lines, and matches, read."""

from typing import Any

from sqlalchemy import Select, Text, and_, case, cast, exists, func, literal, select

from dapur.contract import Choice, Column, Filter, Query, _
from dapur.tables import app_user
from dapur_accounting.bank_tables import bank_account, bank_line, bank_match, bank_match_line, bank_question, bank_statement
from dapur_accounting.queries.accounts import NAME as ACCOUNT_NAME
from dapur_accounting.queries.words import USE, USE_TONES
from dapur_accounting.tables import account, entry
from dapur_base.ranges import within

LINE_STATES = (Choice("open", _("To match")), Choice("asked", _("Asked")), Choice("matched", _("Matched")))
LINE_TONES = {"open": "yellow", "asked": "azure", "matched": "green"}
MATCH_KINDS = (
    Choice("ledger", _("Booked before")),
    Choice("item", _("Open items")),
    Choice("create", _("Booked by it")),
    Choice("transfer", _("Own transfer")),
    Choice("opening", _("Opening balance")),
    Choice("taken_back", _("Taken back")),
)

_use = case((bank_account.c.is_closed, "closed"), else_="open")
_lines_of = bank_line.alias("lines_of")
_waits = ~exists().where(bank_match_line.c.company_id == _lines_of.c.company_id, bank_match_line.c.bank_line_id == _lines_of.c.id)
_of_account = and_(_lines_of.c.company_id == bank_account.c.company_id, _lines_of.c.bank_account_id == bank_account.c.id)
_to_match = select(func.count()).where(_of_account, _waits).correlate(bank_account).scalar_subquery()
_balance = (
    select(_lines_of.c.balance)
    .where(_of_account)
    .order_by(_lines_of.c.position.desc())
    .limit(1)
    .correlate(bank_account)
    .scalar_subquery()
)
_through = select(func.max(_lines_of.c.day)).where(_of_account).correlate(bank_account).scalar_subquery()

BANK_ACCOUNTS = Query(
    "accounting.bank_accounts",
    _("Bank accounts"),
    "accounting.read",
    statement=lambda: select(bank_account.c.id).select_from(
        bank_account.join(
            account, and_(account.c.company_id == bank_account.c.company_id, account.c.id == bank_account.c.account_id)
        )
    ),
    company=bank_account.c.company_id,
    description="Bank accounts of the company, what stands there, and how many lines wait to be matched.",
    columns=(
        Column("id", _("Number"), "id", bank_account.c.id, hidden=True),
        Column("name", _("Name"), "text", bank_account.c.name, sort=True, phone=1, link="accounting/bank/{id}"),
        Column("bank", _("Bank"), "text", bank_account.c.bank, phone=2),
        Column("number", _("Account number"), "code", bank_account.c.number, phone=2),
        Column("ledger", _("Ledger account"), "text", ACCOUNT_NAME, link="accounting/accounts/{account_id}"),
        Column("balance", _("Balance at the bank"), "money", func.coalesce(_balance, 0), currency="currency", phone=1),
        Column("through", _("Statements through"), "date", _through),
        Column("to_match", _("To match"), "integer", _to_match, phone=2, link="accounting/bank/{id}/match"),
        Column("currency", _("Currency"), "code", bank_account.c.currency),
        Column("status", _("Status"), "status", _use, choices=USE, tones=USE_TONES, phone=2),
        Column("code", _("Account number"), "code", bank_account.c.number, hidden=True),
        Column("holder", _("Account holder"), "text", bank_account.c.holder, hidden=True),
        Column("bank_code", _("Bank code"), "code", bank_account.c.bank_code, hidden=True),
        Column("account_id", _("Ledger account"), "id", bank_account.c.account_id, hidden=True),
        Column("is_closed", _("No longer used"), "flag", bank_account.c.is_closed, hidden=True),
        Column("version", _("Version"), "integer", bank_account.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("name",),
    filters=(Filter("status", _("Status"), "choice", lambda v: _use == func.any(v), choices=USE),),
    search=(bank_account.c.name, bank_account.c.bank, bank_account.c.number),
)

_importer = app_user.alias("importer")
BANK_STATEMENTS = Query(
    "accounting.bank_statements",
    _("Bank statements"),
    "accounting.read",
    statement=lambda: select(bank_statement.c.id).select_from(
        bank_statement.join(
            bank_account,
            and_(bank_account.c.company_id == bank_statement.c.company_id, bank_account.c.id == bank_statement.c.bank_account_id),
        ).outerjoin(_importer, _importer.c.id == bank_statement.c.imported_by)
    ),
    company=bank_statement.c.company_id,
    description="Statements that brought something new.",
    columns=(
        Column("id", _("Number"), "id", bank_statement.c.id, hidden=True),
        Column("name", _("Statement"), "text", func.concat(bank_account.c.name, " ", bank_statement.c.ends), hidden=True),
        Column("bank", _("Bank account"), "text", bank_account.c.name, phone=1, link="accounting/bank/statements/{id}"),
        Column("reference", _("Number of the statement"), "code", bank_statement.c.reference, phone=2),
        Column("starts", _("From"), "date", bank_statement.c.starts, phone=2),
        Column("ends", _("To"), "date", bank_statement.c.ends, sort=True, phone=2),
        Column("opening", _("Opening balance"), "money", bank_statement.c.opening, currency="currency"),
        Column("closing", _("Closing balance"), "money", bank_statement.c.closing, currency="currency", phone=1),
        Column("added", _("New lines"), "integer", bank_statement.c.added),
        Column("skipped", _("Known lines"), "integer", bank_statement.c.skipped),
        Column("imported_by", _("Imported by"), "text", func.coalesce(_importer.c.name, literal("")), hidden=True),
        Column("imported_at", _("Imported"), "time", bank_statement.c.imported_at, hidden=True),
        Column("currency", _("Currency"), "code", bank_account.c.currency, hidden=True),
        Column("bank_id", _("Bank account"), "id", bank_statement.c.bank_account_id, hidden=True),
    ),
    key=("id",),
    default_sort=("-ends",),
    filters=(
        Filter(
            "bank",
            _("Bank account"),
            "reference",
            lambda v: bank_statement.c.bank_account_id == v,
            reference="accounting.bank_accounts",
        ),
        Filter("ends", _("To"), "dates", lambda v: within(bank_statement.c.ends, v)),
    ),
    search=(bank_statement.c.reference, bank_account.c.name),
)

_open_question = exists().where(
    bank_question.c.company_id == bank_line.c.company_id,
    bank_question.c.bank_line_id == bank_line.c.id,
    bank_question.c.answer == "",
)
_line_state = cast(case((bank_match.c.id.is_not(None), "matched"), (_open_question, "asked"), else_="open"), Text)


def _bank_lines() -> Select[Any]:
    match_line = and_(bank_match_line.c.company_id == bank_line.c.company_id, bank_match_line.c.bank_line_id == bank_line.c.id)
    return select(bank_line.c.id).select_from(
        bank_line.join(
            bank_account,
            and_(bank_account.c.company_id == bank_line.c.company_id, bank_account.c.id == bank_line.c.bank_account_id),
        )
        .outerjoin(bank_match_line, match_line)
        .outerjoin(
            bank_match, and_(bank_match.c.company_id == bank_line.c.company_id, bank_match.c.id == bank_match_line.c.match_id)
        )
        .outerjoin(entry, and_(entry.c.company_id == bank_line.c.company_id, entry.c.id == bank_match.c.entry_id))
    )


BANK_LINES = Query(
    "accounting.bank_lines",
    _("Bank lines"),
    "accounting.read",
    statement=_bank_lines,
    company=bank_line.c.company_id,
    description="Lines of bank statements in the bank's order, and what each was matched with.",
    columns=(
        Column("id", _("Number"), "id", bank_line.c.id, hidden=True),
        Column("day", _("Date"), "date", bank_line.c.day, sort=True, phone=2),
        Column("memo", _("Description"), "text", bank_line.c.memo, phone=1, link="accounting/bank/lines/{id}"),
        Column("counterparty", _("Counterparty"), "text", bank_line.c.counterparty),
        Column("reference", _("Reference"), "code", bank_line.c.reference, hidden=True),
        Column("amount", _("Amount"), "money", bank_line.c.amount, sort=True, currency="currency", phone=1),
        Column("balance", _("Balance"), "money", bank_line.c.balance, currency="currency"),
        Column("status", _("Status"), "status", _line_state, choices=LINE_STATES, tones=LINE_TONES, phone=2),
        Column("kind", _("Matched with"), "status", bank_match.c.kind, choices=MATCH_KINDS),
        Column("number", _("Entry"), "code", func.coalesce(entry.c.number, literal("")), link="accounting/entries/{entry_id}"),
        Column("matched_at", _("Matched"), "time", bank_match.c.made_at, hidden=True),
        Column("bank", _("Bank account"), "text", bank_account.c.name, phone=2),
        Column("bank_id", _("Bank account"), "id", bank_line.c.bank_account_id, hidden=True),
        Column("statement_id", _("Statement"), "id", bank_line.c.statement_id, hidden=True),
        Column("match_id", _("Match"), "id", bank_match.c.id, hidden=True),
        Column("entry_id", _("Entry"), "id", bank_match.c.entry_id, hidden=True),
        Column("position", _("Place on the statement"), "integer", bank_line.c.position, sort=True, hidden=True),
        Column("currency", _("Currency"), "code", bank_account.c.currency, hidden=True),
    ),
    key=("id",),
    default_sort=("-position",),
    filters=(
        Filter(
            "bank",
            _("Bank account"),
            "reference",
            lambda v: bank_line.c.bank_account_id == v,
            reference="accounting.bank_accounts",
        ),
        Filter(
            "statement",
            _("Statement"),
            "reference",
            lambda v: bank_line.c.statement_id == v,
            reference="accounting.bank_statements",
        ),
        Filter("status", _("Status"), "choice", lambda v: _line_state == func.any(v), choices=LINE_STATES),
        Filter("day", _("Date"), "dates", lambda v: within(bank_line.c.day, v)),
        Filter("amount", _("Amount"), "money", lambda v: within(bank_line.c.amount, v)),
    ),
    search=(bank_line.c.memo, bank_line.c.counterparty, bank_line.c.reference),
)

_asker, _asked = app_user.alias("asker"), app_user.alias("asked")
_answered = case((bank_question.c.answer == "", "asked"), else_="matched")
QUESTION_STATES = (Choice("asked", _("Asked")), Choice("matched", _("Answered")))
BANK_QUESTIONS = Query(
    "accounting.bank_questions",
    _("Questions about bank lines"),
    "accounting.read",
    statement=lambda: select(bank_question.c.id).select_from(
        bank_question.join(
            bank_line, and_(bank_line.c.company_id == bank_question.c.company_id, bank_line.c.id == bank_question.c.bank_line_id)
        )
        .outerjoin(_asker, _asker.c.id == bank_question.c.asked_by)
        .outerjoin(_asked, _asked.c.id == bank_question.c.asked_of)
    ),
    company=bank_question.c.company_id,
    description="What colleagues were asked about bank lines, and what they answered.",
    columns=(
        Column("id", _("Number"), "id", bank_question.c.id, hidden=True),
        Column("question", _("Question"), "text", bank_question.c.question, phone=1, link="accounting/bank/questions/{id}"),
        Column("memo", _("Bank line"), "text", bank_line.c.memo, phone=2, link="accounting/bank/lines/{line_id}"),
        Column("day", _("Date"), "date", bank_line.c.day, phone=2),
        Column("amount", _("Amount"), "money", bank_line.c.amount, phone=1),
        Column("asked_of", _("Asked"), "text", func.coalesce(_asked.c.name, literal(""))),
        Column("asked_by", _("Who asked"), "text", func.coalesce(_asker.c.name, literal(""))),
        Column("asked_at", _("Question asked on"), "time", bank_question.c.asked_at, sort=True),
        Column("answer", _("Answer"), "text", bank_question.c.answer),
        Column("status", _("Status"), "status", _answered, choices=QUESTION_STATES, tones={"asked": "azure", "matched": "green"}),
        Column("line_id", _("Bank line"), "id", bank_question.c.bank_line_id, hidden=True),
        Column("asked_of_id", _("Asked"), "id", bank_question.c.asked_of, hidden=True),
    ),
    key=("id",),
    default_sort=("-asked_at",),
    filters=(
        Filter("status", _("Status"), "choice", lambda v: _answered == func.any(v), choices=QUESTION_STATES),
        Filter(
            "line", _("Bank line"), "reference", lambda v: bank_question.c.bank_line_id == v, reference="accounting.bank_lines"
        ),
    ),
    search=(bank_question.c.question, bank_question.c.answer, bank_line.c.memo),
)

QUERIES = (BANK_ACCOUNTS, BANK_STATEMENTS, BANK_LINES, BANK_QUESTIONS)
