"""Cases of accounting on money: payments, bank statements and their matching, revaluation, closing of years."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from dapur.queries.plan import Wish
from dapur.testing.companies import Actor
from tests.cases.adapter import same

if TYPE_CHECKING:
    from tests.cases.accounting import Accounting

ROLES = {
    "receivable": "receivable", "payable": "payable", "fx_realised": "exchange_difference",
    "fx_unrealised": "unrealised_exchange_difference", "bank_charges": "bank_charges",
}  # fmt: skip
"""The case files' account -> the role that payments post by."""
PAYMENTS = {"receive_payment": "accounting.receive_payment", "make_payment": "accounting.make_payment"}


class Bank:
    """The part of a case that deals with money; the company and its accounts are the adapter's."""

    def __init__(self, books: "Accounting") -> None:
        self.books = books
        self.banks: dict[str, int] = {}
        self.lines: dict[str, int] = {}
        self.imports: dict[int, Any] = {}
        self.step = 0

    async def go_on(self, given: Mapping[str, Any]) -> None:
        """Steps are counted anew in every case."""
        self.step = 0

    # -- steps ----------------------------------------------------------------------------------------

    def can_do(self, step: Mapping[str, Any]) -> bool:
        """Payments, statements, matching, revaluation, closing."""
        return step["do"] in (*PAYMENTS, "import_statement", "match", "revalue", "close_year")

    async def do(self, actor: Actor, step: Mapping[str, Any]) -> None:
        """As the step's person."""
        self.step += 1
        if step["do"] in PAYMENTS:
            await self._pay(actor, step)
            return
        await getattr(self, f"_do_{step['do']}")(actor, step)

    async def _pay(self, actor: Actor, step: Mapping[str, Any]) -> None:
        await self._need_roles()
        foreign = step["currency"] != self.books.currency
        if foreign:
            await self.books.need_currency(step["currency"])
        chosen = step["allocate"]
        paid = await actor.perform(
            PAYMENTS[step["do"]],
            party=await self.books.parts[0].party(step["party"]),
            bank=await self._bank(step["bank"]),
            date=step["date"],
            amount=step["amount"],
            reference=step["ref"],
            oldest_first=chosen == "auto",
            items=[{"entry": self.books.entries[a["doc"]], "amount": a["amount"]} for a in chosen] if chosen != "auto" else [],
            **({"currency": step["currency"], "rate": step["rate"]} if foreign else {}),
        )
        self.books.entries[step["ref"]] = paid.entry

    async def _do_import_statement(self, actor: Actor, step: Mapping[str, Any]) -> None:
        rows = [{"date": line["date"], "amount": line["amount"], "memo": line["memo"]} for line in step["lines"]]
        bank = await self._bank(step["bank"])
        taken = await actor.perform(
            "accounting.add_statement",
            bank=bank,
            reference=step["file_id"],
            opening=step["opening"],
            closing=step["closing"],
            lines=rows,
        )
        self.imports[self.step] = taken
        wish = Wish(columns=("id", "position"), filters={"statement": taken.id}, sort=("position",), limit=500)
        added = (await actor.page("accounting.bank_lines", wish)).dicts() if taken.id else []
        for line, row in zip(step["lines"], added, strict=False):
            if "id" in line:
                self.lines[line["id"]] = row["id"]

    async def _do_match(self, actor: Actor, step: Mapping[str, Any]) -> None:
        await self._need_roles()
        line = self.lines[step["line"]]
        write_off = [
            {"account": await self.books.account(w["account"]), "amount": w["amount"]} for w in step.get("write_off", ())
        ]
        items = [await self._item(line, to) for to in step["to"]]
        matched = await actor.perform("accounting.match_bank_lines", lines=[line], items=items, write_off=write_off)
        if matched.entry is not None:
            self.books.entries[step["line"]] = matched.entry

    async def _item(self, bank_line: int, to: Mapping[str, Any]) -> dict[str, Any]:
        """The entry's line on the bank account, or the one that somebody owes."""
        reader = await self.books.boss.reader()
        rows = await reader.rows(
            "select l.line_no, i.entry_id is not null from accounting.line l"
            " left join accounting.open_item i on i.company_id = l.company_id and i.entry_id = l.entry_id and i.line_no = l.line_no"
            " where l.company_id = %s and l.entry_id = %s and (i.entry_id is not null or l.account_id = (select b.account_id"
            " from accounting.bank_line s join accounting.bank_account b on b.company_id = s.company_id and b.id = s.bank_account_id"
            " where s.company_id = l.company_id and s.id = %s)) order by 2, 1 limit 1",
            reader.scope.company,
            self.books.entries[to["doc"]],
            bank_line,
        )
        line, is_item = rows[0]
        return {"entry": self.books.entries[to["doc"]], "line": line, **({"amount": to["amount"]} if is_item else {})}

    async def _do_revalue(self, actor: Actor, step: Mapping[str, Any]) -> None:
        await self._need_roles()
        done = await actor.perform(
            "accounting.revalue", date=step["date"], currency=step["currency"], rate=step["rate"], reverse_on=step["auto_reverse"]
        )
        self.books.entries[step["ref"]] = done.id
        self.books.entries[f"{step['ref']}/reversal"] = done.reversal

    async def _do_close_year(self, actor: Actor, step: Mapping[str, Any]) -> None:
        years = (await actor.page("accounting.fiscal_years")).dicts()
        year = next(row["id"] for row in years if row["name"] == str(step["year"]))
        done = await actor.perform("accounting.close_year", year=year, to=await self.books.account(step["to"]))
        self.books.entries[step["ref"]] = done.id

    # -- checks ---------------------------------------------------------------------------------------

    def can_check(self, check: Mapping[str, Any]) -> bool:
        """Statements, imports, the reconciliation, what stands in another currency, postings of layers."""
        if check["check"] == "report":
            return bool(check["name"] == "bank_reconciliation")
        if check["check"] == "balance":
            return "amount_currency" in check
        return check["check"] in ("statement", "import_result")

    async def check(self, check: Mapping[str, Any]) -> None:
        """Compare what is read with what the case expects."""
        await getattr(self, f"_check_{check['check']}")(check)

    async def _check_statement(self, check: Mapping[str, Any]) -> None:
        totals = await (await self.books.boss.reader()).totals(
            self.books.house.registry.queries["accounting.bank_lines"], Wish(filters={"bank": await self._bank(check["bank"])})
        )
        banks = (await self.books.boss.page("accounting.bank_accounts", Wish(columns=("id", "balance")))).dicts()
        same(totals.count, check["lines"], "lines")
        same({row["id"]: row["balance"] for row in banks}[self.banks[check["bank"]]], Decimal(check["closing"]), "closing")

    async def _check_import_result(self, check: Mapping[str, Any]) -> None:
        taken = self.imports[check["step"]]
        same(taken.added, check["added"], "added")
        same(taken.skipped, check["skipped"], "skipped")

    async def _check_report(self, check: Mapping[str, Any]) -> None:
        sheet = await self.books.boss.report(
            "accounting.bank_reconciliation", bank=await self._bank(check["bank"]), day=check["as_of"]
        )
        rows = {row.key: row.cells[3] for row in sheet.rows if row.key}
        for name, amount in check["rows"].items():
            same(rows[name], Decimal(amount), name)

    async def _check_balance(self, check: Mapping[str, Any]) -> None:
        reader = await self.books.boss.reader()
        rows = await reader.rows(
            "select coalesce(sum(debit - credit), 0), coalesce(sum(amount), 0) from accounting.sums_through(%s, %s) where account_id = %s",
            reader.scope.company,
            date.fromisoformat(check["as_of"]),
            await self.books.account(check["account"]),
        )
        same(rows[0][0], Decimal(check["base"]), check["account"])
        same(rows[0][1], Decimal(check["amount_currency"]), f"{check['account']} in its currency")

    # -- the company ----------------------------------------------------------------------------------

    async def _bank(self, name: str) -> int:
        """A bank account on the ledger account of this name; "bank_usd" is kept in dollars."""
        if name not in self.banks:
            currency = name.partition("_")[2].upper()
            if currency:
                await self.books.need_currency(currency)
            saved = await self.books.boss.perform(
                "accounting.save_bank_account", name=name, account=await self.books.account(name), currency=currency
            )
            self.banks[name] = saved.id
        return self.banks[name]

    async def _need_roles(self) -> None:
        for name, role in ROLES.items():
            await self.books.give_role(name, role)
