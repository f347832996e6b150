"""All queries of accounting."""

from dapur_accounting.queries.accounts import ACCOUNT_ROLES, ACCOUNTS, HEADINGS, POSTING_ACCOUNTS
from dapur_accounting.queries.bank import QUERIES as BANK_QUERIES
from dapur_accounting.queries.documents import DOCUMENT_QUERIES
from dapur_accounting.queries.draft_lines import DRAFT_LINES
from dapur_accounting.queries.entries import DRAFTS, ENTRIES, LINES
from dapur_accounting.queries.journals import (
    COST_CENTRES,
    DIMENSION_VALUES,
    FISCAL_YEARS,
    JOURNALS,
    LOCK_EXCEPTIONS,
    LOCKS,
    PERIODS,
    PROJECTS,
)
from dapur_accounting.queries.open_items import ITEM_QUERIES
from dapur_accounting.queries.payments import QUERIES as PAYMENT_QUERIES
from dapur_accounting.queries.taxes import TAX_QUERIES

QUERIES = (
    ACCOUNTS,
    POSTING_ACCOUNTS,
    HEADINGS,
    ACCOUNT_ROLES,
    JOURNALS,
    DIMENSION_VALUES,
    COST_CENTRES,
    PROJECTS,
    FISCAL_YEARS,
    PERIODS,
    LOCKS,
    LOCK_EXCEPTIONS,
    ENTRIES,
    LINES,
    DRAFTS,
    DRAFT_LINES,
    *BANK_QUERIES,
    *PAYMENT_QUERIES,
    *DOCUMENT_QUERIES,
    *ITEM_QUERIES,
    *TAX_QUERIES,
)
