"""The journal: entries one after the other with their lines, page by page."""

import itertools
from datetime import date
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from dapur.contract import Column, Report, ReportRow, Sheet, Shown, _
from dapur.queries.reader import Reader
from dapur_accounting.reports.balances import AsKnown, between, head_of, known_moment
from dapur_accounting.reports.general_ledger import read_place, write_place
from dapur_accounting.reports.trial_balance import check_days


class JournalInput(AsKnown):
    """Which days and journal (all when left out). `cursor`: where the next page begins; `size`: entries a page, 0 for all."""

    first: Annotated[date, Shown(_("From"))]
    last: Annotated[date, Shown(_("To"))]
    journal: Annotated[int | None, Shown(_("Journal"), reference="accounting.journals")] = None
    cursor: Annotated[str, StringConstraints(max_length=200), Shown(_("Page"), kind="hidden")] = ""
    size: Annotated[int, Field(ge=0, le=2000), Shown(_("Entries a page"), kind="hidden")] = 50


COLUMNS = (
    Column("date", _("Date"), "date", phone=2),
    Column("number", _("Number"), "code", phone=1),
    Column("account", _("Account"), "text", phone=1),
    Column("description", _("Description"), "text", phone=2),
    Column("debit", _("Debit"), "money", phone=1),
    Column("credit", _("Credit"), "money", phone=1),
)
ENTRIES = """
    with page as materialized (
        select id, date, number, description from accounting.entry
        where company_id = %s and date <= %s and (date, id) > (%s, %s) and (%s::bigint is null or journal_id = %s)
          and (%s::timestamptz is null or posted_at <= %s)
        order by date, id limit %s)
    select p.date, p.id, p.number, p.description, l.account_id, coalesce(a.code, ''), {name}, l.description, l.debit, l.credit
    from page p join accounting.line l on l.company_id = %s and l.entry_id = p.id
    join accounting.account a on a.company_id = l.company_id and a.id = l.account_id
    order by p.date, p.id, l.line_no
"""


async def build(reader: Reader, form: JournalInput) -> Sheet:
    """Read one page of entries with their lines."""
    check_days(form.first, form.last)
    day, entry, _line = read_place(form.cursor) if form.cursor else (form.first, -1, 0)
    known = known_moment(reader, form)
    limit = form.size or 1_000_000
    name = "a.name_en" if reader.scope.language == "en" else "a.name_id"
    company = reader.scope.company
    found = await reader.rows(
        ENTRIES.replace("{name}", name),
        *(company, form.last, day, entry, form.journal, form.journal, known, known, limit + 1, company),
    )
    entries = [list(lines) for _id, lines in itertools.groupby(found, key=lambda row: row[1])]
    page = entries[:limit]
    rows = [row for lines in page for row in _rows(lines)]
    more = write_place((page[-1][0][0], page[-1][0][1], 0)) if len(entries) > limit else ""
    return Sheet(_("Journal report"), COLUMNS, rows, head=head_of(reader, form, between(form.first, form.last)), more=more)


def _rows(lines: list[tuple[Any, ...]]) -> list[ReportRow]:
    day, entry, number, text = lines[0][:4]
    found = [
        ReportRow(
            (day, number, "", text, None, None), style="heading", links={"number": f"accounting/entries/{entry}"}, key=number
        )
    ]
    for line in lines:
        account, code, name, own, debit, credit = line[4:]
        cells = (None, "", f"{code} {name}".strip(), own, debit or None, credit or None)
        found.append(ReportRow(cells, 1, links={"account": f"accounting/accounts/{account}"}))
    return found


async def initial(reader: Reader) -> dict[str, Any]:
    """This month so far."""
    return {"first": reader.today.replace(day=1), "last": reader.today}


JOURNAL = Report(
    "accounting.journal",
    _("Journal report"),
    "accounting.read",
    JournalInput,
    build,
    "Entries between two days with their lines, page by page.",
)
