"""Lists to which every day adds rows are read in the order of an index: their first page costs the same when the books are old."""

import re

import psycopg
import pytest

from dapur.plugins.registry import Registry
from dapur.queries.plan import Wish, plan

GROWING = (
    "accounting.entries", "accounting.lines", "accounting.open_items", "accounting.allocations", "accounting.invoices", "accounting.bills",
    "accounting.tax_entries", "administration.bookings", "administration.documents", "administration.evidence", "administration.incoming_letters",
    "administration.letters", "base.approvals", "base.exchange_rates", "base.my_approvals", "core.audit", "hr.leave_entries", "hr.leave_requests",
    "hr.pay", "it.escalations", "it.incoming_mails", "logistics.moves", "logistics.purchase_orders", "logistics.sales_orders", "logistics.documents",
    "logistics.value_changes", "training.certificates", "training.skill_proofs",
)  # fmt: skip
INDEX_OR_SORT = "set enable_sort = off; set enable_seqscan = off; set enable_bitmapscan = off"
"""PostgreSQL then sorts only where no index has the order; small tables it would else sort as well."""


@pytest.mark.parametrize("name", GROWING)
def test_the_first_page_sorts_nothing(registry: Registry, app_url: str, name: str) -> None:
    made = plan(registry.queries[name], 1, Wish(limit=51))
    with psycopg.connect(app_url) as connection:
        connection.execute(INDEX_OR_SORT)
        connection.execute("set enable_hashjoin = off; set enable_mergejoin = off; set enable_material = off")
        connection.execute("select core.begin_read(1, 1)")
        lines = [line for (line,) in connection.execute(b"explain " + made.sql, made.values)]

    beside = next((n for n, line in enumerate(lines) if "SubPlan" in line), len(lines))
    # To sort what has one day after an index gave the days is fine.
    assert [line for line in lines[:beside] if re.match(r"[ >-]*Sort  ", line)] == []
