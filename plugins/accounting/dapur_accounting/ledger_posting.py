"""The service LedgerPosting: other departments' entries, lines by role, in their own transaction."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from dapur.contract import Refused, Service, _
from dapur.operations.work import Work
from dapur.services.ledger import EntryDraft, LedgerLine, LedgerPosting, PostedEntry
from dapur_accounting.operations.entry_lines import EntryLine, columns_of, written
from dapur_accounting.operations.posting import Source, post
from dapur_accounting.operations.reverse_entry import ReverseEntry, reverse_entry
from dapur_accounting.role_accounts import account_of_role, accounts_of_roles, journal_of_kind, role_unknown


class Ledger:
    """The ledger of one company in one transaction. The rights are those of the department's own operation."""

    def __init__(self, work: Work) -> None:
        self.work = work

    async def post(self, entry: EntryDraft) -> PostedEntry:
        """Post an entry, once per source document."""
        accounts = await accounts_of_roles(self.work, {line.role for line in entry.lines if line.account is None})
        values = await self._values(entry.lines)
        lines = [_line(line, n, accounts, values) for n, line in enumerate(entry.lines)]
        columns = await columns_of(self.work, written(lines, entry.day))
        source = Source(entry.source_plugin, entry.source_kind, entry.source_id, entry.source_number)
        posted = await post(
            self.work,
            await journal_of_kind(self.work, entry.kind),
            entry.day,
            entry.description,
            entry.reference,
            columns,
            source,
        )
        return PostedEntry(posted.id, posted.number, posted.existing)

    async def reverse(self, entry: int, day: date, description: str = "") -> PostedEntry:
        """Take an entry back by one of this day."""
        posted = await reverse_entry.run(self.work, ReverseEntry(id=entry, date=day, description=description))
        return PostedEntry(posted.id, posted.number)

    async def first_open_day(self, day: date, kind: str = "general") -> date:
        """This day, or the day after what is locked for this kind of journal."""
        area = "select accounting.locked_through(%s, accounting.area_of(%s))"
        through = await self.work.value(area, self.work.scope.company, kind)
        return day if through is None else max(day, through + timedelta(days=1))

    async def knows_role(self, role: str) -> bool:
        """Whether the company has said which account this role means."""
        return role in await accounts_of_roles(self.work, {role})

    async def balance(self, role: str, day: date) -> Decimal:
        """What stands on the role's account at the end of a day, debit positive."""
        account = await account_of_role(self.work, role, "role")
        found = await self.work.value(
            "select sum(debit - credit) from accounting.sums_through(%s, %s) where account_id = %s",
            self.work.scope.company,
            day,
            account,
        )
        return Decimal(found or 0)

    async def _values(self, lines: Sequence[LedgerLine]) -> dict[tuple[str, str], int]:
        codes = {code for line in lines for code in (line.cost_centre, line.project) if code}
        if not codes:
            return {}
        rows = await self.work.rows(
            "select id, kind, code from accounting.dimension_value where company_id = %s and code = any (%s) and not is_closed",
            self.work.scope.company,
            sorted(codes),
        )
        return {(row["kind"], row["code"]): row["id"] for row in rows}


def _line(line: LedgerLine, n: int, accounts: dict[str, int], values: dict[tuple[str, str], int]) -> EntryLine:
    account = line.account if line.account is not None else accounts.get(line.role)
    if account is None:
        raise role_unknown(line.role, f"lines.{n}.account")
    return EntryLine(
        account=account,
        description=line.description,
        debit=line.debit,
        credit=line.credit,
        currency=line.currency,
        amount=line.amount,
        rate=line.rate,
        party=line.party,
        cost_centre=_value("cost_centre", line.cost_centre, n, values),
        project=_value("project", line.project, n, values),
    )


def _value(kind: str, code: str, n: int, values: dict[tuple[str, str], int]) -> int | None:
    if not code:
        return None
    if (kind, code) not in values:
        text = _("This cost centre or project does not exist or is closed. Choose another.")
        raise Refused("DIMENSION_UNKNOWN", text, field=f"lines.{n}.{kind}")
    return values[kind, code]


LEDGER_POSTING = Service(LedgerPosting, Ledger)
