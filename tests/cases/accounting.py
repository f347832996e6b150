"""Cases of accounting: plain entries, reversals, locks, exceptions, opening balances and their statements.

What belongs to documents is done by a part of its own (`accounting_documents`); so may be what else is added.
"""

from calendar import monthrange
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from dapur.contract import Sheet
from dapur.house import House
from dapur.queries.plan import Wish
from dapur.testing.companies import Actor, new_company, new_member
from dapur.testing.databases import TestDatabase
from tests.cases.accounting_bank import Bank
from tests.cases.accounting_documents import Documents
from tests.cases.adapter import Adapter, same
from tests.clock import set_clock

CODES = {"ENTRY_UNBALANCED": "UNBALANCED"}
"""Registered code -> the case files' spelling, where they differ."""

GIVEN = {
    "base_currency", "users", "journal_sequence", "fiscal_year", "opening_entries", "opening_date", "today", "continues", "rule",
    "taxes", "budgets", "opening_assets",
}  # fmt: skip
TYPES = {
    "asset": "cash bank bank_usd receivable inventory equipment accumulated_depreciation tax_input tax_refund",
    "liability": "payable loan income_tax_payable tax_output tax_payable",
    "equity": "share_capital retained_earnings dividends",
    "income": "revenue other_income gain_on_disposal",
    "expense": "expense cogs salaries rent income_tax depreciation interest travel fx_realised",
}
TYPE_OF = {name: kind for kind, names in TYPES.items() for name in names.split()}
SUBTYPES = {
    "receivable": "receivable", "payable": "payable", "bank": "bank", "bank_usd": "bank", "fx_realised": "other_expense",
    "fx_unrealised": "other_expense",
}  # fmt: skip
ROLES = {"accountant": "accountant", "finance_manager": "approver"}
WHO = {"sari": "accountant", "budi": "finance_manager"}
JOURNALS = {"general": "general", "sales": "sales", "purchase": "purchase", "cash": "cash"}


def make_adapter(house: House, database: TestDatabase) -> Adapter:
    """An adapter for one case."""
    return Accounting(house, database)


@dataclass
class Accounting:
    """The company of a case, and what its steps left: entries by ref."""

    house: House
    database: TestDatabase
    boss: Actor = field(init=False)
    people: dict[str, Actor] = field(default_factory=dict)
    accounts: dict[str, int] = field(default_factory=dict)
    journals: dict[str, int] = field(default_factory=dict)
    entries: dict[str, int] = field(default_factory=dict)
    labels: dict[str, Sheet] = field(default_factory=dict)
    currency: str = ""
    given_roles: set[str] = field(default_factory=set)
    parts: list[Any] = field(init=False)
    """Who else does steps and makes checks: go_on, can_do, do, can_check, check."""

    def __post_init__(self) -> None:
        self.parts = [Documents(self), Bank(self)]

    def code_of(self, code: str) -> str:
        """The case files' spelling."""
        return CODES.get(code, code)

    # -- what is given --------------------------------------------------------------------------------

    def can_begin(self, given: Mapping[str, Any]) -> bool:
        """Consolidations and aged balances have no operation yet."""
        return set(given) <= GIVEN

    async def begin(self, given: Mapping[str, Any]) -> None:
        """A company in the base currency, with journals and the accounts that the case names."""
        self._set_clock(None)
        currency = given["base_currency"]
        self.currency = currency["code"]
        books = {"accounting.books": {"chart": "empty", "books_from": "2025-01-01"}}
        self.boss = await new_company(self.house, currency=currency["code"], decimals=currency["decimals"], setup=books)
        await self._read_journals()
        await self.go_on(given)

    async def go_on(self, given: Mapping[str, Any]) -> None:
        """What a case adds: people, where numbers go on from, opening balances."""
        for person in given.get("users", ()):
            await self._person(person["user"], person["role"])
        if "journal_sequence" in given:
            await self._number_from(given["journal_sequence"])
        if "opening_entries" in given:
            await self._open(given["opening_entries"], given["opening_date"])
        for part in self.parts:
            await part.go_on(given)

    # -- steps ----------------------------------------------------------------------------------------

    def can_do(self, step: Mapping[str, Any]) -> bool:
        """Entries, their reversal, locks and exceptions, and what the parts do."""
        if any(part.can_do(step) for part in self.parts):
            return True
        if step["do"] == "cancel":
            return step["doc"] in self.entries
        if step["do"] == "read_report":
            return self.can_check({"check": "report", **step})
        return step["do"] in ("post_entry", "lock_period", "grant_exception")

    async def do(self, step: Mapping[str, Any]) -> None:
        """As the step's person, at the step's moment."""
        self._set_clock(step.get("at"))
        steps: dict[str, Callable[[Actor, Mapping[str, Any]], Awaitable[None]]] = {
            "post_entry": self._post,
            "cancel": self._cancel,
            "lock_period": self._lock,
            "grant_exception": self._grant,
            "read_report": self._read_report,
        }
        who = step.get("user")
        actor = await self._person(who, WHO.get(who, "accountant")) if who else self.boss
        for part in self.parts:
            if part.can_do(step):
                await part.do(actor, step)
                return
        await steps[step["do"]](actor, step)

    async def _post(self, actor: Actor, step: Mapping[str, Any]) -> None:
        lines = [await self._line(line) for line in step["lines"]]
        journal = self.journals[JOURNALS[step.get("journal", "general")]]
        posted = await actor.perform(
            "accounting.post_entry",
            journal=journal,
            date=step["date"],
            description=step["ref"],
            reference=step["ref"],
            lines=lines,
        )
        self.entries[step["ref"]] = posted.id

    async def _cancel(self, actor: Actor, step: Mapping[str, Any]) -> None:
        reversed_by = await actor.perform(
            "accounting.reverse_entry", id=self.entries[step["doc"]], date=step["date"], description=step["reason"]
        )
        self.entries[step["ref"]] = reversed_by.id

    async def _lock(self, actor: Actor, step: Mapping[str, Any]) -> None:
        await actor.perform("accounting.set_lock", area="all", through=step["through"])

    async def _grant(self, actor: Actor, step: Mapping[str, Any]) -> None:
        to = await self._person(step["to"], WHO.get(step["to"], "accountant"))
        await actor.perform(
            "accounting.grant_exception",
            to=to.scope.user,
            area="all",
            lock_through=step["lock_through"],
            reason=step["reason"],
            until=self._moment(step["until"]).isoformat(),
        )

    async def _read_report(self, actor: Actor, step: Mapping[str, Any]) -> None:
        self.labels[step["label"]] = await self._report(step)

    # -- checks ---------------------------------------------------------------------------------------

    def can_check(self, check: Mapping[str, Any]) -> bool:
        """Postings, balances, numbers, the audit of exceptions and cancellations, the two statements, and what the parts check."""
        if any(part.can_check(check) for part in self.parts):
            return True
        if check["check"] == "audit":
            return check["action"] in ("lock_exception_granted", "posted_under_exception", "cancelled")
        if check["check"] == "report":
            return check["name"] in ("balance_sheet", "income_statement")
        return check["check"] in ("posting", "balance", "number")

    async def check(self, check: Mapping[str, Any]) -> None:
        """Compare what is read with what the case expects."""
        for part in self.parts:
            if part.can_check(check):
                await part.check(check)
                return
        checks: dict[str, Callable[[Mapping[str, Any]], Awaitable[None]]] = {
            "posting": self._check_posting,
            "balance": self._check_balance,
            "number": self._check_number,
            "audit": self._check_audit,
            "report": self._check_report,
        }
        await checks[check["check"]](check)

    async def _check_posting(self, check: Mapping[str, Any]) -> None:
        rows = await self._lines_of(self.entries[check["ref"]])
        centres = any("cost_centre" in line for line in check["lines"])
        found: dict[tuple[str, str], Decimal] = {}
        for row in rows:
            key = (row["account"], row["cost_centre"] if centres else "")
            found[key] = found.get(key, Decimal(0)) + row["debit"] - row["credit"]
        wanted: dict[tuple[str, str], Decimal] = {}
        for line in check["lines"]:
            amount = Decimal(line.get("debit", 0)) - Decimal(line.get("credit", 0))
            key = (line["account"], line.get("cost_centre", ""))
            wanted[key] = wanted.get(key, Decimal(0)) + amount
        same({row["date"].isoformat() for row in rows}, {str(check["date"])}, "dates")
        same(found, wanted, "lines")

    async def _check_balance(self, check: Mapping[str, Any]) -> None:
        day = date.fromisoformat(check["as_of"])
        account = await self.account(check["account"])
        filters = {"account": account, "date": (None, day)}
        totals = await (await self.boss.reader()).totals(self.house.registry.queries["accounting.lines"], Wish(filters=filters))
        same(totals.sums["debit"] - totals.sums["credit"], Decimal(check["base"]), check["account"])

    async def _check_number(self, check: Mapping[str, Any]) -> None:
        row = await self._entry(self.entries[check["ref"]])
        same(row["sequence"], check["sequence"], "sequence")
        same(row["journal_id"], self.journals[JOURNALS[check["journal"]]], "journal")

    async def _check_audit(self, check: Mapping[str, Any]) -> None:
        if check["action"] == "lock_exception_granted":
            rows = (await self.boss.page("accounting.lock_exceptions")).dicts()
            same(len(rows), check["count"], "exceptions")
            logged = await self._logged("accounting.lock_exception", "I")
            same(len(logged), check["count"], "exceptions in the audit log")
            same({"to_user", "granted_by", "reason", "until"} - set(logged[0]), set(), "fields left out")
        elif check["action"] == "posted_under_exception":
            wish = Wish(columns=("id", "exception"), filters={"exception": True})
            rows = (await self.boss.page("accounting.entries", wish)).dicts()
            same({row["id"] for row in rows}, {self.entries[ref] for ref in check["refs"]}, "entries under an exception")
        else:
            for ref in check["refs"]:
                same((await self._entry(self.entries[ref]))["status"], "reversed", ref)

    async def _check_report(self, check: Mapping[str, Any]) -> None:
        sheet = self.labels[check["label"]] if "label" in check else await self._report(check)
        rows = figures_of(sheet)
        for name, amount in check["rows"].items():
            same(rows.get(name, Decimal(0)), Decimal(amount), name)

    # -- the company ----------------------------------------------------------------------------------

    async def _line(self, line: Mapping[str, Any]) -> dict[str, Any]:
        made: dict[str, Any] = {"account": await self.account(line["account"])}
        for side in ("debit", "credit"):
            if side in line:
                made[side] = line[side]
        if "cost_centre" in line:
            made["cost_centre"] = await self.cost_centre(line["cost_centre"])
        return made

    async def account(self, name: str) -> int:
        """An account by the case's name."""
        if name not in self.accounts:
            saved = await self.boss.perform(
                "accounting.save_account",
                name_id=name,
                name_en=name,
                type=TYPE_OF.get(name, "expense"),
                code=name,
                subtype=SUBTYPES.get(name, ""),
            )
            self.accounts[name] = saved.id
        return self.accounts[name]

    async def give_role(self, name: str, role: str) -> None:
        """Say that the account of this name is the one for a role."""
        if role not in self.given_roles:
            self.given_roles.add(role)
            await self.boss.perform("accounting.give_account_role", role=role, account=await self.account(name))

    async def need_currency(self, code: str) -> None:
        """Add a currency, once."""
        known = (await self.boss.page("base.currencies", Wish(columns=("code",)))).dicts()
        if code not in {row["code"] for row in known}:
            await self.boss.perform("base.save_currency", code=code, name_id=code, name_en=code)

    async def cost_centre(self, name: str) -> int:
        """A cost centre by its code."""
        known = (await self.boss.page("accounting.cost_centres", Wish(columns=("id", "code")))).dicts()
        for row in known:
            if row["code"] == name:
                return int(row["id"])
        return int((await self.boss.perform("accounting.save_dimension", kind="cost_centre", code=name, name=name)).id)

    async def _read_journals(self) -> None:
        rows = (await self.boss.page("accounting.journals", Wish(columns=("id", "kind")))).dicts()
        self.journals = {row["kind"]: row["id"] for row in rows}

    async def _number_from(self, given: Mapping[str, Any]) -> None:
        """The journal counts on for ever from the last number used."""
        journal = self.journals[JOURNALS[given["journal"]]]
        row = await (await self.boss.reader()).one(self.house.registry.queries["accounting.journals"], journal)
        fields = {name: row[name] for name in ("id", "code", "name_id", "name_en", "kind", "version")}
        await self.boss.perform("accounting.save_journal", {**fields, "pattern": "{number}", "restart": "never"})
        await self.boss.perform("accounting.start_numbers", id=journal, last=given["last"])

    async def _open(self, balances: Any, day: str) -> None:
        lines = []
        for given in balances:
            amount = Decimal(given["base"])
            side = {"debit": str(amount)} if amount >= 0 else {"credit": str(-amount)}
            lines.append({"account": await self.account(given["account"]), **side})
        total = sum((Decimal(g["base"]) for g in balances if Decimal(g["base"]) > 0), Decimal(0))
        await self.boss.perform(
            "accounting.post_opening_balances", date=day, lines=lines, control_debit=str(total), control_credit=str(total)
        )

    async def _person(self, name: str, role: str) -> Actor:
        if name not in self.people:
            self.people[name] = await new_member(self.boss, ROLES[role], name=name.capitalize())
        return self.people[name]

    def _moment(self, text: Any) -> datetime:
        at = text if isinstance(text, datetime) else datetime.fromisoformat(str(text))
        return at.replace(tzinfo=ZoneInfo("Asia/Jakarta")).astimezone(UTC)

    def _set_clock(self, at: Any) -> None:
        set_clock(self.database, None if at is None else self._moment(at))

    async def _entry(self, number: int) -> dict[str, Any]:
        return await (await self.boss.reader()).one(self.house.registry.queries["accounting.entries"], number)

    async def _lines_of(self, entry: int) -> list[dict[str, Any]]:
        wish = Wish(columns=("date", "account", "debit", "credit", "cost_centre"), filters={"entry": entry})
        return (await self.boss.page("accounting.lines", wish)).dicts()

    async def _logged(self, subject: str, action: str) -> list[dict[str, Any]]:
        reader = await self.boss.reader()
        rows = await reader.rows(
            'select after from core.audit_log where company_id = %s and subject = %s and action = %s::text::"char"',
            reader.scope.company,
            subject,
            action,
        )
        return [after for (after,) in rows]

    async def _report(self, asked: Mapping[str, Any]) -> Sheet:
        if asked["name"] == "balance_sheet":
            return await self.boss.report("accounting.balance_sheet", day=asked["as_of"])
        year, _dash, month = str(asked["period"]).partition("-")
        last = monthrange(int(year), int(month or 12))[1]
        days = {"first": f"{year}-{month or '01'}-01", "last": f"{year}-{month or '12'}-{last}"}
        return await self.boss.report("accounting.income_statement", **days)


def figures_of(sheet: Sheet) -> dict[str, Decimal]:
    """Amounts of a statement by account (its code is the case's name) and by the keys of its totals."""
    return {row.key: next(c for c in row.cells if isinstance(c, Decimal)) for row in sheet.rows if row.key}
